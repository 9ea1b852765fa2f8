"""What a person who helps wants to know of this computer; nothing heavy is imported to find it out."""

import locale
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import psutil
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from dclgui import __version__

LIBRARIES = ("PySide6-Essentials", "numpy", "pillow", "torch", "timm", "onnxruntime", "pydantic", "pyqtgraph")


def versions() -> list[tuple[str, str]]:
    """Name and version of the program, of Python, Qt and the libraries that matter."""
    found = [("dclgui", __version__), ("Python", platform.python_version()), ("Qt", qVersion())]
    return found + [(name, _installed(name)) for name in LIBRARIES]


def machine() -> list[tuple[str, str]]:
    """System, processor, memory and screens; nothing that names the person or the computer."""
    memory = psutil.virtual_memory()
    found = [
        ("system", f"{platform.system()} {platform.release()}, {platform.machine()}"),
        ("frozen", str(bool(getattr(sys, "frozen", False)))),
        ("cores", str(os.cpu_count())),
        ("memory", f"{memory.total / 2**30:.1f} GiB, {memory.available / 2**30:.1f} free"),
        ("encoding", f"{sys.getfilesystemencoding()}, {locale.getpreferredencoding()}"),
        ("Qt platform", QGuiApplication.platformName()),
    ]
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size = screen.size()
        scale = f"{screen.devicePixelRatio():g} x, {screen.logicalDotsPerInch():.0f} dpi"
        found.append((f"screen {number}", f"{size.width()} x {size.height()}, {scale}"))
    return found


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"

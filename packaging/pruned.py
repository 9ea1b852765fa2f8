"""What PyInstaller finds and the program never uses: left out of the package."""

import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TypeVar

from PyInstaller.depend.bindepend import get_imports

Entry = TypeVar("Entry", bound=tuple[str, ...])

NEVER_IMPORTED = [
    # development, and what reads back exports in the tests
    "IPython",
    "PyInstaller",
    "_hypothesis_globals",
    "_hypothesis_pytestplugin",
    "_pytest",
    "build",
    "datasets",
    "deptry",
    "hypothesis",
    "matplotlib",
    "mypy",
    "pandas",
    "pycocotools",
    "pip",
    "pkg_resources",
    "py",
    "pyarrow",
    "pytest",
    "ruff",
    "setuptools",
    "xdist",
    # other maps than PCA: UMAP alone would bring 400 MB of numba, llvmlite, scipy and scikit-learn
    "llvmlite",
    "numba",
    "pynndescent",
    "scipy",
    "sklearn",
    "umap",
    # taken up by a library where it happens to be installed
    "dill",
    "hf_xet",
    "multiprocess",
    "pyqtgraph.examples",
    "pyqtgraph.opengl",
    "readline",
    "tensorboard",
    "tkinter",
    "torch.utils.benchmark",
    "torch.utils.tensorboard",
    "torchvision._C",  # its compiled operators: decoding and detection, neither of them ours
    "torchvision.datasets.samplers",
    "triton",
    # the window uses QtCore, QtGui and QtWidgets
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtTest",
]
"""Modules that the analysis shall not follow."""
LARGE = 200_000
"""Bytes above which a library is worth stripping."""

_MODULES = (
    r"torch\.testing\._internal\.(?!common_dtype$|distributed$|distributed\.fake_pg$|logging_tensor$)",
    r"torch\._inductor\.(kernel|autoheuristic|fx_passes\.serialized_patterns)\b",
    r"torch\.(utils\.(bottleneck|hipify|model_dump|viz)|distributed\.(pipelining|benchmarks))\b",
    r"onnx\.backend\.(test|sample)\b",
    r"onnxruntime\.(backend|datasets|tools)\b",
    r"onnxruntime\.transformers\.(?!onnx_utils$)",
    r"(numpy|sympy|networkx|mpmath|pydantic)\.(.*\.)?tests?\b",
)
_FILES = (
    r"torch/(test|include|share)/",
    r"torch/bin/(?!torch_shm_manager)",
    r"torch/lib/lib(aoti_custom_ops|backend_with_compiler|jitbackend_test|torchbind_test)\.",
    r"torch/lib/(libshm|libshm_windows)/",
    r"torch/testing/_internal/(?!__init__|common_dtype|distributed/(__init__|fake_pg)|logging_tensor)",
    r"torch/_inductor/(kernel|autoheuristic|fx_passes/serialized_patterns)/",
    r".*\.(a|lib|h|hpp|cpp|cu|cuh|cmake|pyi|pdb|proto|onnx|ts)$",
    r"hypothesis-",
    r"onnx/backend/(test|sample)/",
    r"onnxruntime/(backend|datasets|tools|transformers)/",
    r"onnxruntime/capi/libonnxruntime\.",  # the same engine again, for programs in C; Python has its own beside it
    r"torchvision(\.libs/|/_C|/image\.)",
    r"(PySide6/)?(Qt/lib/)?(lib)?(Qt6(Pdf|Qml|Quick|VirtualKeyboard|Sql|Test)|Qt6Quick\w+)",
    r"PySide6/(Qt/)?plugins/(designer|generic|networkinformation|printsupport|qmllint|qmltooling|sqldrivers|tls)/",
    r"PySide6/(Qt/)?plugins/platforms/libq(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc)\.",
    r"PySide6/(Qt/)?plugins/platformthemes/libqgtk3",  # would bring GTK; Qt has the desktop's own dialogs by DBus
    r"PySide6/(Qt/)?plugins/(egldeviceintegrations|vectorimageformats)/",
    r"PySide6/(Qt/)?plugins/platforminputcontexts/libqtvirtualkeyboard",
    r"PySide6/(Qt/)?plugins/imageformats/libq(icns|pdf|tga|tiff|wbmp|webp)\.",
    r"PySide6/(Qt/)?translations/(?!qtbase_zh_CN)",
    r"(.*/)?(__pycache__|tests?)/",
)


def without_unused_modules(entries: Iterable[Entry]) -> list[Entry]:
    """``entries`` of a PyInstaller table of modules (dotted names first) that the program may need."""
    return _kept(entries, _MODULES)


def without_unused_files(entries: Iterable[Entry]) -> list[Entry]:
    """``entries`` of a PyInstaller table of files (place in the package first) that the program may need."""
    return _kept(entries, _FILES)


def without_unneeded_libraries(entries: Iterable[Entry]) -> list[Entry]:
    """``entries`` of a table of binaries for Linux, less the shared libraries that no other binary in it asks for.

    Nothing asks for a plugin or for a module of Python, and they stay; so does what they ask for.
    """
    entries = list(entries)
    real = [(place, source) for place, source, kind in entries if kind != "SYMLINK"]
    libraries = {PurePosixPath(place).name: source for place, source in real if _may_be_asked_for(place)}
    needed = {name for name in libraries if name.startswith("libpython")}  # the program itself asks for it
    waiting = [source for place, source in real if not _may_be_asked_for(place)] + [libraries[name] for name in needed]
    while waiting:
        wanted = {PurePosixPath(name).name for name, _ in get_imports(waiting.pop())} & libraries.keys() - needed
        needed |= wanted
        waiting += [libraries[name] for name in wanted]
    return [entry for entry in entries if not _may_be_asked_for(entry[0]) or PurePosixPath(entry[0]).name in needed]


def without_dangling_links(entries: Iterable[Entry], kept: Iterable[Entry]) -> list[Entry]:
    """``entries`` less the links to a place that is not among those ``kept``."""
    places = {posixpath.normpath(place) for place, _, _ in kept}

    def leads_somewhere(place: str, target: str, kind: str) -> bool:
        return kind != "SYMLINK" or posixpath.normpath(posixpath.join(posixpath.dirname(place), target)) in places

    return [entry for entry in entries if leads_somewhere(*entry)]


def strip_symbols(folder: Path) -> None:
    """Take the names that only a debugger reads out of large libraries in ``folder``; Qt's stay as they were made."""
    strip = shutil.which("strip")
    for file in folder.rglob("*.so*") if strip else ():
        ours_to_change = not file.is_relative_to(folder / "PySide6") and not file.parent.name.endswith(".libs")
        if ours_to_change and not file.is_symlink() and file.stat().st_size > LARGE:
            subprocess.run([str(strip), "--strip-unneeded", str(file)], check=True)


def _may_be_asked_for(place: str) -> bool:
    """Whether a library at ``place`` in the package is there for other binaries only."""
    return "/" not in place or place.startswith("PySide6/Qt/lib/") or PurePosixPath(place).parts[0].endswith(".libs")


def _kept(entries: Iterable[Entry], patterns: tuple[str, ...]) -> list[Entry]:
    left_out = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    return [entry for entry in entries if not left_out.match(entry[0].replace("\\", "/"))]

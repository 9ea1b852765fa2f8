"""See that the system has what Qt needs, and install it where Debian's package manager may be asked.

``python -m tools.qt_libraries`` looks after the window, ``… pictures`` also after a virtual display and a Chinese font.
Ends with 0 when everything is there. Nothing here ends the set-up: the command line works without a window.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

WINDOW = [
    *("libegl1", "libgl1", "libglib2.0-0", "libfontconfig1", "libfreetype6", "libxkbcommon0", "libdbus-1-3"),
    *("libxcb-icccm4", "libxcb-keysyms1", "libxcb-cursor0", "libxcb-image0", "libxcb-render-util0", "libxcb-shape0"),
    *("libxcb-xkb1", "libxkbcommon-x11-0"),
]
PICTURES = ["xvfb", "xauth", "fonts-noto-cjk"]
CHINESE = "from PySide6.QtGui import *; QGuiApplication([]); D = QFontDatabase; \
raise SystemExit(not D.families(D.WritingSystem.SimplifiedChinese))"


def main(words: list[str]) -> int:
    """Look, install, look again; one line says what is still missing."""
    if not sys.platform.startswith("linux"):
        return 0
    wanted = WINDOW + (PICTURES if "pictures" in words else [])
    lack = missing(pictures="pictures" in words)
    if lack and (said := install(wanted)):
        tell(f"The window lacks {lack}. {said}")
        return 1
    if lack and (lack := missing(pictures="pictures" in words)):
        tell(f"The window still lacks {lack}, although its packages are installed: {' '.join(wanted)}")
        return 1
    return 0


def missing(*, pictures: bool) -> str:
    """The first thing that is not there; empty if all of it is."""
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    home = Path(spec.origin).parent
    for part in ("QtWidgets.abi3.so", "Qt/plugins/platforms/libqoffscreen.so", "Qt/plugins/platforms/libqxcb.so"):
        try:
            if (home / part).exists():
                ctypes.CDLL(str(home / part))
        except OSError as error:
            return str(error).split(":", maxsplit=1)[0]
    if pictures and not (shutil.which("Xvfb") and shutil.which("xvfb-run")):
        return "a virtual display (xvfb-run)"
    if pictures and subprocess.run([sys.executable, "-c", CHINESE], env=_offscreen(), check=False).returncode:
        return "a font with Chinese letters"
    return ""


def install(packages: list[str]) -> str:
    """Install Debian's ``packages``; what to say to the person if that can't be done, else empty."""
    by_hand = f"On Debian and Ubuntu install: sudo apt-get install {' '.join(packages)}"
    apt, sudo = shutil.which("apt-get"), shutil.which("sudo")
    if apt is None:
        return f"Install it with the system's package manager; Debian calls the packages: {' '.join(packages)}"
    asked = [apt] if os.geteuid() == 0 else [sudo, "-n", apt] if sudo else []
    if not asked or (sudo in asked and _failed([str(sudo), "-n", "true"])):
        return by_hand
    tell("Installing the libraries that the window needs.")
    wanted = [*asked, "install", "-y", "-q", "--no-install-recommends", *packages]
    if _failed(wanted) and (_failed([*asked, "update", "-q"]) or _failed(wanted)):
        return by_hand
    return ""


def tell(line: str) -> None:
    """Say one line."""
    sys.stderr.write(line + "\n")


def _failed(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return bool(subprocess.run(command, env=environment, capture_output=True, check=False).returncode)


def _offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Build the installer for Windows from ``dist/dclgui`` into ``dist``, and print its size.

``python packaging/setup_exe.py`` after ``python packaging/package.py``, on Windows with Inno Setup 6.3 or later.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from package import PROGRAM

from dclgui import __version__

SCRIPT = Path(__file__).parent / "windows" / "dclgui.iss"
COMPILER = "ISCC.exe"


def main() -> None:
    """Build and print."""
    if not PROGRAM.exists():
        sys.exit("There is no packaged program yet: python packaging/package.py")
    subprocess.run((compiler(), "/Qp", f"/DVersion={__version__}", str(SCRIPT)), check=True)
    made = PROGRAM.parent / f"dclgui-{__version__}-setup.exe"
    print(f"{made.name}: {made.stat().st_size / 1e6:.0f} MB")


def compiler() -> str:
    """Inno Setup's, where its own installer puts it; ends the build if it is not there."""
    places = [
        Path(os.environ.get(name, "")) / "Inno Setup 6" / COMPILER for name in ("PROGRAMFILES(X86)", "PROGRAMFILES")
    ]
    found = shutil.which(COMPILER) or next((str(place) for place in places if place.is_file()), None)
    if found is None:
        sys.exit("Inno Setup is not here: install version 6.3 or later, then try again.")
    return found


if __name__ == "__main__":
    main()

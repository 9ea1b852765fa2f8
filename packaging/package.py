"""Build the packaged program into ``dist/dclgui``, and print how long that took and what its megabytes are.

``python packaging/package.py label`` builds the small one of ``label.spec`` into ``dist/dclgui-label`` instead.
"""

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "dist" / "dclgui"
LARGEST = 12
SMALL = ROOT / "dist" / "dclgui-label"
COMMAND = (
    *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
    *("--distpath", str(PROGRAM.parent), "--workpath", str(ROOT / "build" / "pyinstaller")),
)


def main() -> None:
    """Build and print."""
    began = time.monotonic()
    made, spec = (SMALL, "label.spec") if sys.argv[1:] == ["label"] else (PROGRAM, "dclgui.spec")
    command = (*COMMAND, str(Path(__file__).parent / spec))
    subprocess.run(command, check=True, env={**os.environ, "PYTHONWARNINGS": "ignore"})  # those of torch's old modules
    if sys.platform == "linux" and made == PROGRAM:
        add_to_menus(PROGRAM / "share")
    sizes = sizes_of(made)
    print(f"{made.relative_to(ROOT)}: {sizes.total() / 1e6:.0f} MB, built in {time.monotonic() - began:.0f} s\n")
    print("| largest folders and files | MB |\n| --- | ---: |")
    for name, size in sizes.most_common(LARGEST):
        print(f"| {name} | {size / 1e6:.1f} |")


def add_to_menus(share: Path) -> None:
    """What a Linux desktop wants to see below its own ``share`` to have the program in its menus."""
    icons = [*(ROOT / "dclgui" / "qt" / "icons").glob("dclgui-*.png"), ROOT / "resources" / "icons" / "dclgui-512.png"]
    sides = {file.stem.removeprefix("dclgui-"): file for file in icons}
    places = {f"icons/hicolor/{side}x{side}/apps/dclgui.png": file for side, file in sides.items()}
    places["icons/hicolor/scalable/apps/dclgui.svg"] = ROOT / "resources" / "dclgui.svg"
    places["applications/dclgui.desktop"] = ROOT / "resources" / "dclgui.desktop"
    for place, file in places.items():
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, share / place)


def sizes_of(folder: Path) -> Counter[str]:
    """Bytes in ``folder`` by the first two parts of a place below ``_internal``, links not counted."""
    sizes: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            parts = file.relative_to(folder).parts
            sizes["/".join(parts[1:3] if parts[0] == "_internal" else parts[:1])] += file.stat().st_size
    return sizes


if __name__ == "__main__":
    main()

"""Build a Debian package from ``dist/dclgui`` into ``dist``, and print its size and what it depends on.

``python packaging/deb.py`` after ``make package``. It serves the system that it was built on and later ones:
the C library, and what of the system's libraries is not in the folder, are the system's own.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from package import PROGRAM, ROOT

from dclgui import __version__

SUMMARY = "Label the images of a new camera from the labelled images of an old one"
DETAILS = """ A background trainer adapts an image classifier from the labelled images of one
 camera to the unlabelled ones of another; a person reviews, audits and exports.
 Nothing leaves the computer."""
PLACE = Path("opt/dclgui")
C_LIBRARY = "libc6"
_NEEDED = re.compile(r"=> (/\S+) \(")


def main() -> None:
    """Build and print."""
    if not PROGRAM.exists():
        sys.exit("There is no packaged program yet: make package")
    if not shutil.which("dpkg-deb"):
        sys.exit("A Debian package is built on Debian or Ubuntu: dpkg-deb is not here.")
    began = time.monotonic()
    needed = depends()
    with tempfile.TemporaryDirectory(prefix="dclgui-deb-", dir=ROOT / "build") as made:
        root = Path(made)
        root.chmod(0o755)
        lay_out(root)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(control(root, needed), encoding="utf-8")
        package = PROGRAM.parent / f"dclgui_{__version__}_{architecture()}.deb"
        pack = ("dpkg-deb", "--root-owner-group", "--threads-max=2", "-Zxz", "-z1", "--build", str(root), str(package))
        subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    size, seconds = package.stat().st_size / 1e6, time.monotonic() - began
    print(f"{package.relative_to(ROOT)}: {size:.0f} MB, built in {seconds:.0f} s")
    print(f"It depends on {', '.join(needed)}.")


def lay_out(root: Path) -> None:
    """The program below ``/opt``, its entrance below ``/usr/bin``, menu and icons where a desktop looks for them."""
    shutil.copytree(PROGRAM, root / PLACE, symlinks=True, copy_function=os.link)
    shutil.rmtree(root / PLACE / "share")
    shutil.copytree(PROGRAM / "share", root / "usr" / "share")
    entrance = root / "usr" / "bin" / "dclgui"
    entrance.parent.mkdir(parents=True)
    entrance.symlink_to(Path("/") / PLACE / "dclgui")


def depends() -> list[str]:
    """The packages of the system's libraries that the program's files load and that are not among them."""
    files = [file for file in PROGRAM.rglob("*") if file.is_file() and not file.is_symlink() and is_elf(file)]
    outside = set[str]()
    for start in range(0, len(files), 200):
        ran = subprocess.run(
            ("ldd", *map(str, files[start : start + 200])), capture_output=True, text=True, check=False
        )
        outside |= {place for place in _NEEDED.findall(ran.stdout) if PROGRAM not in Path(place).parents}
    own = {file.name for file in files}
    packages = {package_of(Path(place)) for place in outside if Path(place).name not in own}
    least = subprocess.run(
        ("dpkg-query", "--show", "--showformat=${Version}", C_LIBRARY), capture_output=True, text=True, check=True
    ).stdout.partition("-")[0]
    others = sorted(packages - {C_LIBRARY})
    return [f"{C_LIBRARY} (>= {least})", *others]


def is_elf(file: Path) -> bool:
    """Whether it is a program or a library of Linux."""
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def package_of(library: Path) -> str:
    """The package that brought ``library``; ends the build if there is none, since its user would lack it too."""
    for place in (library, library.resolve(), Path("/usr") / library.relative_to("/")):
        ran = subprocess.run(("dpkg", "--search", str(place)), capture_output=True, text=True, check=False)
        if ran.returncode == 0:
            return ran.stdout.partition(":")[0]
    sys.exit(f"No package of this system brought {library}.")


def architecture() -> str:
    """Debian's word for this kind of processor."""
    return subprocess.run(("dpkg", "--print-architecture"), capture_output=True, text=True, check=True).stdout.strip()


def control(root: Path, needed: list[str]) -> str:
    """The package's description."""
    kilobytes = sum(file.lstat().st_size for file in root.rglob("*")) // 1024
    fields = {
        "Package": "dclgui",
        "Version": __version__,
        "Architecture": architecture(),
        "Maintainer": "The dclgui developers",
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join(needed),
        "Section": "science",
        "Priority": "optional",
        "Description": f"{SUMMARY}\n{DETAILS}",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


if __name__ == "__main__":
    main()

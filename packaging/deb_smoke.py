"""Install the Debian package into a clean system without Python, use it, remove it, and look what is left.

``python packaging/deb_smoke.py [ROOT]`` after ``make deb``, as root. ROOT is a minimal Debian in a folder; without one
it is made with debootstrap, which has to be installed and fetches about 50 MB.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from package import PROGRAM

FOUND = "find / -xdev \\( -path /proc -o -path /sys \\) -prune -o -iname '*dclgui*' -print"
HOME = "/root/desk"
STEPS = {
    "the window opens": "dclgui doctor --window --seconds 0",
    "the demo": "dclgui demo",
    "a model leaves": "dclgui export demo-output/default.dclproj --model model.onnx",
    "and labels": "dclgui label model.onnx demo-output/SYNTHETIC-images/SYNTHETIC-camera-b -o labels.csv",
}


def main() -> None:
    """All steps; the first that fails ends it."""
    packages = sorted(PROGRAM.parent.glob("dclgui_*.deb"))
    if not packages:
        sys.exit("There is no Debian package yet: make deb")
    with tempfile.TemporaryDirectory(prefix="dclgui-debian-") as made:
        root = Path(sys.argv[1]) if len(sys.argv) > 1 else bootstrapped(Path(made) / "root")
        use(root, packages[-1])


def bootstrapped(root: Path) -> Path:
    """A minimal Debian in ``root``."""
    subprocess.run(("debootstrap", "--variant=minbase", "stable", str(root)), check=True, stdout=subprocess.DEVNULL)
    return root


def use(root: Path, package: Path) -> None:
    """Install, use, remove."""
    print("| step | s |\n| --- | ---: |")
    within(root, "no Python is there", "! command -v python3")
    within(root, "nothing of it is there", f'test -z "$({FOUND})"')
    (root / "tmp" / package.name).write_bytes(package.read_bytes())
    within(root, "installed", f"apt-get -q update && apt-get -qy --no-install-recommends install /tmp/{package.name}")
    (root / "tmp" / package.name).unlink()
    within(root, "an empty home", f"mkdir -p {HOME}")
    for name, command in STEPS.items():
        within(root, name, f"cd {HOME} && HOME={HOME} QT_QPA_PLATFORM=offscreen {command}")
    within(root, "labelled", f"test -s {HOME}/labels.csv")
    within(root, "removed", f"apt-get -qy purge dclgui && rm -r {HOME}")
    within(root, "nothing of it is left", f'left="$({FOUND})"; echo "$left"; test -z "$left"')
    print("\nThe Debian package installs, works and goes without a trace.")


def within(root: Path, name: str, command: str) -> None:
    """Run ``command`` in the system below ``root``; ends with what it said if it fails."""
    began = time.monotonic()
    mounts = f"mount -t proc proc {root}/proc && mount --rbind /dev {root}/dev"
    clean = "env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8"
    ran = subprocess.run(
        (
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            f'{mounts} && exec chroot {root} {clean} sh -c "$0"',
            command,
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"| {name} | {time.monotonic() - began:.1f} |", flush=True)
    if ran.returncode:
        sys.exit(f"{name}: {command}\n{ran.stdout[-3000:]}{ran.stderr[-3000:]}")


if __name__ == "__main__":
    main()

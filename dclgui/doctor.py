"""Checks whether this computer can run the program, and what to do about each problem."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import psutil
from PIL import Image

from dclgui import __version__
from dclgui.core.errors import LONGEST_PATH, UserError

GIB = 2**30
LEAST_DISK, LEAST_MEMORY = 2 * GIB, 2 * GIB
PACKAGES_TO_LABEL = ("onnxruntime", "numpy", "pillow")
PACKAGES = ("torch", "torchvision", "timm", "onnxruntime", "onnx", "onnxscript", "numpy", "pillow", "safetensors")
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "PPM")
PACKAGED = bool(getattr(sys, "frozen", False))
"""Whether this is the packaged program, into which nothing can be installed."""
SMALL = PACKAGED and find_spec("dclgui.engine") is None
"""Whether this is the small package, which only labels by ONNX files."""
REINSTALL = (
    "Copy the program's folder anew, as it was built."
    if PACKAGED
    else "Install the program anew with its constraints: pip install -c constraints.txt -e ."
)
OTHER_TORCH = (
    "Take a package that was built with PyTorch for CUDA (docs/packaging.md)."
    if PACKAGED
    else "Set PIP_EXTRA_INDEX_URL to PyTorch's address for your CUDA version and install torch anew "
    "(docs/engineers-guide.md, “Installing it elsewhere”)."
)
_USAGE_DATA = Path("Microsoft", "DeveloperTools", ".onnxruntime")
SLOW = 20.0
"""Images a second; below this, a thousand images take almost a minute or more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. ``problem`` is empty if all is well; one that ``blocks`` makes runs impossible."""

    name: str
    value: str
    problem: str = ""
    remedy: str = ""
    blocks: bool = False


def examine(*, folder: Path | None = None, seconds: float = 5.0) -> Iterator[Finding]:
    """Run all checks, the fast ones first.

    ``folder`` is where projects would be; ``seconds`` is the length of the speed test, 0 for none.
    """
    yield Finding("dclgui", f"{__version__}, Python {platform.python_version()}, {platform.platform()}")
    yield packages(PACKAGES_TO_LABEL if SMALL else PACKAGES)
    if sys.platform == "win32":
        yield long_paths(switched_on=_has_long_paths())
    yield disk(shutil.disk_usage(folder or Path.cwd()).free)
    yield memory(psutil.virtual_memory().available, psutil.virtual_memory().total)
    yield decoders(FORMATS)
    yield usage_data(Path.home())
    if not SMALL:
        yield from _engine(seconds)


def packages(wanted: tuple[str, ...] = PACKAGES) -> Finding:
    """The versions of the packages that a run needs."""
    found, lacking = [], []
    for name in wanted:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lacking.append(name)
    problem = f"{' and '.join(lacking)} not installed." if lacking else ""
    return Finding("Packages", ", ".join(found), problem, REINSTALL if lacking else "", blocks=bool(lacking))


def long_paths(*, switched_on: bool) -> Finding:
    """Whether Windows reads files whose whole path is longer than it used to be."""
    if switched_on:
        return Finding("Long paths", "can be read")
    return Finding(
        "Long paths",
        f"at most {LONGEST_PATH} characters",
        "Pictures with a longer path can't be read here.",
        "Keep pictures and projects in folders with short names, or ask your administrator to switch on long paths of "
        "Windows (LongPathsEnabled).",
    )


def disk(free: int) -> Finding:
    """Whether ``free`` bytes are enough for projects."""
    if free >= LEAST_DISK:
        return Finding("Disk", f"{free / GIB:.0f} GiB free")
    return Finding(
        "Disk",
        f"{free / GIB:.1f} GiB free",
        "There is little room for projects here.",
        "Free some space, or keep projects on another disk. The folder cache in a project may be deleted.",
        blocks=free < LEAST_DISK / 20,
    )


def memory(available: int, total: int) -> Finding:
    """Whether ``available`` of ``total`` bytes of memory are enough for a run."""
    value = f"{available / GIB:.1f} of {total / GIB:.1f} GiB free"
    if available >= LEAST_MEMORY:
        return Finding("Memory", value)
    return Finding(
        "Memory",
        value,
        "A run takes about 2 GiB.",
        "Close other programs, or choose a smaller --batch-size and --image-size.",
    )


def decoders(formats: tuple[str, ...]) -> Finding:
    """Which image formats can be written and read here."""
    lacking = [name for name in formats if not _reads(name)]
    value = ", ".join(name for name in formats if name not in lacking)
    if not lacking:
        return Finding("Images", value)
    remedy = "Install Pillow anew from its wheel: pip install --force-reinstall --only-binary :all: pillow"
    return Finding(
        "Images", value, f"{' and '.join(lacking)} images can't be read here.", remedy, blocks="JPEG" in lacking
    )


def usage_data(home: Path) -> Finding:
    """Whether onnxruntime has stored usage data in the user's ``home``; dclgui switches that off."""
    places = (".cache", "AppData/Local", "Library/Application Support", "Library/Caches")
    found = [kept for place in places if (kept := home / place / _USAGE_DATA).is_dir()]
    if not found:
        return Finding("Usage data", "none is kept or sent")
    return Finding(
        "Usage data",
        "none is sent",
        f"onnxruntime kept data about its use in {found[0]}, with this or another program.",
        "You may delete that folder; dclgui neither needs nor makes it.",
    )


def graphics(*, has_card: bool, cuda: str, sees_gpu: bool) -> Finding:
    """Whether there is an NVIDIA card that torch can use; ``cuda`` is torch's CUDA version, empty if built without."""
    if sees_gpu:
        return Finding("Graphics card", f"used, CUDA {cuda}")
    if not has_card:
        return Finding("Graphics card", "none of NVIDIA; the processor does the work")
    if not cuda:
        return Finding(
            "Graphics card",
            "not used",
            "There is an NVIDIA card, but the PyTorch installed here is a build for processors.",
            OTHER_TORCH,
        )
    return Finding(
        "Graphics card",
        "not used",
        f"There is an NVIDIA card, but PyTorch, built for CUDA {cuda}, can't reach it.",
        "Run nvidia-smi: if it fails, install the driver anew; if it shows an older CUDA, update the driver.",
    )


def pace(*, decode: float, forward: float, device: str) -> Finding:
    """Whether the images a second decoded by one core, and predicted on ``device``, are enough."""
    value = f"{decode:.0f} pictures a second read by one core, {forward:.0f} judged on {device}"
    if min(decode, forward) >= SLOW:
        return Finding("Speed", value)
    return Finding("Speed", value, "That is slow.", "Close other programs; on a laptop, plug it in.")


def has_nvidia_card() -> bool:
    """Whether the computer has an NVIDIA card with any driver, independent of torch."""
    places = (Path("/proc/driver/nvidia/version"), Path("/dev/nvidia0"))
    windows = Path(os.environ.get("SYSTEMROOT", "")) / "System32" / "nvcuda.dll"
    return any(place.exists() for place in places) or (sys.platform == "win32" and windows.exists())


def _has_long_paths() -> bool:
    if sys.platform != "win32":
        return True
    import winreg  # noqa: PLC0415 - Windows alone has it

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False


def _reads(name: str) -> bool:
    stream = BytesIO()
    try:
        Image.new("RGB", (8, 8)).save(stream, name)
        Image.open(BytesIO(stream.getvalue())).load()
    except (OSError, KeyError, ValueError):
        return False
    return True


def _engine(seconds: float) -> Iterator[Finding]:
    try:
        # Imported here, so that a broken torch is one finding and not the end of the checks.
        from dclgui.engine.queries import speed  # noqa: PLC0415
    except (ImportError, OSError, RuntimeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield Finding("Engine", "", f"The engine can't be loaded: {reason}.", REINSTALL, blocks=True)
        return
    build = speed.torch_build()
    kind = f"for CUDA {build.cuda}" if build.cuda else "for processors"
    pair = "torchvision fits" if build.torchvision_fits else "torchvision is of another build, which does no harm here"
    yield Finding("PyTorch", f"{build.version}, built {kind}; {pair}")
    yield graphics(has_card=has_nvidia_card(), cuda=build.cuda, sees_gpu=build.sees_gpu)
    yield Finding("Devices", "; ".join(speed.devices()))
    if not seconds:
        return
    try:
        found = speed.measure(seconds)
    except UserError as error:
        yield Finding("Speed", "", error.message, error.hint, blocks=True)
    else:
        yield pace(decode=found.decode, forward=found.forward, device=found.device)

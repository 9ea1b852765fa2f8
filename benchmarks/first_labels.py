"""How long a new project takes to its first labels, and how much memory, by the program as a person starts it.

    python -m benchmarks.first_labels [--images 1000]
    python -m benchmarks.first_labels --images 100000 --small

Generated pictures, ``--images`` of either camera: ``dclgui adapt`` twice, for a user who has no export of the backbone
yet and for one who has. *First labels* are round 0 on the disk. With ``--small`` the pictures have 64 pixels, and the
backbone is a small one with random weights (``test_resnet``), since memory is what is looked at there. Seconds are of
the clock and of all processors; memory is that of all processes together, what they share counted once. Fails above
20 s for up to 1,000 images, and above 3 GiB.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

import psutil
from safetensors.torch import save_file

from benchmarks import scale, throughput
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.exports import VARIABLE

MOST_SECONDS, FEW, MOST_MEMORY = 20.0, 1000, 3 * 2**30
KINDS, SMALL, SIDE, EVERY = 10, "test_resnet", 64, 0.5


@dataclass(slots=True)
class Found:
    """Seconds to the first labels and to the end, processor seconds and bytes of memory at most."""

    first: float = 0.0
    end: float = 0.0
    processor: float = 0.0
    memory: float = 0.0


def main() -> int:
    """Run both, print the table; the exit code says whether the limits were kept."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--images", type=int, default=1000, help="of either camera")
    parser.add_argument("--small", action="store_true", help="64 pixels and a small backbone")
    options = parser.parse_args()
    print("| export of the backbone | first labels, s | all rounds, s | processor, s | memory, MiB |")
    print("|---|---:|---:|---:|---:|")
    broken = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = _small(folder, options.images) if options.small else _camera(folder, options.images)
        for kept in ("made", "there already"):
            found = _run(folder, folder / f"{kept}.dclproj", settings)
            row = (
                f"| {kept} | {found.first:.1f} | {found.end:.1f} | {found.processor:.1f} | {found.memory / 2**20:.0f} |"
            )
            print(row, flush=True)
            late = options.images <= FEW and found.first > MOST_SECONDS
            broken = broken or late or found.memory > MOST_MEMORY
    return int(broken)


def _camera(folder: Path, images: int) -> list[str]:
    for domain in ("source", "target"):
        for kind in range(KINDS):
            throughput.make_pictures(folder / domain / f"class {kind}", images // KINDS)
    return []


def _small(folder: Path, images: int) -> list[str]:
    for domain in ("source", "target"):
        scale.make_pictures(folder / domain, images)
    weights = folder / "weights.safetensors"
    save_file(load_backbone(SMALL, weights="scratch", side=SIDE).network.state_dict(), weights)
    return ["--backbone", SMALL, "--weights", f"file:{weights}", "--image-size", str(SIDE), "--mode", "frozen"]


def _run(folder: Path, project: Path, settings: list[str]) -> Found:
    places = [str(folder / "source"), str(folder / "target"), "--output", str(project)]
    command = [sys.executable, "-m", "dclgui", "adapt", *places, "--device", "cpu", "--json", *settings]
    environment = {**os.environ, VARIABLE: str(folder / "exports")}
    found, began = Found(), time.perf_counter()
    before = os.times()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        watcher = threading.Thread(target=_watch, args=(psutil.Process(child.pid), found))
        watcher.start()
        for line in child.stdout or ():
            if json.loads(line).get("event") == "RoundFinished" and not found.first:
                found.first = time.perf_counter() - began
        child.wait()
        watcher.join()
    if child.returncode:
        raise RuntimeError("dclgui adapt failed")
    after = os.times()
    found.end = time.perf_counter() - began
    found.processor = sum(after[2:4]) - sum(before[2:4])
    return found


def _watch(process: psutil.Process, found: Found) -> None:
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        try:
            parts = [one.memory_full_info().pss for one in (process, *process.children(recursive=True))]
        except psutil.Error:  # one has ended meanwhile
            continue
        found.memory = max(found.memory, float(sum(parts)))
        time.sleep(EVERY)


if __name__ == "__main__":
    sys.exit(main())

"""What a run does beside what an engineer would write with timm, torch's DataLoader and scikit-learn.

    python -m benchmarks.speed [--images 1000] [--rows 10000] [--repeats 3]

Three parts, ours and theirs in turn, each in a process of its own: features of ``--images`` generated JPEG pictures of
640 x 480 by the same weights, our exported network kept from an earlier project; the 20 nearest neighbours of
``--rows`` made-up features of 1,280; a classifier on as many labelled ones (ours: S1, three heads with a hidden layer).
Wall seconds are of the work, without imports; memory is that of the process and its children together.
Fails unless ours is 1.5 times faster in all, and takes less memory in each part.
"""

import json
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from statistics import median

import psutil

from benchmarks.speed_parts import BACKBONE, PARTS, SIDE, Figures
from benchmarks.throughput import make_pictures
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.onnx_forward import onnx_forward

LEAST, SIDES, EVERY = 1.5, ("ours", "theirs"), 0.25
START = "import runpy, sys; import dclgui.engine; runpy.run_module(sys.argv[1], run_name='__main__')"
"""The program comes first: it makes torchvision importable, and with it timm, beside any build of torch."""


def main() -> int:
    """Measure, print the table; the exit code says whether ours was ahead."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_pictures(folder / "images" / "a", options.images)
        backbone = load_backbone(BACKBONE, weights="pretrained")  # as an earlier project left it:
        onnx_forward(backbone, side=SIDE, file=folder / "backbone.onnx")
        turns = [_turn(folder, options.rows) for _ in range(options.repeats)]
    return _report({name: _median([turn[name] for turn in turns]) for name in turns[0]})


def _turn(folder: Path, rows: int) -> dict[str, Figures]:
    return {f"{side} {part}": _in_a_child(side, part, folder, rows) for part in PARTS for side in SIDES}


def _median(turns: list[Figures]) -> Figures:
    return {key: median(turn[key] for turn in turns) for key in turns[0]}


def _in_a_child(side: str, part: str, folder: Path, rows: int) -> Figures:
    command = [sys.executable, "-c", START, f"benchmarks.speed_{side}", part, str(folder), str(rows)]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        process = psutil.Process(child.pid)
        while child.poll() is None:
            peak = max(peak, _memory(process))
            time.sleep(EVERY)
        said = child.stdout.read() if child.stdout else ""
    if child.returncode:
        raise RuntimeError(f"{side} {part} failed")
    figures: Figures = json.loads(said)
    return {"MiB": peak / 2**20, **figures}


def _memory(process: psutil.Process) -> float:
    """Of the process and its children, what they share counted once."""
    try:
        return float(sum(one.memory_full_info().pss for one in (process, *process.children(recursive=True))))
    except psutil.Error:  # ended meanwhile
        return 0.0


def _report(found: dict[str, Figures]) -> int:
    print("| part | ours, s | theirs, s | times faster | ours, MiB | theirs, MiB |\n|---|---:|---:|---:|---:|---:|")
    total = {"ours": 0.0, "theirs": 0.0}
    more = []
    for part in PARTS:
        ours, theirs = found[f"ours {part}"], found[f"theirs {part}"]
        total = {"ours": total["ours"] + ours["seconds"], "theirs": total["theirs"] + theirs["seconds"]}
        print(_line(part, ours["seconds"], theirs["seconds"]), f"{ours['MiB']:.0f} | {theirs['MiB']:.0f} |")
        more += [part] if ours["MiB"] >= theirs["MiB"] else []
    print(_line("**all**", total["ours"], total["theirs"]), "| |")
    right = [100 * found[f"{who} classifier"]["right"] for who in SIDES]
    print(f"\nRight by the classifier: ours {right[0]:.1f} %, theirs {right[1]:.1f} %")
    slow = total["theirs"] / total["ours"] < LEAST
    if slow:
        print(f"Ours is not {LEAST} times faster.")
    if more:
        print(f"Ours takes more memory: {', '.join(more)}.")
    return int(slow or bool(more))


def _line(name: str, ours: float, theirs: float) -> str:
    return f"| {name} | {ours:.1f} | {theirs:.1f} | {theirs / ours:.1f} |"


if __name__ == "__main__":
    sys.exit(main())

"""Torture the program in every way that a factory does, and worse; nothing may be lost, hang or end in a traceback.

    make torture
    .venv/bin/python -m benchmarks.torture [--seed 0] [--only pictures --only steps …]

Prints the checks, refusals, kills and losses of each section; exits with 1 at a loss: a decision that is gone, a file
of a person's that changed, half a file under a final name, a hang, a traceback, or the exit code 3. Linux only.
"""

import sys
import tempfile
import time
import warnings
from argparse import ArgumentParser
from pathlib import Path
from random import Random

from benchmarks.torture_damage import DAMAGE
from benchmarks.torture_disks import DISKS
from benchmarks.torture_ground import Ground
from benchmarks.torture_inputs import INPUTS
from benchmarks.torture_kills import KILLS
from benchmarks.torture_tally import Tally, state_of

SECTIONS = {**INPUTS, **DAMAGE, **KILLS, **DISKS}


def main() -> int:
    """Run the sections one after the other; the exit code says whether anything was lost."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=0, help="of everything that is drawn")
    parser.add_argument("--only", action="append", choices=list(SECTIONS), help="a section; may be repeated")
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # Pillow's, of pictures that are spoilt on purpose
    tallies, began = [], time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dclgui-torture-") as folder:
        ground = Ground.of(Path(folder), seed=options.seed)
        print(f"ground: {time.monotonic() - began:.0f} s", flush=True)
        for name in options.only or SECTIONS:
            tally, start = Tally(name), time.monotonic()
            SECTIONS[name](ground, tally, Random(f"{options.seed} {name}"))
            tally.check(state_of(ground.folder / "line") == ground.before, "the person's pictures are as they were")
            tallies.append(tally)
            print(_line(tally, time.monotonic() - start), flush=True)
    return _told(tallies, time.monotonic() - began)


def _line(tally: Tally, seconds: float) -> str:
    counts = f"{tally.checks:,} checks, {tally.refused:,} refused in words, {tally.kills:,} kills"
    return f"{tally.name}: {counts}, {len(tally.losses):,} losses, {seconds:.0f} s"


def _told(tallies: list[Tally], seconds: float) -> int:
    whole = Tally("in all")
    for tally in tallies:
        whole.checks += tally.checks
        whole.refused += tally.refused
        whole.kills += tally.kills
        whole.losses += [f"{tally.name}: {loss}" for loss in tally.losses]
        for words in tally.left_out:
            print(f"left out: {words}")
    print(_line(whole, seconds))
    for loss in whole.losses:
        print(f"LOSS {loss}")
    return int(bool(whole.losses))


if __name__ == "__main__":
    sys.exit(main())

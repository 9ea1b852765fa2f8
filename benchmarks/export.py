"""How fast labels leave in each format.

    python -m benchmarks.export [--rows 100000] [--pictures FOLDER] [--most 30]

A made-up table of ten classes, and as many pictures: one JPEG of 320 x 240 pixels under as many names (hard links),
kept in FOLDER for the next time if it is named. Formats that place pictures make hard links, since copying measures
the disk and not the program. Each format is timed once to its end, until it is on the disk, and cancelled once after
half of its rows; how long the clearing away took is printed too. Left out is the format that needs a run. Fails if a
format takes longer than MOST seconds.
"""

import os
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
from PIL import Image

from dclgui.labels.batch import ExportBatch, Link
from dclgui.labels.export import export
from dclgui.labels.formats import FORMATS, Format
from dclgui.labels.table import LabelTable, Level

CLASSES = tuple(f"class {number}" for number in range(10))
CAMERAS = 40
"""Folders that the pictures lie in, so that base names repeat."""


def main() -> int:
    """Time each format, print the table; the exit code says whether all were fast enough."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--most", type=float, default=30.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        root = given.pictures or Path(place) / "pictures"
        batch = ExportBatch(made_table(given.rows), root, CLASSES, link=Link.HARD)
        link_pictures(root, batch.table.paths)
        out = root.parent / "exported by benchmark"
        print(f"{given.rows:,} rows\n\n| format | seconds | progress events | labels, MB | cancelled within, s |")
        print("| --- | ---: | ---: | ---: | ---: |")
        asked = [form for form in FORMATS.values() if not form.evidence]
        slow = [form.name for form in asked if timed(form, batch, out) > given.most]
    print(f"\nToo slow: {', '.join(slow)}" if slow else "\nEvery format fast enough")
    return int(bool(slow))


def timed(form: Format, batch: ExportBatch, out: Path) -> float:
    """Seconds of one whole export, whose line is printed."""
    start = time.perf_counter()
    events = sum(1 for _ in export(form, batch, out))
    seconds = time.perf_counter() - start
    size = f"{written(out) / 1e6:.0f}"
    if out.is_dir():
        shutil.rmtree(out)
    else:
        out.unlink()
    halves = export(form, batch, out)
    for event in halves:
        if event.done >= event.total / 2:
            break
    start = time.perf_counter()
    halves.close()
    stopping = time.perf_counter() - start
    assert not out.exists()
    print(f"| {form.name} | {seconds:.1f} | {events} | {size} | {stopping:.2f} |", flush=True)
    return seconds


def written(out: Path) -> int:
    """Bytes of all files at ``out`` but the pictures."""
    files = [out] if out.is_file() else [file for file in out.rglob("*") if file.suffix != ".jpg" and file.is_file()]
    return sum(file.stat().st_size for file in files)


def made_table(total: int) -> LabelTable:
    """Rows as a run leaves them; every tenth is a person's."""
    rng = np.random.default_rng(0)
    metrics = rng.random((5, total), np.float32)
    names = np.array(CLASSES, object)
    labels = tuple(names[rng.integers(0, len(CLASSES), total)].tolist())
    return LabelTable(
        paths=tuple(f"camera {row % CAMERAS}/{row // CAMERAS:06d}.jpg" for row in range(total)),
        labels=labels,
        levels=tuple(Level.PERSON if row % 10 == 0 else Level.HIGH for row in range(total)),
        classifier_labels=labels,
        moved=np.zeros(total, np.bool_),
        probability=metrics[0],
        entropy=metrics[1],
        margin=metrics[2],
        distance=metrics[3],
        weight=metrics[4],
        source_labels=labels,
        rounds=np.full(total, 10, np.int32),
        guaranteed=metrics[0] > 0.5,
        machine_labels=labels,
        doubt=metrics[1],
        unlike=metrics[2],
        copy_of=("",) * total,
    )


def link_pictures(root: Path, paths: tuple[str, ...]) -> None:
    """Make every one of ``paths`` below ``root`` a name of a few pictures; a picture bears at most 1,000 of them."""
    original, noise = Path(), np.random.default_rng(0)
    for number, path in enumerate(paths):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if number % 1000 == 0:
            original = file
            if not file.exists():
                Image.fromarray(noise.integers(0, 256, (240, 320, 3), np.uint8)).save(file, quality=50)
        elif not file.exists():
            os.link(original, file)


if __name__ == "__main__":
    sys.exit(main())

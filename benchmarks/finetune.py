"""Fine-tuned beside frozen: the same images, seeds and process, on subsets that a CPU can train on.

    .venv/bin/python -m benchmarks.finetune --data ROOT [--tasks cwru/de_0hp:cwru/de_3hp …] [--seeds 0 1]

ROOT/domain/class/image; a pair uses the classes that both domains have. Every figure comes from whole runs of
``adapt``: the source model's and S1-S6's own labels, and what is exported before any answer. Source images that no
training saw are labelled by the same source model (a run that starts from it). Seconds are of the processor.
"""

import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import fmean

import numpy as np

from dclgui.core.job import Job
from dclgui.core.protocol.events import RoundFinished
from dclgui.engine.training.adapt import adapt
from dclgui.engine.training.warm_start import job_again
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project

PAIRS = (
    "cwru/de_0hp:cwru/de_3hp",
    "usps/train:mnist/test",
    "steel/neu:steel/xsdd",
    "office_caltech10/amazon:office_caltech10/webcam",
)


@dataclass(frozen=True, slots=True)
class Result:
    """Shares of right labels: ``held`` of source images that were kept back, the others of the target."""

    held: float
    source_only: float
    adapted: float
    exported: float
    seconds: float


def main() -> None:
    """Run every pair, mode and seed; print one table."""
    options = _options()
    found: dict[tuple[str, str], list[Result]] = {}
    for task, seed in product(options.tasks, options.seeds):
        with tempfile.TemporaryDirectory() as name:
            _subsets(options, task, Path(name), np.random.default_rng(seed))
            for mode in options.modes:
                result = _run(options, mode, seed, Path(name))
                print(task, mode, seed, result, file=sys.stderr, flush=True)
                found.setdefault((task, mode), []).append(result)
    print(_table(found, options.modes))


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="ROOT")
    parser.add_argument("--tasks", nargs="+", default=PAIRS, metavar="A:B")
    parser.add_argument("--modes", nargs="+", default=["frozen", "finetune"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    parser.add_argument("--source", type=int, default=500, help="source images that are trained on")
    parser.add_argument("--held", type=int, default=200, help="source images that are kept back")
    parser.add_argument("--target", type=int, default=400, help="target images")
    parser.add_argument("--image-size", type=int, default=64)
    parser.add_argument("--backbone", default="efficientnet_lite0")
    parser.add_argument("--weights", default="pretrained")
    return parser.parse_args()


def _subsets(options: Namespace, task: str, place: Path, random: np.random.Generator) -> None:
    """Copy random images of both domains to ``place``/source, /held and /target."""
    source, target = (options.data / domain for domain in task.split(":"))
    classes = {path.name for path in source.iterdir()} & {path.name for path in target.iterdir()}
    files = _shuffled(source, classes, random)
    parts = {
        "source": files[: options.source],
        "held": files[options.source : options.source + options.held],
        "target": _shuffled(target, classes, random)[: options.target],
    }
    for name, chosen in parts.items():
        for file in chosen:
            folder = place / name / file.parent.name
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, folder / file.name)


def _shuffled(root: Path, classes: set[str], random: np.random.Generator) -> list[Path]:
    files = sorted(file for name in classes for file in (root / name).iterdir())
    return [files[i] for i in random.permutation(len(files))]


def _run(options: Namespace, mode: str, seed: int, place: Path) -> Result:
    settings = {"backbone": options.backbone, "weights": options.weights, "image_size": options.image_size}
    job = Job.parse(
        {"source": place / "source", "target": place / "target", "mode": mode, "seed": seed, "device": "cpu"} | settings
    )
    folder, start = place / f"{mode}.dclproj", time.process_time()
    rounds = list(_rounds(job, folder))
    seconds = time.process_time() - start
    # The source model again, on other images: its round 0 trains nothing.
    held = next(_rounds(job_again(folder, place / "held"), place / f"{mode} held.dclproj", start=folder))
    with Project.open(folder) as project:
        truth = known_truth(project.catalog("target"))
        own = project.rounds.pseudo_labels(rounds[-1].round).label
    adapted = float((own == truth).mean())
    return Result(held.accuracy, rounds[0].accuracy, adapted, rounds[-1].accuracy, seconds)


def _rounds(job: Job, folder: Path, start: Path | None = None) -> Iterator[RoundFinished]:
    return (event for event in adapt(job, folder, start=start) if isinstance(event, RoundFinished))


def _table(found: dict[tuple[str, str], list[Result]], modes: Sequence[str]) -> str:
    lines = [
        "| pair | mode | held-back source | source-only | S1-S6 | exported | CPU seconds |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_line(task, mode, results) for (task, mode), results in found.items()]
    for mode in modes:
        lines.append(_line("**mean**", mode, [one for (_, own), some in found.items() if own == mode for one in some]))
    return "\n".join(lines)


def _line(task: str, mode: str, results: Sequence[Result]) -> str:
    shares: tuple[Callable[[Result], float], ...] = (
        lambda one: one.held,
        lambda one: one.source_only,
        lambda one: one.adapted,
        lambda one: one.exported,
    )
    cells = [f"{100 * fmean(map(share, results)):.1f}" for share in shares]
    return f"| {task} | `{mode}` | {' | '.join(cells)} | {fmean(one.seconds for one in results):.0f} |"


if __name__ == "__main__":
    main()

"""Labels without any answer: published methods and the recipes on the same cached features; and after 20 answers.

    python -m benchmarks.peers --data DATA [--quick] [--seeds 0 1 2] [--kinds steel office] [--methods default MCC]
        [--skada PYTHON] [--held-out FOLDER]

DATA holds the data sets, data set/domain/class/image. --skada names a Python that has skada, for CORAL and OT.
Prints Markdown: plain and balanced accuracy by kind of data, the worst change against source-only, seconds.
"""

import json
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import numpy as np
import numpy.typing as npt
import torch
from rich.console import Console
from rich.progress import track
from torch import Tensor

from benchmarks import peer_nets as nets
from benchmarks.arena_data import Setting, held_out, prepared, settings
from benchmarks.featured import Featured, featured
from benchmarks.finished import BACKBONE, finished_of
from benchmarks.oracle import NOBODY, Review
from benchmarks.peer_simple import kmeans, ridge, t3a
from benchmarks.peers_report import Result, report
from benchmarks.trial import adapted_labels, job_for, score

Labels = npt.NDArray[np.int64]
Found = dict[str, Labels]
"""[N] labels of the target by the name of what gave them."""
ANSWERS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What a method gets: features and labels of the source, features of the target; ``truth`` only for the ceiling."""

    source: Featured
    target: Featured
    seed: int

    @property
    def tensors(self) -> tuple[Tensor, Tensor, Tensor]:
        """Source features, source labels, target features."""
        source, labels = torch.from_numpy(self.source.features), torch.from_numpy(self.source.labels)
        return source, labels, torch.from_numpy(self.target.features)

    @property
    def classes(self) -> int:
        """K."""
        return len(self.source.names)


def _net(
    name: str, loss: nets.Loss, extra: Callable[[int], torch.nn.ModuleDict] | None = None
) -> Callable[[Task], Found]:
    def found(task: Task) -> Found:
        net = nets.trained(
            loss, *task.tensors, classes=task.classes, seed=task.seed, extra=extra(task.classes) if extra else None
        )
        return {name: net.probabilities(task.tensors[2]).argmax(dim=1).numpy()}

    return found


def _templates(task: Task) -> Found:
    net = nets.trained(nets.plain, *task.tensors, classes=task.classes, seed=task.seed)
    return {"T3A": t3a(net, task.tensors[2]).argmax(dim=1).numpy()}


def _shot(task: Task) -> Found:
    return {"SHOT": nets.shot(*task.tensors, classes=task.classes, seed=task.seed).argmax(dim=1).numpy()}


def _patent(task: Task) -> Found:
    return {"patent": adapted_labels(task.source, task.target, job_for("patent", seed=task.seed, settings=BACKBONE))[1]}


def _default(task: Task) -> Found:
    """One run of the program: its source model, S1-S6 alone, the crowd, what it shows, and that after some answers."""
    with finished_of("", task.source, task.target, seed=task.seed) as made:
        run = made.adapted
        panel, crowd = (run.panel(), run.crowd()) if run else (None, None)
        assert panel is not None
        assert crowd is not None
        found = {
            "source-only": made.before.classifier_label,
            "S1-S6": made.after.label,
            "crowd": crowd.joint.argmax(axis=1),
        }
        review = Review(made, made.truth, audited=NOBODY, panel=panel)
        found["default"] = review.labels
        for _ in range(min(ANSWERS, len(made.truth))):
            review.open(1)
        found[f"default, {ANSWERS} answers"] = review.labels
    return {name: labels.astype(np.int64) for name, labels in found.items()}


def _ceiling(task: Task) -> Found:
    """A ridge regression that knows half of the target's truth, judged on the other half; both ways."""
    _, _, target = task.tensors
    truth = torch.from_numpy(task.target.labels)
    half = torch.from_numpy(np.random.default_rng(task.seed).random(len(truth)) < 0.5)
    found = torch.empty_like(truth)
    for known in (half, ~half):
        weights = torch.ones(int(known.sum()))
        scores = ridge(target[known], truth[known], weights, target[~known], classes=task.classes)
        found[~known] = scores.argmax(dim=1)
    return {"ceiling": found.numpy()}


METHODS: dict[str, Callable[[Task], Found]] = {
    "default": _default,
    "patent": _patent,
    "k-means": lambda task: {"k-means": kmeans(*task.tensors, classes=task.classes).numpy()},
    "T3A": _templates,
    "AFN": _net("AFN", nets.afn),
    "MCC": _net("MCC", nets.mcc),
    "SHOT": _shot,
    "MDD": _net("MDD", nets.mdd, nets.second_head),
    "CDAN+E": _net("CDAN+E", nets.cdan, nets.discriminator),
    "ceiling": _ceiling,
}


def main() -> None:
    """Run every method on every setting; print, and write every single run into a JSON file."""
    options = _options()
    chosen = [each for each in _settings(options) if not options.kinds or each.kind in options.kinds]
    folders = sorted({name for each in chosen for name in (each.source, each.target)})
    job = job_for("default", seed=0, settings=BACKBONE)
    root = options.held_out.parent if options.held_out else options.data
    swept = featured([root / name for name in folders], job, cache=options.cache)
    domains = {name: swept[root / name] for name in folders}
    results: list[Result] = []
    plans = [(setting, seed) for setting in chosen for seed in options.seeds]
    for setting, seed in track(plans, "settings", console=Console(file=sys.stderr)):
        results += _run(setting, domains, seed=seed, options=options)
        options.json.write_text(json.dumps([asdict(result) for result in results], indent=1))
    command = " ".join(["python -m benchmarks.peers", *sys.argv[1:]])
    print(f"`{command}`\n\n{report(results)}")


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, metavar="DATA", help="a folder of data sets")
    parser.add_argument("--held-out", type=Path, metavar="FOLDER", help="one data set, all pairs of its domains")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--quick", action="store_true", help="few pairs")
    parser.add_argument("--kinds", nargs="+", default=[], metavar="KIND")
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=list(METHODS), metavar="METHOD")
    parser.add_argument("--skada", metavar="PYTHON", help="a Python with skada")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    parser.add_argument("--json", type=Path, help="file for every single run; in the cache if not given")
    options = parser.parse_args()
    if not options.data and not options.held_out:
        parser.error("name --data or --held-out")
    options.json = options.json or options.cache / "peers.json"
    return options


def _settings(options: Namespace) -> Iterator[Setting]:
    yield from held_out(options.held_out) if options.held_out else settings(quick=options.quick)


def _run(setting: Setting, domains: dict[str, Featured], *, seed: int, options: Namespace) -> Iterator[Result]:
    task = Task(*prepared(setting, domains, seed=seed), seed)
    for method in options.methods:
        start = time.perf_counter()
        for name, found in METHODS[method](task).items():
            yield _result(setting, name, task, found, seconds=time.perf_counter() - start)
    if options.skada:
        start = time.perf_counter()
        for name, found in _of_skada(task, options.skada).items():
            yield _result(setting, name, task, found, seconds=time.perf_counter() - start)


def _result(setting: Setting, method: str, task: Task, found: Labels, *, seconds: float) -> Result:
    return Result(setting.kind, setting.name, method, task.seed, score(found, task.target.labels), seconds)


def _of_skada(task: Task, python: str) -> dict[str, Labels]:
    """CORAL and optimal transport, in a process of their own."""
    with TemporaryDirectory() as folder:
        given, out = Path(folder) / "given.npz", Path(folder) / "found.npz"
        np.savez(given, source=task.source.features, labels=task.source.labels, target=task.target.features)
        script = Path(__file__).with_name("peers_skada.py")
        subprocess.run([python, str(script), str(given), str(out)], check=True)
        with np.load(out) as found:
            return {name: found[name] for name in found.files}


if __name__ == "__main__":
    main()

"""What each member and each rule of the committee is worth before any answer.

    python -m benchmarks.ablation --data DATA [--quick] [--seeds 0] [--kinds steel office]

Right labels by kind of data, and the worst change against source-only, without one member or one rule. Prints Markdown.
"""

import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from tempfile import gettempdir
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track

from benchmarks.arena_data import prepared, settings
from benchmarks.featured import featured
from benchmarks.finished import BACKBONE, Finished, finished_of
from benchmarks.peers_report import table
from benchmarks.trial import job_for, score
from dclgui.engine.training.committee import crowd_of
from dclgui.learning.committee import Committee, CrowdVotes
from dclgui.learning.taught import ROUNDS, SOURCE, Opinion

WHOLE, FIRST = "the committee", "source-only"
VOTE, WEIGHED = "every member one vote", "weighted votes, no Dawid and Skene"
_RULES: dict[str, dict[str, float]] = {
    "every member counts alike": {"SHARPNESS": 1e-6},
    "movers always believed": {"OTHER_KIND": -9.0},
    "movers never believed": {"OTHER_KIND": 9.0, "OWN_KIND": 9.0},
}
"""Constants of ``method.crowd`` that switch a rule off."""
Labels = npt.NDArray[np.int64]


def main() -> None:
    """Adapt on every setting, join the members in every way, print."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="DATA", help="a folder of data sets")
    parser.add_argument("--quick", action="store_true", help="few pairs")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    parser.add_argument("--kinds", nargs="+", default=[], metavar="KIND")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    options = parser.parse_args()
    chosen = [each for each in settings(quick=options.quick) if not options.kinds or each.kind in options.kinds]
    names = sorted({name for each in chosen for name in (each.source, each.target)})
    swept = featured(
        [options.data / name for name in names], job_for("default", seed=0, settings=BACKBONE), cache=options.cache
    )
    domains = {name: swept[options.data / name] for name in names}
    right: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    plans = [(setting, seed) for setting in chosen for seed in options.seeds]
    for setting, seed in track(plans, "settings", console=Console(file=sys.stderr)):
        with finished_of(setting.name, *prepared(setting, domains, seed=seed), seed=seed) as made:
            truth = made.truth.astype(np.int64)
            for way, labels in _ways(made):
                right[way][setting.kind].append(100 * score(labels, truth).plain)
    print(f"`python -m benchmarks.ablation {' '.join(sys.argv[1:])}`\n\n{_report(right)}")


def _ways(made: Finished) -> Iterator[tuple[str, Labels]]:
    committee = made.adapted.committee if made.adapted else None
    assert committee is not None
    own = {SOURCE: made.before.classifier_label, ROUNDS: made.after.label}
    opinions = {name: Opinion(label.astype(np.int64)) for name, label in own.items()}
    yield FIRST, opinions[SOURCE].label
    yield ROUNDS, opinions[ROUNDS].label
    yield WHOLE, _joined(committee, opinions)
    yield WEIGHED, _crowd(committee, opinions).votes.argmax(axis=1)
    said = np.stack([*committee.labels, *(each.label for each in opinions.values())]).astype(np.int64)
    yield VOTE, np.stack([(said == k).sum(axis=0) for k in range(_classes(committee))]).argmax(axis=0)
    for rule, constants in _RULES.items():
        with ExitStack() as changed:
            for name, value in constants.items():
                changed.enter_context(patch(f"dclgui.method.crowd.{name}", value))
            yield rule, _joined(committee, opinions)
    for place, name in enumerate(committee.names.tolist()):
        others = np.arange(len(committee.names)) != place
        fewer = replace(committee, names=committee.names[others], labels=committee.labels[others])
        yield f"without {name}", _joined(fewer, opinions)
    for name in opinions:
        yield f"without {name}", _joined(committee, {key: said for key, said in opinions.items() if key != name})


def _joined(committee: Committee, opinions: Mapping[str, Opinion]) -> Labels:
    labels: Labels = _crowd(committee, opinions).joint.argmax(axis=1)
    return labels


def _crowd(committee: Committee, opinions: Mapping[str, Opinion]) -> CrowdVotes:
    return crowd_of(committee, opinions, classes=_classes(committee))


def _classes(committee: Committee) -> int:
    return int(committee.source_labels.max()) + 1


def _report(right: Mapping[str, Mapping[str, list[float]]]) -> str:
    kinds = list(right[FIRST])
    rows = []
    for way, by_kind in right.items():
        means = [fmean(by_kind[kind]) for kind in kinds]
        worst = min(
            ours - first for kind in kinds for ours, first in zip(by_kind[kind], right[FIRST][kind], strict=True)
        )
        rows.append([way, *(f"{mean:.1f}" for mean in means), f"{fmean(means):.1f}", f"{worst:+.1f}"])
    return table(["", *kinds, "mean", "worst run against source-only"], rows)


if __name__ == "__main__":
    main()

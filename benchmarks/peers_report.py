"""Tables of the arena."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.arena_data import NO_EVIDENCE
from benchmarks.trial import Score

_FIRST = "source-only"


@dataclass(frozen=True, slots=True)
class Result:
    """One method on one setting and seed."""

    kind: str
    setting: str
    method: str
    seed: int
    score: Score
    seconds: float


def report(results: Sequence[Result]) -> str:
    """Plain and balanced accuracy, and what each method changes at worst, by kind of data, in Markdown."""
    kinds = list(dict.fromkeys(result.kind for result in results))
    methods = list(dict.fromkeys(result.method for result in results))
    plain = _by_kind(results, kinds, methods, lambda score: score.plain)
    balanced = _by_kind(results, kinds, methods, lambda score: score.balanced)
    return "\n\n".join(
        [
            "Right labels (%), mean over pairs and seeds; the mean over kinds and the seconds of one run behind:",
            table(["method", *kinds, "mean", "seconds"], plain),
            "Balanced over the target's classes:",
            table(["method", *kinds, "mean", "seconds"], balanced),
            f"Change against {_FIRST} in points, mean and worst run (no evidence: {', '.join(NO_EVIDENCE)}):",
            table(["method", *kinds, "worst"], _changes(results, kinds, methods)),
        ]
    )


def _by_kind(
    results: Sequence[Result], kinds: Sequence[str], methods: Sequence[str], figure: Callable[[Score], float]
) -> list[list[str]]:
    rows = []
    for method in methods:
        own = [result for result in results if result.method == method]
        means = [100 * fmean(figure(each.score) for each in own if each.kind == kind) for kind in kinds]
        seconds = fmean(each.seconds for each in own)
        rows.append([method, *(f"{mean:.1f}" for mean in means), f"{fmean(means):.1f}", f"{seconds:.1f}"])
    return rows


def _changes(results: Sequence[Result], kinds: Sequence[str], methods: Sequence[str]) -> list[list[str]]:
    first = {(each.setting, each.seed): each.score.plain for each in results if each.method == _FIRST}
    rows = []
    for method in methods:
        change: dict[str, list[float]] = {kind: [] for kind in kinds}
        for each in results:
            if each.method == method and (each.setting, each.seed) in first:
                change[each.kind].append(100 * (each.score.plain - first[each.setting, each.seed]))
        found = [value for values in change.values() for value in values]
        if found:
            cells = [f"{fmean(values):+.1f} / {min(values):+.1f}" if values else "" for values in change.values()]
            rows.append([method, *cells, f"{min(found):+.1f}"])
    return rows


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, all but the first column to the right."""
    lines = [" | ".join(row) for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]
    return "\n".join(f"| {line} |" for line in lines)

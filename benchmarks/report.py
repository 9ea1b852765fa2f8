"""Trials as Markdown tables: means over seeds, the worst case beside every mean."""

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean, stdev

from benchmarks.trial import Score, Trial

KINDS: dict[str, Callable[[Score], float]] = {
    "Plain accuracy": lambda score: score.plain,
    "Balanced accuracy": lambda score: score.balanced,
}
Measure = Callable[[Score], float]


def report(trials: Sequence[Trial]) -> str:
    """Everything that was measured."""
    parts = []
    variants = list(dict.fromkeys(trial.variant for trial in trials))
    for kind, measure in KINDS.items():
        parts.append(f"## {kind}, %\n\nMean ± deviation over seeds. Δ is against source-only of the same run.")
        for variant in variants:
            chosen = [trial for trial in trials if trial.variant == variant]
            parts.append(f"### {variant}\n\n" + _table_of_tasks(chosen, measure))
        parts.append("### Do no harm\n\n" + _table_of_variants(trials, measure))
    return "\n\n".join(parts)


def _table_of_tasks(trials: Sequence[Trial], measure: Measure) -> str:
    recipes = list(dict.fromkeys(trial.recipe for trial in trials))
    head = ["pair", "images"] + [title for recipe in recipes for title in ("source-only", recipe, "Δ")]
    rows = [
        [task, str(round(fmean(trial.images for trial in own)))]
        + [cell for recipe in recipes for cell in _cells([t for t in own if t.recipe == recipe], measure)]
        for task, own in _by_task(trials)
    ]
    mean = ["**mean**", ""]
    worst = ["**worst pair Δ**", ""]
    for recipe in recipes:
        own = [trial for trial in trials if trial.recipe == recipe]
        mean += _cells(own, measure, spread=False)
        worst += ["", "", f"{min(_deltas(own, measure)):+.1f}"]
    return _table(head, [*rows, mean, worst])


def _cells(trials: Sequence[Trial], measure: Measure, *, spread: bool = True) -> list[str]:
    before = [100 * measure(trial.source_only) for trial in trials]
    after = [100 * measure(trial.adapted) for trial in trials]
    around = f" ±{stdev(after):.1f}" if spread and len(after) > 1 else ""
    return [f"{fmean(before):.1f}", f"{fmean(after):.1f}{around}", f"{fmean(after) - fmean(before):+.1f}"]


def _table_of_variants(trials: Sequence[Trial], measure: Measure) -> str:
    head = [
        "variant",
        "recipe",
        "pairs",
        "source-only",
        "adapted",
        "Δ",
        "worst pair Δ",
        "worst run Δ",
        "pairs below −1",
    ]
    rows = []
    for variant, recipe in dict.fromkeys((trial.variant, trial.recipe) for trial in trials):
        own = [trial for trial in trials if (trial.variant, trial.recipe) == (variant, recipe)]
        pairs = _deltas(own, measure)
        single = min(100 * (measure(trial.adapted) - measure(trial.source_only)) for trial in own)
        worst = [f"{min(pairs):+.1f}", f"{single:+.1f}", str(sum(delta < -1 for delta in pairs))]
        rows.append([variant, recipe, str(len(pairs)), *_cells(own, measure, spread=False), *worst])
    return _table(head, rows)


def _deltas(trials: Sequence[Trial], measure: Measure) -> list[float]:
    """Points won by each pair, mean over its seeds."""
    return [
        100 * fmean(measure(trial.adapted) - measure(trial.source_only) for trial in own) for _, own in _by_task(trials)
    ]


def _by_task(trials: Sequence[Trial]) -> Iterator[tuple[str, list[Trial]]]:
    for task in dict.fromkeys(trial.task for trial in trials):
        yield task, [trial for trial in trials if trial.task == task]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])

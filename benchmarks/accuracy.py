"""How many labels are right, by pair of domains, recipe, seed and kind of target.

    .venv/bin/python benchmarks/accuracy.py --data ROOT [--tasks photo:sketch …] [--variants full lt10 …]

ROOT/domain/class/image; a domain may be a path below ROOT. A pair uses the classes that both domains have.
Prints Markdown, and writes every single run into a JSON file.
"""

import json
import multiprocessing
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import permutations
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from rich.console import Console
from rich.progress import track

from benchmarks.featured import Featured, featured
from benchmarks.report import report
from benchmarks.trial import Trial, adapted_labels, job_for, score
from benchmarks.variants import KNOWN, varied


@dataclass(frozen=True, slots=True)
class Plan:
    """One run to be made."""

    source: str
    target: str
    variant: str
    recipe: str
    seed: int


def main() -> None:
    """Sweep the domains, run every plan, print and write what came of it."""
    options = _options()
    plans = list(_plans(options))
    job = job_for("default", seed=0, settings=_backbone(options), method={})
    names = sorted({name for plan in plans for name in (plan.source, plan.target)})
    swept = featured([options.data / name for name in names], job, cache=options.cache)
    domains = {name: swept[options.data / name] for name in names}
    method = tomllib.loads("\n".join(options.method))
    work = partial(_run, domains, _backbone(options), method)
    trials = list(track(_mapped(work, plans, options.jobs), "runs", len(plans), console=Console(file=sys.stderr)))
    command = " ".join(["benchmarks/accuracy.py", *sys.argv[1:]])
    print(f"# Accuracy\n\n`{command}`\n\n{report(trials)}")
    file = options.json or options.cache / f"accuracy-{options.data.name}.json"
    file.write_text(json.dumps({"command": command, "trials": [asdict(trial) for trial in trials]}, indent=1))
    print(f"every run: {file}", file=sys.stderr)


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, metavar="ROOT")
    parser.add_argument("--tasks", nargs="+", metavar="A:B", help="source:target; all ordered pairs if not given")
    parser.add_argument("--recipes", nargs="+", default=["patent", "default"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--variants", nargs="+", default=["full"], help=f"any of {' '.join(KNOWN)}, or other numbers")
    parser.add_argument("--method", nargs="+", default=[], metavar="KEY=VALUE", help="knobs, over every recipe's own")
    parser.add_argument("--backbone", default="efficientnet_lite0")
    parser.add_argument("--weights", default="pretrained")
    parser.add_argument("--image-size", type=int, default=224)
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "dclgui-benchmarks")
    parser.add_argument("--json", type=Path, help="file for every single run; in the cache if not given")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    return parser.parse_args()


def _backbone(options: Namespace) -> dict[str, Any]:
    return {"backbone": options.backbone, "weights": options.weights, "image_size": options.image_size}


def _plans(options: Namespace) -> Iterator[Plan]:
    folders = sorted(path.name for path in options.data.iterdir() if path.is_dir())
    pairs = [tuple(task.split(":")) for task in options.tasks or []] or list(permutations(folders, 2))
    for variant in options.variants:
        # The other half of the source is one target for all pairs of that source.
        chosen = dict.fromkeys((a, a) for a, _ in pairs) if variant == "half" else pairs
        for source, target in chosen:
            for seed in options.seeds:
                for recipe in options.recipes:
                    yield Plan(source, target, variant, recipe, seed)


def _mapped(work: "partial[Trial]", plans: list[Plan], jobs: int) -> Iterable[Trial]:
    if jobs == 1:
        yield from map(work, plans)
        return
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _keep, (work,)) as pool:
        yield from pool.map(_do, plans)


_kept: list["partial[Trial]"] = []


def _keep(work: "partial[Trial]") -> None:
    """Once a process, since the features are large."""
    _kept.append(work)


def _do(plan: Plan) -> Trial:
    return _kept[0](plan)


def _run(domains: dict[str, Featured], settings: dict[str, Any], method: dict[str, Any], plan: Plan) -> Trial:
    source, target = domains[plan.source], domains[plan.target]
    common = [name for name in source.names if name in target.names]
    source, target = varied(source.only(common), target.only(common), variant=plan.variant, seed=plan.seed)
    job = job_for(plan.recipe, seed=plan.seed, settings=settings, method=method)
    source_only, adapted = adapted_labels(source, target, job)
    return Trial(
        task=f"{plan.source}:{plan.target}",
        variant=plan.variant,
        recipe=plan.recipe,
        seed=plan.seed,
        images=len(target.labels),
        source_only=score(source_only, target.labels),
        adapted=score(adapted, target.labels),
    )


if __name__ == "__main__":
    main()

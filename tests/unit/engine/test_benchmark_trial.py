"""The accuracy benchmark measures what a run does, label for label."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from dclgui.core.decisions import Decision, Verdict
from dclgui.engine.training.adapt import adapt, refine
from dclgui.project.folder import Project
from tests.unit.engine.made import BROKEN, Line, job_of, labels_in, project_of, run_of

pytestmark = pytest.mark.slow

trial = pytest.importorskip("benchmarks.trial", reason="a source distribution comes without benchmarks")
featured = pytest.importorskip("benchmarks.featured")


def swept_of(line: Line, tmp_path: Path) -> Any:
    cache = tmp_path / "cache"
    cache.mkdir()
    shutil.copy(line.exported, cache / line.exported.name)
    return featured.featured([line.source, line.target], job_of(line), cache=cache)


@pytest.mark.parametrize("recipe", ["default", "patent"])
def test_a_trial_labels_as_the_run_does(line: Line, tmp_path: Path, recipe: str) -> None:
    job = job_of(line, recipe=recipe, method={"rounds": 3})
    list(adapt(job, project_of(line, tmp_path / "a", job)))
    swept = swept_of(line, tmp_path)
    source_only, adapted = trial.adapted_labels(swept[line.source], swept[line.target], job)
    first = labels_in(tmp_path / "a", 0)
    np.testing.assert_array_equal(source_only, first.classifier_label[first.readable])
    with Project.open(tmp_path / "a") as project:
        shown = project.rounds.labels(3)
    np.testing.assert_array_equal(adapted, shown.label[shown.readable])
    assert len(adapted) == sum(1 for path in line.target.rglob("*.png") if not path.match(BROKEN))


def test_a_trial_is_refined_as_the_run_is(line: Line, tmp_path: Path) -> None:
    job = job_of(line, method={"rounds": 2})
    project = run_of(line, tmp_path / "a", job)
    readable = labels_in(project, 2).readable
    row = int(np.flatnonzero(readable)[-1])
    with Project.open(project) as opened:
        opened.journal.append([Decision(row, Verdict.LABEL, 1)], "someone")
    list(refine(project, rounds=2))
    decided = torch.full((int(readable.sum()),), -1)
    decided[-1] = 1
    swept = swept_of(line, tmp_path)
    with trial.adapted(swept[line.source], swept[line.target], job) as found:
        labelled = found.refined(decided, after=2)
    np.testing.assert_array_equal(labelled.label.numpy(), labels_in(project, 4).label[readable])
    np.testing.assert_allclose(labelled.margin.numpy(), labels_in(project, 4).margin[readable], rtol=1e-5)

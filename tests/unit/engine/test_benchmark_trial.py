"""The accuracy benchmark measures what a run does, label for label."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from dclgui.engine.adapt import adapt
from tests.unit.engine.made import BROKEN, Line, job_of, labels_in, project_of

trial = pytest.importorskip("benchmarks.trial", reason="a source distribution comes without benchmarks")
featured = pytest.importorskip("benchmarks.featured")


@pytest.mark.parametrize("recipe", ["default", "patent"])
def test_a_trial_labels_as_the_run_does(line: Line, tmp_path: Path, recipe: str) -> None:
    job = job_of(line, recipe=recipe, method={"rounds": 3})
    list(adapt(job, project_of(line, tmp_path / "a", job)))
    cache = tmp_path / "cache"
    cache.mkdir()
    shutil.copy(line.exported, cache / line.exported.name)
    swept = featured.featured([line.source, line.target], job, cache=cache)
    source_only, adapted = trial.adapted_labels(swept[line.source], swept[line.target], job)
    for number, labels in ((0, source_only), (3, adapted)):
        found = labels_in(tmp_path / "a", number)
        wanted = found.label if number else found.classifier_label
        np.testing.assert_array_equal(labels, wanted[found.readable])
    assert len(adapted) == sum(1 for path in line.target.rglob("*.png") if not path.match(BROKEN))

"""What a run would take: counted from what is there, measured on this machine."""

import math
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.requests import EstimateTime
from dclgui.core.protocol.results import TimeEstimated
from dclgui.engine.network.exports import VARIABLE
from dclgui.engine.queries.run_time import Sizes, TimingProbe, estimate_time
from tests.unit.engine.made import Line, job_of, project_of, run_of

pytestmark = pytest.mark.slow

PACE = TimingProbe(
    Sizes(10, 10),
    fitting=0.5,
    source_pass=1,
    domain_gap=0.5,
    pairs=0.1,
    statistics=0.25,
    target_pass=2,
    judging=0.5,
    writing=0.125,
)


def estimates(job: Job, folder: Path) -> list[TimeEstimated]:
    found = list(estimate_time(EstimateTime(job, folder)))
    for one in found:
        assert one.job == job
        assert math.isfinite(one.seconds)
        assert 0 <= one.reading < one.seconds
        assert one.device.startswith("cpu")
    return found


def test_an_estimate_before_there_is_a_project_gets_better_with_the_export(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path_factory.mktemp("nothing exported")))
    assert len(estimates(job_of(line), tmp_path / "nothing")) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("settings", [{}, {"mode": "finetune"}, {"recipe": "patent"}, {"method": {"neighbours": 0}}])
def test_a_project_with_an_export_is_estimated_at_once(line: Line, tmp_path: Path, settings: dict[str, Any]) -> None:
    job = job_of(line, **settings)
    (found,) = estimates(job, project_of(line, tmp_path / "a.dclproj", job))
    assert found.reading > 0


def test_images_read_before_and_rounds_done_before_take_no_time(line: Line, tmp_path: Path) -> None:
    job = job_of(line)
    folder = run_of(line, tmp_path / "a.dclproj", job)
    (found,) = estimates(job, folder)
    assert found.reading == 0
    longer = job.model_copy(update={"method": job.method.model_copy(update={"rounds": 1000})})
    (more,) = estimates(longer, folder)
    assert more.seconds > found.seconds


def test_folders_that_no_run_could_use_are_named(line: Line, tmp_path: Path) -> None:
    target = tmp_path / "target"
    shutil.copytree(line.target, target)
    job = job_of(line, target=target)
    shutil.rmtree(target)
    with pytest.raises(UserError, match="target"):
        estimates(job, tmp_path / "nothing")


def test_more_rounds_passes_and_images_take_longer_in_proportion(line: Line) -> None:
    job = job_of(line, method={"rounds": 2, "epochs": 1, "source_epochs": 4})
    each = 2 + 0.25 + 0.5 + 0.125
    first = 0.5 + 4 * 1 + 0.5 + 2 * (0.25 + 0.5) + 0.125
    assert PACE.seconds(job, PACE.few, after=None) == pytest.approx(first + 2 * each)
    assert PACE.seconds(job, PACE.few, after=1) == pytest.approx(each)
    assert PACE.seconds(job, PACE.few, after=7) == 0
    assert PACE.seconds(job, Sizes(20, 20), after=1) == pytest.approx(4 + 0.5 + 1 + 0.125)
    twice = job_of(line, method={"rounds": 2, "epochs": 2, "source_epochs": 4})
    assert PACE.seconds(twice, PACE.few, after=1) == pytest.approx(each + 2)


def test_statistics_are_made_of_a_sample_however_many_images_there_are(line: Line) -> None:
    job = job_of(line, method={"rounds": 1})
    only = replace(PACE, target_pass=0, judging=0, writing=0)
    large, larger = (only.seconds(job, Sizes(n, n), after=0) for n in (100_000, 200_000))
    assert large == larger == pytest.approx(0.25 * 2 * 4096 / 20)

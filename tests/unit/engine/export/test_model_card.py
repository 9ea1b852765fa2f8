"""What the card says of the model beside the run's labels."""

from pathlib import Path

import pytest

from dclgui.cli.display import display_for, follow
from dclgui.engine.export.export import export_model
from dclgui.engine.training.predict import label
from dclgui.project.folder import Project
from tests.unit.engine.made import Line, job_of, run_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("labels", ["committee", "rounds"])
def test_the_card_says_how_often_the_model_alone_gives_the_runs_labels(line: Line, tmp_path: Path, labels: str) -> None:
    job = job_of(line, method={"labels": labels})
    folder = run_of(line, tmp_path / "a.dclproj", job)
    with Project.open(folder) as project, display_for(as_json=False, leads=False) as display:
        found = follow(export_model(tmp_path / "line.safetensors", project), display)
        shown = project.rounds.labels(2)
    with display_for(as_json=False, leads=False) as display:
        alone = follow(label(folder, line.target), display).pseudo_labels
    known = shown.readable
    share = float((alone.label == shown.label)[known].mean())
    page = found.beside[0].read_text("utf-8")
    assert f"gives the same label to {share:.1%} of 48 of the run's images" in page
    assert ("9 labellings together" in page) is (labels == "committee")

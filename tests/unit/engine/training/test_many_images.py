"""A run whose tables are mapped from the disk, as those of more than 20,000 images are, labels as one in memory."""

import tempfile
from pathlib import Path

import numpy as np
import pytest

from dclgui.core import scratch
from dclgui.core.decisions import Decision, Verdict
from dclgui.engine.network import features
from dclgui.engine.training.adapt import adapt, refine
from dclgui.engine.training.predict import label
from dclgui.learning.committee import Committee
from dclgui.learning.relearn import relearn
from dclgui.method import cells, neighbours, pieces
from dclgui.project.folder import Project
from tests.e2e.terminal import draw_folders
from tests.unit.engine.made import Line, job_of, labels_in

pytestmark = pytest.mark.slow


@pytest.fixture
def mapping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """From 21 images on everything is mapped; returns where scratch files would be, were they not gone at once."""
    for module, name, value in (
        (scratch, "LARGE", 20),
        (features, "LARGE", 20),
        (features, "SHARD", 16),
        (pieces, "PIECE", 20),
        (neighbours, "EXACT", 20),
        (cells, "CELL", 8),
        (cells, "AROUND", 5),
    ):
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def test_labels_refinement_and_later_images_are_as_in_memory(
    line: Line, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folders = draw_folders(tmp_path)
    job = job_of(Line(folders.source, folders.target, line.weights, line.exported))
    list(adapt(job, tmp_path / "memory"))
    scratch_folder: Path = request.getfixturevalue("mapping")
    project = tmp_path / "mapped"
    list(adapt(job, project))
    for table in (project / "cache").glob("features-*/all.npy"):
        assert np.load(table, mmap_mode="r").dtype == np.float16
    found, wanted = labels_in(project), labels_in(tmp_path / "memory")
    assert (found.label == wanted.label).mean() > 0.9
    with Project.open(project) as opened:
        committee = Committee.load(opened.rounds.folder(0))
        assert committee is not None
        assert isinstance(committee.white_target, np.memmap)
        opened.journal.append([Decision(0, Verdict.LABEL, 1), Decision(5, Verdict.LABEL, 2)], "someone")
        assert relearn(opened) is not None
    list(refine(project, rounds=1))
    for event in (stream := label(project, folders.target)):
        assert event is not None
    stream.close()
    assert list(scratch_folder.glob("dclgui-*.tmp")) == []

"""All images by their likeness to one: of the target, or a file from elsewhere."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.protocol.requests import FindAlike, FindLike
from dclgui.core.protocol.results import LikeFound
from dclgui.engine.queries.alike import find_alike
from dclgui.engine.queries.like import find_like
from dclgui.engine.training.adapt import adapt
from dclgui.project.folder import Project
from tests.unit.engine.made import BROKEN, Line, job_of, project_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["frozen", "finetune"])
def finished(request: pytest.FixtureRequest, line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finished") / "a.dclproj"
    job = job_of(line, mode=request.param)
    list(adapt(job, project_of(line, folder, job)))
    return folder


def like(folder: Path, wanted: int | Path) -> LikeFound:
    *_, found = find_like(FindLike(folder, wanted, 5))
    assert isinstance(found, LikeFound)
    return found


def readable(folder: Path) -> tuple[tuple[str, ...], list[int]]:
    with Project.open(folder) as project:
        paths = project.catalog("target").paths
    return paths, [row for row, path in enumerate(paths) if path != BROKEN]


def test_an_image_comes_first_and_then_all_others_by_their_likeness(finished: Path) -> None:
    found = like(finished, 5)
    (near,) = find_alike(FindAlike(finished, 5, 1000))
    assert found.target.tolist() == [5, *(row for row, _ in near.target)]
    assert sorted(found.target.tolist()) == readable(finished)[1]
    assert found.source == near.source[:5]
    assert found.picture is None


def test_a_copy_from_elsewhere_lies_where_its_original_does(finished: Path, line: Line, tmp_path: Path) -> None:
    paths, _ = readable(finished)
    (tmp_path / "copy.png").write_bytes((line.target / paths[5]).read_bytes())
    found, original = like(finished, tmp_path / "copy.png"), like(finished, 5)
    assert found.target[0] == 5
    assert found.source[0][0] == original.source[0][0]
    assert found.source[0][1] == pytest.approx(original.source[0][1], abs=0.002)
    assert found.round == original.round == 2
    assert found.picture is not None
    assert found.picture.shape[2] == 3


def test_a_file_of_another_kind_and_size_is_read_too(finished: Path, line: Line, tmp_path: Path) -> None:
    paths, rows = readable(finished)
    with Image.open(line.target / paths[5]) as picture:
        picture.resize((300, 200)).save(tmp_path / "large.jpg")
    assert sorted(like(finished, tmp_path / "large.jpg").target.tolist()) == rows


def test_what_is_no_picture_is_refused_in_one_sentence(finished: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("not a picture")
    (tmp_path / "folder").mkdir()
    for name, why in (("notes.png", "not an image"), ("folder", "not a file"), ("gone.png", "no longer there")):
        with pytest.raises(UserError, match=why) as refused:
            like(finished, tmp_path / name)
        assert name in refused.value.message
    with pytest.raises(UserError, match=r"broken\.png can't be used"):
        like(finished, readable(finished)[0].index(BROKEN))


def test_decisions_and_the_project_stay_as_they_are(finished: Path, line: Line) -> None:
    with Project.open(finished) as project:
        project.journal.append([Decision(1, Verdict.LABEL, 0)], "test")
        before = project.journal.last_step()
    files = {file: file.stat().st_mtime_ns for file in finished.rglob("*") if file.is_file()}
    like(finished, next((line.source / "disc").iterdir()))
    assert {file: file.stat().st_mtime_ns for file in files} == files
    with Project.open(finished) as project:
        assert project.journal.last_step() == before
        assert np.array_equal(like(finished, 2).target, like(finished, 2).target)

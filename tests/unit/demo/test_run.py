"""The synthetic line: the same seed draws the same bytes, and nobody can take it for photographs."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from dclgui.cli.display import Display, follow
from dclgui.core.errors import UserError
from dclgui.demo.parts import PARTS
from dclgui.demo.run import Line, draw_line


def make_line(folder: Path, **how: int) -> Line:
    return follow(draw_line(folder, **how), Display())


def _bytes_of(line: Line) -> dict[str, bytes]:
    root = line.source.parent
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.jpg")}


def _grey(path: Path) -> npt.NDArray[np.float32]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"), np.float32)


def _brightness(root: Path) -> float:
    return float(np.mean([_grey(path).mean() for path in root.rglob("*.jpg")]))


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Line:
    return make_line(tmp_path_factory.mktemp("line") / "synthetic-line", seed=3, per_class=2)


def test_both_cameras_see_every_class_equally_often(line: Line) -> None:
    for root in (line.source, line.target):
        assert sorted(path.name for path in root.iterdir()) == sorted(line.class_names) == sorted(PARTS)
        assert {len(list(folder.glob("*.jpg"))) for folder in root.iterdir()} == {2}
    assert len(line.class_names) == 8


def test_the_same_seed_writes_the_same_bytes_and_a_shorter_line_is_the_start_of_a_longer_one(
    line: Line, tmp_path: Path
) -> None:
    whole, again = _bytes_of(line), _bytes_of(make_line(tmp_path / "again", seed=3, per_class=1))
    assert len(again) == 16
    assert all(whole[name] == data for name, data in again.items())


def test_another_seed_draws_other_pictures(line: Line, tmp_path: Path) -> None:
    whole, other = _bytes_of(line), _bytes_of(make_line(tmp_path / "other", seed=4, per_class=1))
    assert all(whole[name] != data for name, data in other.items())


def test_every_picture_of_a_line_differs(line: Line) -> None:
    assert len(set(_bytes_of(line).values())) == 32


def test_camera_b_sees_a_darker_scene_with_more_noise(line: Line) -> None:
    assert _brightness(line.source) > 1.8 * _brightness(line.target)
    grain = []
    for root in (line.source, line.target):
        corners = [_grey(path)[:24, :24] for path in root.rglob("*.jpg")]
        grain.append(np.mean([np.abs(np.diff(corner, axis=1)).mean() for corner in corners]))
    assert grain[1] > 2 * grain[0]


def test_folder_names_and_a_text_say_that_it_is_synthetic(line: Line) -> None:
    assert all("SYNTHETIC" in root.name for root in (line.source, line.target))
    text = (line.source.parent / "README.txt").read_text(encoding="utf-8")
    assert text.startswith("SYNTHETIC PICTURES")
    assert "seed 3" in text


def test_a_second_call_takes_the_line_that_is_there(line: Line) -> None:
    before = {path: path.stat().st_mtime_ns for path in line.source.parent.rglob("*.jpg")}
    assert make_line(line.source.parent, seed=3, per_class=2) == line
    assert before == {path: path.stat().st_mtime_ns for path in line.source.parent.rglob("*.jpg")}


def test_another_line_in_the_folder_is_never_overwritten(line: Line) -> None:
    before = _bytes_of(line)
    with pytest.raises(UserError, match="already holds another"):
        make_line(line.source.parent, seed=9, per_class=2)
    assert _bytes_of(line) == before


def test_progress_ends_with_all_pictures(tmp_path: Path) -> None:
    said = list(draw_line(tmp_path / "line", per_class=1))
    assert {event.total for event in said} == {16}
    done = [event.done for event in said]
    assert done == sorted(set(done))
    assert done[-1] == 16


def test_a_stop_half_way_leaves_no_half_folder(tmp_path: Path) -> None:
    drawing = draw_line(tmp_path / "line", per_class=50)
    next(drawing)
    drawing.close()
    assert list((tmp_path / "line").iterdir()) == []


def test_a_place_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="file can't be written"):
        make_line(tmp_path / "file", per_class=1)

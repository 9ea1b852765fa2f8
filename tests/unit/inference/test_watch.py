"""A folder under watch, step by step."""

import shutil
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.protocol.watch_events import (
    DriftEnded,
    DriftFound,
    DriftUnknown,
    FilesPassedOver,
    FolderSeen,
    ImageRenamed,
    ImagesLabelled,
    ImageUnreadable,
    WatchEvent,
    Watching,
)
from dclgui.core.reference import ReferenceStatistics
from dclgui.inference.drift import LEAST, LIMIT, WINDOW
from dclgui.inference.onnx_model import OnnxPredictor
from dclgui.inference.watch import watch
from dclgui.labels.table import Level
from tests.unit.inference.made import draw, make_model
from tests.unit.inference.watched import BLUE, GREEN, RED, Line, idle, labelled, some_looks, until


def test_files_there_and_files_that_arrive_are_labelled_once(line: Line) -> None:
    line.draw("a.png", RED)
    line.draw("deep/er/b.png", GREEN)
    with line.watched() as events:
        assert labelled(idle(events, 2)) == ["a.png", "deep/er/b.png"]
        line.draw("c.png", BLUE)
        line.draw("copy/a.png", RED)
        assert set(labelled(idle(events, 4))) == {"c.png", "copy/a.png"}
        assert labelled(some_looks(events)) == []
        assert line.labels() == {"a.png": "red", "deep/er/b.png": "green", "c.png": "blue", "copy/a.png": "red"}
    assert line.table().levels == (Level.HIGH,) * 4
    with line.watched() as events:
        assert labelled(some_looks(events)) == []
    assert len(line.table()) == 4


def test_files_that_are_no_pictures_are_named_once_for_each_kind(line: Line) -> None:
    for name in ("IMG_1.HEIC", "IMG_2.heic", "a.json", "b.jpg.part"):
        (line.folder / name).write_bytes(b"x")
    line.draw("a.png", RED)

    def told(events: list[WatchEvent]) -> list[str]:
        return [event.message for event in events if isinstance(event, FilesPassedOver)]

    with line.watched() as events:
        assert told(idle(events, 1)) == ["Files that are passed over: 2 .heic, 1 .part."]
        (line.folder / "IMG_3.heic").write_bytes(b"x")
        assert told(some_looks(events)) == []
        (line.folder / "c.dng").write_bytes(b"x")
        assert told(some_looks(events)) == ["Files that are passed over: 1 .dng, 3 .heic, 1 .part."]


def test_a_file_that_is_being_written_is_waited_for(line: Line) -> None:
    whole = draw(line.folder.parent / "whole.png", RED, side=64).read_bytes()
    with line.watched() as events, (line.folder / "slow.png").open("wb", buffering=0) as file:
        for start in range(0, len(whole), 60):
            file.write(whole[start : start + 60])
            said, _ = until(events, Watching)
            assert not [event for event in said if isinstance(event, ImageUnreadable)]
        file.close()
        assert labelled(idle(events, 1)) == ["slow.png"]
    assert line.labels() == {"slow.png": "red"}


def test_a_file_cut_off_is_a_problem_until_the_rest_comes(line: Line) -> None:
    whole = draw(line.folder.parent / "whole.png", BLUE, side=64).read_bytes()
    (line.folder / "cut.png").write_bytes(whole[:100])
    (line.folder / "text.png").write_text("not a picture")
    with line.watched() as events:
        found = {until(events, ImageUnreadable)[1].path for _ in range(2)}
        assert found == {"cut.png", "text.png"}
        assert not [event for event in some_looks(events) if isinstance(event, ImageUnreadable)]
        assert line.table().levels == (Level.PROBLEM,) * 2
        (line.folder / "cut.png").write_bytes(whole)
        assert labelled(idle(events, 1)) == ["cut.png"]
        (line.folder / "text.png").unlink()
        until(events, Watching, lambda event: not event.problems)
    assert line.labels() == {"cut.png": "blue"}


def test_a_problem_is_remembered(line: Line) -> None:
    (line.folder / "text.png").write_text("not a picture")
    with line.watched() as events:
        until(events, ImageUnreadable)
    with line.watched() as events:
        said = some_looks(events)
    assert not [event for event in said if isinstance(event, ImageUnreadable)]
    assert isinstance(said[-1], Watching)
    assert (said[-1].labelled, said[-1].problems) == (0, 1)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_file_that_could_not_be_read_for_a_time_gets_its_label(
    line: Line, monkeypatch: pytest.MonkeyPatch, restarted: bool
) -> None:
    read, locked = Path.read_bytes, {line.draw("a.png", RED)}

    def read_if_let(file: Path) -> bytes:
        if file in locked:
            raise PermissionError(13, "another program holds it")
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", read_if_let)
    line.draw("b.png", GREEN)
    with line.watched() as events:
        until(events, ImageUnreadable)
        assert not [event for event in some_looks(events) if isinstance(event, ImageUnreadable)]
        assert line.table().levels == (Level.HIGH, Level.PROBLEM)
        locked.clear()
        if not restarted:
            assert labelled(idle(events, 2)) == ["a.png"]
    with line.watched() as events:
        assert labelled(idle(events, 2)) == (["a.png"] if restarted else [])
    assert line.labels() == {"a.png": "red", "b.png": "green"}
    assert line.table().levels == (Level.HIGH,) * 2


def test_a_renamed_file_keeps_its_row_and_a_copy_gets_one(line: Line) -> None:
    first = line.draw("a.png", RED)
    line.draw("b.png", GREEN)
    with line.watched() as events:
        idle(events, 2)
        (line.folder / "done").mkdir()
        first.rename(line.folder / "done" / "1.png")
        assert until(events, ImageRenamed)[1] == ImageRenamed("a.png", "done/1.png")
        shutil.copy(line.folder / "b.png", line.folder / "c.png")
        assert labelled(idle(events, 3)) == ["c.png"]
    assert line.table().paths == ("done/1.png", "b.png", "c.png")
    (line.folder / "c.png").rename(line.folder / "d.png")  # while nobody watches
    with line.watched() as events:
        assert until(events, ImageRenamed)[1] == ImageRenamed("c.png", "d.png")
    assert line.table().paths == ("done/1.png", "b.png", "d.png")


def test_names_that_change_places_follow_their_contents(line: Line) -> None:
    first, second = line.draw("a.png", RED), line.draw("b.png", GREEN)
    with line.watched() as events:
        idle(events, 2)
        first.rename(line.folder / "x")
        second.rename(first)
        (line.folder / "x").rename(second)
        until(events, ImagesLabelled)
        some_looks(events)
    assert line.labels() == {"a.png": "green", "b.png": "red"}


def test_another_content_under_the_same_name_is_labelled_anew(line: Line) -> None:
    line.draw("live.png", RED)
    with line.watched() as events:
        idle(events, 1)
        draw(line.folder / "live.png", GREEN, side=9)
        assert labelled([until(events, ImagesLabelled)[1]]) == ["live.png"]
        some_looks(events)
    assert line.labels() == {"live.png": "green"}


def test_a_touched_file_is_not(line: Line) -> None:
    place = line.draw("a.png", RED)
    with line.watched() as events:
        idle(events, 1)
        place.touch()
        assert labelled(some_looks(events)) == []


def test_a_file_that_is_deleted_keeps_its_row_and_may_come_back(line: Line) -> None:
    place = line.draw("a.png", RED)
    content = place.read_bytes()
    with line.watched() as events:
        idle(events, 1)
        place.unlink()
        some_looks(events)
        place.write_bytes(content)
        assert labelled(some_looks(events)) == []
    assert line.labels() == {"a.png": "red"}


def test_the_folder_may_go_away_and_come_back(line: Line) -> None:
    line.draw("a.png", RED)
    (line.folder / "text.png").write_text("not a picture")
    away = line.folder.with_name("away")
    with line.watched() as events:
        until(events, Watching, lambda event: event.labelled == event.problems == 1)
        line.folder.rename(away)
        assert until(events, FolderSeen)[1] == FolderSeen(line.folder, there=False)
        assert all(isinstance(event, Watching) for event in some_looks(events))
        draw(away / "b.png", BLUE)
        away.rename(line.folder)
        assert until(events, FolderSeen)[1].there
        assert labelled(idle(events, 2)) == ["b.png"]
    assert line.labels() == {"a.png": "red", "text.png": "", "b.png": "blue"}


def test_drift_is_found_once_and_ends_and_is_remembered(line: Line) -> None:
    for number in range(LEAST):
        line.draw(f"{number:03d}.png", (250, number, 3))
    with line.watched() as events:
        assert not [event for event in idle(events, LEAST) if isinstance(event, DriftFound)]
        for number in range(LEAST + 20):
            line.draw(f"grey/{number:03d}.png", (90, 92, number))
        found = until(events, DriftFound)[1]
        assert LIMIT < found.share < 0.6
        assert "nine in ten" in found.message
        idle(events, 2 * LEAST + 20)
    with line.watched() as events:  # another watch says so again, once
        line.draw("grey/more.png", (91, 90, 89))
        until(events, DriftFound)
        for number in range(WINDOW * 3 // 4):
            line.draw(f"red/{number:03d}.png", (250, number, 9))
        assert not [event for event in until(events, DriftEnded)[0] if isinstance(event, DriftFound)]


def test_another_model_starts_with_a_clean_slate(line: Line, tmp_path: Path) -> None:
    with line.watched() as events:
        for number in range(LEAST):
            line.draw(f"grey/{number:03d}.png", (90, 92, number))
        until(events, DriftFound)
        idle(events, LEAST)
    wide = tuple(np.linspace(0, 9, 101).tolist())
    line.predictor = OnnxPredictor(
        make_model(tmp_path / "other.onnx", reference=ReferenceStatistics(10, entropy=wide, distance=wide))
    )
    with line.watched() as events:
        line.draw("grey/more.png", (91, 90, 89))
        assert not [event for event in idle(events, LEAST + 1) if isinstance(event, DriftFound)]


def test_a_model_that_has_no_range_says_so(line: Line, tmp_path: Path) -> None:
    predictor = OnnxPredictor(make_model(tmp_path / "model.onnx"))
    with closing(watch(predictor, line.folder, line.file)) as events:
        assert isinstance(next(events), DriftUnknown)

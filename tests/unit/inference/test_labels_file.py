"""The labels file of a watch and its ledger: whole, the watch's own, and nobody's edits lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.core.protocol.watch_events import FileEdited, FileHeldBack, ImagesLabelled, Watching
from dclgui.inference.labels_file import LabelsFile
from dclgui.inference.ledger import Ledger
from dclgui.inference.watch import ledger_of, watch
from tests.unit.inference.watched import BLUE, GREEN, RED, Line, idle, labelled, some_looks, until


def test_a_labels_file_that_was_spoiled_is_made_anew(line: Line) -> None:
    line.draw("a.png", RED)
    with line.watched() as events:
        idle(events, 1)
        line.file.write_bytes(line.file.read_bytes()[:-7])  # as after a power cut
        line.draw("b.png", GREEN)
        idle(events, 2)
    assert line.labels() == {"a.png": "red", "b.png": "green"}
    line.file.unlink()
    with line.watched() as events:
        next(events)
    assert line.labels() == {"a.png": "red", "b.png": "green"}


def test_a_labels_file_that_somebody_edited_is_moved_beside_and_told_of(line: Line) -> None:
    def edit() -> bytes:
        line.file.write_bytes(line.file.read_bytes().replace(b",green,", b",grown,"))  # of the same length
        return line.file.read_bytes()

    line.draw("a.png", RED)
    line.draw("b.png", GREEN)
    with line.watched() as events:
        idle(events, 2)
        first = edit()
        line.draw("c.png", BLUE)
        event = until(events, FileEdited)[1]
        assert event.kept == line.file.with_name("labels.edited-1.csv")
        assert str(line.file) in event.message
        assert event.kept.name in event.message
        assert not [event for event in some_looks(events) if isinstance(event, FileEdited)]
    second = edit()  # while nobody watches
    with line.watched() as events:
        assert until(events, FileEdited)[1].kept.name == "labels.edited-2.csv"
        third = edit()
        line.draw("d.png", RED)
        until(events, ImagesLabelled)
    assert line.file.read_bytes() == third  # nobody would hear of it; the next watch tells
    with line.watched() as events:
        assert until(events, FileEdited)[1].kept.name == "labels.edited-3.csv"
    kept = [line.file.with_name(f"labels.edited-{number}.csv").read_bytes() for number in (1, 2, 3)]
    assert kept == [first, second, third]
    assert line.labels() == {"a.png": "red", "b.png": "green", "c.png": "blue", "d.png": "red"}


def test_the_state_in_which_a_watch_was_killed_is_no_edit(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    line.draw("a.png", RED)
    line.draw("b.png", GREEN)
    with monkeypatch.context() as patch, line.watched() as events:
        until(events, Watching)
        patch.setattr(Ledger, "wrote", killed)  # after the rows are in the file
        patch.setattr(LabelsFile, "close", killed)
        with pytest.raises(KeyboardInterrupt):
            idle(events, 2)
        patch.undo()
    assert len(line.table()) == 2
    (line.folder / "b.png").rename(line.folder / "c.png")
    with line.watched() as events:
        assert not [event for event in some_looks(events) if isinstance(event, FileEdited)]
    assert line.labels() == {"a.png": "red", "c.png": "green"}


def test_a_labels_file_that_can_not_be_written_is_told_once(line: Line) -> None:
    line.draw("a.png", RED)
    with line.watched() as events:
        idle(events, 1)
        line.file.unlink()
        line.file.mkdir()
        (line.file / "in the way").touch()
        line.draw("b.png", GREEN)
        assert "can't be written" in until(events, FileHeldBack)[1].message
        assert not [event for event in some_looks(events) if isinstance(event, FileHeldBack)]
        shutil.rmtree(line.file)
    assert line.labels() == {"a.png": "red", "b.png": "green"}


def test_what_is_not_a_watchs_own_is_left_alone(line: Line, tmp_path: Path) -> None:
    line.file.write_text("path,label\n")
    with pytest.raises(UserError, match="not written by a watch"), line.watched() as events:
        next(events)
    line.file.unlink()
    with line.watched() as events:
        next(events)
        with pytest.raises(UserError, match="another watch"), line.watched() as others:
            next(others)
    (tmp_path / "other").mkdir()
    with pytest.raises(UserError, match="belongs to the watch"):
        next(watch(line.predictor, tmp_path / "other", line.file))
    with pytest.raises(UserError, match="no folder"):
        next(watch(line.predictor, tmp_path / "absent", line.file))
    with pytest.raises(UserError, match="can't be used"):
        next(watch(line.predictor, line.folder, tmp_path / "absent" / "labels.csv"))


def test_another_suffix_is_another_labels_file(line: Line) -> None:
    line.draw("a.png", RED)
    with line.watched() as events:
        idle(events, 1)
    table, notes = line.file, line.file.with_suffix(".txt")
    notes.write_text("my own notes")
    line.file = notes
    with pytest.raises(UserError, match="not written by a watch"), line.watched() as events:
        next(events)
    assert notes.read_text() == "my own notes"
    notes.unlink()
    with line.watched() as events:
        assert labelled(idle(events, 1)) == ["a.png"]
    table.write_text("path,label\nmy,own\n")
    line.file = table
    with line.watched() as events:
        assert until(events, FileEdited)[1].kept.read_text() == "path,label\nmy,own\n"


def test_a_ledger_of_the_first_version_is_gone_on_with(line: Line) -> None:
    line.draw("a.png", RED)
    (line.folder / "b.png").write_text("no picture")
    with line.watched() as events:
        until(events, Watching, lambda event: event.labelled == event.problems == 1)
    of_old = line.file.with_name("labels.watch.sqlite")
    ledger_of(line.file).rename(of_old)
    with closing(sqlite3.connect(of_old)) as ledger, ledger:
        for column in ("labels", "written"):
            ledger.execute(f"ALTER TABLE watched DROP COLUMN {column}")
        ledger.execute("UPDATE images SET problem = 'you have no permission to read it' WHERE problem != ''")
        ledger.execute("PRAGMA user_version = 1")
    line.draw("b.png", GREEN)
    with line.watched() as events:
        said = idle(events, 2)
    assert labelled(said) == ["b.png"]
    assert not [event for event in said if isinstance(event, FileEdited)]
    assert ledger_of(line.file) == of_old
    line.file = line.file.with_suffix("")  # whose ledger would have the same name
    with pytest.raises(UserError, match="belongs to the labels in"), line.watched() as events:
        next(events)


def test_a_ledger_that_does_not_do_is_refused(line: Line) -> None:
    ledger = ledger_of(line.file)
    ledger.write_bytes(b"not a database, but long enough to be looked at as one" * 100)
    with pytest.raises(UserError, match="damaged"), line.watched() as events:
        next(events)
    ledger.unlink()
    with closing(sqlite3.connect(ledger)) as newer:
        newer.execute("PRAGMA user_version = 9")
    with pytest.raises(UserError, match="newer dclgui"), line.watched() as events:
        next(events)

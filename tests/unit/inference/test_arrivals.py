"""Which files of a folder are new and whole, at moments that the test chooses."""

import os
import sys
from pathlib import Path

import pytest

from dclgui.inference.arrivals import ABSENT, UNREAD, Arrivals, Pace, look, mark_of

PACE = Pace(every=0.5, settle=0.4, patience=5.0)


@pytest.fixture
def arrivals(tmp_path: Path) -> Arrivals:
    return Arrivals(tmp_path, {}, pace=PACE)


def ready(arrivals: Arrivals, folder: Path, now: float) -> list[str]:
    sight = look(folder)
    assert sight is not None
    return [path for path, _ in arrivals.ready(sight, now)]


def settle(arrivals: Arrivals, folder: Path, *paths: str) -> None:
    for path in paths:
        arrivals.settle(path, mark_of(folder / path) or ABSENT)


def test_a_file_is_read_once_it_has_not_changed_for_a_while(arrivals: Arrivals, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"1")
    assert ready(arrivals, tmp_path, 100.0) == []
    file.write_bytes(b"12")
    assert ready(arrivals, tmp_path, 100.5) == []
    assert ready(arrivals, tmp_path, 100.8) == []
    assert ready(arrivals, tmp_path, 100.9) == ["a.png"]
    settle(arrivals, tmp_path, "a.png")
    assert ready(arrivals, tmp_path, 200.0) == []
    assert (arrivals.settled, arrivals.waiting) == (1, 0)


def test_one_that_can_not_be_read_is_given_up_only_when_it_changes_no_more(arrivals: Arrivals, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"1")
    ready(arrivals, tmp_path, 0.0)
    assert ready(arrivals, tmp_path, 0.5) == ["a.png"]
    assert not arrivals.put_off("a.png", 0.5)
    assert ready(arrivals, tmp_path, 4.0) == []
    file.write_bytes(b"12")
    assert ready(arrivals, tmp_path, 5.0) == []
    assert ready(arrivals, tmp_path, 5.5) == ["a.png"]
    assert not arrivals.put_off("a.png", 5.5)
    assert ready(arrivals, tmp_path, 10.0) == ["a.png"]
    assert arrivals.put_off("a.png", 10.0)


def test_one_whose_bytes_could_not_be_read_is_read_again_at_first_and_every_minute(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"1")
    arrivals = Arrivals(tmp_path, {"a.png": UNREAD}, pace=PACE)
    ready(arrivals, tmp_path, 100.0)
    assert ready(arrivals, tmp_path, 100.5) == ["a.png", "b.png"]
    arrivals.settle("a.png", UNREAD)
    settle(arrivals, tmp_path, "b.png")
    assert [ready(arrivals, tmp_path, now) for now in (101.0, 130.0, 159.0, 160.0)] == [[], [], [], []]
    assert ready(arrivals, tmp_path, 160.5) == ["a.png"]
    settle(arrivals, tmp_path, "a.png")
    ready(arrivals, tmp_path, 300.0)
    assert ready(arrivals, tmp_path, 300.5) == []


def test_the_times_that_files_bear_do_not_matter(arrivals: Arrivals, tmp_path: Path) -> None:
    for number, moment in enumerate((0, 4_000_000_000)):
        file = tmp_path / f"{number}.png"
        file.write_bytes(b"1")
        os.utime(file, (moment, moment))
    ready(arrivals, tmp_path, 0.0)
    assert ready(arrivals, tmp_path, 0.5) == ["0.png", "1.png"]
    settle(arrivals, tmp_path, "0.png", "1.png")
    os.utime(tmp_path / "1.png", (5, 5))  # the clock was put right
    ready(arrivals, tmp_path, 1.0)
    ready(arrivals, tmp_path, 1.5)
    assert ready(arrivals, tmp_path, 2.0) == ["1.png"]


def test_a_file_that_goes_while_it_is_waited_for_is_forgotten(arrivals: Arrivals, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"1")
    ready(arrivals, tmp_path, 0.0)
    (tmp_path / "a.png").unlink()
    assert ready(arrivals, tmp_path, 1.0) == []
    assert arrivals.waiting == 0


def test_what_is_no_picture_of_the_line_is_passed_over(arrivals: Arrivals, tmp_path: Path) -> None:
    for name in ("notes.txt", ".a.png.part", ".hidden/a.png", "@eaDir/a.png", "a.png.tmp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
    assert look(tmp_path / "absent") is None
    assert look(tmp_path / "notes.txt") is None
    assert ready(arrivals, tmp_path, 0.0) == []
    assert arrivals.waiting == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' names are text, and links may need a permission")
def test_odd_names_and_links(arrivals: Arrivals, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nothing.png").symlink_to(tmp_path / "absent")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.png")).write_bytes(b"1")
    assert ready(arrivals, tmp_path, 0.0) == []
    found = ready(arrivals, tmp_path, 0.5)
    assert found == ["\\udcff.png", "nothing.png"]
    settle(arrivals, tmp_path, *found)
    for now in range(1, 4):
        assert ready(arrivals, tmp_path, now) == []
    (tmp_path / "absent").write_bytes(b"1")
    ready(arrivals, tmp_path, 5.0)
    ready(arrivals, tmp_path, 6.0)
    assert ready(arrivals, tmp_path, 7.0) == ["nothing.png"]

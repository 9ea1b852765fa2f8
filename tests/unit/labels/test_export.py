"""What goes wrong on the way out, and that nothing is left of it."""

import errno
import math
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.labels.batch import Link, Parcel
from dclgui.labels.export import export
from dclgui.labels.formats import FORMATS, ToFolder
from tests.unit.labels.made import ROWS, draw_parcel, ended, exported, files_below, names_in, table_of

PLACING = [name for name, form in FORMATS.items() if isinstance(form.to, ToFolder) and form.to.places]
READS_PICTURES = [*PLACING, "coco", "cvat"]


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    return draw_parcel(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small disk"
    place.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", place], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no right to mount a small disk here")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("name", FORMATS)
def test_progress_comes_to_its_end(name: str, parcel: Parcel, out: Path) -> None:
    said, done = ended(export(FORMATS[name], parcel, out / "x"))
    assert {event.step for event in said} == {"export labels"}
    assert said[-1].done == said[-1].total == done.rows
    assert not math.isnan(said[-1].seconds_left)
    assert names_in(out) == ["x"]


@pytest.mark.parametrize("name", FORMATS)
def test_cancelled_leaves_nothing(name: str, parcel: Parcel, out: Path) -> None:
    events = export(FORMATS[name], parcel, out / "x")
    next(events)
    events.close()
    assert names_in(out) == []


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_there_stays(name: str, parcel: Parcel, out: Path) -> None:
    (out / "x").write_bytes(b"mine")
    with pytest.raises(UserError, match="exists already"):
        exported(name, parcel, out / "x")
    assert (out / "x").read_bytes() == b"mine"
    assert names_in(out) == ["x"]


@pytest.mark.parametrize("name", PLACING)
def test_even_an_empty_folder_stays(name: str, parcel: Parcel, out: Path) -> None:
    with pytest.raises(UserError, match="exists already"):
        exported(name, parcel, out)


def test_an_older_labels_file_that_a_person_may_have_corrected_is_kept_beside_the_new_one(
    parcel: Parcel, out: Path
) -> None:
    file, rows = out / "labels.csv", (9, 2, 3, 4)
    assert exported("csv", parcel, file).older is None
    for number, name in enumerate(("labels.old.csv", "labels.old-2.csv", "labels.old-3.csv"), 1):
        file.write_bytes(file.read_bytes() + b"mine")
        done = exported("csv", replace(parcel, table=table_of(*ROWS[: rows[number]])), file)
        assert done.older == out / name
        assert done.older.read_bytes().endswith(b"mine")
        assert len(done.older.read_text("utf-8-sig").splitlines()) == rows[number - 1] + 2
        assert len(file.read_text("utf-8-sig").splitlines()) == rows[number] + 1
    assert exported("csv", replace(parcel, table=table_of(*ROWS[:4])), file).older is None, "of equal bytes one is kept"
    assert len(names_in(out)) == 4


def test_cancelled_an_older_labels_file_stays_where_it_is(parcel: Parcel, out: Path) -> None:
    exported("csv", replace(parcel, table=table_of(*ROWS[:2])), out / "labels.csv")
    before = (out / "labels.csv").read_bytes()
    events = export(FORMATS["csv"], parcel, out / "labels.csv")
    next(events)
    events.close()
    assert (out / "labels.csv").read_bytes() == before
    assert names_in(out) == ["labels.csv"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_place_that_can_not_be_written_is_named(name: str, parcel: Parcel, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in (tmp_path / "file" / "x", tmp_path / "no folder" / "x"):
        with pytest.raises(UserError, match=f"{place} can't be written: ") as failure:
            exported(name, parcel, place)
        assert failure.value.hint
    assert names_in(tmp_path) == ["file", "new camera"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_that_is_too_long_is_named(name: str, parcel: Parcel, out: Path) -> None:
    with pytest.raises(UserError, match=os.strerror(errno.ENAMETOOLONG)):
        exported(name, parcel, out / ("x" * 300))
    assert names_in(out) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_named(name: str, parcel: Parcel, small_disk: Path) -> None:
    long = table_of(*(row for row in ROWS for _ in range(20)))
    with pytest.raises(UserError, match=f"{small_disk / 'x'} can't be written: the disk is full"):
        exported(name, replace(parcel, table=long), small_disk / "x")
    assert names_in(small_disk) == []


@pytest.mark.parametrize("name", READS_PICTURES)
def test_a_picture_that_vanished_is_named(name: str, parcel: Parcel, out: Path) -> None:
    gone = parcel.root / "cam2" / "1.png"
    gone.unlink()
    with pytest.raises(UserError, match=f"The picture {gone} is no longer there") as failure:
        exported(name, parcel, out / "x")
    assert "Put it back" in failure.value.hint
    assert names_in(out) == []


@pytest.mark.parametrize("link", Link)
def test_the_users_pictures_are_only_read(link: Link, parcel: Parcel, out: Path) -> None:
    before = {file: (parcel.root / file).stat().st_mtime_ns for file in files_below(parcel.root)}
    for file in before:
        (parcel.root / file).chmod(0o444)
    for name in PLACING:
        exported(name, replace(parcel, link=link), out / name)
    assert {file: (parcel.root / file).stat().st_mtime_ns for file in files_below(parcel.root)} == before


def test_a_hard_link_to_another_disk_is_refused_in_a_sentence(parcel: Parcel, small_disk: Path) -> None:
    with pytest.raises(UserError, match="can't be linked") as failure:
        exported("folders", replace(parcel, link=Link.HARD), small_disk / "x")
    assert os.strerror(errno.EXDEV) in failure.value.message
    assert "copies" in failure.value.hint
    assert names_in(small_disk) == []


def test_nothing_to_write_is_said(parcel: Parcel, out: Path) -> None:
    with pytest.raises(UserError, match="None of the chosen pictures"):
        exported("folders", replace(parcel, table=table_of(ROWS[6])), out / "x")


def test_a_name_that_xml_can_not_hold_is_named(parcel: Parcel, out: Path) -> None:
    odd = table_of(("a\x01.png", *ROWS[0][1:]))
    (parcel.root / "a\x01.png").write_bytes((parcel.root / ROWS[0][0]).read_bytes())
    with pytest.raises(UserError, match="control character"):
        exported("cvat", replace(parcel, table=odd), out / "x.xml")
    assert names_in(out) == []

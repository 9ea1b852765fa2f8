"""What goes wrong on the way out, and that nothing is left of it."""

import errno
import math
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.errors import UserError
from dclgui.labels.batch import ExportBatch, Link
from dclgui.labels.export import export
from dclgui.labels.formats import FORMATS, ToFolder
from dclgui.labels.table import Level
from tests.unit.labels.made import ROWS, draw_batch, ended, evidence_for, exported, files_below, names_in, table_of

PLACING = [name for name, form in FORMATS.items() if isinstance(form.to, ToFolder) and form.to.places]


@pytest.fixture
def batch(tmp_path: Path) -> ExportBatch:
    return draw_batch(tmp_path)


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
def test_progress_comes_to_its_end(name: str, batch: ExportBatch, out: Path) -> None:
    said, done = ended(export(FORMATS[name], batch, out / "x"))
    assert {event.step for event in said} == {"export labels"}
    assert said[-1].done == said[-1].total == done.rows
    assert not math.isnan(said[-1].seconds_left)
    assert names_in(out) == ["x"]


@pytest.mark.parametrize("name", FORMATS)
def test_cancelled_leaves_nothing(name: str, batch: ExportBatch, out: Path) -> None:
    events = export(FORMATS[name], batch, out / "x")
    next(events)
    events.close()
    assert names_in(out) == []


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_there_stays(name: str, batch: ExportBatch, out: Path) -> None:
    (out / "x").write_bytes(b"mine")
    with pytest.raises(UserError, match="exists already"):
        exported(name, batch, out / "x")
    assert (out / "x").read_bytes() == b"mine"
    assert names_in(out) == ["x"]


@pytest.mark.parametrize("name", PLACING)
def test_even_an_empty_folder_stays(name: str, batch: ExportBatch, out: Path) -> None:
    with pytest.raises(UserError, match="exists already"):
        exported(name, batch, out)


def test_an_older_labels_file_that_a_person_may_have_corrected_is_kept_beside_the_new_one(
    batch: ExportBatch, out: Path
) -> None:
    file, rows = out / "labels.csv", (9, 2, 3, 4)
    assert exported("csv", batch, file).backup is None
    for number, name in enumerate(("labels.old.csv", "labels.old-2.csv", "labels.old-3.csv"), 1):
        file.write_bytes(file.read_bytes() + b"mine")
        done = exported("csv", replace(batch, table=table_of(*ROWS[: rows[number]])), file)
        assert done.backup == out / name
        assert done.backup.read_bytes().endswith(b"mine")
        assert len(done.backup.read_text("utf-8-sig").splitlines()) == rows[number - 1] + 2
        assert len(file.read_text("utf-8-sig").splitlines()) == rows[number] + 1
    assert exported("csv", replace(batch, table=table_of(*ROWS[:4])), file).backup is None, "of equal bytes one is kept"
    assert len(names_in(out)) == 4


def test_cancelled_an_older_labels_file_stays_where_it_is(batch: ExportBatch, out: Path) -> None:
    exported("csv", replace(batch, table=table_of(*ROWS[:2])), out / "labels.csv")
    before = (out / "labels.csv").read_bytes()
    events = export(FORMATS["csv"], batch, out / "labels.csv")
    next(events)
    events.close()
    assert (out / "labels.csv").read_bytes() == before
    assert names_in(out) == ["labels.csv"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_place_that_can_not_be_written_is_named(name: str, batch: ExportBatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in (tmp_path / "file" / "x", tmp_path / "no folder" / "x"):
        with pytest.raises(UserError, match=f"{place} can't be written: ") as failure:
            exported(name, batch, place)
        assert failure.value.hint
    assert f"there is no folder {tmp_path / 'no folder'}" in failure.value.message
    assert names_in(tmp_path) == ["file", "new camera"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_that_is_too_long_is_named(name: str, batch: ExportBatch, out: Path) -> None:
    with pytest.raises(UserError, match=os.strerror(errno.ENAMETOOLONG)):
        exported(name, batch, out / ("x" * 300))
    assert names_in(out) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_named(name: str, batch: ExportBatch, small_disk: Path) -> None:
    long = table_of(*(row for row in ROWS for _ in range(20)))
    with pytest.raises(UserError, match=f"{small_disk / 'x'} can't be written: the disk is full"):
        exported(name, replace(batch, table=long, evidence=evidence_for(len(long))), small_disk / "x")
    assert names_in(small_disk) == []


@pytest.mark.parametrize("name", PLACING)
def test_a_picture_that_vanished_blocks_no_export(name: str, batch: ExportBatch, out: Path) -> None:
    whole = exported(name, batch, out / "whole")
    (batch.root / "cam2" / "1.png").unlink()
    done = exported(name, batch, out / "x")
    assert (done.rows, done.gone) == (whole.rows - 1, 1)
    assert done.left_out == whole.left_out + 1
    assert done.unopened == whole.unopened


@pytest.mark.parametrize("name", PLACING)
def test_a_folder_without_its_pictures_says_where_to_look(name: str, batch: ExportBatch, out: Path) -> None:
    batch.root.rename(out.parent / "moved")
    with pytest.raises(UserError, match="None of the chosen pictures is in") as failure:
        exported(name, batch, out / "x")
    assert "--target" in failure.value.hint
    assert names_in(out) == []


def test_classes_without_a_picture_are_named_by_formats_of_class_folders(batch: ExportBatch, out: Path) -> None:
    more = replace(batch, class_names=("first", *batch.class_names, "last"))
    for name in ("folders", "yolo"):
        assert exported(name, more, out / name).empty == ("first", "last")
        assert (out / name / "classes.txt").read_text("utf-8").splitlines() == list(more.class_names)
    assert exported("coco", more, out / "coco").empty == ()


@pytest.mark.parametrize("link", Link)
def test_the_users_pictures_are_only_read(link: Link, batch: ExportBatch, out: Path) -> None:
    before = {file: (batch.root / file).stat().st_mtime_ns for file in files_below(batch.root)}
    for file in before:
        (batch.root / file).chmod(0o444)
    for name in PLACING:
        exported(name, replace(batch, link=link), out / name)
    assert {file: (batch.root / file).stat().st_mtime_ns for file in files_below(batch.root)} == before


def test_a_hard_link_to_another_disk_is_refused_in_a_sentence(batch: ExportBatch, small_disk: Path) -> None:
    with pytest.raises(UserError, match="can't be linked") as failure:
        exported("folders", replace(batch, link=Link.HARD), small_disk / "x")
    assert os.strerror(errno.EXDEV) in failure.value.message
    assert "copies" in failure.value.hint
    assert names_in(small_disk) == []


def test_nothing_to_write_is_said(batch: ExportBatch, out: Path) -> None:
    with pytest.raises(UserError, match="None of the chosen pictures"):
        exported("folders", batch.only(np.array([6])), out / "x")


def test_a_name_that_xml_can_not_hold_is_named(batch: ExportBatch, out: Path) -> None:
    (batch.root / "a\x01.png").write_bytes((batch.root / ROWS[0][0]).read_bytes())
    odd = table_of(("a\x01.png", "b\x01", Level.HIGH))
    with pytest.raises(UserError, match="control character"):
        exported("cvat", replace(batch, table=odd, class_names=("b\x01",)), out / "x")
    assert names_in(out) == []
    exported("cvat", replace(batch, table=table_of(("a\x01.png", *ROWS[0][1:]))), out / "x")
    assert files_below(out / "x" / "images") == ["a%01.png"]

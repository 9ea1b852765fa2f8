import csv
import os
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from dclgui.core.errors import UserError
from dclgui.labels.csv import save_csv
from dclgui.labels.table import LabelTable, Level
from tests.labels_csv import read_csv

WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.tuples(st.sampled_from("=+-@\t\r\n'\",;\ufeff\0"), st.text("='\"\r\n,a", max_size=4)).map("".join),
)


def floats(total: int) -> st.SearchStrategy[np.ndarray]:
    return npst.arrays(
        np.float32, total, elements=st.floats(width=32, min_value=0, allow_infinity=True) | st.just(np.nan)
    )


@st.composite
def tables(draw: st.DrawFn) -> LabelTable:
    total = draw(st.integers(0, 5))
    words = st.lists(WORDS, min_size=total, max_size=total).map(tuple)
    return LabelTable(
        paths=draw(words),
        labels=draw(words),
        levels=draw(st.lists(st.sampled_from(Level), min_size=total, max_size=total).map(tuple)),
        classifier_labels=draw(words),
        moved=draw(npst.arrays(np.bool_, total)),
        probability=draw(floats(total)),
        entropy=draw(floats(total)),
        margin=draw(floats(total)),
        distance=draw(floats(total)),
        weight=draw(floats(total)),
        source_labels=draw(words),
        rounds=draw(npst.arrays(np.int32, total, elements=st.integers(0, 2**31 - 1))),
        guaranteed=draw(npst.arrays(np.bool_, total)),
        machine_labels=draw(words),
        doubt=draw(floats(total)),
        unlike=draw(floats(total)),
        copy_of=draw(words),
    )


def one_row(path: str = "a.png", label: str = "dent") -> LabelTable:
    value = np.array([0.1], np.float32)
    return LabelTable(
        paths=(path,),
        labels=(label,),
        levels=(Level.HIGH,),
        classifier_labels=("dent",),
        moved=np.array([False]),
        probability=value,
        entropy=np.array([1e-5], np.float32),
        margin=np.array([np.nan], np.float32),
        distance=np.array([np.inf], np.float32),
        weight=np.array([1], np.float32),
        source_labels=("",),
        rounds=np.array([7], np.int32),
        guaranteed=np.array([True]),
        machine_labels=("scratch",),
        doubt=np.array([0.25], np.float32),
        unlike=np.array([1.5], np.float32),
        copy_of=("=b.png",),
    )


def assert_equal(one: LabelTable, other: LabelTable) -> None:
    for field in fields(LabelTable):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(ours, np.ndarray):
            assert ours.dtype == theirs.dtype
            np.testing.assert_array_equal(ours, theirs, err_msg=field.name)
        else:
            assert ours == theirs, field.name


@settings(max_examples=60)
@given(table=tables())
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, table: LabelTable) -> None:
    file = tmp_path_factory.getbasetemp() / "round trip.csv"
    save_csv(file, table)
    first = file.read_bytes()
    again = read_csv(file)
    assert_equal(table, again)
    save_csv(file, again)
    assert file.read_bytes() == first


@settings(max_examples=50)
@given(path=WORDS, label=WORDS)
def test_no_word_is_a_formula(tmp_path_factory: pytest.TempPathFactory, path: str, label: str) -> None:
    file = tmp_path_factory.getbasetemp() / "formula.csv"
    save_csv(file, one_row(path, label))
    with file.open(encoding="utf-8-sig", newline="") as text:
        _, row = csv.reader(text)
    for cell in row:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    save_csv(file, one_row("=1+1/划痕.png", "'tis"))
    assert file.read_bytes() == (
        b"\xef\xbb\xbfpath,label,level,classifier_label,moved_by_prototype,"
        b"probability,entropy,margin,distance,weight,source_label,round,guaranteed,machine_label,doubt,unlike,"
        b"copy_of\r\n"
        b"'=1+1/"
        + "划痕".encode()
        + b".png,''tis,high,dent,false,0.1,1e-05,,inf,1.0,,7,true,scratch,0.25,1.5,'=b.png\r\n"
    )
    assert [entry.name for entry in tmp_path.iterdir()] == ["labels.csv"]


@pytest.mark.slow
def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    total = 100_000
    values = np.random.default_rng(0).random((5, total), np.float32)
    table = LabelTable(
        paths=tuple(f"camera 2/part {row:06d}.png" for row in range(total)),
        labels=("dent",) * total,
        levels=(Level.LOW,) * total,
        classifier_labels=("scratch",) * total,
        moved=np.ones(total, np.bool_),
        probability=values[0],
        entropy=values[1],
        margin=values[2],
        distance=values[3],
        weight=values[4],
        source_labels=("stain",) * total,
        rounds=np.full(total, 9, np.int32),
        guaranteed=np.zeros(total, np.bool_),
        machine_labels=("dent",) * total,
        doubt=values[1],
        unlike=values[2],
        copy_of=("",) * total,
    )
    save_csv(tmp_path / "labels.csv", table)
    assert_equal(table, read_csv(tmp_path / "labels.csv"))


def test_excel_may_save_it_again(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    save_csv(file, one_row())
    file.write_bytes(
        file.read_bytes()
        .removeprefix(b"\xef\xbb\xbf")
        .replace(b"false", b"FALSE")
        .replace(b"true", b"TRUE")
        .replace(b"\r\n", b"\n")
    )
    assert_equal(read_csv(file), one_row())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be written") as failure:
        save_csv(tmp_path / "absent" / "labels.csv", one_row())
    assert f"there is no folder {tmp_path / 'absent'}" in failure.value.message
    assert failure.value.hint


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="the disk is full"):
        save_csv(file, one_row())
    assert file.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["labels.csv"]

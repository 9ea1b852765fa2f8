"""Reading ahead: in order, bounded, and over when the reader goes away."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.core.arrays import Rows
from dclgui.images.pictures import in_batches, load_batch, read_ahead
from dclgui.images.scan import target_catalog, target_files


def _threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("pictures")]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_order_though_the_first_are_the_slowest(workers: int) -> None:
    def work(rows: Rows) -> int:
        time.sleep(0.02 if rows[0] < 4 else 0)
        return int(rows.sum())

    batches = in_batches(np.arange(40), 2)
    assert list(read_ahead(work, batches, workers=workers)) == [int(rows.sum()) for rows in batches]
    assert _threads() == []


def test_no_more_than_two_rounds_are_read_ahead() -> None:
    begun: list[int] = []

    def work(rows: Rows) -> int:
        begun.append(int(rows[0]))
        return int(rows[0])

    reader = read_ahead(work, in_batches(np.arange(100), 1), workers=3)
    for taken in range(4):
        assert next(reader) == taken
        time.sleep(0.02)
        assert len(begun) <= taken + 1 + 2 * 3
    reader.close()
    assert _threads() == []


def test_closing_cancels_what_has_not_begun_and_waits_for_what_has() -> None:
    gate, second, begun, ended = threading.Event(), threading.Event(), [], []

    def work(rows: Rows) -> int:
        begun.append(int(rows[0]))
        if rows[0]:
            second.set()
            gate.wait(10)
        ended.append(int(rows[0]))
        return int(rows[0])

    reader = read_ahead(work, in_batches(np.arange(50), 1), workers=1)
    assert next(reader) == 0
    assert second.wait(10)
    threading.Timer(0.05, gate.set).start()
    reader.close()
    assert begun == ended == [0, 1]
    assert _threads() == []


def test_a_failure_reaches_the_reader_and_ends_the_threads() -> None:
    def work(rows: Rows) -> int:
        if rows[0] == 3:
            raise ValueError("third")
        return int(rows[0])

    reader = read_ahead(work, in_batches(np.arange(10), 1), workers=2)
    with pytest.raises(ValueError, match="third"):
        list(reader)
    assert _threads() == []


def test_nothing_to_read_is_nothing() -> None:
    assert list(read_ahead(len, [], workers=2)) == []


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (3, [3]), (4, [4]), (9, [4, 4, 1])])
def test_batches_cover_all_rows_once(count: int, sizes: list[int]) -> None:
    batches = in_batches(np.arange(count), 4)
    assert [len(rows) for rows in batches] == sizes
    assert [int(row) for rows in batches for row in rows] == list(range(count))


def test_a_bad_file_is_zero_and_named(tmp_path: Path) -> None:
    for number in (0, 1, 2):
        Image.new("RGB", (40, 30), "orange").save(tmp_path / f"{number}.png")
    (tmp_path / "1.png").write_bytes(b"not a picture")
    catalog = target_catalog(tmp_path, list(target_files(tmp_path)), ())
    batch = load_batch(catalog, np.array([0, 1, 2]), side=32)
    assert batch.problems == {1: "it is not an image"}
    assert list(batch.pictures) == [0, 2]
    assert batch.pixels.shape == (3, 32, 32, 3)
    assert not batch.pixels[1].any()
    assert batch.pixels[0].any()

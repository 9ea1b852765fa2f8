"""The thumbnail cache: right or absent, whatever happens to its file, for many at once."""

import os
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.images.thumbnails import NAME, SIDE, Thumbnails, decode, encode


def catalog_of(total: int) -> Catalog:
    return Catalog(
        root=Path("/images"),
        paths=tuple(f"划痕/{row}.png" for row in range(total)),
        class_names=(),
        labels=np.full(total, UNKNOWN, np.int32),
        sizes=np.arange(total, dtype=np.int64),
        mtimes=np.arange(total, dtype=np.int64),
    )


def pixels_of(colour: tuple[int, int, int], side: int = 224) -> np.ndarray:
    return np.full((side, side, 3), colour, np.uint8)


@pytest.mark.parametrize(("side", "wanted"), [(224, SIDE), (SIDE, SIDE), (64, 64)])
def test_a_thumbnail_shows_what_the_model_saw(side: int, wanted: int) -> None:
    pixels = pixels_of((200, 40, 60), side)
    pixels[: side // 2] = (20, 220, 90)
    image = Image.open(BytesIO(encode(pixels)))
    shown = np.asarray(image).astype(int)
    assert image.format == "JPEG"
    assert shown.shape == (wanted, wanted, 3)
    np.testing.assert_allclose(shown[wanted // 4, wanted // 2], (20, 220, 90), atol=8)
    np.testing.assert_allclose(shown[3 * wanted // 4, wanted // 2], (200, 40, 60), atol=8)


def test_what_was_encoded_is_decoded_and_what_is_damaged_is_none() -> None:
    pixels = np.full((32, 32, 3), (200, 100, 50), np.uint8)
    jpeg = encode(pixels)
    found = decode(jpeg)
    assert found is not None
    assert found.shape == pixels.shape
    assert found.dtype == np.uint8
    assert np.abs(found.astype(int) - pixels).max() <= 4
    for damaged in (b"", jpeg[:40], jpeg[: len(jpeg) // 2], b"<svg/>"):
        assert decode(damaged) is None


def test_each_domain_and_row_has_its_own(tmp_path: Path) -> None:
    catalog = catalog_of(5)
    with Thumbnails(tmp_path) as kept:
        assert kept.missing("target", catalog, np.arange(5)).tolist() == [0, 1, 2, 3, 4]
        kept.save("target", catalog, {3: b"target 3", 0: b"target 0"})
        kept.save("source", catalog, {3: b"source 3"})
    with Thumbnails(tmp_path) as kept:
        assert kept.load("target", catalog, 3) == b"target 3"
        assert kept.load("source", catalog, 3) == b"source 3"
        assert kept.load("source", catalog, 0) is None
        assert kept.missing("target", catalog, np.arange(1, 5)).tolist() == [1, 2, 4]
        assert kept.missing("source", catalog, np.arange(0)).tolist() == []


@pytest.mark.parametrize("change", ["path", "size", "time"])
def test_another_file_in_the_row_shows_nothing(tmp_path: Path, change: str) -> None:
    catalog = catalog_of(2)
    changed = {
        "path": replace(catalog, paths=("other.png", catalog.paths[1])),
        "size": replace(catalog, sizes=catalog.sizes + np.array([1, 0])),
        "time": replace(catalog, mtimes=catalog.mtimes + np.array([1, 0])),
    }[change]
    with Thumbnails(tmp_path) as kept:
        kept.save("target", catalog, {0: b"old", 1: b"same"})
        assert kept.load("target", changed, 0) is None
        assert kept.load("target", changed, 1) == b"same"
        assert kept.missing("target", changed, np.arange(2)).tolist() == [0]
        kept.save("target", changed, {0: b"new"})
        assert kept.load("target", changed, 0) == b"new"
        assert kept.load("target", catalog, 0) is None
        assert kept.load("target", replace(changed, root=Path("/moved")), 0) == b"new"


@pytest.mark.parametrize("damage", ["no database", "cut off", "another table", "a folder", "nowhere", "no folder"])
def test_no_state_of_the_file_is_an_error(tmp_path: Path, damage: str) -> None:
    catalog, folder = catalog_of(300), tmp_path / "cache"
    folder.mkdir()
    file = folder / NAME
    if damage == "no database":
        file.write_bytes(b"no database" * 1000)
    elif damage == "cut off":
        with Thumbnails(folder) as kept:
            kept.save("target", catalog, {row: bytes(5000) for row in range(300)})
        file.write_bytes(file.read_bytes()[:9000])
    elif damage == "another table":
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE thumbnails (other)")
        connection.close()
    elif damage == "a folder":
        file.mkdir()
    elif damage == "nowhere":
        folder = folder / "absent"
    with Thumbnails(None if damage == "no folder" else folder) as kept:
        kept.save("target", catalog, {1: b"jpeg"})
        found = kept.load("target", catalog, 1)
        kept.missing("target", catalog, np.arange(300))
    assert found in ((b"jpeg",) if damage == "no database" else (b"jpeg", None))
    kept.close()
    assert kept.load("target", catalog, 1) is None


def test_where_nothing_can_be_kept_nothing_is_missing() -> None:
    with Thumbnails(None) as kept:
        assert kept.missing("target", catalog_of(3), np.arange(3)).tolist() == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be written")
def test_a_folder_that_may_not_be_written_is_no_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with Thumbnails(tmp_path) as kept:
        kept.save("target", catalog_of(3), {0: b"jpeg"})
        assert kept.load("target", catalog_of(3), 0) is None
    tmp_path.chmod(0o700)


WRITER = """
import sys
from pathlib import Path
from tests.unit.images.test_thumbnails import Thumbnails, catalog_of
catalog = catalog_of(400)
with Thumbnails(Path(sys.argv[1])) as kept:
    for start in range(int(sys.argv[2]), 400, 20):
        kept.save("target", catalog, {row: b"%d" % row * 1000 for row in range(start, start + 10)})
"""


@pytest.mark.slow
def test_two_processes_write_while_a_thread_reads(tmp_path: Path) -> None:
    catalog, ended = catalog_of(400), threading.Event()
    wrong: list[int] = []

    def read() -> None:
        with Thumbnails(tmp_path) as kept:
            while not ended.is_set():
                for row in range(400):
                    if (kept.load("target", catalog, row) or b"%d" % row * 1000) != b"%d" % row * 1000:
                        wrong.append(row)

    reader = threading.Thread(target=read)
    reader.start()
    root = Path(__file__).parents[3]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), start], cwd=root) for start in ("0", "10")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    ended.set()
    reader.join()
    with Thumbnails(tmp_path) as kept:
        assert kept.missing("target", catalog, np.arange(400)).tolist() == []
    assert wrong == []

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from dclgui.images.thumbnails import Thumbnails, encode
from dclgui.qt.parts import thumbnails
from dclgui.qt.parts.thumbnails import ThumbnailPool
from tests.unit.qt.pictures import draw_catalog


@pytest.fixture
def pool(qtbot: QtBot) -> Iterator[ThumbnailPool]:
    made = ThumbnailPool()
    yield made
    made.close()


def colour_of(picture: QPixmap | None) -> tuple[int, int, int]:
    assert picture is not None
    colour = picture.toImage().pixelColor(picture.width() // 2, picture.height() // 2)
    return colour.red(), colour.green(), colour.blue()


def test_a_picture_is_decoded_where_the_cache_has_none(qtbot: QtBot, pool: ThumbnailPool, tmp_path: Path) -> None:
    pool.open({"target": draw_catalog(tmp_path / "target", 3)}, tmp_path)
    assert pool.thumbnail("target", 2, 64) is None
    qtbot.waitUntil(lambda: pool.held("target", 2) is not None)
    picture = pool.thumbnail("target", 2, 64)
    assert picture is not None
    assert picture.width() == picture.height() == 64
    assert colour_of(picture) == (2, 100, 200)


def test_the_cache_is_preferred_and_a_large_tile_gets_the_file_itself(
    qtbot: QtBot, pool: ThumbnailPool, tmp_path: Path
) -> None:
    catalog = draw_catalog(tmp_path / "target", 2)
    with Thumbnails(tmp_path) as cache:
        green = encode(np.full((160, 160, 3), (0, 255, 0), np.uint8))
        cache.save("target", catalog, {0: green, 1: green})
    pool.open({"target": catalog}, tmp_path)
    pool.show("target", np.array([0]), 96)
    qtbot.waitUntil(lambda: pool.held("target", 0) is not None)
    red, green_part, blue = colour_of(pool.held("target", 0))
    assert green_part > 250
    assert max(red, blue) < 5
    pool.show("target", np.array([1]), 300)
    qtbot.waitUntil(lambda: (picture := pool.held("target", 1)) is not None and picture.width() == 300)
    assert colour_of(pool.held("target", 1)) == (1, 100, 200)


def test_both_domains_have_their_own(qtbot: QtBot, pool: ThumbnailPool, tmp_path: Path) -> None:
    source, target = draw_catalog(tmp_path / "source", 1), draw_catalog(tmp_path / "target", 8)
    pool.open({"source": source, "target": target}, tmp_path)
    pool.thumbnail("source", 0)
    pool.thumbnail("target", 7)
    qtbot.waitUntil(lambda: pool.held("source", 0) is not None and pool.held("target", 7) is not None)
    assert colour_of(pool.held("source", 0))[0] == 0
    assert colour_of(pool.held("target", 7))[0] == 7


def test_a_damaged_file_is_said_once_and_not_asked_again(qtbot: QtBot, pool: ThumbnailPool, tmp_path: Path) -> None:
    catalog = draw_catalog(tmp_path / "target", 2)
    catalog.file(0).write_bytes(b"no picture")
    pool.open({"target": catalog}, tmp_path)
    with qtbot.waitSignal(pool.ready) as said:
        pool.show("target", np.array([0]), 96)
    assert said.args == ["target", 0]
    with qtbot.waitSignal(pool.ready) as said:
        pool.show("target", np.array([0, 1]), 96)
    assert said.args == ["target", 1]
    assert pool.held("target", 0) is None


def test_what_scrolled_away_is_dropped(qtbot: QtBot, pool: ThumbnailPool, tmp_path: Path) -> None:
    pool.open({"target": draw_catalog(tmp_path / "target", 200)}, tmp_path)
    pool.show("target", np.arange(198), 96)
    pool.show("target", np.array([199]), 96)
    pool.thumbnail("target", 198)  # read after all that is visible
    qtbot.waitUntil(lambda: pool.held("target", 198) is not None and pool.held("target", 199) is not None)
    assert sum(pool.held("target", row) is not None for row in range(198)) < 100


def test_answers_of_an_older_catalog_are_dropped(qtbot: QtBot, pool: ThumbnailPool, tmp_path: Path) -> None:
    pool.open({"target": draw_catalog(tmp_path / "old", 60)}, tmp_path / "none")
    pool.show("target", np.arange(60), 96)
    (tmp_path / "new").mkdir()
    pool.open({"target": draw_catalog(tmp_path / "new", 1)}, tmp_path)
    pool.thumbnail("target", 0)
    qtbot.waitUntil(lambda: pool.held("target", 0) is not None)
    qtbot.wait(50)
    assert all(pool.held("target", row) is None for row in range(1, 60))


def test_memory_is_bounded(qtbot: QtBot, pool: ThumbnailPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "MEMORY", 5 * 4 * 64 * 64)
    pool.open({"target": draw_catalog(tmp_path / "target", 12)}, tmp_path)
    came: list[int] = []
    pool.ready.connect(lambda _, row: came.append(row))
    pool.show("target", np.arange(12), 64)
    qtbot.waitUntil(lambda: len(came) == 12)
    assert sum(pool.held("target", row) is not None for row in range(12)) == 5


def test_without_a_project_nothing_is_read(pool: ThumbnailPool) -> None:
    assert pool.thumbnail("target", 0) is None
    pool.show("target", np.array([0]))

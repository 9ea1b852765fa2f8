from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.qt.gallery.view import LARGEST, SMALLEST, Gallery
from dclgui.qt.parts.theme import ThemeName, apply_theme, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from tests.unit.qt.pictures import draw_catalog, table_of

IMAGES, PATIENCE = 50, 300_000
KEY = Qt.Key
NO_MODIFIERS = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pool(qtbot: QtBot) -> Iterator[ThumbnailPool]:
    made = ThumbnailPool()
    yield made
    made.close()


@pytest.fixture
def gallery(qtbot: QtBot, pool: ThumbnailPool) -> Gallery:
    made = Gallery(pool)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    # Back to front, so that no row is its own position.
    made.set_table(table_of(IMAGES), np.arange(IMAGES)[::-1])
    return made


def columns(gallery: Gallery) -> int:
    return gallery.model().columnCount()


def middle_of(gallery: Gallery, place: int) -> QPoint:
    index = gallery.model().index(place // columns(gallery), place % columns(gallery))
    return gallery.visualRect(index).center()


def click(gallery: Gallery, place: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, modifiers, middle_of(gallery, place))


def selected(gallery: Gallery) -> list[int]:
    return [int(row) for row in gallery.selected_rows()]


def test_the_first_tile_is_current_and_selected(gallery: Gallery) -> None:
    assert gallery.current_row == 49
    assert selected(gallery) == [49]


def test_arrows_walk_over_the_ends_of_lines(gallery: Gallery) -> None:
    for _ in range(columns(gallery)):
        QTest.keyClick(gallery, KEY.Key_Right)
    assert gallery.current_row == 49 - columns(gallery)
    QTest.keyClick(gallery, KEY.Key_Left)
    assert gallery.current_row == 50 - columns(gallery)
    QTest.keyClick(gallery, KEY.Key_Down)
    assert gallery.current_row == 50 - 2 * columns(gallery)
    QTest.keyClick(gallery, KEY.Key_Up)
    QTest.keyClick(gallery, KEY.Key_Up)
    assert gallery.current_row == 50 - columns(gallery)


def test_ends_and_pages(gallery: Gallery) -> None:
    QTest.keyClick(gallery, KEY.Key_End)
    assert gallery.current_row == 0
    QTest.keyClick(gallery, KEY.Key_PageDown)
    assert gallery.current_row == 0
    QTest.keyClick(gallery, KEY.Key_Home)
    assert gallery.current_row == 49
    QTest.keyClick(gallery, KEY.Key_PageDown)
    row = gallery.current_row
    assert row is not None
    assert row < 49
    assert (49 - row) % columns(gallery) == 0


def test_shift_extends_from_where_it_began(gallery: Gallery) -> None:
    QTest.keyClick(gallery, KEY.Key_Right)
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Left):
        QTest.keyClick(gallery, key, SHIFT)
    assert selected(gallery) == [47, 48]
    assert gallery.current_row == 47
    QTest.keyClick(gallery, KEY.Key_Home, SHIFT)
    assert selected(gallery) == [48, 49]


def test_the_mouse_selects_as_everywhere(gallery: Gallery) -> None:
    click(gallery, 1)
    assert selected(gallery) == [48]
    click(gallery, 3, CONTROL)
    assert selected(gallery) == [46, 48]
    click(gallery, 1, CONTROL)
    assert selected(gallery) == [46]
    assert gallery.current_row == 48
    click(gallery, 3, SHIFT)
    assert selected(gallery) == [46, 47, 48]


def drag(gallery: Gallery, start: int, end: int, modifiers: Qt.KeyboardModifier = NO_MODIFIERS) -> None:
    viewport, left = gallery.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, modifiers, middle_of(gallery, start))
    for place in (start, end):
        at = middle_of(gallery, place).toPointF()
        held = QMouseEvent(
            QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), Qt.MouseButton.NoButton, left, modifiers
        )
        QApplication.sendEvent(viewport, held)
    QTest.mouseRelease(viewport, left, modifiers, middle_of(gallery, end))


def test_a_drag_selects_what_its_rectangle_touches(gallery: Gallery) -> None:
    wide = columns(gallery)
    assert wide > 3
    drag(gallery, 1, wide + 2)
    assert selected(gallery) == sorted(49 - place for place in (1, 2, wide + 1, wide + 2))
    assert gallery.current_row == 48
    drag(gallery, 2 * wide, 2 * wide + 1, CONTROL)
    assert selected(gallery) == sorted(49 - place for place in (1, 2, wide + 1, wide + 2, 2 * wide, 2 * wide + 1))
    drag(gallery, wide + 2, 1)
    assert selected(gallery) == sorted(49 - place for place in (1, 2, wide + 1, wide + 2))
    assert gallery._band.isHidden()


def test_a_drag_goes_on_beyond_the_edge_of_the_view(gallery: Gallery, qtbot: QtBot) -> None:
    viewport, left = gallery.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, NO_MODIFIERS, middle_of(gallery, 0))
    below = QPoint(middle_of(gallery, 0).x(), viewport.height() + 200)
    at = below.toPointF()
    held = QMouseEvent(QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), Qt.MouseButton.NoButton, left, NO_MODIFIERS)
    QApplication.sendEvent(viewport, held)
    bar = gallery.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=PATIENCE)
    first_column = [49 - place for place in range(0, IMAGES, columns(gallery))]
    qtbot.waitUntil(lambda: selected(gallery) == sorted(first_column), timeout=PATIENCE)
    QTest.mouseRelease(viewport, left, NO_MODIFIERS, below)
    assert not gallery._band._scrolling.isActive()


def test_a_tile_is_toggled_without_a_mouse(gallery: Gallery) -> None:
    QTest.keyClick(gallery, KEY.Key_Right, CONTROL)
    assert selected(gallery) == [49]
    QTest.keyClick(gallery, KEY.Key_Right, CONTROL)
    QTest.keyClick(gallery, KEY.Key_Space, CONTROL)
    assert selected(gallery) == [47, 49]


def test_select_all_is_what_is_shown(gallery: Gallery, qtbot: QtBot) -> None:
    gallery.set_rows(np.array([3, 5, 8]))
    with qtbot.waitSignal(gallery.selection_changed) as said:
        QTest.keyClick(gallery, KEY.Key_A, CONTROL)
    assert said.args == [3]
    assert selected(gallery) == [3, 5, 8]
    gallery.clear_selection()
    assert selected(gallery) == []
    assert gallery.current_row == 3


def test_what_is_hidden_is_no_longer_selected(gallery: Gallery) -> None:
    gallery.select_all()
    gallery.set_rows(np.array([7, 49, 9]))
    assert selected(gallery) == [7, 9, 49]
    assert gallery.current_row == 49


def test_when_the_current_image_goes_the_first_is_current(gallery: Gallery, qtbot: QtBot) -> None:
    gallery.go_to(48)
    with qtbot.waitSignal(gallery.current_changed) as said:
        gallery.set_rows(np.array([10, 20, 30]))
    assert said.args == [10]
    assert selected(gallery) == [10]


def test_nothing_shown(gallery: Gallery, qtbot: QtBot) -> None:
    with qtbot.waitSignal(gallery.current_changed) as said:
        gallery.set_rows(np.empty(0, np.int64))
    assert said.args == [-1]
    assert gallery.current_row is None
    for key in (KEY.Key_Right, KEY.Key_End, KEY.Key_PageUp):
        QTest.keyClick(gallery, key)
    gallery.select_all()
    assert selected(gallery) == []
    gallery.set_rows(np.array([4]))
    assert gallery.current_row == 4


def test_go_to_brings_a_tile_into_view(gallery: Gallery) -> None:
    assert gallery.go_to(0)
    assert gallery.viewport().rect().contains(middle_of(gallery, 49))
    gallery.set_rows(np.array([1, 2]))
    assert not gallery.go_to(0)


def test_a_double_click_opens(gallery: Gallery, qtbot: QtBot) -> None:
    with qtbot.waitSignal(gallery.opened) as said:
        QTest.mouseDClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(gallery, 2))
    assert said.args == [47]


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_1, KEY.Key_X, KEY.Key_Space, KEY.Key_Escape, KEY.Key_F2])
def test_keys_of_deciding_are_left_to_the_window(gallery: Gallery, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "x")
    QApplication.sendEvent(gallery, event)
    assert not event.isAccepted()
    assert gallery.current_row == 49


def test_a_shortcut_of_the_window_works_from_the_gallery(qtbot: QtBot, pool: ThumbnailPool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    gallery = Gallery(pool)
    QVBoxLayout(window).addWidget(gallery)
    gallery.set_table(table_of(4), np.arange(4))
    pressed: list[str] = []
    for key in ("Return", "1", "Space"):
        QShortcut(key, window).activated.connect(lambda key=key: pressed.append(key))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    gallery.setFocus()
    for code in (KEY.Key_Return, KEY.Key_1, KEY.Key_Space):
        QTest.keyClick(gallery, code)
    assert pressed == ["Return", "1", "Space"]


def test_columns_follow_width_and_tile_size_and_the_current_tile_stays(gallery: Gallery) -> None:
    gallery.go_to(30)
    usual = columns(gallery)
    gallery.set_tile_size(SMALLEST)
    most = columns(gallery)
    assert most > usual
    gallery.set_tile_size(10)
    assert columns(gallery) == most
    gallery.set_tile_size(LARGEST)
    assert columns(gallery) == 2
    gallery.set_tile_size(1000)
    assert columns(gallery) == 2
    gallery.resize(300, 500)
    QApplication.processEvents()
    assert columns(gallery) == 1
    assert gallery.current_row == 30
    assert selected(gallery) == [30]


def test_a_current_tile_that_was_whole_stays_whole_and_one_out_of_view_calls_nobody_back(gallery: Gallery) -> None:
    line = gallery.rowHeight(0)
    gallery.resize(600, 3 * line)
    gallery.go_to(int(gallery.shown[2 * columns(gallery)]))
    whole = gallery.visualRect(gallery.currentIndex())
    assert gallery.viewport().rect().contains(whole)
    gallery.resize(600, 2 * line + line // 2)
    assert gallery.viewport().rect().contains(gallery.visualRect(gallery.currentIndex()))
    gallery.verticalScrollBar().setValue(gallery.verticalScrollBar().maximum())
    far = gallery.verticalScrollBar().value()
    gallery.resize(600, 2 * line)
    assert gallery.verticalScrollBar().value() >= far


def test_each_tile_can_be_heard(gallery: Gallery) -> None:
    gallery.set_rows(np.arange(4))
    model = gallery.model()
    spoken = [model.index(0, k).data(Qt.ItemDataRole.AccessibleTextRole) for k in range(4)]
    assert spoken[:3] == ["dent, low, distance 0.31", "scratch, moved, distance 0.50", "dent, high, distance 0.31"]
    assert spoken[3] == "00003.png, problem"
    assert gallery.accessibleName()


def test_a_tool_tip_shows_markup_as_it_is_written(gallery: Gallery) -> None:
    table = table_of(4)
    table.decide(np.array([0]), {0: Decision(0, Verdict.LABEL, 2)})
    gallery.set_table(table, np.arange(4))
    tips = [gallery.model().index(0, k).data(Qt.ItemDataRole.ToolTipRole) for k in range(2)]
    assert "a &amp; &lt;b&gt;, decided" in tips[0]
    assert "00001.png" in tips[1]
    assert "moved from dent, the classifier&#x27;s name, to scratch" in tips[1]


def test_a_decision_paints_its_tile_and_no_other(gallery: Gallery) -> None:
    table = table_of(IMAGES)
    gallery.set_table(table, np.arange(IMAGES))
    gallery.go_to(0)
    before = gallery.viewport().grab().toImage()
    table.decide(np.array([1]), {1: Decision(1, Verdict.NONE_OF_THESE)})
    gallery.rows_changed(np.array([1]))
    after = gallery.viewport().grab().toImage()
    cells = [gallery.visualRect(gallery.model().index(0, k)) for k in range(3)]
    assert [before.copy(cell) == after.copy(cell) for cell in cells] == [True, False, True]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_between_tiles_lies_the_page(gallery: Gallery, theme: ThemeName) -> None:
    apply_theme(theme)
    try:
        corner = gallery.grab().toImage().pixelColor(0, 0)
        assert corner.name() == tokens().background
    finally:
        apply_theme("light")


def test_pictures_of_visible_tiles_come(qtbot: QtBot, gallery: Gallery, pool: ThumbnailPool, tmp_path: Path) -> None:
    pool.open({"target": draw_catalog(tmp_path / "target", IMAGES)}, tmp_path)
    gallery.set_rows(np.arange(IMAGES))
    gallery.go_to(0)
    qtbot.waitUntil(lambda: pool.held("target", 0) is not None)
    assert pool.held("target", IMAGES - 1) is None
    gallery.go_to(IMAGES - 1)
    qtbot.waitUntil(lambda: pool.held("target", IMAGES - 1) is not None)
    picture = gallery.viewport().grab().toImage()
    middle = middle_of(gallery, IMAGES - 1)
    ratio = picture.devicePixelRatio()
    colour = picture.pixelColor(round(middle.x() * ratio), round((middle.y() - 20) * ratio))
    assert (colour.red(), colour.green(), colour.blue()) == (IMAGES - 1, 100, 200)

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dclgui.core.arrays import Floats
from dclgui.qt.review.map.canvas import MapCanvas
from dclgui.qt.review.map.drawing import Camera, anchors, drawn, fitted, nearest, within
from tests.unit.qt.pictures import table_of

LEFT = Qt.MouseButton.LeftButton


def points_of(images: int) -> Floats:
    """Even rows left, odd rows right, row 3 nowhere."""
    rows = np.arange(images)
    points = np.stack([np.where(rows % 2, 10.0, 0.0), rows.astype(float)], 1).astype(np.float32)
    points[3] = np.nan
    return points


@pytest.fixture
def canvas(qtbot: QtBot) -> MapCanvas:
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_points(table_of(40), points_of(40))
    made.light(np.arange(40))
    return made


def test_all_points_come_into_view() -> None:
    screen = fitted(points_of(40), 400, 300).to_screen(points_of(40), 400, 300)
    known = screen[np.isfinite(screen).all(1)]
    assert (known > 0).all()
    assert (known < [400, 300]).all()


def test_zooming_keeps_what_is_under_the_mouse() -> None:
    camera, size = Camera(3.0, 4.0, 20.0), (400, 300)
    point = np.array([[8.0, 6.0]], np.float32)
    before = camera.to_screen(point, *size)
    after = camera.zoomed(1.7, QPointF(*before[0].tolist()), size).to_screen(point, *size)
    np.testing.assert_allclose(before, after, atol=1e-3)


@pytest.mark.parametrize("count", [100, 5_000])
def test_points_are_drawn_where_they_are(count: int) -> None:
    screen = np.tile(np.array([[30.0, 20.0]], np.float32), (count, 1))
    screen[0] = np.nan
    colours = np.full(count, QColor("#cc3311").rgba(), np.uint32)
    image = drawn(screen, colours, (60, 40), 3.0)
    assert image.pixelColor(30, 20).name() == "#cc3311"
    assert image.pixelColor(10, 20).alpha() == 0


def test_a_line_around_points_takes_those_inside() -> None:
    path = QPainterPath()
    path.addRect(0, 0, 50, 100)
    screen = np.array([[10, 10], [49, 99], [60, 10], [np.nan, np.nan], [-5, 10]], np.float32)
    assert within(screen, path, (100, 100)).tolist() == [True, True, False, False, False]
    assert nearest(screen, QPointF(58, 12), 9) == 2
    assert nearest(screen, QPointF(80, 60), 9) == -1


def test_names_stand_above_their_points() -> None:
    points, labels = points_of(40), (np.arange(40) % 2).astype(np.int32)
    (first, second) = anchors(points, labels, 10)
    assert (first[0], first[1]) == (0, 0.0)
    assert (second[0], second[1]) == (1, 10.0)


def test_a_lasso_picks_and_a_click_points(canvas: MapCanvas, qtbot: QtBot) -> None:
    picked: list[list[int]] = []
    clicked: list[int] = []
    canvas.picked.connect(lambda rows: picked.append(rows.tolist()))
    canvas.clicked.connect(clicked.append)
    screen = canvas.on_screen()
    x, top, bottom = float(screen[0, 0]), float(screen[38, 1]), float(screen[0, 1])
    corners = [(x - 8, top - 8), (x + 8, top - 8), (x + 8, bottom + 8), (x - 8, bottom + 8)]
    ways = [QPoint(round(across), round(down)) for across, down in corners]
    QTest.mousePress(canvas, LEFT, pos=ways[0])
    for way in ways[1:]:
        QTest.mouseMove(canvas, way)
    QTest.mouseRelease(canvas, LEFT, pos=ways[-1])
    assert picked == [list(range(0, 40, 2))]
    QTest.mouseClick(canvas, LEFT, pos=QPoint(*np.rint(screen[7]).astype(int).tolist()))
    assert clicked == [7]


def test_keys_zoom_and_move_and_show_all_again(canvas: MapCanvas) -> None:
    before = canvas.on_screen()
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert not np.allclose(before[0], canvas.on_screen()[0])
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    np.testing.assert_allclose(before[0], canvas.on_screen()[0], atol=1e-3)

"""The virtual gallery: a grid of tiles of which only the visible ones are painted."""

from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from dclgui.core.arrays import Rows
from dclgui.qt.gallery.band import Band
from dclgui.qt.gallery.model import GridModel
from dclgui.qt.gallery.selection import Selection
from dclgui.qt.gallery.tiles import TileDelegate, cell_size, picture_side, pitch_for
from dclgui.qt.parts.theme import tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.review.table import ReviewTable

SMALLEST, USUAL, LARGEST = 96, 128, 256
"""Side of a thumbnail in pixels, about: columns are made a little wider or narrower to fill the width."""

_NO_MODIFIERS = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Gallery(QTableView):
    """Tiles of the target images in an order that changes only in ``set_rows``.

    ``current_changed``    catalog row of the current tile, -1 if nothing is shown
    ``selection_changed``  how many images are selected
    ``opened``             catalog row of a tile that was clicked twice
    """

    current_changed = Signal(int)
    selection_changed = Signal(int)
    opened = Signal(int)

    def __init__(self, thumbnails: ThumbnailPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = thumbnails
        self._selection = Selection()
        self._tile = USUAL
        self._columns = 1
        self._asked: tuple[int, int, int] | None = None
        self._grid = GridModel(self)
        self._tiles = TileDelegate(self._grid, lambda: self._selection, partial(thumbnails.held, "target"))
        self._become_a_grid()
        self._band, self._kept = Band(self), self._selection.mask
        self._band.drawn.connect(self._select_touched)
        self.setModel(self._grid)
        self.setItemDelegate(self._tiles)
        thumbnails.ready.connect(self._show_picture)
        self.retranslate()

    # What is shown

    def set_table(self, table: ReviewTable | None, rows: Rows) -> None:
        """Show ``rows`` [M] int64 of ``table``; the selection stays if the number of images is unchanged."""
        images = len(table) if table is not None else 0
        if len(self._selection.mask) != images:
            self._selection = Selection(images)
        self._grid.table = table
        self._asked = None
        self.set_rows(rows)

    def set_rows(self, rows: Rows) -> None:
        """Show ``rows`` [M] int64 in this order; rows that are hidden are deselected."""
        before = self.current_row
        self._band.end()
        self._selection.show(rows)
        self._lay_out()
        self.scroll_to_current()
        self._said(before)

    def rows_changed(self, rows: Rows) -> None:
        """Repaint the visible tiles among ``rows`` [n] int64."""
        first, last = self._visible()
        places = self._selection.places[rows]
        for place in places[(places >= first) & (places <= last)].tolist():
            self.viewport().update(self.visualRect(self._grid.at(place)))

    @property
    def shown(self) -> Rows:
        """[M] int64, the rows in the order shown."""
        return self._selection.rows

    def set_tile_size(self, pixels: int) -> None:
        """Show thumbnails with a side of about ``pixels``, limited to ``SMALLEST`` and ``LARGEST``."""
        self._tile = min(max(pixels, SMALLEST), LARGEST)
        self._fit_columns()

    # What is selected

    @property
    def current_row(self) -> int | None:
        """Catalog row of the current tile; ``None`` if nothing is shown."""
        return self._selection.current_row

    def selected_rows(self) -> Rows:
        """[n] int64, the selected rows, ascending."""
        return np.flatnonzero(self._selection.mask)

    @property
    def acted_on(self) -> Rows:
        """[n] int64, the rows that a command is for: the selected ones, else the current one, else none."""
        chosen, current = self.selected_rows(), self.current_row
        return chosen if len(chosen) or current is None else np.array([current], np.int64)

    def select_all(self) -> None:
        """Select every image shown; the current tile stays."""
        self._selection.everything()
        self._said(self.current_row)

    def select_first(self, count: int) -> None:
        """Select the first ``count`` images shown; the first one becomes current."""
        self._go(0, _NO_MODIFIERS)
        self._go(count - 1, _SHIFT)
        self._go(0, _CONTROL)

    def clear_selection(self) -> None:
        """Select nothing; the current tile stays."""
        self._selection.clear()
        self._said(self.current_row)

    def go_to(self, row: int) -> bool:
        """Select image ``row`` alone and bring it into view; False if it is not shown."""
        place = int(self._selection.places[row])
        if place < 0:
            return False
        self._go(place, _NO_MODIFIERS)
        return True

    def step(self, by: int) -> None:
        """Go to the image ``by`` tiles after the current one, at most to the first or the last; nothing without one."""
        here = np.flatnonzero(self.shown == self.current_row)
        if len(here):
            self.go_to(int(self.shown[min(max(int(here[0]) + by, 0), len(self.shown) - 1)]))

    def scroll_to_current(self) -> None:
        """Bring the current tile into view."""
        if self._selection.current >= 0:
            index = self._grid.at(self._selection.current)
            with QSignalBlocker(self.selectionModel()):
                self.setCurrentIndex(index)
            self.scrollTo(index)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move, extend, select; ignore every other key, so that the window gets it."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = self._place_for(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_A and modifiers == _CONTROL:
            self.select_all()
        elif event.key() == Qt.Key.Key_Space and modifiers == _CONTROL and self.current_row is not None:
            self._go(self._selection.current, _CONTROL, toggle=True)
        elif place is not None and modifiers in (_NO_MODIFIERS, _SHIFT, _CONTROL):
            self._go(place, modifiers)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select a tile; with Ctrl add or remove it, with Shift extend up to it. A drag selects all that it touches."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._kept = self._selection.mask & bool(event.modifiers() & _CONTROL)
            self._band.begin(event.position().toPoint())
        place = self._grid.place(self.indexAt(event.position().toPoint()))
        if place < 0:
            return
        kept = event.button() != Qt.MouseButton.LeftButton and self._selection.mask[self._selection.rows[place]]
        modifiers = event.modifiers() & (_SHIFT | _CONTROL)
        if kept:  # the context menu is for all that is selected
            self._go(place, _CONTROL)
        else:
            self._go(place, modifiers, toggle=modifiers == _CONTROL)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the rectangle of a drag; Qt would select cells."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._band.draw_to(event.position().toPoint())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End a drag; of a click the press did all."""
        self._band.end()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Emit ``opened``."""
        row = self._grid.row(self.indexAt(event.position().toPoint()))
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what is visible and request its thumbnails."""
        with self.thumbnails.resting():
            painter = QPainter(self.viewport())
            # Not the palette's colour, which the style sheet makes transparent.
            painter.fillRect(event.rect(), QColor(tokens().background))
            painter.end()
            super().paintEvent(event)
        first, last = self._visible()
        side = round(picture_side(self.horizontalHeader().defaultSectionSize()) * self.devicePixelRatioF())
        if (first, last, side) != self._asked:
            self._asked = first, last, side
            self.thumbnails.show("target", self._selection.rows[first : last + 1], side)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to the new width; a current tile that was whole stays so where a bar takes more room."""
        current = self._grid.at(self._selection.current) if self._selection.current >= 0 else QModelIndex()
        whole = QRect(QPoint(), event.oldSize()).contains(self.visualRect(current))
        super().resizeEvent(event)
        self._fit_columns()
        if whole and current.isValid():
            self.scroll_to_current()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow language and theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._tiles.restyle()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._tiles.restyle()
            self.viewport().update()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set the accessible name."""
        self.setAccessibleName(QCoreApplication.translate("Gallery", "Pictures"))

    # Inside

    def _become_a_grid(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width, so the columns, so the bar again.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # Without it Qt would paint every tile again at each step of scrolling instead of moving them.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setVisible(False)
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _fit_columns(self) -> None:
        """Fit columns and cells to the width; the tile that was first in view stays in view."""
        width = self.viewport().width()
        columns = max(1, round(width / pitch_for(self._tile)))
        pitch = width // columns
        cell = cell_size(pitch)
        if columns == self._columns and pitch == self.horizontalHeader().defaultSectionSize():
            return
        first, _ = self._visible()
        self._columns = columns
        self.horizontalHeader().setDefaultSectionSize(pitch)
        self.verticalHeader().setDefaultSectionSize(cell.height())
        self._lay_out()
        self.verticalScrollBar().setSingleStep(cell.height() // 3)  # a notch of the wheel is three steps: a line
        self.verticalScrollBar().setValue(first // columns * cell.height())

    def _lay_out(self) -> None:
        self._asked = None
        self._grid.lay_out(self._grid.table, self._selection.rows, self._columns)

    def _visible(self) -> tuple[int, int]:
        """First and last position that is visible at least in part; last < first if there is none."""
        height = max(1, self.verticalHeader().defaultSectionSize())
        top = self.verticalScrollBar().value()
        first = top // height * self._columns
        last = ((top + self.viewport().height() - 1) // height + 1) * self._columns - 1
        return first, min(last, len(self._selection.rows) - 1)

    def _select_touched(self, area: QRect) -> None:
        """Select the tiles that ``area`` touches, in pixels from the first tile's corner, and what was kept by Ctrl."""
        width, height = (head.defaultSectionSize() for head in (self.horizontalHeader(), self.verticalHeader()))
        columns = np.arange(max(0, area.left() // width), min(area.right() // width + 1, self._columns))
        lines = np.arange(max(0, area.top() // height), area.bottom() // height + 1)
        places = (lines[:, None] * self._columns + columns).ravel()
        self._selection.cover(places[places < len(self._selection.rows)], self._kept)
        self._said(self.current_row)

    def _show_picture(self, domain: str, row: int) -> None:
        if domain == "target" and row < len(self._selection.places):
            self.rows_changed(np.array([row], np.int64))

    def _place_for(self, key: Qt.Key) -> int | None:
        """Position to which ``key`` leads from the current tile; ``None`` for a key that does not move."""
        current, columns, last = self._selection.current, self._columns, len(self._selection.rows) - 1
        page = max(1, self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize())) * columns
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -current,
            Qt.Key.Key_End: last - current,
        }
        if key not in steps or last < 0:
            return None
        place = current + steps[key]
        if key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) and place < 0:
            return current % columns
        if key == Qt.Key.Key_Down and place > last and current // columns == last // columns:
            return current
        return min(max(place, 0), last)

    def _go(self, place: int, modifiers: Qt.KeyboardModifier, *, toggle: bool = False) -> None:
        """Make ``place`` current and select as the modifiers say."""
        before = self.current_row
        if toggle:
            self._selection.toggle(place)
        elif modifiers & _SHIFT:
            self._selection.extend(place)
        elif modifiers & _CONTROL:
            self._selection.move(place)
        else:
            self._selection.only(place)
        self.scroll_to_current()
        self._said(before)

    def _said(self, before: int | None) -> None:
        """Repaint and emit signals after a change of the selection; ``before`` is the row that was current."""
        self.viewport().update()
        current = self.current_row
        if current != before:
            self.current_changed.emit(-1 if current is None else current)
        self.selection_changed.emit(self._selection.count)

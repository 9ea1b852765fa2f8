"""Confusion matrix of classifier labels against labels by prototype."""

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dclgui.core.arrays import Longs
from dclgui.core.catalog import UNKNOWN
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, font, tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import filled, number, tooltip
from dclgui.review.table import ReviewTable, State

_CELL, _LINE, _NAMES = 52, 34, 120
_WIDEST = 110
Index = QModelIndex | QPersistentModelIndex


def confusion_of(table: ReviewTable) -> tuple[Longs, Longs]:
    """[C] int64, the classes that occur, ascending, and [C, C] int64: counts by classifier (rows) and prototype."""
    judged = (table.classifier_label != UNKNOWN) & (table.machine_label != UNKNOWN)
    classes = len(table.class_names)
    pairs = table.classifier_label[judged].astype(np.int64) * classes + table.machine_label[judged]
    whole = np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)
    present = np.flatnonzero(whole.any(0) | whole.any(1))
    return present, whole[np.ix_(present, present)]


class ConfusionModel(QAbstractTableModel):
    """The counts as a Qt table model."""

    def __init__(self) -> None:
        super().__init__()
        self.present: Longs = np.empty(0, np.int64)
        self.counts: Longs = np.empty((0, 0), np.int64)
        self._names: tuple[str, ...] = ()

    def show_table(self, table: ReviewTable) -> None:
        """Take the counts from ``table``."""
        self.beginResetModel()
        self.present, self.counts = confusion_of(table)
        self._names = table.class_names
        self.endResetModel()

    def name(self, place: int) -> str:
        """Name of the class in row or column ``place``."""
        return self._names[int(self.present[place])]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Classes, in rows and in columns."""
        return 0 if parent.isValid() else len(self.present)

    columnCount = rowCount  # noqa: N815 - Qt's name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The count; as tooltip and accessible text also its two classes."""
        count = int(self.counts[index.row(), index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            return number(count) if count else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            names = self.name(index.row()), self.name(index.column())
            words = filled(self.tr("Classifier %1, name %2: %3"), *names, number(count))
            return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Class names."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.name(section))
        return self.name(section) if role == Qt.ItemDataRole.DisplayRole else None


class _Cells(QStyledItemDelegate):
    """Shades a cell by its share of the row: agreement in the accent colour, others in the colour of moved images."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, ConfusionModel)
        colours = tokens()
        count = int(model.counts[index.row(), index.column()])
        whole = int(model.counts[index.row()].sum())
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        agreed = index.row() == index.column()
        shade = QColor(colours.accent if agreed else STATE_COLOURS[State.MOVED])
        strongest = 0.22 if agreed else 0.6
        shade.setAlphaF(0.0 if not count else 0.1 + strongest * count / whole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(area, 5, 5)
        painter.setBrush(shade)
        painter.drawRoundedRect(area, 5, 5)
        view = self.parent()
        if isinstance(view, QTableView) and view.currentIndex() == index and view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(font(13, bold=count > 0 and not agreed))
        painter.setPen(QColor(colours.ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, number(count) if count else "")
        painter.restore()


class _Grid(QTableView):
    """A table view in which Enter does what a click does."""

    entered_cell = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Cells(self))
        self.horizontalHeader().setFixedHeight(32)
        self.verticalHeader().setFixedWidth(_NAMES)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultSectionSize(_LINE)
        self.setCornerButtonEnabled(False)
        self.clicked.connect(self.entered_cell)

    def fit(self) -> None:
        """Make the cells as wide as fits, within limits; more columns scroll."""
        columns = self.model().columnCount() if self.model() is not None else 0
        room = self.width() - _NAMES - 16
        self.horizontalHeader().setDefaultSectionSize(min(_WIDEST, max(_CELL, room // max(1, columns))))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered_cell.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(400, 300)


class Confusion(Panel):
    """``cell_chosen`` has (classifier label, label by prototype) of a cell with images."""

    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self.setParent(parent)
        self._words, self._axes = label(wrap=True), label("small", wrap=True)
        self.model, self.grid = ConfusionModel(), _Grid()
        self.grid.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._words)
        layout.addWidget(self._axes)
        layout.addSpacing(GRID)
        layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self.grid.entered_cell.connect(self._choose)
        self.refresh()

    def show_table(self, table: ReviewTable) -> None:
        """Count the images of ``table``."""
        self.model.show_table(table)
        self.grid.fit()
        if len(self.model.present):
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        agreed = int(np.trace(self.model.counts))
        moved = int(self.model.counts.sum()) - agreed
        words = self.tr("The classifier agrees on %1 pictures; %2 were moved. Choose a cell to see its own.")
        self._words.setText(filled(words, number(agreed), number(moved)))
        self._axes.setText(self.tr("Lines: the classifier's name. Columns: the program's name in the end."))
        self.grid.setAccessibleName(self.tr("Confusion of the classifier's names and the names in the end"))

    def restyle(self) -> None:
        """Headers in the background colour of the page."""
        colours = tokens()
        self.grid.setStyleSheet(
            f"QHeaderView, QTableView {{ background: {colours.background}; }}"
            f"QHeaderView::section {{ background: {colours.background}; border: none; color: {colours.muted};"
            f" padding: 2px; font-size: 12px; }}"
            f"QHeaderView::section:vertical {{ padding-right: 8px; }}"
            f"QTableCornerButton::section {{ background: {colours.background}; border: none; }}"
        )

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and self.model.counts[index.row(), index.column()]:
            self.cell_chosen.emit(int(self.model.present[index.row()]), int(self.model.present[index.column()]))

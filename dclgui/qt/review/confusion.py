"""Confusion matrices: a person's names against the machine's, and the classifier's against those in the end."""

from functools import partial

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dclgui.core.arrays import Ints
from dclgui.core.catalog import UNKNOWN
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, font, tokens
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled, number, tooltip
from dclgui.review.confusion import Confusion as Counted
from dclgui.review.confusion import confusion_of
from dclgui.review.shown import Filter
from dclgui.review.table import ReviewTable, State

_CELL, _LINE, _NAMES = 52, 34, 120
_WIDEST = 110
_NOBODY = np.empty(0, np.int32)
Index = QModelIndex | QPersistentModelIndex
_NOBODY = np.empty(0, np.int32)


class ConfusionModel(QAbstractTableModel):
    """The counts as a Qt table model."""

    def __init__(self) -> None:
        super().__init__()
        self.found = confusion_of(_NOBODY, _NOBODY, classes=0)
        self._names: tuple[str, ...] = ()
        self._cell = ""

    def show_counts(self, found: Counted, names: tuple[str, ...], *, cell: str) -> None:
        """Show ``found`` of classes ``names``; ``cell``: words of one, with places for both names and the count."""
        self.beginResetModel()
        self.found, self._names, self._cell = found, names, cell
        self.endResetModel()

    def agrees(self, index: Index) -> bool:
        """Whether both names of the cell are the same."""
        return bool(self.found.lines[index.row()] == self.found.columns[index.column()])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Names in lines."""
        return 0 if parent.isValid() else len(self.found.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Names in columns."""
        return 0 if parent.isValid() else len(self.found.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The count; as tooltip and accessible text also its two names."""
        count = int(self.found.counts[index.row(), index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            return number(count) if count else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            sides = (Qt.Orientation.Vertical, index.row()), (Qt.Orientation.Horizontal, index.column())
            words = filled(self._cell, *(self._name(*side) for side in sides), number(count))
            return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Class names."""
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._name(orientation, section))
        return self._name(orientation, section) if role == Qt.ItemDataRole.DisplayRole else None

    def _name(self, orientation: Qt.Orientation, section: int) -> str:
        places = self.found.lines if orientation is Qt.Orientation.Vertical else self.found.columns
        return self._names[int(places[section])]


class _Cells(QStyledItemDelegate):
    """Shades a cell by its share of the row: agreement in the accent colour, others in the colour of moved images."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, ConfusionModel)
        colours = tokens()
        count = int(model.found.counts[index.row(), index.column()])
        whole = int(model.found.counts[index.row()].sum())
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        agreed = model.agrees(index)
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
            header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
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
    """A person's names against the machine's once there are any, else, or by choice, how the classifier's changed.

    ``cell_chosen``   the ``Filter`` that shows the images of a cell
    ``audit_wanted``  all images of the chosen cell are an audit's, which shows them itself
    """

    cell_chosen = Signal(object)
    audit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self.setParent(parent)
        self._words, self._axes = label(wrap=True), label("small", wrap=True)
        self.by_person, self.by_classifier = button("chip"), button("chip")
        self.model, self.grid = ConfusionModel(), _Grid()
        self.grid.setModel(self.model)
        self._table = ReviewTable((), (), None, np.empty(0, np.int64))
        self._said: Ints = _NOBODY
        self._wanted: bool | None = None
        self._build()
        self.grid.entered_cell.connect(self._choose)
        self.by_person.clicked.connect(partial(self._want, True))
        self.by_classifier.clicked.connect(partial(self._want, False))
        self.refresh()

    def show_table(self, table: ReviewTable, said: Ints) -> None:
        """Count the images of ``table``; ``said`` [N] int32 is what a person called them (``named_by_person``)."""
        self._table, self._said = table, said
        self._count()

    @property
    def of_person(self) -> bool:
        """Whether a person's names are compared."""
        return self._named if self._wanted is None else self._wanted and self._named

    @property
    def _named(self) -> bool:
        return bool((self._said != UNKNOWN).any())

    def retranslate(self) -> None:
        """All words, and the counts, whose words have them."""
        self.by_person.setText(self.tr("Your names and the program's"))
        self.by_person.setToolTip(self.tr("Where you named a picture otherwise than the program, in Review or Audit"))
        self.by_classifier.setText(self.tr("The classifier's and the final names"))
        self.by_classifier.setToolTip(self.tr("Where the classifier's name is not the one in the end"))
        self._count()

    def _count(self) -> None:
        person, table = self.of_person, self._table
        first = self._said if person else table.classifier_label
        found = confusion_of(first, table.machine_label, classes=len(table.class_names))
        cell = self.tr("You said %1, the program %2: %3") if person else self.tr("Classifier %1, name %2: %3")
        self.model.show_counts(found, (*table.class_names, self.tr("none of these")), cell=cell)
        self.grid.fit()
        if found.counts.size:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.by_person.setEnabled(self._named)
        self.by_person.setChecked(person)
        self.by_classifier.setChecked(not person)
        self._say(found, person=person)

    def _say(self, found: Counted, *, person: bool) -> None:
        words = self.tr("The classifier agrees on %1 pictures; %2 were moved. Choose a cell to see its own.")
        axes = self.tr("Lines: the classifier's name. Columns: the program's name in the end.")
        whose = self.tr("Confusion of the classifier's names and the names in the end")
        if person:
            words = self.tr(
                "The program's name was yours for %1 pictures, another for %2. Choose a cell to see its own."
            )
            axes = self.tr("Lines: your name. Columns: the program's, before it learnt yours.")
            whose = self.tr("Confusion of your names and the program's")
        self._words.setText(filled(words, number(found.agreed), number(found.differing)))
        self._axes.setText(axes)
        self.grid.setAccessibleName(whose)

    def _build(self) -> None:
        layout, choices = QVBoxLayout(self), QHBoxLayout()
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        choices.setSpacing(GRID)
        for choice in (self.by_person, self.by_classifier):
            choice.setCheckable(True)
            choices.addWidget(choice)
        choices.addStretch()
        layout.addLayout(choices)
        layout.addSpacing(4)
        layout.addWidget(self._words)
        layout.addWidget(self._axes)
        layout.addSpacing(GRID)
        layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)

    def _want(self, person: bool) -> None:
        self._wanted = person
        self._count()
        self.grid.setFocus()

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
        found = self.model.found
        if not index.isValid() or not found.counts[index.row(), index.column()]:
            return
        rows = found.rows(index.row(), index.column())
        to_see = rows[~self._table.in_audit[rows]]
        if not len(to_see):
            self.audit_wanted.emit()
        elif self.of_person:
            self.cell_chosen.emit(Filter(rows=to_see))
        else:
            self.cell_chosen.emit(Filter(cell=(int(found.lines[index.row()]), int(found.columns[index.column()]))))

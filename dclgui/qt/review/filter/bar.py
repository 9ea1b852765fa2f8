"""The bar that filters and sorts the gallery."""

from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QSlider, QToolButton, QVBoxLayout, QWidget

from dclgui.core.arrays import Rows
from dclgui.qt.gallery.view import LARGEST, SMALLEST
from dclgui.qt.parts.flow import FlowLayout
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button
from dclgui.qt.parts.words import number, tooltip
from dclgui.qt.review.filter.chips import HEIGHT, Conditions, CountChip, StateChip
from dclgui.qt.review.filter.columns import BIGGEST_FIRST, SORTS, RangePopup, column_meaning, column_name
from dclgui.qt.session.session import Session
from dclgui.review.named_view import NamedView
from dclgui.review.shown import Filter, Mark, counts, fitting, mark_counts, queued_first, shown_rows
from dclgui.review.table import Column, ReviewTable, State

CHIPS = (
    *(State.LOW, State.MOVED, State.HIGH, State.PROBLEM),
    *(State.DECIDED, State.UNSURE, State.NONE_OF_THESE),
)
_RARE = (State.PROBLEM, State.UNSURE, State.NONE_OF_THESE)
"""Their chips show only where there are such pictures, since most projects have none."""
_STEP = 16
"""Pixels by which a key changes the tile size."""
_WHERE_ANY = (Mark.UNLIKE, Mark.AGAIN, Mark.ASK)
"""Marks whose chip shows only while an image has them, whatever else the filter asks: nothing moves by a filter."""
_TYPING = 200
"""Milliseconds without a key after which typing counts as finished."""


class FilterBar(Panel):
    """``changed``: filter or order have changed; ``tile_changed`` has the tile size in pixels.

    ``left``: Escape was pressed in the line to find, which is empty now.
    """

    changed = Signal()
    left = Signal()
    tile_changed = Signal(int)

    def __init__(self, tile: int) -> None:
        super().__init__()
        self.setObjectName("filter")
        self._filter = Filter()
        self._table: ReviewTable | None = None
        self.descending = True
        self.chips = {state: StateChip(state) for state in CHIPS}
        self.marks = {mark: CountChip(f"mark {mark}") for mark in Mark}
        self.classes, self.sorts, self.search = QComboBox(), QComboBox(), QLineEdit()
        self.direction, self.ranges = QToolButton(), button()
        self.tile = QSlider(Qt.Orientation.Horizontal)
        self.tile.setRange(SMALLEST, LARGEST)
        self.tile.setValue(tile)
        self.conditions = Conditions()
        self._popup = RangePopup(self.ranges)
        self._rest = QTimer(self, singleShot=True, interval=_TYPING)
        self._flow = FlowLayout()
        self._lay_out()
        self._wire()
        self.refresh()

    @property
    def shown(self) -> Filter:
        """The filter that the user chose."""
        return self._filter

    @property
    def sort(self) -> Column:
        """The column that orders the images."""
        return SORTS[max(0, self.sorts.currentIndex())]

    def show_table(self, table: ReviewTable) -> None:
        """Offer the classes of ``table``; the filter is kept as far as it fits, and so is a class of another name."""
        known = self._table is not None and self._table.class_names == table.class_names
        self._table = table
        if not known:
            self.classes.blockSignals(True)
            self.classes.clear()
            self.classes.addItems([""] * (len(table.class_names) + 1))
            for place, name in enumerate(table.class_names, 1):
                if not name:  # it was merged or withdrawn
                    self._leave_out(place)
            self.classes.blockSignals(False)
        self._filter = fitting(self._filter, table)
        self._show_filter()

    def show_counts(self, states: dict[State, int], marks: dict[Mark, int]) -> None:
        """Show how many images each chip of a state would add, and each of a mark would leave."""
        for state, chip in self.chips.items():
            chip.show_count(states.get(state, 0))
        for mark, marked in self.marks.items():
            marked.show_count(marks.get(mark, 0))
        self._show_rare_chips()
        self._name_classes()

    def resize_tiles(self, steps: int) -> None:
        """Make the tiles larger or smaller."""
        self.tile.setValue(self.tile.value() + steps * _STEP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Escape in the line to find empties it and gives the keyboard back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.search.clear()
            self._take_text()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def begin_to_find(self) -> None:
        """Let the user type a text to find."""
        self.search.setFocus()
        self.search.selectAll()

    def set_filter(self, shown: Filter) -> None:
        """Set the filter to ``shown``."""
        self._filter = shown
        self._show_filter()
        self.changed.emit()

    def show_view(self, view: NamedView) -> None:
        """Take filter and order of ``view``."""
        self.sorts.blockSignals(True)
        self.sorts.setCurrentIndex(SORTS.index(view.sort))
        self.sorts.blockSignals(False)
        self.descending = view.descending
        self._show_direction()
        self.set_filter(view.shown)

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` at the end of the bar, before the size of the pictures."""
        self._flow.removeWidget(self.tile)
        for one in (widget, self.tile):
            self._flow.addWidget(one)

    def clear(self) -> None:
        """Remove every condition."""
        self.set_filter(Filter())

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("Filter"))
        states = {
            State.LOW: (self.tr("Low"), self.tr("Low confidence: high entropy")),
            State.MOVED: (self.tr("Moved"), self.tr("The name is another one than that of the new model's classifier")),
            State.HIGH: (self.tr("High"), self.tr("High confidence: among the lowest entropies of its class")),
            State.PROBLEM: (self.tr("Problem"), self.tr("Can't be read, or set aside on the page Check")),
            State.DECIDED: (self.tr("Decided"), self.tr("Named by a person; no round changes it")),
            State.UNSURE: (self.tr("Can't tell"), self.tr("You could not tell; the machine's name stays")),
            State.NONE_OF_THESE: (self.tr("None of these"), self.tr("Of no class of the old camera, you said")),
        }
        for state, (words, tip) in states.items():
            self.chips[state].say(words, tip)
        self.marks[Mark.DOUBTFUL].say(
            self.tr("Worth a look"),
            self.tr("What answers don't show to be sure; before there are enough answers, all but high confidence"),
        )
        self.marks[Mark.UNLIKE].say(
            self.tr("Unlike all"),
            self.tr("Unlike everything the old camera showed: look here first for a new class"),
        )
        self.marks[Mark.AGAIN].say(
            self.tr("Look again"),
            self.tr("Your answers that everything known before spoke against; a slip is often among them"),
        )
        self.marks[Mark.ASK].say(self.tr("To ask"), self.tr("Pictures that you flagged with a question (Q)"))
        for place, column in enumerate(SORTS):
            self.sorts.setItemText(place, column_name(column))
            self.sorts.setItemData(place, tooltip(column_meaning(column)), Qt.ItemDataRole.ToolTipRole)
        named = (
            (self.classes, self.tr("Class"), self.tr("Show only one class")),
            (self.sorts, self.tr("Order"), self.tr("What comes first")),
            (self.search, self.tr("Find"), self.tr("Part of a file's or a class's name (Ctrl+F)")),
            (self.ranges, self.tr("Range of a figure"), self.tr("Show only pictures with a figure from … to …")),
            (self.tile, self.tr("Size of the pictures"), self.tr("Size of the pictures (Ctrl++, Ctrl+-)")),
        )
        for widget, name, tip in named:
            widget.setAccessibleName(name)
            widget.setToolTip(tooltip(tip))
        self.search.setPlaceholderText(self.tr("Find in names"))
        self.ranges.setText(self.tr("Range…"))
        self._name_classes()
        self._show_direction()

    def _lay_out(self) -> None:
        flow = self._flow
        flow.setSpacing(GRID)
        for chip in (self.marks[Mark.DOUBTFUL], *self.chips.values(), *(self.marks[mark] for mark in _WHERE_ANY)):
            flow.addWidget(chip)
        flow.begin_second_row()
        self.tile.setFixedSize(96, HEIGHT)
        self.sorts.addItems([""] * len(SORTS))
        self.classes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.classes.setMinimumContentsLength(10)
        self.sorts.setMinimumWidth(132)
        self.direction.setFixedSize(34, 32)
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(128)
        for widget in (self.classes, self.sorts, self.direction, self.search, self.ranges, self.tile):
            flow.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(flow)
        layout.addWidget(self.conditions)

    def _wire(self) -> None:
        for chip in self.chips.values():
            chip.clicked.connect(self._take_states)
        for mark, marked in self.marks.items():
            marked.clicked.connect(partial(self._take_mark, mark))
        self.classes.currentIndexChanged.connect(self._take_class)
        self.sorts.currentIndexChanged.connect(self._take_sort)
        self.direction.clicked.connect(self._turn)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._wait_for_rest)
        self.search.returnPressed.connect(self._take_text)
        self._rest.timeout.connect(self._take_text)
        self.ranges.clicked.connect(self._ask_range)
        self._popup.chosen.connect(self._take_range)
        self.tile.valueChanged.connect(self.tile_changed)
        self.conditions.kept.connect(self.set_filter)
        self.conditions.cleared.connect(self.clear)

    def _show_filter(self) -> None:
        """Make the controls show the filter, without a signal."""
        shown = self._filter
        for state, chip in self.chips.items():
            chip.setChecked(state in shown.states)
        for mark, marked in self.marks.items():
            marked.setChecked(mark in shown.marks)
        for widget in (self.classes, self.search):
            widget.blockSignals(True)
        self.classes.setCurrentIndex(0 if shown.label is None else shown.label + 1)
        if self.search.text().strip() != shown.text:
            self.search.setText(shown.text)
        for widget in (self.classes, self.search):
            widget.blockSignals(False)
        self.sorts.setEnabled(shown.like is None)  # pictures like one are in the order of likeness
        self.direction.setEnabled(shown.like is None)
        self.conditions.show_filter(shown, self._table.class_names if self._table is not None else ())

    def _name_classes(self) -> None:
        if self._table is None:
            return
        labels = self._table.label
        found = np.bincount(labels[labels >= 0], minlength=len(self._table.class_names))
        self.classes.setItemText(0, self.tr("All classes"))
        for place, name in enumerate(self._table.class_names):
            self.classes.setItemText(place + 1, f"{name}   {number(int(found[place]))}")

    def _leave_out(self, place: int) -> None:
        """Offer item ``place`` of the classes neither to the mouse nor to the keys."""
        view, model = self.classes.view(), self.classes.model()
        if isinstance(view, QListView) and isinstance(model, QStandardItemModel):
            view.setRowHidden(place, True)
            model.item(place).setEnabled(False)

    def _show_rare_chips(self) -> None:
        if self._table is None:
            return
        states, marks = counts(self._table, Filter()), mark_counts(self._table, Filter())
        for state in _RARE:
            self.chips[state].setVisible(bool(states[state]) or self.chips[state].isChecked())
        for mark in _WHERE_ANY:
            self.marks[mark].setVisible(bool(marks[mark]) or self.marks[mark].isChecked())

    def _show_direction(self) -> None:
        self.direction.setText("↓" if self.descending else "↑")
        words = self.tr("Largest first") if self.descending else self.tr("Smallest first")
        if self.sort == "path":
            words = self.tr("Z to A") if self.descending else self.tr("A to Z")
        self.direction.setToolTip(tooltip(words))
        self.direction.setAccessibleName(words)

    def _take_states(self) -> None:
        states = frozenset(state for state, chip in self.chips.items() if chip.isChecked())
        self.set_filter(replace(self._filter, states=states))

    def _take_mark(self, mark: Mark) -> None:
        """Take ``mark`` for the one that was chosen, if any: what is worth a look is never to be looked at again."""
        chosen = frozenset({mark}) if self.marks[mark].isChecked() else frozenset[Mark]()
        self.set_filter(replace(self._filter, marks=chosen))

    def _take_class(self, place: int) -> None:
        self.set_filter(replace(self._filter, label=place - 1 if place > 0 else None))

    def _wait_for_rest(self) -> None:
        self._rest.start()

    def _take_text(self) -> None:
        self._rest.stop()
        text = self.search.text().strip()
        if text != self._filter.text:
            self.set_filter(replace(self._filter, text=text))

    def _take_sort(self) -> None:
        self.descending = self.sort in BIGGEST_FIRST
        self._show_direction()
        self.changed.emit()

    def _turn(self) -> None:
        self.descending = not self.descending
        self._show_direction()
        self.changed.emit()

    def _ask_range(self) -> None:
        if self._table is not None:
            self._popup.ask(self._table)

    def _take_range(self, column: Column, low: float, high: float) -> None:
        others = tuple(condition for condition in self._filter.ranges if condition[0] != column)
        self.set_filter(replace(self._filter, ranges=(*others, (column, low, high))))


def rows_of(bar: FilterBar, session: Session) -> Rows:
    """[M] int64, the rows that pass the filter in the order of ``bar``; by doubt the queue's comes first."""
    table = session.table
    rows = shown_rows(table, bar.shown, bar.sort, descending=bar.descending)
    if bar.shown.like is None and bar.sort == "doubt" and bar.descending and session.shown_round is not None:
        return queued_first(rows, session.queue.order(), len(table))
    return rows

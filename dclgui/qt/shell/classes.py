"""The classes of the project: added, renamed, merged, withdrawn; each change is one step that undo takes back."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dclgui.core.decisions import Verdict
from dclgui.core.errors import UserError
from dclgui.qt.parts.panel import Dialog
from dclgui.qt.parts.sentences import in_full
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, tokens
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import counted, filled, number, tooltip
from dclgui.qt.session.session import Session
from dclgui.review.table import State

_WIDTH, _HEIGHT = 560, 460
_LONGEST = 80
_ALIGNED = tuple(
    side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
"""Of names and of numbers."""


class ClassesDialog(Dialog):
    """Lists the classes with how many pictures have each name; a row below asks for what a change needs."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self._work: Callable[[], object] | None = None
        self.table, self.name, self.other = QTableWidget(0, 3), QLineEdit(), QComboBox()
        self._head, self._hint = label("strong", wrap=True), label("muted", wrap=True)
        self.asked, self.trouble = label("body", wrap=True), label("body", wrap=True)
        self.add, self.rename, self.merge, self.withdraw = (button() for _ in range(4))
        self.do, self.leave, self.close_button = button("primary"), button(), button()
        self._build()
        self._wire()
        self.refresh()
        self._show_classes()
        self._end()

    @property
    def chosen(self) -> int | None:
        """The number of the class of the current line."""
        item = self.table.item(self.table.currentRow(), 0)
        return None if item is None else int(item.data(Qt.ItemDataRole.UserRole))

    def retranslate(self) -> None:
        """Set all texts."""
        self.setWindowTitle(self.tr("Classes"))
        self._head.setText(self.tr("The classes that a picture can have"))
        self._hint.setText(self.tr("Ctrl+Z takes every change back. No picture is lost."))
        heads = (self.tr("Class"), self.tr("Named by you"), self.tr("All pictures"))
        for column, words in enumerate(heads):
            head = QTableWidgetItem(words)
            head.setTextAlignment(_ALIGNED[bool(column)])
            self.table.setHorizontalHeaderItem(column, head)
        self.table.setAccessibleName(self.tr("Classes"))
        self.add.setText(self.tr("Add…"))
        self.rename.setText(self.tr("Rename…"))
        self.merge.setText(self.tr("Merge into…"))
        self.withdraw.setText(self.tr("Withdraw…"))
        self.leave.setText(self.tr("Cancel"))
        self.close_button.setText(self.tr("Close"))
        self.name.setPlaceholderText(self.tr("Name of the class"))
        self.name.setAccessibleName(self.tr("Name of the class"))
        self.other.setAccessibleName(self.tr("The class that it becomes a part of"))

    def restyle(self) -> None:
        """What went wrong is in the colour of trouble; the chosen line in the soft accent colour."""
        colours = tokens()
        self.table.setStyleSheet(
            f"QTableView::item {{ padding: 0 {GRID}px; }}"
            f"QTableView::item:selected {{ background: {colours.accent_soft}; color: {colours.ink}; }}"
            f"QHeaderView::section {{ padding: 4px {GRID}px; }}"
        )
        self.trouble.setStyleSheet(f"color: {STATE_COLOURS[State.PROBLEM]};")

    def reject(self) -> None:
        """Escape leaves what was asked first, then the dialog."""
        if self._work is not None:
            self._end()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses the button that has the keyboard, or does what is asked."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(at := self.focusWidget(), QPushButton):
            at.click()
        elif at in (self.name, self.other):
            self._do()

    def _build(self) -> None:
        self.resize(_WIDTH, _HEIGHT)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in (1, 2):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.name.setMaxLength(_LONGEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._head)
        column.addWidget(self._hint)
        column.addWidget(self.table, 1)
        column.addWidget(self.asked)
        column.addLayout(_row(self.name, self.other, self.do, self.leave, None))
        column.addWidget(self.trouble)
        # Last, so that what is asked above moves no button.
        column.addLayout(_row(self.add, self.rename, self.merge, self.withdraw, None, self.close_button))
        for press in self.findChildren(QPushButton):
            press.setAutoDefault(False)

    def _wire(self) -> None:
        self.add.clicked.connect(self._ask_to_add)
        self.rename.clicked.connect(self._ask_to_rename)
        self.merge.clicked.connect(self._ask_to_merge)
        self.withdraw.clicked.connect(self._ask_to_withdraw)
        self.do.clicked.connect(self._do)
        self.leave.clicked.connect(self._end)
        self.close_button.clicked.connect(self.close)
        self.table.itemSelectionChanged.connect(self._end)
        self.table.itemDoubleClicked.connect(self._ask_to_rename)
        self._session.table_replaced.connect(self._show_classes)
        for keys, step in (("Ctrl+Z", Session.undo), ("Ctrl+Shift+Z", Session.redo), ("Ctrl+Y", Session.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, step))

    def _show_classes(self) -> None:
        """A line for each class, the chosen one kept."""
        classes, table, chosen = self._session.classes, self._session.table, self.chosen
        said = self._session.project.journal.current().values()
        named = [one.label for one in said if one.verdict is Verdict.LABEL]
        by_person = np.bincount(np.array(named, np.int64), minlength=len(classes.names))
        in_all = np.bincount(table.label[table.label >= 0], minlength=len(classes.names))
        self.table.blockSignals(True)
        self.table.setRowCount(len(classes.listed))
        for line, place in enumerate(classes.listed):
            words = (classes.names[place], number(int(by_person[place])), number(int(in_all[place])))
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, place)
                item.setToolTip(tooltip(words[0]) if len(words[0]) > _LONGEST // 2 else "")
                item.setTextAlignment(_ALIGNED[bool(column)])
                self.table.setItem(line, column, item)
        self.table.setCurrentCell(classes.listed.index(chosen) if chosen in classes.listed else 0, 0)
        self.table.blockSignals(False)
        alone = len(classes.listed) < 2
        for press in (self.merge, self.withdraw):
            press.setEnabled(not alone)
            press.setToolTip(self.tr("It is the only class") if alone else "")

    def _ask(self, words: str, do: str, work: Callable[[], object], *, shown: QWidget | None) -> None:
        """Show the row below: ``words``, what is to be filled in, and the button ``do``."""
        self._work = work
        self.trouble.hide()
        self.asked.setText(words)
        self.do.setText(do)
        self.name.setVisible(shown is self.name)
        self.other.setVisible(shown is self.other)
        for widget in (self.asked, self.do, self.leave):
            widget.setVisible(True)
        (shown or self.do).setFocus()

    def _end(self) -> None:
        """Nothing is asked any more."""
        self._work = None
        for widget in (self.asked, self.name, self.other, self.do, self.leave, self.trouble):
            widget.hide()
        self.table.setFocus()

    def _ask_to_add(self) -> None:
        self.name.clear()
        words = self.tr("A name that is gone brings its class back, with what you had named so.")
        self._ask(words, self.tr("Add"), self._add, shown=self.name)

    def _add(self) -> None:
        made = self._session.class_called(self.name.text())
        self.table.setCurrentCell(self._session.classes.listed.index(made), 0)

    def _ask_to_rename(self) -> None:
        place = self.chosen
        if place is None:
            return
        before = self._session.classes.names[place]
        self.name.setText(before)
        self.name.selectAll()
        words = filled(
            self.tr("All pictures of %1 get the new name; files with the old one are still understood."), before
        )
        self._ask(
            words, self.tr("Rename"), lambda: self._session.rename_class(place, self.name.text()), shown=self.name
        )

    def _ask_to_merge(self) -> None:
        place = self.chosen
        if place is None:
            return
        classes = self._session.classes
        self.other.clear()
        for other in classes.listed:
            if other != place:
                self.other.addItem(classes.names[other], other)
        words = filled(
            self.tr("All pictures of %1, also those you named so, become pictures of:"), classes.names[place]
        )
        self._ask(
            words,
            self.tr("Merge"),
            lambda: self._session.merge_class(place, int(self.other.currentData())),
            shown=self.other,
        )

    def _ask_to_withdraw(self) -> None:
        place = self.chosen
        if place is None:
            return
        name, row = self._session.classes.names[place], self.table.currentRow()
        named = int(self._session.table.label[self._session.table.verdict == Verdict.LABEL.code].tolist().count(place))
        some = counted(
            named,
            self.tr("1 picture that you named so is undecided again"),
            self.tr("%1 you named so are undecided again"),
        )
        words = self.tr("No picture is %1 any more: %2, the others are to be looked at.")
        words = filled(words if named else self.tr("No picture is %1 any more; all are to be looked at."), name, some)
        self._ask(words, self.tr("Withdraw"), lambda: self._session.withdraw_class(place), shown=None)
        self.table.blockSignals(True)
        self.table.setCurrentCell(row, 0)
        self.table.blockSignals(False)

    def _do(self) -> None:
        if self._work is None:
            return
        try:
            self._work()
        except UserError as error:
            self.trouble.setText(in_full(error))
            self.trouble.show()
        else:
            self._end()

    def _step(self, step: Callable[[Session], object]) -> None:
        step(self._session)
        self._show_classes()
        self._end()


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """The ``parts`` side by side; ``None`` for room between."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for part in parts:
        if part is None:
            row.addStretch()
        else:
            row.addWidget(part, 1 if isinstance(part, QLineEdit | QComboBox) else 0)
    return row

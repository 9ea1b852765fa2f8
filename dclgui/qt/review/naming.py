"""New classes from images that are "none of these": similar ones are grouped, and each group is named at once."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dclgui.core.arrays import Rows
from dclgui.core.decisions import VerdictCode
from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import GroupUnknown
from dclgui.core.protocol.results import UnknownGrouped
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled, number, tooltip
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session

_FEW = 2
"""So many images that are none of these make no class yet."""


class Naming(Panel):
    """Offers to name a new class; then shows one group after the other in the gallery, all selected.

    ``showing``  the gallery shows a group
    ``left``     the gallery should show the images as before
    ``failed``   ``UserError``: what can't be done and why
    """

    showing = Signal()
    left = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, gallery: Gallery, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._gallery = session, gallery
        self._groups: list[Rows] = []
        self._total = self._put_off = 0
        self._question: Question | None = None
        self.active = False
        self._build()
        self._give_name.clicked.connect(self._give)
        self.name.returnPressed.connect(self._give)
        self._split.clicked.connect(self._ask_to_split)
        self._skip.clicked.connect(self._next)
        self._back.clicked.connect(self.leave)
        self._start.clicked.connect(self.begin)
        self._later.clicked.connect(self._put_it_off)
        session.decided.connect(self._offer)
        session.table_replaced.connect(self._offer)
        self._offer()

    @property
    def group(self) -> Rows | None:
        """Rows of the group that the gallery shows, if any."""
        return self._groups[0] if self._groups else None

    def begin(self) -> None:
        """Have the images grouped; raises ``UserError`` if none is "none of these"."""
        if not self._waiting:
            raise UserError(
                "No picture is none of these.", "Press X on pictures that belong to no class, then name the new one."
            )
        if self._question is None:
            self.active = True
            self._groups, self._total = [], 0
            self._ask()
        self._offer()

    def leave(self) -> None:
        """End, and have the images shown as before."""
        self.end()
        self.left.emit()

    def end(self) -> None:
        """End without a change of what the gallery shows."""
        if self._question is not None:
            self._question.cancel()
            self._question = None
        self._groups, self.active = [], False
        self._offer()

    def retranslate(self) -> None:
        """All words."""
        group = self.group
        if not self.active:
            words = self.tr("%1 pictures are none of these. Are they a class of their own?")
            words = filled(words, number(self._waiting))
        elif group is None:
            words = self.tr("Putting alike pictures together …")
        else:
            words = self.tr("Group %1 of %2: %3 pictures. Ctrl+click leaves one out.")
            words = self.tr("Group %1 of %2: one picture.") if len(group) == 1 else words
            counts = (self._total - len(self._groups) + 1, self._total, len(group))
            words = filled(words, *map(number, counts))
        self._words.setText(words)
        self.name.setPlaceholderText(self.tr("Name of the new class"))
        self.name.setAccessibleName(self.tr("Name of the new class"))
        self._give_name.setText(self.tr("Name them"))
        self._skip.setText(self.tr("Next group"))
        self._say_split(group)
        self._start.setText(self.tr("Name a new class…"))
        self._later.setText(self.tr("Not now"))
        self._back.say(self.tr("Back"), key=self.tr("Esc"), tip=self.tr("Name none of them and show all again"))
        for widget in (self.name, self._give_name, self._split, self._skip):
            widget.setVisible(group is not None)
        self._back.setVisible(self.active)
        for widget in (self._start, self._later):
            widget.setVisible(not self.active)

    def restyle(self) -> None:
        """The accent colour marks an unusual view."""
        colours = tokens()
        ground = colours.accent_soft if self.active else colours.panel
        self._frame.setStyleSheet(f"#naming {{ background: {ground}; border-radius: 8px; }}")

    def _build(self) -> None:
        self._frame = QFrame()
        self._frame.setObjectName("naming")
        self._words, self.name = label("body", wrap=True), QLineEdit()
        self.name.setMaxLength(80)
        self.name.setFixedWidth(180)
        self._give_name, self._split, self._skip = button("primary"), button(), button()
        self._start, self._later = button("link"), button("link")
        self._back = KeyButton()
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(2 * GRID, 6, 6, 6)
        row.addWidget(self._words, 1)
        for widget in (self.name, self._give_name, self._split, self._skip, self._start, self._later, self._back):
            row.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, GRID)
        outer.addWidget(self._frame)

    @property
    def _waiting(self) -> int:
        return int((self._session.table.verdict == VerdictCode.NONE_OF_THESE).sum())

    def _say_split(self, group: Rows | None) -> None:
        several = group is not None and len(group) > 1
        self._split.setText(self.tr("Split"))
        self._split.setEnabled(several)
        tip = self.tr("Two kinds are mixed here: make two groups of them") if several else self.tr("It is one picture")
        self._split.setToolTip(tooltip(tip))

    def _offer(self) -> None:
        self._put_off = min(self._put_off, self._waiting)
        self.setVisible(self.active or self._waiting > max(self._put_off, _FEW))
        self.refresh()

    def _ask(self, rows: tuple[int, ...] = ()) -> None:
        self._question = self._session.ask(GroupUnknown(self._session.project.folder, rows))
        self._question.answered.connect(self._take)
        self._question.failed.connect(self._on_failed)

    def _take(self, answer: UnknownGrouped) -> None:
        self._question = None
        # The answer replaces the group that was split; at the start there is none to replace.
        self._groups[:1] = [np.array(group, np.int64) for group in answer.groups]
        self._total += len(answer.groups)
        self._show_group()

    def _on_failed(self, failed: Failed) -> None:
        self.end()
        self.failed.emit(failed.error)

    def _show_group(self) -> None:
        if not self._groups:
            self.leave()
            return
        self._gallery.set_rows(self._groups[0])
        self._gallery.select_all()
        self.showing.emit()
        self.name.clear()
        self.refresh()
        self.name.setFocus()

    def _put_it_off(self) -> None:
        """Hide the offer until there are more such images."""
        self._put_off = self._waiting
        self._offer()

    def _ask_to_split(self) -> None:
        if self._question is None and self._groups:
            self._total -= 1
            self._ask(tuple(self._groups[0].tolist()))

    def _next(self) -> None:
        del self._groups[:1]
        self._show_group()

    def _give(self) -> None:
        """Label the selected images of the group; the others keep their label."""
        rows = self._gallery.selected_rows()
        rows = rows[np.isin(rows, self._groups[0])] if self._groups else rows[:0]
        try:
            if not len(rows):
                raise UserError("No picture of this group is chosen.", "Click the pictures that the name is for.")
            self._session.class_called(self.name.text(), rows.tolist())
        except UserError as error:
            self.failed.emit(error)
        else:
            self._next()

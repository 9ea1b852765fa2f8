"""The images most like the current one: asked for, and the bar while only they show."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dclgui.core.arrays import Rows
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import FindAlike
from dclgui.core.protocol.results import AlikeFound
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import filled, number
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session

COUNT = 20
_GAP = 4.0
_REST = 150
"""Milliseconds on one image before its neighbours are asked for."""


class Alike(QObject):
    """Asks a child process for the nearest neighbours of one image at a time.

    ``found``   ``AlikeFound`` of the image that was asked for last
    ``failed``  ``Failed``: not available, as in a project of an older version
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._row = -1
        self._question: Question | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._ask)
        self.answer: AlikeFound | None = None
        session.table_replaced.connect(self.forget)

    def look_at(self, row: int) -> None:
        """Ask for image ``row`` after a delay; -1 for none."""
        if row != self._row:
            self._row, self.answer = row, None
            self._rest.start()

    def forget(self) -> None:
        """Ask again: another round has other neighbours."""
        row, self._row = self._row, -1
        self.look_at(row)

    def close(self) -> None:
        """Stop asking."""
        self._rest.stop()

    def _ask(self) -> None:
        # One question at a time: held-down arrow keys must not leave a queue of stale ones behind.
        if self._question is None and self._row >= 0 and self._session.shown_round is not None:
            self._question = self._session.ask(FindAlike(self._session.project.folder, self._row, COUNT))
            self._question.answered.connect(self._take)
            self._question.failed.connect(self._give_up)

    def _take(self, answer: AlikeFound) -> None:
        self._question = None
        if answer.row == self._row:
            self.answer = answer
            self.found.emit(answer)
        elif not self._rest.isActive():
            self._ask()

    def _give_up(self, failed: Failed) -> None:
        self._question = None
        self.failed.emit(failed)


class AlikeBar(Panel):
    """Visible only while alike images are searched or shown; ``left``: go back to all images."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.row = -1
        self._count = self._of = 0
        self._frame = QFrame()
        self._words, self._back = label("strong", wrap=True), KeyButton()
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(2 * GRID, 6, 6, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, GRID)
        outer.addWidget(self._frame)
        self._back.clicked.connect(self.left)
        self.hide()
        self.refresh()

    def wait(self, row: int) -> None:
        """Show that the images most like ``row`` are being searched."""
        self.row, self._count, self._of = row, 0, 0
        self.retranslate()
        self.show()

    def show_found(self, count: int, *, of: int) -> None:
        """Show that ``of`` images are shown and ``count`` of them selected."""
        self._count, self._of = count, of
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        words = self.tr("Looking for the most alike …")
        if self._of == 1:
            words = self.tr("No other picture is known to be alike.")
        elif self._count < self._of:
            words = self.tr("The nearest %1 of %2 are selected. One key names them; Ctrl+click adds or leaves out one.")
        elif self._count:
            words = self.tr("These %1 are most alike. One key names them all; Ctrl+click leaves one out.")
        self._words.setText(filled(words, number(self._count), number(self._of)))
        self._back.say(self.tr("Back"), key=self.tr("Esc"), tip=self.tr("Name none of them and show all again"))

    def restyle(self) -> None:
        """The accent colour marks an unusual view."""
        colours = tokens()
        self._frame.setStyleSheet(
            f"QFrame {{ background: {colours.accent_soft}; border-radius: 8px; }} QLabel {{ background: none; }}"
        )


class AlikeTogether(QObject):
    """Shows only the current image and the most alike ones until they are labelled or left; the near ones selected."""

    def __init__(self, session: Session, gallery: Gallery, alike: Alike, bar: AlikeBar) -> None:
        super().__init__(gallery)
        self._session, self._gallery, self._alike, self._bar = session, gallery, alike, bar
        self._set_aside: Rows | None = None
        alike.found.connect(self._show)
        bar.left.connect(self.leave)

    def begin(self) -> None:
        """Show the images most like the current one as soon as they are known."""
        row = self._gallery.current_row
        if row is None or not self._bar.isHidden():
            return
        self._bar.wait(row)
        self._alike.look_at(row)
        if self._alike.answer is not None:
            self._show(self._alike.answer)

    def leave(self) -> None:
        """Go back to the images and the place from before."""
        if self._bar.isHidden():
            return
        before = self._set_aside
        self.end()
        if before is not None:
            self._gallery.set_rows(before)
            self._gallery.go_to(self._bar.row)

    def end(self) -> None:
        """Forget what showed before: something else shows now."""
        self._set_aside = None
        self._bar.hide()

    def _show(self, found: AlikeFound) -> None:
        if self._bar.isHidden() or self._bar.row != found.row or self._set_aside is not None:
            return
        near = near_ones([distance for _, distance in found.target])
        rows = np.array([found.row, *(row for row, _ in found.target)], np.int64)
        self._set_aside = self._gallery.shown
        shown = ~self._session.table.in_audit[rows]
        self._gallery.set_rows(rows[shown])
        self._gallery.select_first(int(shown[: near + 1].sum()))
        self._bar.show_found(len(self._gallery.selected_rows()), of=int(shown.sum()))


def near_ones(distances: Sequence[float]) -> int:
    """How many of ``distances``, ascending, lie before their widest gap; all where no gap stands out.

    A gap stands out if it is more than ``_GAP`` times as wide as the others are on average.
    """
    gaps = np.diff(distances)
    if len(gaps) < 2:
        return len(distances)
    widest = int(np.argmax(gaps))
    others = (gaps.sum() - gaps[widest]) / (len(gaps) - 1)
    return widest + 1 if gaps[widest] > _GAP * others else len(distances)

"""Which images are most like the current one, asked once the person rests on it."""

from PySide6.QtCore import QObject, QTimer, Signal

from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import FindAlike
from dclgui.core.protocol.results import AlikeFound
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session

COUNT = 20
_REST = 150
"""Milliseconds to rest on an image before the question is worth asking."""


class Alike(QObject):
    """Asks for one image at a time.

    ``found``   ``AlikeFound`` of the image asked for last, and no other
    ``failed``  ``Failed``: it can't be told, as in a project of an older version
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
        """Ask for image ``row`` after a rest; -1 for none."""
        if row == self._row:
            return
        self._row, self.answer = row, None
        self._rest.start()

    def forget(self) -> None:
        """The next round knows other neighbours."""
        row, self._row = self._row, -1
        self.look_at(row)

    def close(self) -> None:
        """Ask no more."""
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

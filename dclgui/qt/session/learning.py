"""Labels that follow the answers: asked of a child after decisions, kept beside the shown ones until taken."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from dclgui.core.arrays import Floats
from dclgui.core.consensus import Consensus, Expectation
from dclgui.core.decisions import SETTLED
from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import Relearn, Task
from dclgui.core.protocol.results import Relearned
from dclgui.project.folder import Project
from dclgui.qt.session.questions import Question
from dclgui.qt.session.run import Run
from dclgui.review.table import ReviewTable

_DEBOUNCE = 60
"""Milliseconds after a decision before a child is asked; decisions that come meanwhile go with it."""


class Learning(QObject):
    """Knows what the answers so far would change; ``ask`` gives a task to a child process.

    A child is asked one thing at a time, and asked again when it has answered if there were decisions meanwhile.

    ``changed``            something else is proposed or expected
    ``under_way_changed``  ``under_way`` says something else
    ``failed``             ``Failed``
    ``proposed``           the labels that know the newest answers that a child was asked about; ``None`` if nothing is
    """

    changed = Signal()
    under_way_changed = Signal()
    failed = Signal(object)

    def __init__(self, project: Project, run: Run, ask: Callable[[Task], Question], parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._run, self._ask = project, run, ask
        self._table: ReviewTable | None = None
        self._question: Question | None = None
        self._due = self._was_under_way = False
        self.proposed: Consensus | None = None
        self._soon = QTimer(self, singleShot=True, interval=_DEBOUNCE)
        self._soon.timeout.connect(self._ask_child)
        run.changed.connect(self._ask_child)

    @property
    def names_changed(self) -> int:
        """How many images without a person's word would get another label than the one that shows."""
        table, proposed = self._table, self.proposed
        if table is None or proposed is None:
            return 0
        known = len(proposed.label)
        differs = (proposed.label != table.machine_label[:known]) & ~np.isin(table.verdict[:known], SETTLED)
        return int(np.count_nonzero(differs))

    @property
    def more_sure(self) -> bool:
        """Whether the proposed labels would tell of other images than those that show which names are sure."""
        table, proposed = self._table, self.proposed
        if table is None or proposed is None or not proposed.expected.known:
            return False
        known = len(proposed.sure)
        open_ones = ~np.isin(table.verdict[:known], SETTLED)
        return bool((proposed.sure & open_ones & ~table.sure[:known]).any())

    @property
    def expected(self) -> Expectation:
        """What the answers so far let expect of the labels once they follow."""
        newest = self._newest
        return Expectation() if newest is None else newest.expected

    @property
    def curve(self) -> Floats:
        """[C, 2] float32, number of answers and expected fraction right, oldest first."""
        newest = self._newest
        return np.empty((0, 2), np.float32) if newest is None else newest.curve

    @property
    def possible(self) -> bool:
        """Whether the labels that show are those of a committee, which answers teach, and can be kept."""
        return self._table is not None and self._table.consensus is not None and not self._project.read_only

    @property
    def under_way(self) -> bool:
        """Whether a child learns from answers, or will in a moment."""
        asked = self._question
        return (asked is not None and asked.under_way) or (self._due and self._may_ask)

    def show(self, table: ReviewTable) -> None:
        """``table`` shows from now on; a child is asked if its labels don't know all answers."""
        before, self._table = self._table, table
        same = before is not None and (before.round, before.version) == (table.round, table.version)
        if before is None or not same or before.class_names != table.class_names:
            self.proposed = None
        if table.consensus is not None and not np.array_equal(self._project.answers(), table.consensus.answers):
            self.learn()
        else:
            self._due = False
            self._tell()

    def learn(self) -> None:
        """Something was decided."""
        if self.possible:
            self._due = True
            if not self._soon.isActive():  # a held key must not put it off
                self._soon.start()
            self._tell()

    def forget(self) -> None:
        """Nothing shows any more; what a child is doing is in vain."""
        self._table, self.proposed, self._due = None, None, False
        self._soon.stop()
        if self._question is not None:
            self._question.cancel()

    @property
    def _newest(self) -> Consensus | None:
        shown = None if self._table is None else self._table.consensus
        return shown if self.proposed is None else self.proposed

    @property
    def _may_ask(self) -> bool:
        """False during a run, and if labels of a round that does not show would be proposed."""
        table, run = self._table, self._run
        return table is not None and run.status == "idle" and run.newest_round == table.round

    def _ask_child(self) -> None:
        asked = self._question
        if self._due and self._may_ask and not (asked is not None and asked.under_way):
            self._due = False
            self._question = self._ask(Relearn(self._project.folder))
            self._question.answered.connect(self._on_answered)
            self._question.failed.connect(self.failed)
            self._question.ended.connect(self._ask_child)
        self._tell()

    def _tell(self) -> None:
        now = self.under_way
        if self._table is not None and now != self._was_under_way:
            self._was_under_way = now
            self.under_way_changed.emit()

    def _on_answered(self, said: object) -> None:
        table = self._table
        if table is None or not isinstance(said, Relearned):
            return
        if (said.round, said.version) != (table.round, table.version + 1):  # other labels show by now
            return
        try:
            self.proposed = self._project.rounds.proposed(said.round)
        except UserError as error:
            self.failed.emit(Failed(error, ""))
        self.changed.emit()

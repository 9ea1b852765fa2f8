"""The button that starts a refinement from the decisions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import in_full
from dclgui.qt.parts.widgets import button
from dclgui.qt.parts.words import duration, filled, number, tooltip
from dclgui.qt.session.session import Session

_ROUNDS = 2
_UNTIL_FIRST = 3.0
"""Seconds until the child process has loaded the model and begins the first round."""


class RefineButton(Panel):
    """Shows how many decisions no round was trained with yet; ``clicked`` asks for a refinement."""

    clicked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._button = button()
        self._button.clicked.connect(self.clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._button)
        session.run.refine_changed.connect(self.retranslate)
        self.refresh()

    def retranslate(self) -> None:
        """How many decisions wait and how long a refinement takes, or why there can be none."""
        refusal = self._session.run.why_not_refine
        self._button.setEnabled(refusal is None)
        self._button.setText(self._words(0 if refusal else self._session.run.to_learn))
        self._button.setAccessibleName(self._button.text())
        self._button.setToolTip(tooltip(in_full(refusal) if refusal else self._tip()))

    def _words(self, waiting: int) -> str:
        if not waiting:
            return self.tr("Learn from decisions")
        if waiting == 1:
            return self.tr("Learn from one decision")
        return filled(self.tr("Learn from %1 decisions"), number(waiting))

    def _tip(self) -> str:
        tip = self.tr("Two more rounds from the model as it is, with all that you decided; about %1.")
        seconds = _UNTIL_FIRST + _ROUNDS * self._session.run.state.rounds[-1].seconds
        return filled(tip, duration(seconds))

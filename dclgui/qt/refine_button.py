"""The button that lets the machine learn from what a person decided."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.pieces import button
from dclgui.qt.session import Session
from dclgui.qt.words import duration, number

_ROUNDS = 2


class RefineButton(Panel):
    """Shows while there are decisions that no round has learnt from; ``clicked`` asks for a refinement."""

    clicked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._button = button()
        self._button.clicked.connect(self.clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._button)
        for changed in (session.decided, session.run_changed, session.table_replaced):
            changed.connect(self.retranslate)
        self.refresh()

    def retranslate(self) -> None:
        """What it would learn from, and how long that takes."""
        session = self._session
        waiting = session.to_learn if session.status == "idle" else 0
        self.setVisible(waiting > 0)
        if not waiting:
            return
        words = self.tr("Learn from %1 decisions").replace("%1", number(waiting))
        tip = self.tr("Two more rounds from the model as it is, with all that you decided; about %1.")
        seconds = _ROUNDS * session.run_state.rounds[-1].seconds
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setToolTip(tip.replace("%1", duration(max(1.0, seconds))))

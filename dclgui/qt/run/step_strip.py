"""The patent's steps S1-S6 in a row, the current one highlighted."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dclgui.core.run_state import RunState
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import filled, tooltip
from dclgui.qt.session.run import Status

NUMBERS = (1, 2, 3, 4, 5, 6)


def step_at_work(state: RunState, status: Status) -> int:
    """Number of the current step of S1-S6, 0 for none."""
    if status == "idle":
        return 0
    progress = state.progress
    if progress is not None and progress.step == "committee":
        return 0  # beside the method's steps
    if progress is not None and progress.step in {"S3", "S5"}:
        return 3 if progress.step == "S3" else 5
    return 2 if state.rounds else 1


class StepStrip(Panel):
    """Six small cards, one per step; ``explains``: each holds the sentence that is else its tooltip."""

    def __init__(self, *, explains: bool = False) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        self._state, self._status, self._explains = RunState(), "idle", explains
        self._cards = {number: QFrame() for number in NUMBERS}
        self._names = {number: label("strong") for number in NUMBERS}
        self._texts = {number: label("small", wrap=True) for number in NUMBERS}
        for number, card in self._cards.items():
            card.setObjectName("step")
            inner = QVBoxLayout(card)
            inner.setContentsMargins(10, GRID, 6, GRID)
            inner.setSpacing(2)
            inner.addWidget(self._names[number])
            inner.addWidget(self._texts[number])
            inner.addStretch()
            self._names[number].setText(f"S{number}")
            row.addWidget(card, 1)
        self._look = (-1, True, False)
        self.refresh()

    def show_state(self, state: RunState, status: Status) -> None:
        """Highlight the current step and show the round."""
        self._state, self._status = state, status
        self._texts[6].setText(self._round_words())
        look = (step_at_work(state, status), status == "idle", bool(state.rounds))
        if look != self._look:
            self._look = look
            self.restyle()

    def retranslate(self) -> None:
        """Name and tooltip of each step."""
        words = (
            self.tr("Learn the old camera"),
            self.tr("Start the new model"),
            self.tr("Sort by confidence"),
            self.tr("Prototypes"),
            self.tr("Train on both"),
        )
        for number, text in enumerate(words, 1):
            self._texts[number].setText(text)
        tips = (
            self.tr("A classifier is trained on the old camera's labelled pictures."),
            self.tr("The new camera's model starts as a copy of it."),
            self.tr("Every new picture is judged; in each class the lowest entropies are high confidence."),
            self.tr(
                "Each class gets its typical features, the prototype; a picture of low confidence takes the nearest."
            ),
            self.tr("The model is trained on the old labels and on the new names together."),
            self.tr("Steps S2 to S5 are one round; they repeat."),
        )
        for number, tip in enumerate(tips, 1):
            self._cards[number].setToolTip(tooltip(tip))
        self._texts[6].setText(self._round_words())
        for number, tip in enumerate(tips if self._explains else (), 1):
            self._texts[number].setText(tip)
        self.setAccessibleName(self.tr("Steps of the method"))

    def restyle(self) -> None:
        """The highlighted card has a frame in the accent colour."""
        colours = tokens()
        at, idle, reached = self._look
        for number, card in self._cards.items():
            lit = number == at
            frame = colours.accent if lit else colours.line
            ground = colours.accent_soft if lit else colours.panel
            card.setStyleSheet(
                f"QFrame#step {{ background: {ground}; border: 1px solid {frame}; border-radius: 7px; }}"
            )
            done = reached if idle else number < at
            self._names[number].setText(f"S{number} ✓" if done else f"S{number}")
            ink = colours.accent if lit else colours.ink if done else colours.faint
            self._names[number].setStyleSheet(f"color: {ink}")

    def _round_words(self) -> str:
        rounds = self._state.rounds
        of = self._state.started.rounds if self._state.started is not None else rounds[-1].rounds if rounds else 0
        if not of:
            return self.tr("Again, round by round")
        done = rounds[-1].round if rounds else 0
        at = min(of, done + 1) if self._status != "idle" else done
        return filled(self.tr("Round %1 of %2"), str(at), str(of))

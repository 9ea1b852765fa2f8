"""What a guarantee is to be: how much may be wrong, and how sure that is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.theme import GRID
from dclgui.qt.words import filled, share

ERRORS = (0.01, 0.02, 0.05, 0.1)
CONFIDENCES = (0.9, 0.95, 0.99)


class Terms(Panel):
    """``chosen`` says the share of wrong labels that may remain, and the confidence."""

    chosen = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self.errors, self.confidences = QComboBox(), QComboBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for box, values in ((self.errors, ERRORS), (self.confidences, CONFIDENCES)):
            box.addItems([""] * len(values))
            box.activated.connect(self._tell)
            column.addWidget(box)
        self.refresh()

    def show_terms(self, error: float, confidence: float) -> None:
        """Choose these, without saying so."""
        self.errors.setCurrentIndex(ERRORS.index(error))
        self.confidences.setCurrentIndex(CONFIDENCES.index(confidence))

    def retranslate(self) -> None:
        """All words."""
        self.errors.setAccessibleName(self.tr("Share of wrong labels that may remain"))
        self.confidences.setAccessibleName(self.tr("How sure that is"))
        for place, error in enumerate(ERRORS):
            self.errors.setItemText(place, filled(self.tr("at most %1 wrong"), share(error)))
        for place, confidence in enumerate(CONFIDENCES):
            self.confidences.setItemText(place, filled(self.tr("%1 sure"), share(confidence)))

    def _tell(self) -> None:
        self.chosen.emit(ERRORS[self.errors.currentIndex()], CONFIDENCES[self.confidences.currentIndex()])

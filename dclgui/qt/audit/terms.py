"""What a guarantee is to be: how much may be wrong, and how sure that is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from dclgui.core.terms import Terms
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.words import chosen_share, filled

ERRORS = (0.01, 0.02, 0.05, 0.1)
CONFIDENCES = (0.9, 0.95, 0.99)


class TermsForm(Panel):
    """``chosen`` brings the ``Terms`` that the person chose."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.errors, self.confidences = QComboBox(), QComboBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for box, values in ((self.errors, ERRORS), (self.confidences, CONFIDENCES)):
            for value in values:
                box.addItem("", value)
            box.activated.connect(self._tell)
            column.addWidget(box)
        self.refresh()

    def show_terms(self, terms: Terms) -> None:
        """Choose these, without saying so."""
        for box, value in ((self.errors, terms.error), (self.confidences, terms.confidence)):
            if box.findData(value) < 0:  # chosen elsewhere
                box.addItem("", value)
            box.setCurrentIndex(box.findData(value))
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        self.errors.setAccessibleName(self.tr("Share of wrong labels that may remain"))
        self.confidences.setAccessibleName(self.tr("How sure that is"))
        for box, words in ((self.errors, self.tr("at most %1 wrong")), (self.confidences, self.tr("%1 sure"))):
            for place in range(box.count()):
                box.setItemText(place, filled(words, chosen_share(box.itemData(place))))

    def _tell(self) -> None:
        self.chosen.emit(Terms(self.errors.currentData(), self.confidences.currentData()))

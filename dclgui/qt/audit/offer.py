"""What stands on the page before a draw: what the guarantee is to say, how many pictures, and what so many buy."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout

from dclgui.core.terms import Terms
from dclgui.qt.audit.auditing import Auditing, Prospect
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label, scroll_area
from dclgui.qt.parts.words import chosen_share, filled, number, tooltip

ERRORS = (0.01, 0.02, 0.05, 0.1)
CONFIDENCES = (0.9, 0.95, 0.99)
_FEWEST, _USUAL = 20, 150


class TermsForm(Panel):
    """What the guarantee is to say and how it is read; ``chosen`` has the ``Terms`` that the user chose."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.errors, self.confidences, self.overs, self.plans = (QComboBox() for _ in range(4))
        column, first = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (column, first):
            layout.setSpacing(GRID)
        choices = (ERRORS, CONFIDENCES, ("accepted", "all"), ("once", "open"))
        for box, values in zip((self.errors, self.confidences, self.overs, self.plans), choices, strict=True):
            for value in values:
                box.addItem("", value)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # their words come later
            box.activated.connect(self._tell)
        first.addWidget(self.errors)
        first.addWidget(self.confidences)
        column.addLayout(first)
        column.addWidget(self.overs)
        column.addWidget(self.plans)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.refresh()

    def show_terms(self, terms: Terms) -> None:
        """Show ``terms``; does not emit ``chosen``."""
        boxes = (self.errors, self.confidences, self.overs, self.plans)
        for box, value in zip(boxes, (terms.error, terms.confidence, terms.over, terms.plan), strict=True):
            if box.findData(value) < 0:  # not among the offered ones
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
        self.overs.setAccessibleName(self.tr("Of which labels so many may be wrong"))
        self.overs.setItemText(0, self.tr("of the labels that go out unseen"))
        self.overs.setItemText(1, self.tr("of all, once I have looked at the rest"))
        self.plans.setAccessibleName(self.tr("When the answers are read"))
        self.plans.setItemText(0, self.tr("one look, when all are named"))
        self.plans.setItemText(1, self.tr("open-ended, read after every answer"))

    def _tell(self) -> None:
        boxes = (self.errors, self.confidences, self.overs, self.plans)
        self.chosen.emit(Terms(*(box.currentData() for box in boxes)))


class Offer(Panel):
    """The choices before a draw; ``wanted`` has the number of pictures to draw."""

    wanted = Signal(int)

    def __init__(self, auditing: Auditing) -> None:
        super().__init__()
        self._auditing = auditing
        self._terms = Terms()
        self._how = label("muted", wrap=True)
        self._terms_words, self.terms = label(), TermsForm()
        self._count_words, self.count, self.draw = label(), QSpinBox(), button("primary")
        self.buys = label("strong", wrap=True)
        self.means, self._waits = label("muted", wrap=True), label("muted", wrap=True)
        self._build()
        self.count.valueChanged.connect(self._say_what_it_buys)
        self.draw.clicked.connect(lambda: self.wanted.emit(self.count.value()))
        self.refresh()

    def show_terms(self, terms: Terms) -> None:
        """Show ``terms``, and propose what a guarantee needs at least, and enough to estimate a share."""
        self._terms = terms
        self.terms.show_terms(terms)
        most, needed = self._auditing.drawable, self._auditing.count_needed()
        self.count.blockSignals(True)  # said once, below
        self.count.setRange(min(_FEWEST, most), max(1, most))
        self.count.setValue(self._auditing.wanted or min(max(_USUAL, -(-needed * 6 // 50) * 10), most))
        self.count.blockSignals(False)
        self._say_what_it_buys()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Draw nothing behind the back of somebody who went elsewhere."""
        if not event.spontaneous():
            self._auditing.forget_draw()
        super().hideEvent(event)

    def show_why_not(self, why_not: str, *, waits: bool) -> None:
        """Nothing can be drawn for the reason ``why_not``, unless it is empty; ``waits``: in a moment it can."""
        self.draw.setEnabled(not why_not)
        self.draw.setToolTip(tooltip(why_not))
        self._waits.setText(why_not)
        self._waits.setVisible(waits)

    def retranslate(self) -> None:
        """All words."""
        self._how.setText(
            self.tr(
                "The program draws pictures at random, and you name them without seeing its own names. From that the "
                "share of right labels follows, with its uncertainty. Confidence cannot tell: after learning it is "
                "always too high."
            )
        )
        self._terms_words.setText(self.tr("For a guarantee of"))
        self._count_words.setText(self.tr("Pictures to draw"))
        self.count.setAccessibleName(self._count_words.text())
        self.draw.setText(self.tr("Draw the sample"))
        self._say_what_it_buys()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area, content = scroll_area()
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        frame, column = card()
        content.addWidget(frame)
        content.addStretch()
        column.addWidget(self._how)
        choices, drawing = QGridLayout(), QHBoxLayout()
        choices.setHorizontalSpacing(GRID)
        choices.setVerticalSpacing(GRID)
        for line, words in enumerate((self._terms_words, self._count_words)):
            words.setFixedHeight(32)
            choices.addWidget(words, line, 0, Qt.AlignmentFlag.AlignTop)
        choices.addWidget(self.terms, 0, 1)
        drawing.setSpacing(GRID)
        for widget in (self.count, self.draw):
            drawing.addWidget(widget)
        drawing.addStretch()
        choices.addLayout(drawing, 1, 1)
        choices.setColumnStretch(1, 1)
        column.addSpacing(GRID)
        column.addLayout(choices)
        column.addSpacing(GRID)
        for text in (self.buys, self.means, self._waits):
            column.addWidget(text)

    def _say_what_it_buys(self) -> None:
        """What a draw of so many pictures gives, and what the choices mean, before it is made."""
        count = self.count.value()
        if not self._auditing.drawable:
            self.buys.clear()
        else:
            self.buys.setText(self._bought(count, self._auditing.prospect(count)))
        self.means.setText(paragraph(*self._meant()))

    def _bought(self, count: int, prospect: Prospect) -> str:
        if count == self._auditing.drawable:
            return self.tr("These are all pictures: once you have named them, nothing is left to estimate.")
        words = self.tr("With %1 pictures: if 9 in 10 names turn out right, you know that %2 to %3 % of all are.")
        ends = (f"{100 * end:.0f}" for end in (prospect.range.low, prospect.range.high))
        words = filled(words, number(count), *ends)
        if count < prospect.needed:
            few = self.tr("They are too few for a guarantee, which takes at least %1.")
            return paragraph(words, filled(few, number(prospect.needed)))
        freed = self.tr("If none is wrong, %1 labels need no look.")
        return paragraph(words, filled(freed, number(prospect.freed))) if prospect.freed else words

    def _meant(self) -> list[str]:
        if self._terms.over == "accepted":
            told = self.tr("Most come from the surest 75 %, which alone can go out unseen; the others tell the share.")
        else:
            told = self.tr("All are drawn alike; nothing is promised before you have looked at what it leaves to you.")
        if self._terms.plan == "open":
            plan = self.tr("Open-ended takes about half as many again, but you can go on as long as you like.")
        else:
            plan = self.tr("One look frees the most with 150 to 250 pictures; no more can be drawn after it.")
        return [told, plan, self.tr("All this stays as it is once the sample is drawn.")]

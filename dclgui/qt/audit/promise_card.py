"""The guarantee: its terms, the labels that may be exported, what is left to review, what more answers bring."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from dclgui.core.terms import Terms
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import chosen_share, filled, number
from dclgui.review.guarantee import Forecast, Guarantee
from dclgui.review.verdict import PromiseState
from dclgui.standing.standing import Audit

ERRORS = (0.01, 0.02, 0.05, 0.1)
CONFIDENCES = (0.9, 0.95, 0.99)
MORE = 50
"""How many more answers are offered at a time."""


class TermsForm(Panel):
    """What the guarantee is to say and how it is read; ``chosen`` has the ``Terms`` that the user chose."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.errors, self.confidences, self.overs, self.plans = (QComboBox() for _ in range(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        choices = (ERRORS, CONFIDENCES, ("accepted", "all"), ("once", "open"))
        for box, values in zip((self.errors, self.confidences, self.overs, self.plans), choices, strict=True):
            for value in values:
                box.addItem("", value)
            box.activated.connect(self._tell)
            column.addWidget(box)
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
        self.overs.setItemText(1, self.tr("of all labels, once I have looked at the rest"))
        self.plans.setAccessibleName(self.tr("When the answers are read"))
        self.plans.setItemText(0, self.tr("one look, when all pictures are named"))
        self.plans.setItemText(1, self.tr("open-ended: look after every answer, draw on"))

    def _tell(self) -> None:
        boxes = (self.errors, self.confidences, self.overs, self.plans)
        self.chosen.emit(Terms(*(box.currentData() for box in boxes)))


class PromiseCard(Panel):
    """The guarantee of an audit.

    ``more_wanted``       forecast what ``MORE`` answers would bring
    ``draw_wanted``       draw ``MORE`` images
    ``remaining_wanted``  show the images without a guarantee
    """

    more_wanted = Signal()
    draw_wanted = Signal()
    remaining_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._audit: Audit | None = None
        self._forecast: Forecast | None = None
        self._left = 0
        self._build()
        self.refresh()

    def show_audit(self, audit: Audit | None, *, left: int) -> None:
        """Show the guarantee of ``audit``; ``left``: images that can still be drawn."""
        self._audit, self._left = audit, left
        self._forecast = None
        self.retranslate()

    def show_forecast(self, forecast: Forecast) -> None:
        """Show what more answers would bring."""
        self._forecast = forecast
        self.retranslate()

    def retranslate(self) -> None:
        """All words and figures."""
        self.setAccessibleName(self.tr("Guarantee"))
        self._head.setText(self.tr("Guarantee"))
        audit, forecast = self._audit, self._forecast
        self._said.setText("" if audit is None else self._words(audit))
        remaining = 0 if audit is None else len(audit.promise.remaining)
        self.remaining.setVisible(audit is not None and audit.state is PromiseState.PROMISED and remaining > 0)
        self.remaining.setText(filled(self.tr("Look at the other %1"), number(remaining)))
        could = audit is not None and audit.result.complete and not audit.outdated and self._left > 0
        self.more.setVisible(could and forecast is None)
        self.more.setText(filled(self.tr("What would %1 more answers buy?"), number(min(MORE, self._left))))
        self._bought.setVisible(forecast is not None)
        self.draw.setVisible(could and forecast is not None)
        self.draw.setText(filled(self.tr("Draw %1 more"), number(min(MORE, self._left))))
        if forecast is not None:
            self._bought.setText(self._forecast_words(forecast))

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, column = card("notice")
        outer.addWidget(frame)
        self._head, self._said, self._bought = label("strong"), label("muted", wrap=True), label("muted", wrap=True)
        self.remaining, self.more, self.draw = button("link"), button("link"), button("link")
        self.remaining.clicked.connect(self.remaining_wanted)
        self.more.clicked.connect(self.more_wanted)
        self.draw.clicked.connect(self.draw_wanted)
        for widget in (self._head, self._said, self.remaining, self.more, self._bought, self.draw):
            column.addWidget(widget)

    def _words(self, audit: Audit) -> str:
        if audit.state is PromiseState.PROMISED:
            return self._promised_words(audit.promise)
        words = {
            PromiseState.OUTDATED: self.tr(
                "The labels have changed since the sample was drawn. How many are right is known all the same; a "
                "guarantee needs a new sample."
            ),
            PromiseState.ALL_NAMED: self.tr("All labels were named by a person."),
            PromiseState.UNFINISHED: self.tr("It is worked out when all pictures of the sample are named."),
            PromiseState.TOO_FEW: self.tr(
                "No labels can be promised yet; it takes at least %1 more answers, more if some are wrong."
            ),
            PromiseState.TOO_MANY_WRONG: self.tr(
                "No labels can be promised: too many of those in the sample are wrong. Let it learn from the answers "
                "and draw anew."
            ),
            PromiseState.NOT_YET: self.tr(
                "By the answers so far no labels can be promised; more answers may be enough."
            ),
        }[audit.state]
        return filled(words, number(audit.promise.answers_missing))

    def _promised_words(self, promise: Guarantee) -> str:
        if promise.terms.over == "accepted":
            words = self.tr(
                "%1 labels can go out unseen: they belong to %2 of which together at most %3 are wrong, %4 sure. What "
                "a person named comes on top."
            )
        elif len(promise.remaining):
            words = self.tr(
                "%1 labels need no look. Once you have looked at the other %5, at most %3 of all labels are wrong, %4 "
                "sure; before that nothing is promised."
            )
        else:
            words = self.tr("At most %3 of all labels are wrong, %4 sure; nobody looked at %1 of them.")
        labels, promised, left = map(number, map(len, (promise.accepted, promise.promised, promise.remaining)))
        terms = map(chosen_share, (promise.terms.error, promise.terms.confidence))
        words = filled(words, labels, promised, *terms, left)
        if promise.draws == 1:
            return words
        again = self.tr("These labels were drawn from %1 times, and each time spends the risk again.")
        return f"{words} {filled(again, number(promise.draws))}"

    def _forecast_words(self, forecast: Forecast) -> str:
        if forecast.high <= forecast.now:
            return self.tr("Most likely nothing: too many of the answers so far are wrong, or there are too few.")
        words = self.tr("About %1 labels could go out then, in nine of ten cases %2 to %3.")
        return filled(words, number(forecast.expected), number(forecast.low), number(forecast.high))

"""The guarantee: the labels that may be exported, what is left to review, what more answers bring."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import chosen_share, filled, number
from dclgui.review.guarantee import Forecast, Guarantee
from dclgui.review.verdict import PromiseState
from dclgui.standing.standing import Audit

MORE = 50
"""How many more answers are offered at a time."""


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
        return paragraph(words, filled(again, number(promise.draws)))

    def _forecast_words(self, forecast: Forecast) -> str:
        if forecast.high <= forecast.now:
            return self.tr("Most likely nothing: too many of the answers so far are wrong, or there are too few.")
        words = self.tr("About %1 labels could go out then, in nine of ten cases %2 to %3.")
        return filled(words, number(forecast.expected), number(forecast.low), number(forecast.high))

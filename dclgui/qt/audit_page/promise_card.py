"""The labels that an audit lets go out, what is left to look at, and what more answers would buy."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dclgui.qt.audit_page.terms import Terms
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.pieces import button, card, label
from dclgui.qt.words import filled, number, share
from dclgui.review.guarantee import Forecast, Guarantee

MORE = 50
"""Answers that are offered at a time."""


class PromiseCard(Panel):
    """``more_wanted`` asks what more answers would buy, ``draw_wanted`` for them, ``remaining_wanted`` for a look.

    ``terms`` is what the guarantee is to be.
    """

    more_wanted = Signal()
    draw_wanted = Signal()
    remaining_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._promise: Guarantee | None = None
        self._forecast: Forecast | None = None
        self._complete = self._outdated = False
        self._left = 0
        self._build()
        self.refresh()

    def show_promise(self, promise: Guarantee | None, *, complete: bool, outdated: bool, left: int) -> None:
        """Show ``promise``; ``complete``: all is answered, ``outdated``: of other labels, ``left``: could be drawn."""
        self._promise, self._complete, self._outdated, self._left = promise, complete, outdated, left
        self._forecast = None
        self.retranslate()

    def show_forecast(self, forecast: Forecast) -> None:
        """Show what more answers would let promise."""
        self._forecast = forecast
        self.retranslate()

    def retranslate(self) -> None:
        """All words and figures."""
        self.setAccessibleName(self.tr("Guarantee"))
        self._head.setText(self.tr("Guarantee"))
        self._said.setText(self._words())
        promise, forecast = self._promise, self._forecast
        self.remaining.setVisible(promise is not None and bool(len(promise.promised)) and bool(len(promise.remaining)))
        if promise is not None:
            self.remaining.setText(filled(self.tr("Look at the other %1"), number(len(promise.remaining))))
        could = self._complete and not self._outdated and self._left > 0
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
        self.terms = Terms()
        self.remaining, self.more, self.draw = button("link"), button("link"), button("link")
        self.remaining.clicked.connect(self.remaining_wanted)
        self.more.clicked.connect(self.more_wanted)
        self.draw.clicked.connect(self.draw_wanted)
        for piece in (self._head, self.terms, self._said, self.remaining, self.more, self._bought, self.draw):
            column.addWidget(piece)

    def _words(self) -> str:
        promise = self._promise
        if promise is None:
            return ""
        if self._outdated:
            return self.tr(
                "A later round has changed the labels. How many are right is known all the same; a guarantee needs a "
                "new sample."
            )
        return self._promised_words(promise) if len(promise.promised) else self._why_nothing(promise)

    def _why_nothing(self, promise: Guarantee) -> str:
        if not len(promise.remaining):
            return self.tr("All labels were named by a person.")
        if not self._complete:
            return self.tr("It is worked out when all pictures of the sample are named.")
        missing = promise.audits_needed - promise.answered
        if missing > 0:
            words = self.tr("No labels can be promised yet; it takes at least %1 more answers, more if some are wrong.")
            return filled(words, number(missing))
        return self.tr(
            "No labels can be promised: too many of those in the sample are wrong. Allow more to be wrong, or let it "
            "learn from the answers and draw anew."
        )

    def _promised_words(self, promise: Guarantee) -> str:
        words = self.tr(
            "%1 labels can go out unseen: they belong to %2 of which at most %3 are wrong, %4 sure. What a person "
            "named comes on top."
        )
        labels, promised = number(len(promise.accepted)), number(len(promise.promised))
        return filled(words, labels, promised, share(promise.error), share(promise.confidence))

    def _forecast_words(self, forecast: Forecast) -> str:
        if forecast.high <= forecast.now:
            return self.tr("Most likely nothing: too many of the answers so far are wrong, or there are too few.")
        words = self.tr("About %1 labels could go out then, in nine of ten cases %2 to %3.")
        return filled(words, number(forecast.expected), number(forecast.low), number(forecast.high))

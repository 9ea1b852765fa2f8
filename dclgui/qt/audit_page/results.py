"""What an audit says, at the right of the window: shares, a promise, and the labels saved."""

import math

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from dclgui.qt.audit_page.interval_rows import IntervalRows
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.pieces import button, card, label
from dclgui.qt.theme import GRID, STATE_COLOURS, tokens
from dclgui.qt.words import duration, number, share
from dclgui.review.estimate import AuditResult
from dclgui.review.guarantee import Forecast, Guarantee
from dclgui.review.intervals import Interval
from dclgui.review.saved import Saving
from dclgui.review.table import State
from dclgui.review.verdict import Effect, effect_of

ERRORS = (0.01, 0.02, 0.05, 0.1)


class Results(Panel):
    """``error_chosen`` says which share of wrong labels may remain; ``more_wanted`` asks what more answers buy.

    ``old_wanted`` asks for the labels of the old model, where adapting did harm.
    """

    error_chosen = Signal(float)
    more_wanted = Signal()
    old_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        scroll.setWidget(inside)
        outer.addWidget(scroll)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._column.setSpacing(GRID)
        self._result: AuditResult | None = None
        self._promise: Guarantee | None = None
        self._forecast: Forecast | None = None
        self._saving: Saving | None = None
        self._classes: tuple[str, ...] = ()
        self._build()
        self.refresh()

    def show_result(self, result: AuditResult | None, promise: Guarantee | None, classes: tuple[str, ...]) -> None:
        """Show what the answers so far say; ``None`` before the first."""
        self._result, self._promise, self._classes, self._forecast = result, promise, classes, None
        self.retranslate()

    def show_forecast(self, forecast: Forecast | None) -> None:
        """Show what more answers would let promise."""
        self._forecast = forecast
        self.retranslate()

    def show_saving(self, saving: Saving) -> None:
        """Show how many labels, and how much time, the person did not have to spend."""
        self._saving = saving
        self._show_saving()

    def retranslate(self) -> None:
        """All words and figures."""
        self.setAccessibleName(self.tr("What the audit says"))
        self._head.setText(self.tr("Right labels, so far"))
        self._guarantee_head.setText(self.tr("Guarantee"))
        self._saved_head.setText(self.tr("Labels saved"))
        self._class_head.setText(self.tr("By class"))
        self._old.setText(self.tr("Save the old model's labels…"))
        self._more.setText(self.tr("What would 50 more answers buy?"))
        self._errors.setAccessibleName(self.tr("Share of wrong labels that may remain"))
        for place, error in enumerate(ERRORS):
            self._errors.setItemText(place, self.tr("at most %1 wrong").replace("%1", share(error)))
        self._show_shares()
        self._show_promise()
        self._show_saving()

    def restyle(self) -> None:
        """The dots take the theme's colours."""
        self._show_shares()

    def _build(self) -> None:
        self._head, self._figure, self._range = label("muted"), label("figure"), label("muted", wrap=True)
        self._rows, self._class_head, self._class_rows = IntervalRows(), label("section"), IntervalRows()
        self._verdict, self._old = label("body", wrap=True), button("link")
        self._old.clicked.connect(self.old_wanted)
        self._guarantee: QFrame
        self._guarantee, card_column = card("notice")
        self._guarantee_head, self._promised = label("strong"), label("muted", wrap=True)
        self._errors = QComboBox()
        self._errors.addItems([""] * len(ERRORS))
        self._errors.setCurrentIndex(1)
        self._errors.currentIndexChanged.connect(lambda place: self.error_chosen.emit(ERRORS[place]))
        self._more, self._bought = button("link"), label("muted", wrap=True)
        self._more.clicked.connect(self.more_wanted)
        for piece in (self._guarantee_head, self._errors, self._promised, self._more, self._bought):
            card_column.addWidget(piece)
        self._saved_head, self._saved, self._saved_note = label("muted"), label("figure"), label("muted", wrap=True)
        for part in (self._head, self._figure, self._range, self._rows, self._verdict, self._old):
            self._column.addWidget(part)
        self._column.addWidget(self._guarantee)
        for part in (self._saved_head, self._saved, self._saved_note, self._class_head, self._class_rows):
            self._column.addWidget(part)
        self._column.addStretch()

    @property
    def error(self) -> float:
        """The share of wrong labels that may remain."""
        return ERRORS[self._errors.currentIndex()]

    def _show_shares(self) -> None:
        result = self._result
        known = result is not None and not math.isnan(result.adapted.overall.estimate)
        for piece in (self._rows, self._verdict, self._class_head, self._class_rows, self._guarantee):
            piece.setVisible(known)
        self._old.setVisible(known and result is not None and effect_of(result.difference) is Effect.HARMED)
        if result is None or not known:
            self._figure.setText("–")
            self._range.setText(self.tr("Unknown. The first answers will tell."))
            return
        overall = result.adapted.overall
        self._figure.setText(share(overall.estimate, digits=1))
        words = self.tr("between %1 and %2 (95 % sure)")
        words = words.replace("%1", share(overall.low, digits=1)).replace("%2", share(overall.high, digits=1))
        if result.unsure:
            note = self.tr("%1 not sure: wrong for the low end, right for the high end.")
            words = f"{words}. {note.replace('%1', number(result.unsure))}"
        self._range.setText(words)
        self._show_rows(result)
        self._verdict.setText(self._helped(result.difference))

    def _show_rows(self, result: AuditResult) -> None:
        colours = tokens()
        rows = [(self.tr("adapted"), result.adapted.overall, colours.accent)]
        if result.source_only is not None:
            rows.append((self.tr("before"), result.source_only.overall, colours.faint))
        rows.append((self.tr("sure"), result.adapted.high, STATE_COLOURS[State.HIGH]))
        rows.append((self.tr("not sure"), result.adapted.low, STATE_COLOURS[State.LOW]))
        self._rows.show_rows(tuple(rows))
        by_class = zip(self._classes, result.adapted.by_class, strict=True)
        self._class_rows.show_rows(tuple((name, found, colours.accent) for name, found in by_class))

    def _helped(self, difference: Interval | None) -> str:
        effect = effect_of(difference)
        if difference is None or effect is None:
            return ""
        words = {
            Effect.HELPED: self.tr("Adapting helped: %1 to %2 points more are right than before."),
            Effect.HARMED: self.tr("Adapting did harm (%1 to %2 points). Save the labels of the old model instead."),
            Effect.SAME: self.tr("Adapting made no difference: as many labels are right as before."),
            Effect.UNCLEAR: self.tr("Whether adapting helped is not known yet (%1 to %2 points)."),
        }[effect]
        low, high = (f"{100 * end:+.1f}" for end in (difference.low, difference.high))
        return words.replace("%1", low).replace("%2", high)

    def _show_promise(self) -> None:
        promise = self._promise
        if promise is None:
            return
        if len(promise.accepted) == 0:
            words = self.tr(
                "No set of labels can be promised yet; it takes at least %1 answers, more if some are wrong."
            )
            self._promised.setText(words.replace("%1", number(promise.audits_needed)))
        else:
            words = self.tr("%1 labels can go out as they are, 95 % sure. Look at %2 more and all can.")
            words = words.replace("%1", number(len(promise.accepted) + len(promise.known)))
            self._promised.setText(words.replace("%2", number(len(promise.remaining))))
        self._bought.setVisible(self._forecast is not None)
        if self._forecast is not None:
            words = self.tr("About %1 labels could go out then, in nine of ten cases %2 to %3.")
            for place, value in enumerate((self._forecast.expected, self._forecast.low, self._forecast.high), 1):
                words = words.replace(f"%{place}", number(value))
            self._bought.setText(words)

    def _show_saving(self) -> None:
        saving = self._saving
        if saving is None:
            return
        self._saved.setText(number(saving.saved))
        words = self.tr("of %1. You looked at %2 pictures.")
        if saving.pace is not None and saving.seconds is not None:
            words = self.tr("of %1. You looked at %2 pictures, %3 s each; at that pace %4 are saved.")
            words = words.replace("%3", QLocale().toString(saving.pace, "f", 1)).replace("%4", duration(saving.seconds))
        words = words.replace("%1", number(saving.images)).replace("%2", number(saving.opened))
        self._saved_note.setText(words)

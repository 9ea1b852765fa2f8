"""What an audit says, at the right of the window: shares, a promise, and the labels saved."""

import math

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dclgui.qt.audit.interval_rows import IntervalRows
from dclgui.qt.audit.promise_card import PromiseCard
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, tokens
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import duration, filled, number, share
from dclgui.review.estimate import AuditResult
from dclgui.review.saved import Saving
from dclgui.review.table import State
from dclgui.review.verdict import Effect
from dclgui.standing.standing import Audit


class Results(Panel):
    """``promise`` is the guarantee's card; ``old_wanted`` asks for the old model's labels if adapting was no help."""

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
        self._audit: Audit | None = None
        self._saving: Saving | None = None
        self._classes: tuple[str, ...] = ()
        self._complete = False
        self._build()
        self.refresh()

    def show_audit(self, audit: Audit | None, classes: tuple[str, ...], *, complete: bool) -> None:
        """Show what the answers so far say, ``None`` before the first; ``complete``: all are given."""
        self._audit, self._classes, self._complete = audit, classes, complete
        self.retranslate()

    def show_saving(self, saving: Saving) -> None:
        """Show how many labels, and how much time, the person did not have to spend."""
        self._saving = saving
        self._show_saving()

    def retranslate(self) -> None:
        """All words and figures."""
        self.setAccessibleName(self.tr("What the audit says"))
        self._head.setText(self.tr("Right labels") if self._complete else self.tr("Right labels, so far"))
        self._saved_head.setText(self.tr("Labels saved"))
        self._class_head.setText(self.tr("By class"))
        self._old.setText(self.tr("Save the old model's labels…"))
        self._show_shares()
        self._show_saving()

    def restyle(self) -> None:
        """The dots take the theme's colours."""
        self._show_shares()

    def _build(self) -> None:
        self._head, self._figure, self._range = label("muted"), label("figure"), label("muted", wrap=True)
        self._rows, self._class_head, self._class_rows = IntervalRows(), label("section"), IntervalRows()
        self._verdict, self._old = label("body", wrap=True), button("link")
        self._old.clicked.connect(self.old_wanted)
        self.promise = PromiseCard()
        self._saved_head, self._saved, self._saved_note = label("muted"), label("figure"), label("muted", wrap=True)
        for part in (self._head, self._figure, self._range, self._rows, self._verdict, self._old):
            self._column.addWidget(part)
        self._column.addWidget(self.promise)
        for part in (self._saved_head, self._saved, self._saved_note, self._class_head, self._class_rows):
            self._column.addWidget(part)
        self._column.addStretch()

    def _show_shares(self) -> None:
        result = None if self._audit is None else self._audit.result
        known = result is not None and not math.isnan(result.adapted.overall.estimate)
        for widget in (self._rows, self._verdict, self._class_head, self._class_rows, self.promise):
            widget.setVisible(known)
        self._old.setVisible(known and self._no_help())
        if result is None or not known:
            self._figure.setText("–")
            self._range.setText(self.tr("Unknown. The first answers will tell."))
            return
        overall = result.adapted.overall
        self._figure.setText(share(overall.estimate, digits=1))
        words = self.tr("between %1 and %2 (95 % sure)")
        words = filled(words, share(overall.low, digits=1), share(overall.high, digits=1))
        if result.unsure:
            note = self.tr("%1 not sure: wrong for the low end, right for the high end.")
            words = f"{words}. {filled(note, number(result.unsure))}"
        self._range.setText(words)
        self._show_rows(result)
        self._verdict.setText(self._helped())

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

    def _helped(self) -> str:
        effect = None if self._audit is None else self._audit.effect
        difference = None if self._audit is None else self._audit.result.difference
        if difference is None or effect is None:
            return ""
        words = {
            Effect.HELPED: self.tr("Adapting helped: %1 to %2 points more are right than before."),
            Effect.HARMED: self.tr("Adapting did harm (%1 to %2 points). Save the labels of the old model instead."),
            Effect.SAME: self.tr("Adapting made no difference: as many labels are right as before."),
            Effect.UNCLEAR: self.tr("Whether adapting helped is not known yet (%1 to %2 points)."),
        }[effect]
        low, high = (f"{100 * end:+.1f}" for end in (difference.low, difference.high))
        return filled(words, low, high)

    def _show_saving(self) -> None:
        saving = self._saving
        if saving is None:
            return
        self._saved.setText(number(saving.saved))
        looked = (number(saving.images), number(saving.opened))
        words = filled(self.tr("of %1. You looked at %2 pictures."), *looked)
        if saving.pace is not None and saving.seconds is not None:
            words = self.tr("of %1. You looked at %2 pictures, %3 s each; at that pace %4 are saved.")
            words = filled(words, *looked, QLocale().toString(saving.pace, "f", 1), duration(saving.seconds))
        self._saved_note.setText(words)

    def _no_help(self) -> bool:
        """A whole audit has not shown that adapting helped, or a part of one that it did harm."""
        effect = None if self._audit is None else self._audit.effect
        return effect is Effect.HARMED or (self._complete and effect is Effect.UNCLEAR)

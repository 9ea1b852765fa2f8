"""What an audit says, at the right of the window: shares with their intervals, the guarantee, and the labels saved."""

import math

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dclgui.qt.audit.promise_card import PromiseCard
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, font, tokens
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import duration, filled, number, share, tooltip
from dclgui.review.estimate import AuditResult
from dclgui.review.intervals import Interval
from dclgui.review.saved import Saving
from dclgui.review.table import State
from dclgui.review.verdict import Effect
from dclgui.standing.standing import Audit

_ROW, _VALUE = 20, 92
_WIDEST_NAME = 112


class IntervalRows(Panel):
    """``name ──●── 92.1–99.1 %``; the scale starts at the lowest end, rounded down to a tenth."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, Interval, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[tuple[str, Interval, str], ...]) -> None:
        """Show rows of a name, its interval and the colour of its dot; one without an answer is left out."""
        self._rows = tuple(row for row in rows if row[1].answered)
        points = [(name, found.point) for name, found, _ in self._rows if not math.isnan(found.point)]
        self.setToolTip(tooltip("\n".join(f"{name}: {share(point, digits=1)}" for name, point in points)))
        self.setAccessibleDescription(
            "; ".join(
                f"{name} {share(found.low, digits=1)} – {share(found.high, digits=1)}" for name, found, _ in self._rows
            )
        )
        self.setFixedHeight(_ROW * len(self._rows))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line per row."""
        return QSize(200, _ROW * len(self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Name, interval, dot and values."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lowest = min((found.low for _, found, _ in self._rows), default=0.0)
        first = math.floor(lowest * 10) / 10
        metrics = QFontMetricsF(font(13))
        wide = min(_WIDEST_NAME, max((metrics.horizontalAdvance(name) + 1 for name, _, _ in self._rows), default=0))
        left, right = wide + 8.0, self.width() - _VALUE - 8.0
        centre = Qt.AlignmentFlag.AlignVCenter

        def at(value: float) -> float:
            return left + (right - left) * (value - first) / max(1e-9, 1 - first)

        for place, (name, found, colour) in enumerate(self._rows):
            area = QRectF(0, place * _ROW, self.width(), _ROW)
            middle = area.center().y()
            painter.setFont(font(13))
            painter.setPen(QColor(colours.ink))
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, round(wide))
            painter.drawText(QRectF(0, area.y(), wide, _ROW), centre, words)
            painter.setPen(QPen(QColor(colours.track), 2))
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
            painter.setPen(QPen(QColor(colour), 3))
            painter.drawLine(QPointF(at(found.low), middle), QPointF(at(found.high), middle))
            if not math.isnan(found.point):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colour))
                painter.drawEllipse(QPointF(at(found.point), middle), 4, 4)
            painter.setFont(font(12))
            painter.setPen(QColor(colours.muted))
            figures = f"{100 * found.low:.1f}–{share(found.high, digits=1)}"
            value = QRectF(self.width() - _VALUE, area.y(), _VALUE, _ROW)
            painter.drawText(value, centre | Qt.AlignmentFlag.AlignRight, figures)


class Results(Panel):
    """``promise`` is the card of the guarantee; ``old_wanted``: save the labels of the source model instead."""

    old_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside = QWidget()
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
        self._build()
        self.refresh()

    def show_audit(self, audit: Audit | None, classes: tuple[str, ...]) -> None:
        """Show the estimates from the answers so far, ``None`` before the first."""
        self._audit, self._classes = audit, classes
        self.retranslate()

    def show_content(self, *, shown: bool) -> None:
        """Show nothing before there are labels."""
        self._inside.setVisible(shown)

    def show_saving(self, saving: Saving) -> None:
        """Show how many labels, and how much time, the user saved."""
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

    @property
    def _complete(self) -> bool:
        return self._audit is not None and self._audit.result.complete

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
        known = result is not None and result.answered > 0
        self._verdict.setVisible(known)
        self.promise.setVisible(known)
        for widget in (self._rows, self._class_head, self._class_rows):
            widget.setVisible(known and self._complete)
        self._old.setVisible(known and self._no_help())
        if result is None or not known:
            self._figure.setText("–")
            self._range.setText(self.tr("Unknown. The first answers will tell."))
            return
        self._show_overall(result)
        self._show_rows(result)
        self._verdict.setText(self._helped())

    def _show_overall(self, result: AuditResult) -> None:
        """One number once it means something; until then the range is the figure."""
        overall = result.adapted.overall
        ends = share(overall.low, digits=1), share(overall.high, digits=1)
        if not math.isnan(overall.point):
            self._figure.setText(share(overall.point, digits=1))
            words = [filled(self.tr("between %1 and %2 (95 % sure)"), *ends)]
        else:
            self._figure.setText(f"{100 * overall.low:.1f} – {ends[1]}")
            so_far = self.tr("95 % sure so far; the share is told when all pictures are named")
            words = [self.tr("95 % sure; too few answers for one number") if self._complete else so_far]
        if result.unsure:
            note = self.tr("%1 not sure: wrong for the low end, right for the high end.")
            words.append(filled(note, number(result.unsure)))
        if self._audit is not None and self._audit.changed:
            seen = self.tr("Answers changed after the program's names were seen: %1.")
            words.append(filled(seen, number(self._audit.changed)))
        self._range.setText("\n".join(words))

    def _show_rows(self, result: AuditResult) -> None:
        colours = tokens()
        rows = [(self.tr("adapted"), result.adapted.overall, colours.accent)]
        if result.source_only is not None:
            rows.append((self.tr("before"), result.source_only.overall, colours.faint))
        rows.append((self.tr("high confidence"), result.adapted.high, STATE_COLOURS[State.HIGH]))
        rows.append((self.tr("low confidence"), result.adapted.low, STATE_COLOURS[State.LOW]))
        self._rows.show_rows(tuple(rows))
        by_class = zip(self._classes, result.adapted.by_class, strict=True)
        self._class_rows.show_rows(tuple((name, found, colours.accent) for name, found in by_class if name))

    def _helped(self) -> str:
        effect = None if self._audit is None else self._audit.effect
        difference = None if self._audit is None else self._audit.result.difference
        if difference is None:
            return ""
        if effect is None:
            return self.tr("Whether adapting helped is told when all pictures are named.")
        words = {
            Effect.HELPED: self.tr("Adapting helped: %1 to %2 points more are right than before."),
            Effect.HARMED: self.tr("Adapting did harm (%1 to %2 points). Save the labels of the old model instead."),
            Effect.SAME: self.tr("Adapting made no difference: as many labels are right as before."),
            Effect.UNCLEAR: self.tr("Whether adapting helped can't be told (%1 to %2 points)."),
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
        """Whether a complete audit has not shown that adapting helped, or any audit that it did harm."""
        effect = None if self._audit is None else self._audit.effect
        return effect is Effect.HARMED or (self._complete and effect is Effect.UNCLEAR)

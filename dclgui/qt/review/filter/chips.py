"""Chips of the filter: a state to show or not, and the conditions that no other control shows."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from dclgui.qt.gallery.glyphs import draw_glyph
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, font, tokens
from dclgui.qt.parts.widgets import button
from dclgui.qt.parts.words import filled, number, tooltip
from dclgui.qt.review.filter.columns import column_name
from dclgui.review.shown import Filter
from dclgui.review.table import State

HEIGHT = 32
_SIDE, _GLYPH, _GAP = 10, 18, 6
_LONGEST = 32
"""Characters of a file's name on a chip."""


class Chip(QAbstractButton):
    """A button in the shape of a pill, the base of both kinds."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_pill(self, painter: QPainter) -> None:
        """Paint the pill; its edge is dark while it is checked."""
        colours = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = colours.accent if self.hasFocus() else colours.ink if on else colours.line
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.panel))
        half = self.height() / 2 - 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), half, half)


class CountChip(Chip):
    """A name and a number behind it: shows or hides images while it is checked; ``lead`` pixels before the name."""

    def __init__(self, name: str, *, lead: int = _SIDE) -> None:
        super().__init__()
        self._count, self._lead = 0, lead
        self.setCheckable(True)
        self.setObjectName(name)

    def say(self, words: str, tip: str) -> None:
        """Set the name and what it means."""
        self.setText(words)
        self.setToolTip(tooltip(tip))
        self._fit()

    def show_count(self, count: int) -> None:
        """Set the number of images."""
        self._count = count
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for sign, name and count."""
        metrics = QFontMetricsF(font(13))
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(number(self._count))
        return QSize(round(self._lead + words + 2 * _GAP + _SIDE), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Pill, sign, name, count."""
        colours = tokens()
        painter = QPainter(self)
        self.paint_pill(painter)
        self.paint_sign(painter)
        painter.setFont(font(13))
        left = self._lead
        painter.setPen(QColor(colours.ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, self.text())
        left += round(QFontMetricsF(font(13)).horizontalAdvance(self.text())) + _GAP
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, number(self._count))

    def paint_sign(self, painter: QPainter) -> None:
        """Paint what stands before the name: nothing."""

    def _fit(self) -> None:
        self.setAccessibleName(f"{self.text()}: {number(self._count)}")
        self.setFixedSize(self.sizeHint())
        self.update()


class StateChip(CountChip):
    """``▲ Low 1,204``: shows the images of one state while it is checked."""

    def __init__(self, state: State) -> None:
        super().__init__(f"state {state.name.lower()}", lead=_SIDE + _GLYPH + 2)
        self.state = state

    def paint_sign(self, painter: QPainter) -> None:
        """The state's glyph."""
        sign = QRectF(_SIDE - 2, (self.height() - _GLYPH) / 2, _GLYPH, _GLYPH)
        draw_glyph(painter, self.state, sign, QColor(STATE_COLOURS.get(self.state, tokens().ink)))


class ConditionChip(Chip):
    """``entropy 0.50-1.20 ✕``: a click removes the condition."""

    def __init__(self, words: str, tip: str) -> None:
        super().__init__()
        self.setText(words)
        self.setToolTip(tooltip(tip))
        self.setAccessibleName(words)
        self.setAccessibleDescription(tip)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words and a cross."""
        return QSize(round(QFontMetricsF(font(12)).horizontalAdvance(self.text())) + 2 * _SIDE + 18, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Pill, words, cross."""
        painter = QPainter(self)
        self.paint_pill(painter)
        painter.setFont(font(12))
        painter.setPen(QColor(tokens().ink))
        area = QRectF(self.rect()).adjusted(_SIDE, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())
        cross = QRectF(self.width() - _SIDE - 13, (self.height() - 16) / 2, 16, 16)
        draw_glyph(painter, State.PROBLEM, cross, QColor(tokens().muted))


class Conditions(Panel):
    """The conditions of a filter that no other control shows; hidden while there are none.

    ``kept``     the filter without the condition that was removed
    ``cleared``  remove all conditions
    """

    kept = Signal(object)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter()
        self._class_names: tuple[str, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._clear = button("link")
        self._clear.clicked.connect(self.cleared)
        self._row.addWidget(self._clear)
        self._row.addStretch()
        self.chips: list[ConditionChip] = []
        self.hide()
        self.refresh()

    def show_filter(self, shown: Filter, class_names: tuple[str, ...]) -> None:
        """Show the conditions of ``shown``."""
        self._filter, self._class_names = shown, class_names
        self.retranslate()

    def retranslate(self) -> None:
        """Rebuild the chips."""
        self._clear.setText(self.tr("Clear the filter"))
        self.setAccessibleName(self.tr("Conditions"))
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = [self._chip(words, rest) for words, rest in self._conditions()]
        for place, chip in enumerate(self.chips):
            self._row.insertWidget(place, chip)
        self.setVisible(bool(self.chips))

    def _chip(self, words: str, rest: Filter) -> ConditionChip:
        chip = ConditionChip(words, self.tr("Click to take this condition away"))
        chip.clicked.connect(partial(self.kept.emit, rest))
        return chip

    def _conditions(self) -> list[tuple[str, Filter]]:
        """Each condition in words, with the filter without it."""
        shown = self._filter
        found = []
        for condition in shown.ranges:
            column, low, high = condition
            rest = tuple(other for other in shown.ranges if other is not condition)
            found.append((f"{column_name(column)} {low:.3g} – {high:.3g}", replace(shown, ranges=rest)))
        if shown.cell is not None:
            before, after = (self._class_names[place] for place in shown.cell)
            words = filled(self.tr("Classifier %1, name %2"), before, after)
            found.append((words, replace(shown, cell=None)))
        if shown.rows is not None:
            words = filled(self.tr("%1 picked"), number(len(shown.rows)))
            found.append((words, replace(shown, rows=None)))
        if shown.like is not None:
            found.append((filled(self.tr("like %1"), shortened(shown.like.name)), shown.like.before))
        return found


def shortened(name: str) -> str:
    """``name`` with its middle left out if it is long; its end tells pictures apart."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST // 2]}…{name[-_LONGEST // 2 :]}"

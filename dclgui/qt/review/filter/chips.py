"""Round buttons: a state to show or not, and a condition that a click takes away."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from dclgui.qt.gallery.glyphs import draw_glyph
from dclgui.qt.parts.theme import STATE_COLOURS, font, tokens
from dclgui.qt.parts.words import number
from dclgui.review.table import State

HEIGHT = 32
_SIDE, _GLYPH, _GAP = 10, 18, 6


class Chip(QAbstractButton):
    """What both kinds share: a pill with a bright edge when it is on."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_pill(self, painter: QPainter) -> None:
        """The pill."""
        colours = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = colours.accent if self.hasFocus() else colours.ink if on else colours.line
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.panel))
        half = self.height() / 2 - 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), half, half)


class StateChip(Chip):
    """``▲ Low 1,204``: shows the images of one state while it is down."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._count = 0
        self.setCheckable(True)
        self.setObjectName(f"state {state.name.lower()}")

    def say(self, words: str, tip: str) -> None:
        """The state's name, and what it means."""
        self.setText(words)
        self.setToolTip(tip)
        self._fit()

    def show_count(self, count: int) -> None:
        """How many images of the state there are."""
        self._count = count
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Sign, name and count."""
        metrics = QFontMetricsF(font(13))
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(number(self._count))
        return QSize(round(2 * _SIDE + _GLYPH + words + 2 * _GAP), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Pill, sign, name, count."""
        colours = tokens()
        painter = QPainter(self)
        self.paint_pill(painter)
        sign = QRectF(_SIDE - 2, (self.height() - _GLYPH) / 2, _GLYPH, _GLYPH)
        draw_glyph(painter, self.state, sign, QColor(STATE_COLOURS.get(self.state, colours.ink)))
        painter.setFont(font(13))
        left = _SIDE + _GLYPH + 2
        painter.setPen(QColor(colours.ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, self.text())
        left += round(QFontMetricsF(font(13)).horizontalAdvance(self.text())) + _GAP
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, number(self._count))

    def _fit(self) -> None:
        self.setAccessibleName(f"{self.text()}: {number(self._count)}")
        self.setFixedSize(self.sizeHint())
        self.update()


class ConditionChip(Chip):
    """``entropy 0.50-1.20 ✕``: a click takes the condition away."""

    def __init__(self, words: str, tip: str) -> None:
        super().__init__()
        self.setText(words)
        self.setToolTip(tip)
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

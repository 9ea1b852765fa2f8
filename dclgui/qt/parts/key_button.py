"""A button that shows its shortcut key."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from dclgui.qt.parts.theme import font, tokens
from dclgui.qt.parts.words import tooltip

HEIGHT = 34
_PAD, _GAP, _CAP_PAD, _CAP_HEIGHT = 10, 8, 6, 18
_WIDEST_NAME = 132


class KeyButton(QAbstractButton):
    """``[1] scratch``: a key and what it does; a long name is elided, the tooltip has it in full."""

    def __init__(self, *, primary: bool = False) -> None:
        super().__init__()
        self._primary = primary
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, words: str, *, key: str = "", tip: str = "") -> None:
        """Show ``words`` unchanged behind ``key``."""
        self.setText(words)
        self._key = key
        self.setToolTip(tooltip(tip or words))
        self.setAccessibleName(f"{words} ({key})" if key else words)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for key and text."""
        words = min(QFontMetricsF(self._font()).horizontalAdvance(self.text()), _WIDEST_NAME)
        cap = self._cap_width() + _GAP if self._key else 0
        return QSize(round(2 * _PAD + cap + words + 1), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Frame, key, text."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        plain = colours.track if self.isDown() else colours.hover if self.underMouse() else colours.panel
        plain = colours.accent_soft if self.isChecked() else plain
        edge = colours.accent if self.hasFocus() or self.isChecked() or self._primary else colours.line
        if self._primary and self.hasFocus():
            edge = colours.ink
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(colours.accent if self._primary else plain))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        left = float(_PAD)
        if self._key:
            left += self._paint_cap(painter) + _GAP
        painter.setFont(self._font())
        painter.setPen(QColor(colours.on_accent if self._primary else colours.ink))
        room = self.width() - left - _PAD + 1
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, round(room + 1))
        painter.drawText(QRectF(left, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Repaint, since the colour changes under the mouse."""
        self.update()
        super().enterEvent(event)

    def _paint_cap(self, painter: QPainter) -> float:
        colours = tokens()
        width = self._cap_width()
        area = QRectF(_PAD + 0.5, (self.height() - _CAP_HEIGHT) / 2 + 0.5, width - 1, _CAP_HEIGHT - 1)
        if self._primary:
            light = QColor(colours.on_accent)
            light.setAlphaF(0.22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(light)
        else:
            painter.setPen(QColor(colours.line))
            painter.setBrush(QColor(colours.background))
        painter.drawRoundedRect(area, 4, 4)
        painter.setFont(font(11))
        painter.setPen(QColor(colours.on_accent if self._primary else colours.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._key)
        return width

    def _cap_width(self) -> float:
        return max(float(_CAP_HEIGHT), QFontMetricsF(font(11)).horizontalAdvance(self._key) + 2 * _CAP_PAD)

    def _font(self) -> QFont:
        return font(13, bold=self._primary)

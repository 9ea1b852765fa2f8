"""Class shares of the old camera against the new one, two thin bars a class."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import STATE_COLOURS, font, tokens
from dclgui.qt.parts.words import share
from dclgui.review.table import State

ROW = 20
_NAME = 92
_FIGURES = 84
_LEAST = 0.01
"""Share of the old camera from which on a class that nothing is named after counts as vanished."""


@dataclass(frozen=True, slots=True)
class ClassShare:
    """``target`` is ``None`` before the first round; both shares in [0, 1]."""

    name: str
    source: float
    target: float | None

    @property
    def vanished(self) -> bool:
        """Whether no new picture bears this name, though the old camera has it."""
        return self.target == 0 and self.source >= _LEAST


class ShareBars(Panel):
    """One row a class, painted."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[ClassShare, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.refresh()

    @property
    def shares(self) -> tuple[ClassShare, ...]:
        """What shows."""
        return self._shares

    def show_shares(self, shares: tuple[ClassShare, ...]) -> None:
        """Show ``shares``, in this order."""
        if shares != self._shares:
            self._shares = shares
            self.retranslate()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A row for each class."""
        return QSize(200, ROW * len(self._shares))

    def retranslate(self) -> None:
        """What a screen reader says."""
        self.setAccessibleName(self.tr("Class shares"))
        self.setAccessibleDescription("; ".join(f"{one.name}: {self._figures(one)}" for one in self._shares))
        self.setToolTip(
            self.tr("Above the old camera's share of the class, below the new camera's in the newest round.")
        )

    def restyle(self) -> None:
        """Painted in the theme's colours."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """All rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = max((max(one.source, one.target or 0.0) for one in self._shares), default=1.0) or 1.0
        for row, one in enumerate(self._shares):
            self._paint_row(painter, row * ROW, one, 1 / (1.25 * longest))

    def _paint_row(self, painter: QPainter, top: int, one: ClassShare, scale: float) -> None:
        colours = tokens()
        painter.setFont(font(13))
        painter.setPen(QColor(colours.ink))
        vertical = Qt.AlignmentFlag.AlignVCenter
        name = painter.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideRight, _NAME - 8)
        painter.drawText(QRectF(0, top, _NAME, ROW), vertical, name)
        width = self.width() - _NAME - _FIGURES
        bars = [(one.source, colours.faint, 5)] + ([(one.target, colours.accent, 12)] if one.target is not None else [])
        painter.setPen(Qt.PenStyle.NoPen)
        for value, colour, offset in bars:
            painter.setBrush(QColor(colours.track))
            painter.drawRoundedRect(QRectF(_NAME, top + offset, width, 4), 2, 2)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(_NAME, top + offset, max(2.0, width * value * scale), 4), 2, 2)
        figures = QRectF(_NAME + width, top, _FIGURES, ROW)
        painter.setPen(QColor(STATE_COLOURS[State.PROBLEM] if one.vanished else colours.muted))
        painter.drawText(figures, vertical | Qt.AlignmentFlag.AlignRight, self._figures(one))

    @staticmethod
    def _figures(one: ClassShare) -> str:
        source = share(one.source)
        if one.target is None:
            return source
        words = f"{source.removesuffix(' %')} · {share(one.target)}"
        return f"⚠ {words}" if one.vanished else words

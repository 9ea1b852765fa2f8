"""How many pictures each class has, as bars."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import font, tokens
from dclgui.qt.parts.words import filled, number

_LINE, _BAR, _GAP = 22, 6, 24
_NAMES, _FIGURES = 0.38, 52


class ClassBars(Panel):
    """The first classes in up to two columns; how many more there are stands below, all of them in the tooltip."""

    def __init__(self, *, lines: int = 6) -> None:
        super().__init__()
        self._lines = lines
        self._counts: tuple[tuple[str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(lines * _LINE)
        self.refresh()

    def show_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Show ``counts``, (class name, pictures) in the order to show."""
        self._counts = tuple(counts)
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """What is read aloud."""
        self.setAccessibleName(self.tr("Pictures of each class"))
        words = "\n".join(f"{name}  {number(count)}" for name, count in self._counts)
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for short names."""
        return QSize(240, self._lines * _LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Name, bar, number."""
        if not self._counts:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = 1 if len(self._counts) <= self._lines else 2
        room = columns * self._lines
        shown = self._counts if len(self._counts) <= room else self._counts[: room - 1]
        width = (self.width() - (columns - 1) * _GAP) / columns
        most = max(count for _, count in self._counts)
        for place, (name, count) in enumerate(shown):
            column, line = divmod(place, self._lines)
            area = QRectF(column * (width + _GAP), line * _LINE, width, _LINE)
            self._paint_class(painter, area, name, count, share=count / max(1, most))
        if len(shown) < len(self._counts):
            area = QRectF(width + _GAP, (self._lines - 1) * _LINE, width, _LINE)
            more = filled(self.tr("and %1 more classes"), number(len(self._counts) - len(shown)))
            painter.setPen(QColor(tokens().muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, more)

    @staticmethod
    def _paint_class(painter: QPainter, area: QRectF, name: str, count: int, *, share: float) -> None:
        colours = tokens()
        painter.setFont(font(12))
        names = area.width() * _NAMES
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(names - 8))
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRectF(area.left(), area.top(), names, area.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(colours.muted))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, right, number(count))
        track = QRectF(area.left() + names, area.center().y() - _BAR / 2, area.width() - names - _FIGURES, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(
            QRectF(track.left(), track.top(), max(_BAR, track.width() * share), _BAR), _BAR / 2, _BAR / 2
        )

"""The rectangle that a drag of the mouse draws over the pictures."""

from PySide6.QtCore import QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QApplication, QRubberBand, QTableView

_STEP = 40
"""Milliseconds between two steps of scrolling while the pointer is above or below the pictures."""


class Band(QRubberBand):
    """``drawn`` gives the rectangle in pixels from the corner of the whole ``view``, however far it is scrolled."""

    drawn = Signal(QRect)

    def __init__(self, view: QTableView) -> None:
        super().__init__(QRubberBand.Shape.Rectangle, view.viewport())
        self._view = view
        self._from: QPoint | None = None
        self._to = QPoint()
        self._scrolling = QTimer(self, interval=_STEP)
        self._scrolling.timeout.connect(self._scroll)

    def begin(self, at: QPoint) -> None:
        """The button went down ``at`` a point of the viewport."""
        self._from = at + self._scrolled

    def draw_to(self, to: QPoint) -> None:
        """The pointer moved ``to``; nothing is drawn while that may be a click."""
        if self._from is None:
            return
        self._to, here = to, to + self._scrolled
        if self.isHidden() and (here - self._from).manhattanLength() < QApplication.startDragDistance():
            return
        area = QRect(self._from, here).normalized()
        self.setGeometry(area.translated(-self._scrolled))
        self.show()
        outside = not 0 <= to.y() < self._view.viewport().height()
        if outside != self._scrolling.isActive():
            (self._scrolling.start if outside else self._scrolling.stop)()
        self.drawn.emit(area)

    def end(self) -> None:
        """The button went up."""
        self._from = None
        self._scrolling.stop()
        self.hide()

    @property
    def _scrolled(self) -> QPoint:
        return QPoint(0, self._view.verticalScrollBar().value())

    def _scroll(self) -> None:
        """Scroll by as much as the pointer is outside, and draw on."""
        beyond = min(self._to.y(), 0) + max(self._to.y() - self._view.viewport().height(), 0)
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + beyond)
        self.draw_to(self._to)

"""A message that floats over a widget for a while and moves nothing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label

_SHOWN_MS = 8000
_ABOVE = 2 * GRID


class Toast(Panel):
    """Lies at the bottom of ``over``; goes after a while, or when it is clicked."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._over, self._words, self.act = over, label("body"), button("link")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self._words)
        row.addWidget(self.act)
        self._work: Callable[[], object] = self.hide
        self._gone = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._gone.timeout.connect(self.hide)
        self.act.clicked.connect(self._do)
        over.installEventFilter(self)
        self.hide()

    def say(self, words: str, act: str, work: Callable[[], object]) -> None:
        """Show ``words``, and a button ``act`` that does ``work``; both texts are translated already."""
        self._words.setText(words)
        self.act.setText(act)
        self.act.setAccessibleName(act)
        self.setAccessibleName(words)
        self._work = work
        self._place()
        self.show()
        self.raise_()
        self._gone.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go, and leave the click to nothing behind."""
        self.hide()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in the middle of the bottom."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, self._over.height() - self.height() - _ABOVE)

    def _do(self) -> None:
        self.hide()
        self._work()

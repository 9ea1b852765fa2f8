"""A tour of two minutes: a small panel that points at what each step of the program is done with."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from dclgui.qt.parts.page import StepName
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import button, card, give_role, label
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP, filled

_WIDTH, _AROUND = 340, 5
_FOLLOW_MS = 100


@dataclass(frozen=True, slots=True)
class Stop:
    """``shown_at`` is the object name of the widgets of the page ``step`` that are pointed at.

    ``tried``  the page keeps the keyboard, so that its keys can be tried
    """

    step: StepName
    shown_at: str
    title: str
    words: str
    tried: bool = False


STOPS: tuple[Stop, ...] = (
    Stop("folders", "zone",
        QT_TRANSLATE_NOOP("Tour", "Drop two folders"),
        QT_TRANSLATE_NOOP("Tour", "Left the old camera's pictures, sorted into classes. Right the new camera's, which "
                                  "need their labels. The demo has both already.")),
    Stop("run", "start",
        QT_TRANSLATE_NOOP("Tour", "Adapt"),
        QT_TRANSLATE_NOOP("Tour", "One press, and the program learns the new camera. The first labels come within a "
                                  "minute. You can try it now; the tour goes on beside it.")),
    Stop("review", "filter",
        QT_TRANSLATE_NOOP("Tour", "Sure, or not sure"),
        QT_TRANSLATE_NOOP("Tour", "What is worth a look comes first. No label is called sure before some twenty "
                                  "answers of yours have shown that it may be.")),
    Stop("review", "answers",
        QT_TRANSLATE_NOOP("Tour", "Answer with a key"),
        QT_TRANSLATE_NOOP("Tour", "Enter: the label is right. A digit: it is that class. X: none of these. After each "
                                  "answer the program learns, and Ctrl+Z takes it back. Try it!"), tried=True),
    Stop("audit", "offer",
        QT_TRANSLATE_NOOP("Tour", "Audit"),
        QT_TRANSLATE_NOOP("Tour", "Name a small random sample without seeing the program's answers. Then it is known "
                                  "how many of all labels are right.")),
    Stop("export", "labels",
        QT_TRANSLATE_NOOP("Tour", "Export"),
        QT_TRANSLATE_NOOP("Tour", "The labels as a table or for another program, the model, a report. That is all. "
                                  "The guide (F1) says more of every page.")),
)  # fmt: skip


class Tour(Panel):
    """Lies beside what it points at and blocks nothing; Escape or *Skip* ends it at every stop.

    ``ended``: it is over.
    """

    ended = Signal()

    def __init__(self, window: QWidget, go: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window, self._go, self._place, self._frame = window, go, 0, _Frame(window)
        self._count, self._title, self._words = label("small"), label("strong", wrap=True), label(wrap=True)
        self._later = label("muted", wrap=True)
        self.skip, self.back, self.next = button("link"), button(), button("primary")
        self._build()
        self.skip.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self.show_stop(self._place - 1))
        self.next.clicked.connect(self._show_next)
        # A widget moves or shows for many reasons, most of them its page's own.
        self._following = QTimer(self, interval=_FOLLOW_MS)
        self._following.timeout.connect(self._follow)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one
        self.refresh()
        self.show_stop(0)

    def show_stop(self, place: int) -> None:
        """Go to the page of stop ``place`` and point at its widget."""
        self._place = place
        self._go(STOPS[place].step)
        self.refresh()
        self._follow()
        self.show()
        self._following.start()
        at_page = QApplication.focusWidget()
        if STOPS[place].tried and self._later.isHidden() and at_page is not None:
            self.setTabOrder(at_page, self.next)
        else:
            self.next.setFocus()

    def end(self) -> None:
        """Take panel and frame away."""
        self._following.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # there is one
        for widget in (self._frame, self):
            widget.hide()
            widget.deleteLater()
        self.ended.emit()

    def retranslate(self) -> None:
        """The words of this stop."""
        stop, last = STOPS[self._place], self._place == len(STOPS) - 1
        self._title.setText(QCoreApplication.translate("Tour", stop.title))
        self._words.setText(QCoreApplication.translate("Tour", stop.words))
        self._count.setText(filled(self.tr("%1 of %2"), str(self._place + 1), str(len(STOPS))))
        self._later.setText(self.tr("It shows here as soon as the first labels are there."))
        self.skip.setText(self.tr("Skip the tour"))
        self.back.setText(self.tr("Back"))
        self.next.setText(self.tr("Done") if last else self.tr("Next"))
        self.back.setEnabled(self._place > 0)
        self.skip.setVisible(not last)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._words.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """End at Escape, wherever in the window the keyboard is, unless a menu has it."""
        here = isinstance(watched, QWidget) and watched.window() is self.window()
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and here and QApplication.activePopupWidget() is None:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # no shortcut, then, but a key
            elif event.type() == QEvent.Type.KeyPress:
                self.end()
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        frame, inner = card()
        give_role(frame, "note")
        row = QHBoxLayout()
        for press in (self.skip, self.back, self.next):
            row.addWidget(press)
        row.insertStretch(1)
        for words in (self._count, self._title, self._words, self._later):
            inner.addWidget(words)
        inner.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.setFixedWidth(_WIDTH)

    def _show_next(self) -> None:
        if self._place == len(STOPS) - 1:
            self.end()
        else:
            self.show_stop(self._place + 1)

    def _follow(self) -> None:
        """Frame what is pointed at, or the step's button where that does not show yet, and lie beside it."""
        window, stop = self._window, STOPS[self._place]
        area = _area_of(window, stop.shown_at)
        self._later.setVisible(area.isEmpty() and stop.step != "run")
        if area.isEmpty():
            area = _area_of(window, f"step {stop.step}")
        area = area.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND) & window.rect()
        size = QSize(_WIDTH, self.heightForWidth(_WIDTH))
        self._frame.setGeometry(area)
        self.setGeometry(QRect(beside(area, size, window.rect()), size))
        for widget in (self._frame, self):
            widget.show()
            widget.raise_()


def beside(area: QRect, size: QSize, whole: QRect) -> QPoint:
    """Where something of ``size`` lies inside ``whole``: below ``area``, above it, at its right, left, or inside it."""
    middle = area.center() - QPoint(size.width() // 2, size.height() // 2)
    places = (
        QPoint(middle.x(), area.bottom() + GRID),
        QPoint(middle.x(), area.top() - GRID - size.height()),
        QPoint(area.right() + GRID, middle.y()),
        QPoint(area.left() - GRID - size.width(), middle.y()),
    )
    inner = whole.adjusted(GRID, GRID, -GRID, -GRID)
    for place in places:
        x = min(max(place.x(), inner.left()), inner.right() - size.width())
        y = min(max(place.y(), inner.top()), inner.bottom() - size.height())
        if not QRect(QPoint(x, y), size).intersects(area):
            return QPoint(x, y)
    return area.bottomRight() - QPoint(size.width() + 2 * GRID, size.height() + 2 * GRID)


def _area_of(window: QWidget, name: str) -> QRect:
    """What the visible widgets called ``name`` take of ``window``; empty if none shows."""
    area = QRect()
    for widget in window.findChildren(QWidget, name):
        if widget.isVisible():
            area |= QRect(widget.mapTo(window, QPoint()), widget.size())
    return area


class _Frame(QWidget):
    """A line around something, through which the mouse passes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().accent), 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 9, 9)

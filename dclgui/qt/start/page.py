"""The start page, shown while no project is open."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QEvent, QLocale, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import MakeDemo
from dclgui.core.protocol.results import DemoMade
from dclgui.qt.parts.banner import Banner
from dclgui.qt.parts.icons import Icon, IconLabel
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.project_place import documents
from dclgui.qt.parts.theme import GRID, font, tokens
from dclgui.qt.parts.widgets import button, card, label, scroll_area
from dclgui.qt.parts.words import filled, folder_words, number, tooltip
from dclgui.qt.session.questions import Question, Questions
from dclgui.qt.session.run_thread import Serve

_WIDTH = 936
_DEMO = "dclgui-demo"
_ROW_HEIGHT, _ROW_MARGIN, _BETWEEN, _PAD = 52, 16, 2, 20
_TIGHT = 520
"""Pixels of height below which the margin at the top is narrow."""
_TOUCHED = ("project.sqlite-wal", "project.sqlite", "job.toml", "window.lock")
"""Files of a project that change when it is used."""


class StartPage(Page):
    """Recent projects, New, Open and the demo.

    ``offer``           a notice for somebody without recent projects, which stands in their place and covers nothing
    ``command_wanted``  ``new``, ``open`` or ``demo`` of the command table
    ``demo_made``       the demo is drawn, and its project was asked for
    """

    command_wanted = Signal(str)
    demo_made = Signal()

    def __init__(self, preferences: Preferences, serve: Serve) -> None:
        super().__init__()
        self._preferences, self._questions = preferences, Questions(serve, self)
        self._drawing: Question | None = None
        self._progress: Progressed | None = None
        self._rows: list[RecentRow] = []
        self._ways = {name: _Way(icon) for name, icon in (("new", Icon.NEW), ("open", Icon.OPEN), ("demo", Icon.PLAY))}
        self.offer = Banner()
        self.offer.installEventFilter(self)
        self._ways["new"].act.setProperty("role", "primary")
        self._bar, self._stop = QProgressBar(), button("link")
        self._bar.setTextVisible(False)
        self._recent_title, self._empty, self._drop = label("section"), label("muted", wrap=True), label("small")
        self._build()
        for name, way in self._ways.items():
            way.act.clicked.connect(partial(self.command_wanted.emit, name))
        self._stop.clicked.connect(self._stop_demo)
        self._show_drawing()
        self.refresh()

    def entered(self) -> None:
        """List the recent projects anew."""
        super().entered()
        self._fill_recent()

    def close_work(self) -> None:
        """Stop the child process that draws the demo."""
        self._questions.close()

    def try_demo(self, folder: Path | None = None) -> None:
        """Draw the demo's images into ``folder``, by default one in the documents folder, and open its project."""
        if self._drawing is not None:
            return
        self.banner.hide()
        self._progress = None
        self._drawing = self._questions.ask(MakeDemo(folder or documents() / _DEMO))
        self._drawing.said.connect(self._on_said)
        self._drawing.answered.connect(self._on_drawn)
        self._drawing.failed.connect(self._on_failed)
        self._drawing.ended.connect(self._on_ended)
        self._show_drawing()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Draw no demo for somebody who went elsewhere: it would come in the way."""
        if not event.spontaneous():
            self._stop_demo()
            self.offer.hide()  # it is of the moment, as every notice is
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Give the place of the offer back to the recent projects when it goes."""
        if watched is self.offer and event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._show_recent()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Set all texts."""
        self.title.setText(self.tr("Label a new camera's pictures from an old camera's"))
        self.subtitle.setText(self.tr("Everything stays on this computer. Your pictures are only read."))
        self._ways["new"].say(
            self.tr("New"),
            self.tr("Start with two folders: pictures with names, and pictures that need them."),
            self.tr("New project"),
        )
        self._ways["open"].say(
            self.tr("Open"), self.tr("Go on with a project that is kept on this computer."), self.tr("Open a project…")
        )
        drawing = self.tr("Drawing the pictures of a made-up line. It opens when it is ready.")
        words = self.tr("See how it works on a small line of made-up parts. Takes a few seconds to draw.")
        self._ways["demo"].say(
            self.tr("Try the demo"), words if self._drawing is None else drawing, self.tr("Try the demo")
        )
        self._stop.setText(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop drawing the demo"))
        self._bar.setAccessibleName(self.tr("Progress of the demo's pictures"))
        self._recent_title.setText(self.tr("Recent projects"))
        self._empty.setText(self.tr("The projects that you make or open will be listed here."))
        self._drop.setText(self.tr("A project folder can also be dropped anywhere on this window."))
        self._fill_recent()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the content in a column in the middle of a wide window."""
        side = max(20, (self.width() - _WIDTH) // 2)
        self.body.setContentsMargins(side, 2 * GRID if self.height() < _TIGHT else 4 * GRID, side, 2 * GRID)
        super().resizeEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(2 * GRID)
        ways = QHBoxLayout()
        ways.setSpacing(2 * GRID)
        for way in self._ways.values():
            ways.addWidget(way, 1)
        demo = QHBoxLayout()
        demo.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
        demo.addWidget(self._stop)
        self._ways["demo"].column.addLayout(demo)
        column.addLayout(ways)
        column.addWidget(self.offer)
        column.addWidget(self._recent_title)
        self._recent = self._recent_card()
        column.addWidget(self._recent)
        column.addWidget(self._drop)
        column.addStretch()
        self.body.addLayout(column, 1)

    def _recent_card(self) -> QFrame:
        frame, inner = card()
        inner.setContentsMargins(GRID, GRID, GRID, GRID)
        self._area, self._list = scroll_area()
        self._list.setSpacing(_BETWEEN)
        self._empty.setContentsMargins(GRID, GRID, GRID, GRID)
        inner.addWidget(self._empty)
        inner.addWidget(self._area)
        return frame

    def _fill_recent(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        recent = self._preferences.recent
        for project in recent:
            self._list.addWidget(self._row_of(project))
        self._list.addStretch()
        self._empty.setVisible(not recent)
        self._area.setVisible(bool(recent))
        height = len(recent) * (_ROW_HEIGHT + _BETWEEN)
        self._area.setMaximumHeight(height)
        self._area.setMinimumHeight(min(height, _ROW_HEIGHT + _BETWEEN))
        self._area.updateGeometry()
        self._show_recent()

    def _show_recent(self) -> None:
        for widget in (self._recent_title, self._recent):
            widget.setVisible(self.offer.isHidden())

    def _row_of(self, project: Path) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        row, remove = RecentRow(project), button("link")
        row.show_when(self._state_words(project), last_used(project))
        row.clicked.connect(partial(self.project_wanted.emit, project))
        remove.setText("✕")
        remove.setToolTip(self.tr("Take it off this list; the project itself stays."))
        remove.setAccessibleName(filled(self.tr("Take %1 off the list"), project.stem))
        remove.clicked.connect(partial(self._forget, project))
        line.addWidget(row, 1)
        line.addWidget(remove)
        line.addSpacing(GRID)
        return whole

    def _state_words(self, project: Path) -> str:
        """Where the project stood when it was closed; empty if that isn't known."""
        left = self._preferences.left_at(project)
        if left is None:
            return ""
        words = self.tr("round %1, %2 worth a look") if left[1] else self.tr("round %1")
        return filled(words, *map(number, left))

    def _forget(self, project: Path) -> None:
        self._preferences.forget(project)
        self._fill_recent()

    def _show_drawing(self) -> None:
        drawing = self._drawing is not None
        self._bar.setVisible(drawing)
        self._stop.setVisible(drawing)
        self._ways["demo"].act.setVisible(not drawing)
        self._bar.setRange(0, self._progress.total if self._progress is not None else 0)
        self._bar.setValue(self._progress.done if self._progress is not None else 0)
        self.retranslate()

    def _on_said(self, said: object) -> None:
        if isinstance(said, Progressed):
            self._progress = said
            self._bar.setRange(0, said.total)
            self._bar.setValue(said.done)

    def _on_drawn(self, answer: DemoMade) -> None:
        self._drawing = None
        self.project_wanted.emit(answer.folder)
        self.demo_made.emit()

    def _on_ended(self) -> None:
        self._drawing = None
        self._show_drawing()

    def _on_failed(self, failed: Failed) -> None:
        error = UserError(failed.error.message, self.tr("Choose an empty folder for the demo."))
        self.banner.show_error(
            error, details=failed.details, next_step=(self.tr("Choose a folder…"), self._ask_for_folder)
        )

    def _ask_for_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("An empty folder for the demo"))
        if chosen:
            self.try_demo(Path(chosen))

    def _stop_demo(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()


class _Way(QFrame):
    """A card for one way to begin: name, explanation and button."""

    def __init__(self, icon: Icon) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        self.column.setSpacing(GRID)
        self._name, self._words = label("strong"), label("muted", wrap=True)
        self.act: QPushButton = button()
        self.column.addWidget(IconLabel(icon, 28, accent=True))
        self.column.addSpacing(4)
        self.column.addWidget(self._name)
        self.column.addWidget(self._words)
        self.column.addSpacing(GRID)
        self.column.addStretch()
        self.column.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the explanation whole: a layout that is short of room takes it from lines that wrap."""
        super().resizeEvent(event)
        self._keep_whole()

    def say(self, name: str, words: str, act: str) -> None:
        """Set name, explanation and the button's text."""
        self._name.setText(name)
        self._words.setText(words)
        self._keep_whole()
        self.act.setText(act)
        self.act.setAccessibleName(act)
        self.act.setAccessibleDescription(words)

    def _keep_whole(self) -> None:
        self._words.setMinimumHeight(0)  # which the label takes for what its words need
        self._words.setMinimumHeight(self._words.heightForWidth(self.contentsRect().width() - 2 * _PAD))


class RecentRow(QAbstractButton):
    """A recent project as a wide button: name, folder and time of last use; Enter and Space open it."""

    def __init__(self, project: Path) -> None:
        super().__init__()
        self.project = project
        self._state = self._when = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(tooltip(str(project)))

    def show_when(self, state: str, when: str) -> None:
        """Show where the project stands, and ``when`` it was used last."""
        self._state, self._when = state, when
        self.setAccessibleName(self.project.stem)
        self.setAccessibleDescription(", ".join(filter(None, (str(self.project.parent), state, when))))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two lines."""
        return QSize(320, _ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Click by Enter as well; Qt clicks by Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The name above its folder, the day at the right."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QColor(colours.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(area, 7, 7)
        inner = area.adjusted(_ROW_MARGIN, 7, -_ROW_MARGIN, -7)
        painter.setFont(font(12))
        painter.setPen(QColor(colours.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._when)
        width = round(inner.width() - painter.fontMetrics().horizontalAdvance(self._when) - 2 * _ROW_MARGIN)
        painter.drawText(
            inner.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(self._when) - 2 * _ROW_MARGIN, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            self._state,
        )
        width -= painter.fontMetrics().horizontalAdvance(self._state) + _ROW_MARGIN
        folder = painter.fontMetrics().elidedText(
            folder_words(self.project.parent), Qt.TextElideMode.ElideMiddle, width
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, folder)
        painter.setFont(font(13, bold=True))
        painter.setPen(QColor(colours.ink))
        name = painter.fontMetrics().elidedText(self.project.stem, Qt.TextElideMode.ElideRight, width)
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)


def last_used(project: Path) -> str:
    """When ``project`` was used last: the time if today, else the date; empty if unknown."""
    newest = 0.0
    # Not the folder's own time: that changes only when files come or go.
    for name in _TOUCHED:
        with suppress(OSError):
            newest = max(newest, (project / name).stat().st_mtime)
    if not newest:
        return ""
    when, locale = QDateTime.fromSecsSinceEpoch(round(newest)), QLocale()
    if when.date() == QDate.currentDate():
        return locale.toString(when.time(), "HH:mm")
    return locale.toString(when.date(), QLocale.FormatType.ShortFormat)

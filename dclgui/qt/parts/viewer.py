"""A dialog that shows one image large, with zoom and a stretch of its contrast."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dclgui.core.reading import ALONE, Reading
from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.thumbnails import WholePictures
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import tooltip
from dclgui.qt.parts.zoom_view import NOTCH, ZoomView

_LATE = 200
"""Milliseconds for which the picture before may stay under the name of the next one."""


class Viewer(QDialog):
    """``show_file`` opens it; Escape or I closes it.

    ``moved``  1 for the next picture, -1 for the one before: an arrow while the whole picture shows
    """

    moved = Signal(int)

    def __init__(self, whole: WholePictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._path, self._reading, self._path_name = Path(), ALONE, ""
        self.view = ZoomView()
        self.views = [self.view]
        self._name, self._told, self._failed = label("muted"), label("strong", wrap=True), label("muted")
        self.stretch, self._fit, self._pixels, self._close = (KeyButton() for _ in range(4))
        self.stretch.setCheckable(True)
        self._whole, self._stretched = whole, WholePictures(self)
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self.view.clear)
        self._lay_out()
        self._fit.clicked.connect(self.fit)
        self._pixels.clicked.connect(self.show_pixels)
        self._close.clicked.connect(self.reject)
        self.stretch.toggled.connect(self.show_again)
        self.finished.connect(self.view.clear)  # a large picture takes much memory
        self._follow(self.view)
        self.view.installEventFilter(self)
        whole.came.connect(partial(self._take, False))
        self._stretched.came.connect(partial(self._take, True))

    def show_file(self, path: Path, name: str, *, reading: Reading, told: str = "") -> None:
        """Show ``path`` under ``name``, as its domain is read; ``told`` is what is known of it."""
        self.setWindowTitle(name)
        self._path_name = name
        self._told.setText(told)
        self._told.setVisible(bool(told))
        if not self.isVisible():
            self._open()
            self._path = Path()
        self._elide()
        if path != self._path:
            self._path, self._reading = path, reading
            self.show_again()

    def borrow_keys(self, pictures: QWidget, names: Collection[str]) -> None:
        """Have the commands ``names`` of the widget ``pictures`` obey their keys here, too."""
        self.addActions([action for action in pictures.actions() if action.objectName() in names])

    def show_again(self) -> None:
        """Ask for the picture as it is to be shown now."""
        self._late.start()
        (self._stretched if self.stretch.isChecked() else self._whole).ask(
            self._path, self._reading, stretched=self.stretch.isChecked()
        )

    def fit(self) -> None:
        """Show the whole picture; pictures side by side get one scale, at which all have room."""
        scale = min(view.fitting for view in self.views)
        for view in self.views:
            view.fit(scale)

    def show_pixels(self) -> None:
        """One image pixel per screen pixel."""
        self.view.show_pixels()
        self._look_as(self.view)

    def close_work(self) -> None:
        """Wait for the image under way."""
        self._late.stop()
        self._stretched.close()

    def _lay_out(self) -> None:
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._failed.hide()
        self.head, foot, self.panes = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (self.head, foot):
            row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
            row.setSpacing(GRID)
        self.head.addWidget(self._told, 1)
        self.head.addWidget(self._failed)
        foot.addWidget(self.stretch)
        self.foot = QHBoxLayout()
        foot.addLayout(self.foot)
        foot.addWidget(self._name, 1)
        for widget in (self._fit, self._pixels, self._close):
            foot.addWidget(widget)
        self.panes.setSpacing(2)
        self.panes.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addLayout(self.panes, 1)
        layout.addLayout(foot)

    def _open(self) -> None:
        self._failed.setText(self.tr("This file gives no picture."))
        tip = self.tr("Spread dark and bright over the whole range, for the eye alone; no name and no file changes")
        self.stretch.say(self.tr("Stretch the contrast"), key="C", tip=tip)
        self._fit.say(self.tr("Fit"), key="F")
        self._pixels.say(self.tr("Pixels"), key="Z", tip=self.tr("One pixel of the picture on one of the screen"))
        self._close.say(self.tr("Close"), key=self.tr("Esc"))
        self.view.setAccessibleName(self.tr("Large picture; + and - zoom, the arrows go to the next"))
        for view in self.views:
            view.restyle()
        self.view.clear()
        window = self._page.window()
        self.resize(round(0.9 * window.width()), round(0.9 * window.height()))
        self.show()
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom by keys."""
        acts = {
            Qt.Key.Key_Plus: lambda: self.view.zoom_by(NOTCH),
            Qt.Key.Key_Equal: lambda: self.view.zoom_by(NOTCH),
            Qt.Key.Key_Minus: lambda: self.view.zoom_by(1 / NOTCH),
            Qt.Key.Key_F: self.fit,
            Qt.Key.Key_Z: self.show_pixels,
            Qt.Key.Key_C: self.stretch.click,
            Qt.Key.Key_I: self.reject,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move a picture that is larger than the view, else they go to another one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.view.fitted:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as much of the name as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics, middle = self._name.fontMetrics(), Qt.TextElideMode.ElideMiddle
        self._name.setText(metrics.elidedText(self._path_name, middle, self._name.width() - GRID))
        self._name.setToolTip(tooltip(self._path_name))

    def _follow(self, view: ZoomView) -> None:
        """Have all pictures zoom and pan together with ``view``."""
        view.moved.connect(partial(self._look_as, view))
        view.turned.connect(self._turn)
        view.room_changed.connect(self._fit_again)

    def _look_as(self, leading: ZoomView) -> None:
        for view in self.views:
            if view is not leading:
                view.look_where(leading)

    def _turn(self) -> None:
        if self.view.fitted:
            self.show_pixels()
        else:
            self.fit()

    def _fit_again(self) -> None:
        if self.view.fitted:
            self.fit()

    def _take(self, stretched: bool, path: Path, image: QImage) -> None:
        if path == self._path and self.isVisible() and stretched == self.stretch.isChecked():
            self._late.stop()
            self._failed.setVisible(image.isNull())
            self.view.show_image(image)
            self.fit()

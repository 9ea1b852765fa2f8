"""The current picture large, with its name, the keys of the gallery and the old camera's most alike picture."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from dclgui.qt.gallery.deciding import KEYS
from dclgui.qt.gallery.heading import heading_with_keys
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.class_keys import own_keys
from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.thumbnails import WholePictures
from dclgui.qt.parts.viewer import Viewer
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import filled
from dclgui.qt.parts.zoom_view import ZoomView
from dclgui.qt.review.alike import Alike
from dclgui.qt.session.session import Session

_KEYS = KEYS | {"ask", "next doubtful"}


class Loupe(Viewer):
    """Follows the gallery while it is open: arrows go to the next picture, and a decision goes on as in the gallery.

    ``beside``  the picture of the old camera that is most like the current one, at the same scale
    """

    def __init__(
        self, session: Session, gallery: Gallery, whole: WholePictures, parent: QWidget, *, alike: Alike
    ) -> None:
        super().__init__(whole, parent)
        self._session, self._gallery, self._alike = session, gallery, alike
        self.beside, self.known, self.pair = ZoomView(), label("strong", wrap=True), KeyButton()
        self._of_source, self._source_file = WholePictures(self), Path()
        self.head.addWidget(self.known, 1)
        self.panes.addWidget(self.beside, 1)
        for widget in (self.known, self.beside):
            widget.hide()
        self.beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pair.setCheckable(True)
        self.foot.addWidget(self.pair)
        self._follow(self.beside)
        self.pair.toggled.connect(self._show_pair)
        self.finished.connect(self.beside.clear)
        self._of_source.came.connect(self._take_beside)
        alike.found.connect(self._show_beside)
        alike.failed.connect(self._show_none)
        gallery.current_changed.connect(self._follow_gallery)
        session.decided.connect(self._follow_gallery)
        self.moved.connect(gallery.step)

    def turn(self) -> None:
        """Open it on the current image, or close it."""
        if self.isVisible():
            self.reject()
            return
        self.borrow_keys(self._gallery, _KEYS)
        tip = self.tr("The labelled picture of the old camera that is most like this one, at the same scale")
        self.pair.say(self.tr("Old camera"), key="B", tip=tip)
        self.beside.setAccessibleName(self.tr("The most alike picture of the old camera"))
        self._show_current()

    def show_again(self) -> None:
        """The picture of the old camera, too."""
        super().show_again()
        self._show_beside()

    def close_work(self) -> None:
        """Wait for the images under way."""
        super().close_work()
        self._of_source.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """B shows the old camera's picture."""
        if event.key() == Qt.Key.Key_B:
            self.pair.click()
        else:
            super().keyPressEvent(event)

    def _follow_gallery(self) -> None:
        if self.isVisible():
            self._show_current()

    def _show_current(self) -> None:
        row, target = self._gallery.current_row, self._session.target
        if row is not None and target is not None:
            told = heading_with_keys(self._session.table, row, own_keys(self._session))
            self.show_file(target.file(row), target.paths[row], reading=target.reading, told=told)

    def _show_pair(self) -> None:
        shown = self.pair.isChecked()
        for widget in (self.known, self.beside):
            widget.setVisible(shown)
        self.views = [self.view, self.beside] if shown else [self.view]
        self._show_beside()
        self.fit()

    def _show_beside(self) -> None:
        """Show the old camera's picture once it is known; never that of another picture."""
        if not self.isVisible() or not self.pair.isChecked():
            return
        answer, source, row = self._alike.answer, self._session.source, self._gallery.current_row
        if answer is None or answer.row != row or source is None:
            self._source_file = Path()
            self.known.setText(self.tr("Looking for the old camera's most alike …"))
            self.beside.clear()
            return
        if not answer.source:
            self._show_none()
            return
        nearest = answer.source[0][0]
        self.known.setText(filled(self.tr("Old camera: %1"), source.class_names[source.labels[nearest]]))
        self._source_file = source.file(nearest)
        self._of_source.ask(self._source_file, source.reading, stretched=self.stretch.isChecked())

    def _take_beside(self, path: Path, image: QImage) -> None:
        if path == self._source_file and self.isVisible():
            self.beside.show_image(image)
            if self.view.fitted:
                self.fit()
            else:
                self.beside.look_where(self.view)

    def _show_none(self) -> None:
        self.known.setText(self.tr("No picture of the old camera is known to be like it."))

"""The current picture large, with its name and the keys of the gallery."""

import numpy as np
from PySide6.QtWidgets import QWidget

from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.class_keys import OWN_KEY
from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.thumbnails import WholePictures
from dclgui.qt.parts.viewer import Viewer
from dclgui.qt.review.inspector.image_words import heading
from dclgui.qt.session.session import Session
from dclgui.review.keyed import keyed_classes

_KEYS = {
    *("right", "unsure", "none of these", "name", "take back", "ask", "next doubtful", OWN_KEY),
    *(f"label {one}" for one in DIGITS),
}
_NEAREST = 3


class Loupe(Viewer):
    """Follows the gallery while it is open: arrows go to the next picture, and a decision goes on as in the gallery."""

    def __init__(self, session: Session, gallery: Gallery, whole: WholePictures, parent: QWidget) -> None:
        super().__init__(whole, parent)
        self._session, self._gallery = session, gallery
        gallery.current_changed.connect(self._follow)
        session.decided.connect(self._follow)
        self.moved.connect(self._walk)

    def turn(self) -> None:
        """Open it on the current image, or close it."""
        if self.isVisible():
            self.reject()
            return
        for action in self._gallery.actions():
            if action.objectName() in _KEYS:
                self.addAction(action)
        self._show_current()

    def _follow(self) -> None:
        if self.isVisible():
            self._show_current()

    def _show_current(self) -> None:
        row, target = self._gallery.current_row, self._session.target
        if row is not None and target is not None:
            self.show_file(target.file(row), target.paths[row], reading=target.reading, told=self._words_on(row))

    def _words_on(self, row: int) -> str:
        """``mug, low confidence   1 mug   2 cup   5 jar``: the name and the nearest classes with their keys."""
        table = self._session.table
        keys = dict(zip(keyed_classes(table, row).tolist(), DIGITS, strict=False))
        known = np.flatnonzero(np.isfinite(table.distances[row]))
        nearest = known[np.argsort(table.distances[row][known], kind="stable")][:_NEAREST].tolist()
        classes = (f"{keys.get(label, '')} {table.class_names[label]}".strip() for label in nearest)
        return "   ".join((heading(table, row), *classes))

    def _walk(self, by: int) -> None:
        shown = self._gallery.shown
        here = np.flatnonzero(shown == self._gallery.current_row)
        if len(here):
            self._gallery.go_to(int(shown[min(max(int(here[0]) + by, 0), len(shown) - 1)]))

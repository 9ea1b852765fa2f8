"""The context menu of pictures, and what only it offers."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu

from dclgui.qt.gallery.view import Gallery
from dclgui.qt.session.session import Session

_SHOWN = (
    *("right", "name", "unsure", "none of these", "take back", "ask", ""),
    *("find like", "same for alike", "look closer", "", "show in folder", "copy path"),
)
"""Names of the command table; empty for a line between."""


class PictureMenu(QObject):
    """Shows the menu for the selected images of ``gallery``."""

    def __init__(self, session: Session, gallery: Gallery) -> None:
        super().__init__(gallery)
        self._session, self._gallery = session, gallery
        gallery.customContextMenuRequested.connect(self._show)

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The commands, by their names in the command table."""
        return {"show in folder": self.show_in_folder, "copy path": self.copy_path}

    def show_in_folder(self) -> None:
        """Open the folder of the current image in the system's file manager."""
        row, target = self._gallery.current_row, self._session.target
        if row is not None and target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.file(row).parent)))

    def copy_path(self) -> None:
        """Copy the paths of the selected images, one a line."""
        target = self._session.target
        if target is not None:
            paths = [str(target.file(row)) for row in self._gallery.acted_on.tolist()]
            QGuiApplication.clipboard().setText("\n".join(paths))

    def _show(self, at: QPoint) -> None:
        if self._gallery.current_row is None:
            return
        actions = {action.objectName(): action for action in self._gallery.actions()}
        menu = QMenu(self._gallery)
        menu.aboutToHide.connect(menu.deleteLater)
        for name in _SHOWN:
            if name in actions:
                menu.addAction(actions[name])
            elif not name:
                menu.addSeparator()
        menu.popup(self._gallery.viewport().mapToGlobal(at))

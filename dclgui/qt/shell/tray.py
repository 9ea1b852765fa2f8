"""The window in the system's tray, while its work goes on."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from dclgui.qt.parts.application import program_icon
from dclgui.qt.parts.words import tooltip

_translate = QCoreApplication.translate


class Tray(QObject):
    """An icon that stands for ``window`` while that is hidden; a click brings the window back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._menu: QMenu | None = None
        self.icon: QSystemTrayIcon | None = None

    def answers(self) -> list[tuple[str, Callable[[], object]]]:
        """What a question before the window closes may offer; nothing where there is no tray."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return []
        return [(_translate("Tray", "Go on in the tray"), self.begin)]

    def begin(self) -> None:
        """Hide the window behind an icon in the tray."""
        self._menu = QMenu(self._window)
        self._menu.addAction(_translate("Tray", "Open the window"), self.come_back)
        self._menu.addAction(_translate("Tray", "Quit"), self._quit)
        self.icon = QSystemTrayIcon(program_icon(), self)
        self.icon.setToolTip(tooltip(self._window.windowTitle()))
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.come_back)
        self.icon.show()
        QGuiApplication.setQuitOnLastWindowClosed(False)  # a dialog may close meanwhile
        self._window.hide()

    def come_back(self) -> None:
        """Show the window again, in place of the icon."""
        self._take_away()
        self._window.show()
        self._window.activateWindow()

    def call(self, words: str) -> None:
        """Say ``words`` beside the icon, if it stands for the window."""
        if self.icon is not None:
            self.icon.showMessage(self._window.windowTitle(), words, QSystemTrayIcon.MessageIcon.Warning)

    def vanish(self) -> None:
        """Hide both, since the window closes."""
        self._take_away()
        self._window.hide()

    def _take_away(self) -> None:
        if self.icon is not None and self._menu is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self._menu.deleteLater()
            self.icon = self._menu = None
            QGuiApplication.setQuitOnLastWindowClosed(True)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason != QSystemTrayIcon.ActivationReason.Context:
            self.come_back()

    def _quit(self) -> None:
        """Close the window as anybody would, so that it asks again about the work that goes on."""
        self.come_back()
        self._window.close()

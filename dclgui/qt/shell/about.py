"""Version, licences and this computer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dclgui import __version__
from dclgui.qt.parts.dialog import Dialog
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.this_computer import machine, versions
from dclgui.qt.parts.widgets import button, card, label


class About(Dialog):
    """Shows what the program is and what it runs on; ``Copy`` takes that along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._what = label("title"), label(wrap=True)
        icon = QLabel()
        icon.setPixmap(QApplication.windowIcon().pixmap(6 * GRID))
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(icon)
        head.addWidget(self._name, 1)
        self._licence, self._qt, self._silent = label("muted", wrap=True), label("muted", wrap=True), label(wrap=True)
        self._head = label("section")
        frame, inner = card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(versions()):
            for column, (text, widget) in enumerate(((name, label("muted")), (value, label()))):
                widget.setText(text)
                widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(widget, row, column)
        inner.addLayout(grid)
        self._copy, self._close = button(), button("primary")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._copy)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        for widget in (self._what, self._silent, self._licence, self._qt, self._head):
            layout.addWidget(widget)
        layout.addWidget(frame)
        layout.addStretch()
        layout.addLayout(buttons)
        self.setFixedWidth(520)
        self._copy.clicked.connect(self._copy_all)
        self._close.clicked.connect(self.close)
        self.refresh()

    def retranslate(self) -> None:
        """All words."""
        self.setWindowTitle(self.tr("About dclgui"))
        self._name.setText(f"dclgui {__version__}")
        self._what.setText(self.tr("Labels the pictures of a new camera from the labelled pictures of an old one."))
        self._silent.setText(self.tr("Everything stays on this computer; the program opens no connection."))
        self._licence.setText(self.tr("dclgui is free software under the Apache License 2.0."))
        self._qt.setText(
            self.tr("The window is made with Qt and PySide6, used under the GNU LGPL 3; you may replace them.")
        )
        self._head.setText(self.tr("On this computer"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy the versions and what is known of this computer."))
        self._close.setText(self.tr("Close"))

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in versions() + machine()))

"""A popup that asks for one line of text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label

_WIDTH = 360


class LinePopup(Panel):
    """``kept`` has the line without blanks around it, after Enter or a click; Escape or a click outside gives none.

    A subclass sets the texts.
    """

    kept = Signal(str)

    def __init__(self, parent: QWidget, *, longest: int) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "panel")
        self.setFixedWidth(_WIDTH)
        self.heading, self.line, self.hint = label("strong", wrap=True), QLineEdit(), label("small", wrap=True)
        self.line.setMaxLength(longest)
        self.keep = button("primary")
        self.acts = QHBoxLayout()
        self.acts.addStretch()
        self.acts.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(GRID)
        for widget in (self.heading, self.line, self.hint):
            column.addWidget(widget)
        column.addLayout(self.acts)
        self.line.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)

    def open_over(self, place: QWidget, text: str) -> None:
        """Open in the middle of ``place`` with ``text`` to begin with."""
        self.line.setText(text)
        self.line.selectAll()
        self.adjustSize()
        self.move(place.mapToGlobal(place.rect().center() - self.rect().center()))
        self.show()
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        if self.keep.isEnabled():
            self.hide()
            self.kept.emit(self.line.text().strip())

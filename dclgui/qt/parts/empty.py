"""What shows in place of a page's content while there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label

_WIDTH = 420


class Empty(Panel):
    """Why there is nothing yet, and a button to change that; ``wanted``: the button was pressed."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.message, self._hint, self.next_step = label("strong"), label("muted", wrap=True), button()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch()
        for widget in (self.message, self._hint):
            layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(GRID)
        layout.addWidget(self.next_step, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()
        self.next_step.clicked.connect(self.wanted)

    def say(self, message: str, hint: str, next_step: str) -> None:
        """Set all words, which are translated already."""
        self.message.setText(message)
        self._hint.setText(hint)
        # A fixed size, since an aligned label gets too little height for its lines.
        self._hint.setFixedSize(_WIDTH, self._hint.heightForWidth(_WIDTH))
        self.next_step.setText(next_step)
        self.setAccessibleName(message)

"""What stands in place of the pictures when there are none to show."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label


class Empty(Panel):
    """Why nothing shows, and a button to change that; ``wanted`` says that it was pressed."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.message, self._hint, self.next_step = label("strong"), label("muted", wrap=True), button()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch()
        for widget in (self.message, self._hint):
            layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(GRID)
        layout.addWidget(self.next_step, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()
        self.next_step.clicked.connect(self.wanted)

    def say(self, *, judged: bool) -> None:
        """All words, in the language that shows; ``judged``: a round is finished, so that the filter is to blame."""
        if judged:
            message = self.tr("No picture is like that")
            hint = self.tr("The filter above lets none of the pictures through.")
            next_step = self.tr("Clear the filter")
        else:
            message = self.tr("No picture has a name yet")
            hint = self.tr("The run names them round by round; you can look at them from the first round on.")
            next_step = self.tr("Go to Run")
        self.message.setText(message)
        self._hint.setText(hint)
        self.next_step.setText(next_step)
        self.setAccessibleName(message)

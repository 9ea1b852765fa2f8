"""The three views of the same pictures, and what shows in place of them when there are none."""

from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton

from dclgui.qt.parts.empty import Empty
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import tokens
from dclgui.qt.parts.words import tooltip

View = Literal["gallery", "map", "confusion"]
VIEWS: tuple[View, ...] = ("gallery", "map", "confusion")


class ViewSwitch(Panel):
    """``chosen`` has the view that the user asked for."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        self.buttons: dict[View, QPushButton] = {}
        for view in VIEWS:
            switch = QPushButton()
            switch.setCheckable(True)
            switch.setObjectName(f"view {view}")
            switch.clicked.connect(partial(self.chosen.emit, view))
            group.addButton(switch)
            self.buttons[view] = switch
            row.addWidget(switch)
        self.buttons["gallery"].setChecked(True)
        self.refresh()

    def show_view(self, view: View) -> None:
        """Mark ``view``; does not emit ``chosen``."""
        self.buttons[view].setChecked(True)

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("View"))
        words = {
            "gallery": (self.tr("Gallery"), self.tr("The pictures")),
            "map": (self.tr("Map"), self.tr("Pictures that look alike to the network lie close together")),
            "confusion": (self.tr("Confusion"), self.tr("Where two names of a picture differ")),
        }
        for view, switch in self.buttons.items():
            switch.setText(words[view][0])
            switch.setToolTip(tooltip(words[view][1]))
            switch.setAccessibleName(words[view][0])

    def restyle(self) -> None:
        """One frame around all buttons."""
        colours = tokens()
        sides = {"gallery": ("7px", "0"), "map": ("0", "0"), "confusion": ("0", "7px")}
        for view, switch in self.buttons.items():
            left, right = sides[view]
            switch.setStyleSheet(
                f"QPushButton {{ padding: 6px 11px; border-radius: 0; border-top-left-radius: {left};"
                f" border-bottom-left-radius: {left}; border-top-right-radius: {right};"
                f" border-bottom-right-radius: {right}; margin-left: {'0' if view == 'gallery' else '-1px'}; }}"
                f"QPushButton:checked {{ background: {colours.accent_soft}; color: {colours.accent};"
                f" border-color: {colours.accent}; }}"
            )


class NoPictures(Empty):
    """Why no image shows, and a button to change that."""

    def show_why(self, *, judged: bool) -> None:
        """Set all words; ``judged``: a round is finished, so the filter hides all images."""
        if judged:
            hint = self.tr("The filter above lets none of the pictures through.")
            self.say(self.tr("No picture is like that"), hint, self.tr("Clear the filter"))
        else:
            hint = self.tr("The run names them round by round; you can look at them from the first round on.")
            self.say(self.tr("No picture has a name yet"), hint, self.tr("Go to Run"))

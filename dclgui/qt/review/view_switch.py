"""Gallery, map or confusion: three ways to look at the same pictures."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import tokens

View = Literal["gallery", "map", "confusion"]
VIEWS: tuple[View, ...] = ("gallery", "map", "confusion")


class ViewSwitch(Panel):
    """``chosen`` says the view that was asked for."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self.buttons: dict[View, QPushButton] = {}
        for view in VIEWS:
            button = QPushButton()
            button.setCheckable(True)
            button.setObjectName(f"view {view}")
            button.clicked.connect(self._choose)
            self._group.addButton(button)
            self.buttons[view] = button
            row.addWidget(button)
        self.buttons["gallery"].setChecked(True)
        self.refresh()

    def show_view(self, view: View) -> None:
        """Mark ``view``; says nothing."""
        self.buttons[view].setChecked(True)

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("View"))
        words = {
            "gallery": (self.tr("Gallery"), self.tr("The pictures")),
            "map": (self.tr("Map"), self.tr("Pictures that look alike to the network lie close together")),
            "confusion": (self.tr("Confusion"), self.tr("Where classifier and prototypes disagree")),
        }
        for view, button in self.buttons.items():
            button.setText(words[view][0])
            button.setToolTip(words[view][1])
            button.setAccessibleName(words[view][0])

    def restyle(self) -> None:
        """One frame around three buttons."""
        colours = tokens()
        sides = {"gallery": ("7px", "0"), "map": ("0", "0"), "confusion": ("0", "7px")}
        for view, button in self.buttons.items():
            left, right = sides[view]
            button.setStyleSheet(
                f"QPushButton {{ padding: 6px 11px; border-radius: 0; border-top-left-radius: {left};"
                f" border-bottom-left-radius: {left}; border-top-right-radius: {right};"
                f" border-bottom-right-radius: {right}; margin-left: {'0' if view == 'gallery' else '-1px'}; }}"
                f"QPushButton:checked {{ background: {colours.accent_soft}; color: {colours.accent};"
                f" border-color: {colours.accent}; }}"
            )

    def _choose(self) -> None:
        checked = self._group.checkedButton()
        self.chosen.emit(next(view for view, button in self.buttons.items() if button is checked))

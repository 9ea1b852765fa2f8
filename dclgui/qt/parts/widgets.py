"""Labels, buttons and frames in the roles that the style sheet knows."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dclgui.qt.parts.theme import GRID

TextRole = Literal["title", "figure", "subtitle", "muted", "small", "section", "strong", "body"]


def label(role: TextRole = "body", *, wrap: bool = False) -> QLabel:
    """An empty label; its text is shown as plain text, since it may hold names that look like markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def button(role: Literal["plain", "primary", "link", "chip"] = "plain") -> QPushButton:
    """A button without text; a page has at most one ``primary``."""
    made = QPushButton()
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor if role == "link" else Qt.CursorShape.ArrowCursor)
    return made


def card(role: Literal["card", "notice", "trouble"] = "card") -> tuple[QFrame, QVBoxLayout]:
    """A frame with round corners and the layout to put things into."""
    frame = QFrame()
    frame.setProperty("role", role)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
    layout.setSpacing(GRID)
    return frame, layout


def scroll_area() -> tuple[QScrollArea, QVBoxLayout]:
    """An area that scrolls, through which the colour behind it shows, and the layout to put things into."""
    area, content = QScrollArea(), QWidget()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    for ground in (area.viewport(), content):
        ground.setAutoFillBackground(False)
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    return area, layout


def rule() -> QFrame:
    """A line one pixel high."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def literal(name: str) -> str:
    """``name`` with ``&`` escaped for menus and buttons, which would take it for a shortcut."""
    return name.replace("&", "&&")


def give_role(widget: QWidget, role: str) -> None:
    """Change the role of a widget that is shown already, and style it anew."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)

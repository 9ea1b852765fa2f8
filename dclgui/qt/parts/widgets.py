"""Labels, buttons and frames in the roles that the style sheet knows."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from dclgui.qt.parts.theme import GRID

TextRole = Literal["title", "figure", "subtitle", "muted", "small", "section", "strong", "body"]


def label(role: TextRole = "body", *, wrap: bool = False) -> QLabel:
    """An empty label; its text is shown literally, whatever it holds."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def button(role: Literal["plain", "primary", "link", "chip"] = "plain") -> QPushButton:
    """A button without words yet; at most one ``primary`` a page."""
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


def rule() -> QFrame:
    """A line one pixel high."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def literal(name: str) -> str:
    """``name`` for menus and buttons, which take ``&`` for a shortcut."""
    return name.replace("&", "&&")


def give_role(widget: QWidget, role: str) -> None:
    """Change the role of a widget that is shown already."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)

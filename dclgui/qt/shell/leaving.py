"""Asks before work that is going on ends with its project."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from dclgui.qt.parts.choice import Choice
from dclgui.qt.parts.page import Page


def asks_before(leave: Callable[[], object], pages: Iterable[Page], window: QWidget) -> bool:
    """Whether a question shows over ``window``, since ``pages`` are at work; the answer may be to ``leave``."""
    work = [words for page in pages if (words := page.at_work())]
    if work:
        message = QCoreApplication.translate("Leaving", "Work is going on in this project.")
        answer = QCoreApplication.translate("Leaving", "Close all the same")
        Choice(message, "\n".join(work), ((answer, leave),), window).open()
    return bool(work)


def leave_or_ask(leave: Callable[[], object], pages: Iterable[Page], window: QWidget) -> None:
    """``leave``, after a question if ``pages`` are at work."""
    if not asks_before(leave, pages, window):
        leave()

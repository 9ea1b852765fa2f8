"""Asks before work that is going on ends with its project."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from dclgui.qt.parts.choice import Choice
from dclgui.qt.parts.page import Page


def asks_before(
    leave: Callable[[], object],
    pages: Iterable[Page],
    window: QWidget,
    *,
    otherwise: Sequence[tuple[str, Callable[[], object]]] = (),
) -> bool:
    """Whether a question shows over ``window``, since ``pages`` are at work; the answer may be to ``leave``.

    ``otherwise`` are the answers offered before that: their words, translated already, and what they do.
    """
    work = [words for page in pages if (words := page.at_work())]
    if work:
        message = QCoreApplication.translate("Leaving", "Work is going on in this project.")
        answer = QCoreApplication.translate("Leaving", "Close all the same")
        Choice(message, "\n".join(work), (*otherwise, (answer, leave)), window).open()
    return bool(work)


def leave_or_ask(leave: Callable[[], object], pages: Iterable[Page], window: QWidget) -> None:
    """``leave``, after a question if ``pages`` are at work."""
    if not asks_before(leave, pages, window):
        leave()

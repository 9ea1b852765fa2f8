"""What tests of the window reach for: its session, and its Review page as most of them begin."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from dclgui.qt.review.page import ReviewPage
from dclgui.qt.session.session import Session
from dclgui.qt.shell.main_window import MainWindow
from dclgui.review.shown import Mark


def session_of(window: MainWindow) -> Session:
    """The session of the project that is open."""
    assert window.session is not None
    return window.session


def showing(window: MainWindow, project: Path, mark: Mark) -> ReviewPage:
    """The Review page with the pictures that have ``mark``."""
    window.open_project(project)
    window.go("review")
    page = window.page
    assert isinstance(page, ReviewPage)
    page.filter_bar.clear()
    page.filter_bar.marks[mark].click()
    return page


def opened(window: MainWindow, project: Path) -> ReviewPage:
    """The Review page with all pictures in the order of their names, the first one current."""
    window.open_project(project)
    window.go("review")
    page = window.page
    assert isinstance(page, ReviewPage)
    page.filter_bar.clear()
    page.filter_bar.sorts.setCurrentIndex(5)
    page.gallery.go_to(0)
    page.gallery.setFocus()
    return page


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files or folders on the window."""
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, action = QPointF(300, 300), Qt.DropAction.CopyAction
    window.dropEvent(QDropEvent(where, action, what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))

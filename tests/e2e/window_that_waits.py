"""A window in a process of its own: it names three pictures, says so, and waits to be killed."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dclgui.qt.parts.application import made_application
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve


def main() -> None:
    app = made_application()
    window = MainWindow(serve)
    window.show()
    QTest.qWaitForWindowActive(window)
    window.open_project(Path(sys.argv[1]))
    window.go("review")
    page = window.page
    assert isinstance(page, ReviewPage)
    page.filter_bar.clear()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_X):
        row = page.gallery.current_row
        QTest.keyClick(page.gallery, key)
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()
    app.exec()


if __name__ == "__main__":
    main()

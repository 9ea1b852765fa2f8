"""Whatever takes the keyboard has a name that a screen reader says."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from dclgui.qt.folders.moved import MovedDialog
from dclgui.qt.import_dialog.dialog import look_into
from dclgui.qt.parts.choice import Choice
from dclgui.qt.parts.page import STEPS
from dclgui.qt.shell.main_window import MainWindow
from dclgui.qt.shell.tour import STOPS, Tour
from tests.e2e.window_parts import opened


def nameless(window: QWidget) -> list[str]:
    """Visible widgets that take the keyboard by Tab and have neither words nor a name."""
    for _ in range(3):  # words of a picture come after its frame
        QApplication.processEvents()
    found = []
    for widget in window.findChildren(QWidget):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if by_tab and not (widget.accessibleName() or words) and not _is_part(widget):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


def _is_part(widget: QWidget) -> bool:
    """The line inside a spin box is read as the box."""
    return widget.focusProxy() is not None or widget.objectName().startswith("qt_")


@pytest.mark.parametrize("experts", [False, True])
def test_every_page_can_be_read_aloud(window: MainWindow, project: Path, *, experts: bool) -> None:
    if experts:
        window.perform("experts")
    missing = {"start": nameless(window)}
    window.new_project()
    missing["new"] = nameless(window)
    window.open_project(project)
    for step in STEPS:
        window.go(step)
        missing[step] = nameless(window)
    for view in ("map", "confusion", "gallery"):
        window.go("review")
        button = window.findChild(QAbstractButton, f"view {view}")
        assert button is not None
        button.click()
        missing[view] = nameless(window)
    assert {page: names for page, names in missing.items() if names} == {}


def own_window(window: MainWindow) -> QWidget:
    """The one window that shows beside ``window``."""
    others = [other for other in QApplication.topLevelWidgets() if other is not window and other.isVisible()]
    (shown,) = others
    return shown


@pytest.mark.parametrize("command", ["guide", "keys", "about", "palette"])
def test_every_sheet_of_the_menu_can_be_read_aloud(window: MainWindow, command: str) -> None:
    window.perform(command)
    sheet = own_window(window)
    assert nameless(sheet) == []
    assert sheet.windowTitle() or sheet.accessibleName()
    sheet.close()


@pytest.mark.parametrize("command", ["name", "look closer"])
def test_what_opens_over_the_pictures_can_be_read_aloud(window: MainWindow, project: Path, command: str) -> None:
    opened(window, project)
    window.perform(command)
    shown = own_window(window)
    assert nameless(shown) == []
    shown.close()


def test_every_dialog_of_a_project_can_be_read_aloud(window: MainWindow, project: Path, tmp_path: Path) -> None:
    session = opened(window, project)._session
    file = tmp_path / "decided.csv"
    file.write_text("path,label\n", "utf-8")
    dialogs: list[QDialog] = [
        look_into(window.page, session, file),
        MovedDialog(session, window),
        Choice("One thing?", "and why", (("Do it", window.show),), window),
    ]
    for dialog in dialogs:
        dialog.show()
        assert nameless(dialog) == [], type(dialog).__name__
        dialog.close()


def test_the_tour_can_be_read_aloud(window: MainWindow, project: Path) -> None:
    window.open_project(project)
    tour = Tour(window, window.go)
    for place, stop in enumerate(STOPS):
        tour.show_stop(place)
        assert nameless(tour) == []
        assert tour.accessibleName() == stop.title
        assert tour.accessibleDescription() == stop.words
    tour.end()

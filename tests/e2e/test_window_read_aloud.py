"""Whatever takes the keyboard has a name that a screen reader says."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from dclgui.qt.parts.page import STEPS
from dclgui.qt.shell.main_window import MainWindow


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

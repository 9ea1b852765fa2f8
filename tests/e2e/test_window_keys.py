"""Every command can be found and given by the keyboard alone."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from dclgui.qt.parts.commands import COMMANDS
from dclgui.qt.shell.key_list import KeyList
from dclgui.qt.shell.main_window import MainWindow
from dclgui.qt.shell.palette import Palette

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_the_palette_opens_and_runs_a_command_without_a_mouse(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_P, CTRL_SHIFT)
    (palette,) = window.findChildren(Palette)
    (line,) = palette.findChildren(QLineEdit)
    QTest.keyClicks(line, "dark theme")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.preferences.theme == "dark"
    QApplication.processEvents()
    assert not any(sheet.isVisible() for sheet in window.findChildren(Palette))


def test_escape_leaves_everything_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.perform("palette")
    (palette,) = window.findChildren(Palette)
    (line,) = palette.findChildren(QLineEdit)
    QTest.keyClicks(line, "dark")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.preferences.theme == "light"


def test_the_palette_goes_to_a_step_of_the_project(window: MainWindow, project: Path, qtbot: QtBot) -> None:
    window.open_project(project)
    window.perform("palette")
    (palette,) = window.findChildren(Palette)
    palette.chosen.emit("step 6")
    palette.close()
    assert window.page is window.pages["export"]


def test_the_list_of_keys_opens_with_its_key_and_names_every_command_with_one(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    QTest.keyClicks(window, "?")
    (keys,) = window.findChildren(KeyList)
    missing = [command.name for command in COMMANDS if command.keys and command.text.split("%1")[0] not in keys.text]
    assert missing == []
    keys.close()


def test_no_key_means_two_things(window: MainWindow) -> None:
    taken: dict[str, str] = {}
    for command in COMMANDS:
        for key in command.keys:
            assert taken.setdefault(key, command.name) == command.name

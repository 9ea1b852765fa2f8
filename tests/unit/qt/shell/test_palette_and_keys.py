"""Commands are found by typing, and every key is on the list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from dclgui.core.errors import UserError
from dclgui.qt.parts.application import show_language
from dclgui.qt.parts.commands import COMMANDS
from dclgui.qt.shell.actions import Actions
from dclgui.qt.shell.key_list import KeyList
from dclgui.qt.shell.palette import Palette, likeness


@pytest.fixture
def actions(qtbot: QtBot) -> Iterator[Actions]:
    owner = QObject()
    yield Actions(owner)
    owner.deleteLater()


def test_no_menu_is_higher_than_a_small_screen_and_each_command_stands_in_one(actions: Actions, qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    actions.fill(bar)
    menus = [menu for menu in bar.findChildren(QMenu) if menu.actions()]
    assert max(len([one for one in menu.actions() if not one.isSeparator()]) for menu in menus) <= 20
    held = [one.objectName() for menu in menus for one in menu.actions() if one.objectName()]
    assert sorted(held) == sorted(command.name for command in COMMANDS)
    assert "Class by digit" in [one.text() for one in actions.menu("review").actions()]


def opened(actions: Actions, qtbot: QtBot) -> Palette:
    palette = Palette(actions)
    qtbot.addWidget(palette)
    palette.show()
    return palette


def type_into(palette: Palette, qtbot: QtBot, text: str) -> QLineEdit:
    (line,) = palette.findChildren(QLineEdit)
    QTest.keyClicks(line, text)
    return line


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [("stop", "Stop and keep", "Show the newest round"), ("lt", "Light theme", "All of it"), ("", "a", "")],
)
def test_letters_together_and_at_the_beginning_count_more(typed: str, better: str, worse: str) -> None:
    assert likeness(typed, better) >= likeness(typed, worse)


def test_a_missing_letter_is_no_answer() -> None:
    assert likeness("stopz", "Stop and keep") == 0


def test_without_a_word_all_commands_are_listed_but_the_palette_itself(actions: Actions, qtbot: QtBot) -> None:
    assert set(opened(actions, qtbot).found) == {command.name for command in COMMANDS} - {"palette"}


def test_the_keyboard_finds_and_chooses(actions: Actions, qtbot: QtBot) -> None:
    palette = opened(actions, qtbot)
    line = type_into(palette, qtbot, "dark")
    assert palette.found[0] == "theme dark"
    with qtbot.waitSignal(palette.chosen) as chosen:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert chosen.args == ["theme dark"]
    assert not palette.isVisible()


def test_arrows_go_down_the_list(actions: Actions, qtbot: QtBot) -> None:
    palette = opened(actions, qtbot)
    line = type_into(palette, qtbot, "theme")
    second = palette.found[1]
    QTest.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as chosen:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert chosen.args == [second]


def test_what_is_forbidden_says_why_and_stays(actions: Actions, qtbot: QtBot) -> None:
    actions.enable("stop", why_not="Nothing runs.")
    palette = opened(actions, qtbot)
    line = type_into(palette, qtbot, "stop and")
    with qtbot.assertNotEmitted(palette.chosen):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.close()


def test_english_words_find_commands_in_chinese_too(actions: Actions, qtbot: QtBot) -> None:
    show_language("zh_CN")
    try:
        actions.retranslate()
        palette = opened(actions, qtbot)
        line = type_into(palette, qtbot, "quit")
        assert palette.found[0] == "quit"
        line.setText("撤销")
        assert palette.found[0] == "undo"
        palette.close()
    finally:
        show_language("en")


def test_nothing_found_is_said(actions: Actions, qtbot: QtBot) -> None:
    palette = opened(actions, qtbot)
    type_into(palette, qtbot, "qqqq")
    assert palette.found == []
    palette.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_key_is_on_the_list(qtbot: QtBot, language: str) -> None:
    show_language("zh_CN" if language == "zh_CN" else "en")
    try:
        keys = KeyList()
        qtbot.addWidget(keys)
        native = QKeySequence.SequenceFormat.NativeText
        first = {command.text: command for command in reversed(COMMANDS) if command.keys}
        wanted = [QKeySequence(key).toString(native) for command in first.values() for key in command.keys]
        assert [key for key in wanted if key not in keys.text] == []
    finally:
        show_language("en")


def test_the_list_can_be_printed(qtbot: QtBot, tmp_path: Path) -> None:
    keys = KeyList()
    qtbot.addWidget(keys)
    keys.save_to(tmp_path / "keys.pdf")
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")


def test_a_list_that_can_not_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    keys = KeyList()
    qtbot.addWidget(keys)
    with pytest.raises(UserError, match="can't be written"):
        keys.save_to(tmp_path / "no such folder" / "keys.pdf")

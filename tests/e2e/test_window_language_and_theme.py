"""The whole window speaks English or Chinese and has room for both, in light and dark."""

from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dclgui.core.errors import UserError
from dclgui.qt.check.page import CheckPage
from dclgui.qt.parts.page import STEPS
from dclgui.qt.shell.about import About
from dclgui.qt.shell.key_list import KeyList
from dclgui.qt.shell.main_window import MainWindow
from dclgui.qt.shell.palette import Palette
from tests.e2e.window_walk import clipped, shown, untranslated, words_of, words_of_actions

NAMES = ("blue", "green", "red", "my line", "old camera", "new camera", "root")
PATIENCE = 300_000
SHEETS = (Palette, KeyList, About)


def settle(qtbot: QtBot) -> None:
    for _ in range(12):  # a layout tells the one around it in the next turn of the loop
        QApplication.processEvents()


def said(window: MainWindow) -> set[str]:
    return {text for widget in shown(window) for text in words_of(widget) if text}


@pytest.mark.parametrize("step", ["start", "new", *STEPS, "checked"])
def test_no_word_stays_english_in_chinese_and_none_is_clipped(
    window: MainWindow, project: Path, qtbot: QtBot, step: str
) -> None:
    show(window, project, step, qtbot)
    settle(qtbot)
    assert clipped(window) == set()
    english = said(window)
    window.perform("chinese")
    settle(qtbot)
    chinese = said(window)
    assert english != chinese
    assert untranslated(iter(chinese), NAMES) == set()
    assert clipped(window) == set()
    window.perform("english")
    settle(qtbot)
    assert said(window) >= english, "what came meanwhile, such as an image's history, may stand beside it"


def show(window: MainWindow, project: Path, step: str, qtbot: QtBot) -> None:
    """The page of ``step``; that of the check while it is at work and says nothing new, or ``checked``."""
    if step == "new":
        window.new_project()
    elif step != "start":
        window.open_project(project)
        session = window.session
        assert session is not None
        if step == "check":
            window.go("check")
            page = window.page
            assert isinstance(page, CheckPage)
            assert page._question is not None
            page._question.tell("pause")
            with qtbot.waitSignal(page._question.said, timeout=PATIENCE):
                pass
        elif step == "checked":
            window.go("check")
            qtbot.waitUntil(lambda: session.project.check() is not None, timeout=PATIENCE)
            qtbot.waitUntil(lambda: "Looking at the pictures" not in said(window), timeout=PATIENCE)
        else:
            window.go(step)


def test_menus_and_open_sheets_switch_too(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("palette", "keys", "about"):
        window.perform(name)
    sheets = [sheet for kind in SHEETS for sheet in window.findChildren(kind)]
    window.perform("chinese")
    settle(qtbot)
    texts = [text for sheet in sheets for widget in shown(sheet) for text in words_of(widget)]
    titles = [sheet.windowTitle() for sheet in sheets]
    listed = [sheet.text for sheet in sheets if isinstance(sheet, KeyList)]
    names = (*NAMES, "PySide6-Essentials", "numpy", "pillow", "pydantic", "pyqtgraph")
    assert untranslated(iter([*texts, *titles, *listed]), names) == set()
    assert untranslated(words_of_actions(window), NAMES) == set()
    for sheet in sheets:
        assert clipped(sheet) == set()
        sheet.close()


def test_a_message_that_shows_is_said_again_in_the_other_language(window: MainWindow, qtbot: QtBot) -> None:
    window.show_trouble(UserError("The project /x is read-only.", "Try again."))
    window.perform("chinese")
    settle(qtbot)
    assert "项目 /x 是只读的。" in said(window)


def test_themes_change_while_the_window_is_open(window: MainWindow, project: Path) -> None:
    window.open_project(project)
    brightness = []
    for theme in ("light", "dark"):
        window.perform(f"theme {theme}")
        brightness.append(window.palette().color(QPalette.ColorRole.Window).lightness())
        assert window.actions_table[f"theme {theme}"].isChecked()
    assert brightness[0] > 200
    assert brightness[1] < 60

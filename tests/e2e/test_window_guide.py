"""The guide is inside the program: it opens at the section of the page that shows, in the window's language."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dclgui.qt.parts.page import STEPS
from dclgui.qt.shell.guide import Guide, guide_file
from dclgui.qt.shell.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
A4 = 2**0.5
IMAGE = QTextDocument.ResourceType.ImageResource.value


def shown(window: MainWindow) -> Guide:
    (guide,) = [guide for guide in window.findChildren(Guide) if guide.isVisible()]
    return guide


def marked(guide: Guide) -> str:
    item = guide.sections.currentItem()
    assert item is not None
    return item.text()


def at_top(guide: Guide, number: int) -> bool:
    bar = guide.text.verticalScrollBar()
    return bar.value() == min(guide.text.places[number], bar.maximum())


@pytest.fixture
def guide(window: MainWindow) -> Guide:
    window.perform("guide")
    return shown(window)


def test_f1_opens_it_at_the_section_of_the_page(window: MainWindow, project: Path) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    guide = shown(window)
    assert marked(guide) == "The operator's guide"
    window.new_project()
    window.perform("guide")
    assert marked(shown(window)) == "1 Folders"
    window.open_project(project)
    for number, step in enumerate(STEPS, 1):
        window.go(step)
        window.perform("guide")
        assert shown(window) is guide, "one guide is enough"
        assert marked(guide) == f"{number} {step.capitalize()}"
        assert at_top(guide, number)


def test_the_sign_behind_a_title_explains_the_page(window: MainWindow, project: Path) -> None:
    window.open_project(project)
    for number, step in enumerate(STEPS, 1):
        window.go(step)
        (explain,) = [one for one in window.page.findChildren(QPushButton, "explain") if one.isVisible()]
        assert explain.accessibleName() == "What is this page? Read about it in the guide."
        QTest.mouseClick(explain, LEFT)
        guide = shown(window)
        assert at_top(guide, number)
        QTest.keyClick(guide, Qt.Key.Key_Escape)
        assert not guide.isVisible()


def test_it_follows_the_language_and_has_the_same_sections(window: MainWindow, guide: Guide, qtbot: QtBot) -> None:
    english = guide.sections.count()
    assert english == 1 + len(STEPS)
    assert guide_file().name == "operators-guide.md"
    window.perform("chinese")
    qtbot.waitUntil(lambda: marked(guide) == "操作指南")
    assert guide.sections.count() == english
    assert "拖到左边" in guide.text.toPlainText()


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_its_pictures_are_there_and_fit(window: MainWindow, language: str) -> None:
    window.perform(language)
    window.perform("guide")
    text = shown(window).text
    names = [line.split("](")[1].rstrip(")") for line in guide_file().read_text("utf-8").splitlines() if "![" in line]
    assert len(names) == len(STEPS)
    for name in names:
        picture = text.loadResource(IMAGE, QUrl(name))
        assert isinstance(picture, QImage)
        assert not picture.isNull(), name
        assert picture.width() / picture.devicePixelRatio() <= text.viewport().width()
    assert text.horizontalScrollBar().maximum() == 0
    assert text.document().size().height() < 10 * A4 * text.document().textWidth(), "ten pages are enough"


def test_a_section_is_chosen_in_the_list_and_marked_while_one_reads(guide: Guide, qtbot: QtBot) -> None:
    guide.sections.setCurrentRow(4)
    assert at_top(guide, 4)
    guide.text.verticalScrollBar().setValue(guide.text.places[2] + 1)
    assert marked(guide) == "2 Check"


def test_links_inside_lead_to_their_section_and_others_to_the_browser(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    guide.text.anchorClicked.emit(QUrl("#5-audit"))
    assert at_top(guide, 5)
    assert opened == []
    page = QUrl("https://example.org/")
    guide.text.anchorClicked.emit(page)
    assert opened == [page]
    assert at_top(guide, 5)

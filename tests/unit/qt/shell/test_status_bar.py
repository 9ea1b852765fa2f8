"""The bar at the bottom of the window: words for the processor, and buttons that leave the keyboard where it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dclgui.qt.shell.status_bar import StatusBar


@pytest.mark.parametrize(
    ("device", "words"),
    [
        ("cpu, 1 cores", "CPU, one core"),
        ("cpu, 16 cores", "CPU, 16 cores"),
        ("cuda:0, NVIDIA H200, 139 GiB", "cuda:0, NVIDIA H200, 139 GiB"),
    ],
)
def test_the_processor_is_told_in_words_and_a_card_by_its_name(qtbot: QtBot, device: str, words: str) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    assert bar._device_words(device) == words


def test_a_click_on_stop_leaves_the_keyboard_on_the_page(qtbot: QtBot) -> None:
    window, page, bar = QWidget(), QLineEdit(), StatusBar()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(page)
    column.addWidget(bar)
    bar._stop.show()
    with qtbot.waitExposed(window):
        window.show()
    page.setFocus()
    with qtbot.waitSignal(bar.stop_wanted):
        QTest.mouseClick(bar._stop, Qt.MouseButton.LeftButton)
    assert page.hasFocus()

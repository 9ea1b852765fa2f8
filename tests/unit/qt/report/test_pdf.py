"""The sheet as a PDF: one page whatever it holds, and the same bytes from every process."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QLocale
from PySide6.QtGui import QFont, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dclgui.qt.parts.theme import base_font
from dclgui.qt.report.html import html
from dclgui.qt.report.pdf import DOTS, HEIGHT, Sheets, fitting, pdf
from dclgui.qt.report.sheet import ClassLine, ClassTable, Figure, Group, Picture, Pictures, Sheet
from dclgui.review.intervals import Interval
from tests.e2e.terminal import ROOT

AT = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
SCRIPT = """
from hashlib import sha256
from PySide6.QtWidgets import QApplication
from tests.unit.qt.report.test_pdf import AT, sheet_of
from dclgui.qt.report.pdf import pdf
application = QApplication([])
print(sha256(pdf(sheet_of(5), AT)).hexdigest())
"""


def jpeg(colour: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (32, 32), colour).save(made, "JPEG")
    return made.getvalue()


def sheet_of(classes: int) -> Sheet:
    known = Interval(0.8, 0.9, 0.95, answered=40, images=100)
    lines = tuple(
        ClassLine(f"a rather long name of class {place} <&>", "100", "20 %", "80 % – 95 %", known if place else None)
        for place in range(classes)
    )
    return Sheet(
        language="en",
        title="line 3",
        subtitle="pictures of the new camera 新相机",
        state="round 6",
        figures=(Figure("Right labels", "94 %", "between 90 % and 97 %"),) * 4,
        columns=((Group("Data", (("Old camera", "400 pictures"), ("New camera", "many " * 40))),) * 2,) * 2,
        classes=ClassTable("Classes", ("Class", "Labels", "Share", "Right"), lines, "and more"),
        pictures=(
            Pictures(
                "Right",
                "#0072B2",
                (Picture(jpeg("red"), "hex bolt", ""), Picture(jpeg("blue"), "washer", "not a nut")),
                "",
            ),
        ),
        footer=("How the intervals are made. " * 10, "SHA-256"),
    )


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


@pytest.mark.parametrize("classes", [0, 1, 2, 28, 90])
def test_one_page_for_any_number_of_classes(classes: int, qtbot: QtBot) -> None:
    content = pdf(sheet_of(classes), AT)
    assert content.startswith(b"%PDF")
    assert pages(content) == 1


def test_small_print_and_long_values_are_not_cut(qtbot: QtBot) -> None:
    small = " · ".join(f"Setting of some length {number}: {number / 7:.15g}" for number in range(60))
    value = "a feature extractor with a long name in_its_400th.training, 224 px"
    group = Group("Method", (("Feature extractor", value),))
    sheet = replace(sheet_of(28), columns=((group,), (group,)), footer=(small, "abc"))
    drawing = QByteArray()
    generator = QSvgGenerator()
    generator.setOutputDevice(QBuffer(drawing))
    generator.setResolution(DOTS)
    painter = QPainter(generator)
    assert Sheets(painter, scale=fitting(sheet)).paint(sheet) <= HEIGHT
    painter.end()
    lines = re.findall(r"<text[^>]*>([^<]*)</text>", bytes(drawing.data()).decode())
    drawn = "".join("".join(lines).split())
    assert "".join(small.split()) in drawn
    assert drawn.count("".join(value.split())) == 2


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_language_of_the_window_changes_no_byte(qtbot: QtBot, language: str) -> None:
    sheet, shown, made = replace(sheet_of(5), language=language), QLocale(), []
    try:
        for other in ("en", "zh_CN"):
            QLocale.setDefault(QLocale(other))
            made.append(pdf(sheet, AT))
            assert QLocale().name().startswith(other)
    finally:
        QLocale.setDefault(shown)
    assert made[0] == made[1]


@pytest.mark.parametrize("family", ["Noto Sans", "DejaVu Serif", "Inter"])
def test_the_font_of_the_application_changes_no_byte(qapp: QApplication, family: str) -> None:
    here, own = pdf(sheet_of(5), AT), qapp.font()
    try:
        qapp.setFont(QFont(family, 20))
        assert pdf(sheet_of(5), AT) == here
        qapp.setFont(base_font())
        assert pdf(sheet_of(5), AT) == here
    finally:
        qapp.setFont(own)


@pytest.mark.slow
def test_the_same_bytes_now_later_and_in_other_processes(qtbot: QtBot) -> None:
    here = pdf(sheet_of(5), AT)
    assert pdf(sheet_of(5), AT) == here
    told = [
        subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert [line.strip() for line in told] == [sha256(here).hexdigest()] * 2


def test_another_sheet_or_moment_are_other_bytes(qtbot: QtBot) -> None:
    here = pdf(sheet_of(5), AT)
    assert pdf(replace(sheet_of(5), title="line 4"), AT) != here
    assert b"D:20260504030201" in here
    assert b"D:20260504030202" in pdf(sheet_of(5), AT.replace(second=2))


def test_html_needs_no_other_file_and_shows_names_literally() -> None:
    text = html(sheet_of(3))
    assert "class 1 &lt;&amp;&gt;" in text
    assert not re.search(r"(?:src|href)=\"(?!data:)", text)
    assert "http" not in text
    assert html(sheet_of(3)) == text

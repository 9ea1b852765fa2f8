"""What the strip says of the answers at every stage, and that it has room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dclgui.core.consensus import Expectation
from dclgui.qt.parts.application import show_language
from dclgui.qt.review.learning_strip import LearningStrip
from dclgui.qt.session.session import Session
from dclgui.worker import serve
from tests.unit.qt.pictures import agreed
from tests.unit.qt.session.judged import TOTAL, judged_project


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with judged_project(tmp_path, agreed([0] * TOTAL)) as project:
        made = Session(project.folder, serve)
        yield made
        made.close()


@pytest.fixture
def strip(session: Session, qtbot: QtBot) -> Iterator[LearningStrip]:
    page = QWidget()
    qtbot.addWidget(page)
    made = LearningStrip(session, page)
    page.resize(818, 100)
    made.resize(818, made.height())
    page.show()
    yield made
    show_language("en")


def propose(session: Session, expected: Expectation, *, changed: int = 0) -> None:
    label = [*[1] * changed, *[0] * (TOTAL - changed)]
    session.learning.proposed = agreed(label, version=1, expected=expected)
    session.learning.changed.emit()


def said(strip: LearningStrip) -> tuple[str, str]:
    return strip.expected.accessibleName(), strip.hope.accessibleName()


@pytest.mark.parametrize(
    ("expected", "words", "hope"),
    [
        (Expectation(0), "After 20 more answers it says about how many names are right", ""),
        (Expectation(19), "After one more answer it says about how many names are right", ""),
        (Expectation(20, 0.912, 40), "After 20 answers: about 91 % right", "perhaps about 40 more until 99 %"),
        (Expectation(20, 0.988, 1), "After 20 answers: about 98 % right", "perhaps about one more until 99 %"),
        (Expectation(20, 0.9996, 0), "After 20 answers: about 99 % right", ""),
        (Expectation(30, 1.0, 0), "After 30 answers: about 100 % right", ""),
        (Expectation(20, 0.8, -1), "After 20 answers: about 80 % right", ""),
    ],
)
def test_what_is_said_at_each_stage(
    session: Session, strip: LearningStrip, expected: Expectation, words: str, hope: str
) -> None:
    propose(session, expected)
    assert said(strip) == (words, hope)


@pytest.mark.parametrize(("changed", "words"), [(1, "One name changed"), (7, "7 names changed")])
def test_the_offer_counts_what_would_change(session: Session, strip: LearningStrip, changed: int, words: str) -> None:
    assert not strip.offer.isVisible()
    height = strip.height()
    propose(session, Expectation(12, 0.9, 3), changed=changed)
    assert strip.offer.isVisible()
    assert strip.offer.text() == words
    assert strip.height() == height


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [400, 640, 818, 1800])
def test_nothing_is_wider_than_its_room(
    session: Session, strip: LearningStrip, qtbot: QtBot, language: str, width: int
) -> None:
    show_language("zh_CN" if language == "zh_CN" else "en")
    propose(session, Expectation(1234, 0.912, 12345), changed=TOTAL)
    strip.resize(width, strip.height())
    qtbot.wait(1)  # until the layout has followed
    assert strip.minimumSizeHint().width() <= 400
    assert strip.curve.isVisible() == (width >= 760)
    parts = [strip.expected, strip.hope, strip.offer]
    assert all(one.geometry().right() < width for one in parts)
    assert strip.expected.geometry().right() < strip.hope.geometry().left() < strip.offer.geometry().left()
    if width >= 640:
        assert strip.expected.text() == strip.expected.accessibleName()
        assert strip.caution.text() == strip.caution.accessibleName()


def test_the_curve_tells_its_ends(session: Session, strip: LearningStrip) -> None:
    propose(session, Expectation(20, 0.912, 40))
    assert strip.curve.accessibleDescription() == (
        "How right the names are expected to be: after 20 answers about 91 %. The dashed line is at 99 %."
    )
    strip.curve.show_points([(10, 0.6), (20, 0.9)])
    assert "after 10 answers about 60 % → after 20 answers about 90 %" in strip.curve.toolTip()
    strip.curve.grab()


def test_without_a_committee_there_is_no_strip(tmp_path: Path, qtbot: QtBot) -> None:
    with judged_project(tmp_path, None) as project:
        session = Session(project.folder, serve)
        page = QWidget()
        qtbot.addWidget(page)
        strip = LearningStrip(session, page)
        page.show()
        assert not strip.isVisible()
        session.close()

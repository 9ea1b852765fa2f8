"""The report of a result: asked for on Audit and Export, in either language, the same from the same inputs."""

import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.terms import Terms
from dclgui.images.scan import known_truth
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.report.facts import facts_of
from dclgui.qt.report.save import save_result
from dclgui.qt.session.session import Session
from dclgui.qt.shell.main_window import MainWindow
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import review_table


def audited(window: MainWindow, project: Path) -> Session:
    """The window on its Audit page, 20 pictures answered rightly."""
    window.open_project(project)
    window.go("audit")
    page, session = window.page, window.session
    assert isinstance(page, AuditPage)
    assert session is not None
    assert session.target is not None
    truth = known_truth(session.target)
    assert truth is not None
    page.auditing.draw(20)
    for row in page.auditing.unanswered:
        page.auditing.answer(row, Verdict.LABEL, int(truth[row]))
    return session


def test_all_that_is_known_is_in_it(window: MainWindow, project: Path, tmp_path: Path) -> None:
    session = audited(window, project)
    session.decide(np.array([0], np.int64), Verdict.LABEL, 1)
    save_result(tmp_path / "report.html", session.project, terms=Terms(0.05))
    text = (tmp_path / "report.html").read_text("utf-8")
    for words in ("test_resnet", "20 of 20 answered", "Right labels", "Guaranteed labels", "Labels saved", "SHA-256"):
        assert words in text
    for name in session.table.class_names:
        assert f">{name}</td>" in text
    assert "data:image/jpeg" in text


def test_the_labels_of_each_class_are_those_that_leave(window: MainWindow, project: Path) -> None:
    session = audited(window, project)
    kept = session.project
    machine = review_table(kept).machine_label
    answers = kept.audits.answers()
    first, second, third = [row for row in answers if machine[row] == answers[row].label][:3]
    kept.audits.answer(Decision(first, Verdict.LABEL, (int(machine[first]) + 1) % 3), "someone")
    kept.audits.answer(Decision(second, Verdict.NONE_OF_THESE), "someone")
    kept.journal.append([Decision(third, Verdict.LABEL, (int(machine[third]) + 2) % 3)], "someone")
    left = labels_of(kept).labels
    told = {one.name: one.labels for one in facts_of(kept).classes}
    assert told == {name: left.count(name) for name in session.table.class_names}
    assert sum(told.values()) == 23  # of 25 one is no image, one none of these


def test_the_moment_is_that_of_the_newest_change(window: MainWindow, project: Path) -> None:
    kept = audited(window, project).project
    row = next(iter(kept.audits.answers()))
    at = facts_of(kept).as_of
    for change in (
        lambda: kept.journal.append([Decision(row, Verdict.LABEL, 1)], "someone"),
        lambda: kept.journal.undo("someone"),
        lambda: kept.audits.take_back(row, "someone"),
        lambda: kept.exclusions.set("source", [0], excluded=True, who="someone"),
        lambda: kept.exclusions.undo("someone"),
        lambda: kept.add_class("a new one"),
    ):
        time.sleep(0.002)  # moments are kept to the millisecond
        change()
        later = facts_of(kept).as_of
        assert later > at
        at = later


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_the_same_inputs_make_the_same_file(window: MainWindow, project: Path, tmp_path: Path, ending: str) -> None:
    session = audited(window, project)
    files = [tmp_path / f"{number}.{ending}" for number in (1, 2)]
    save_result(files[0], session.project)
    window.open_project(project)
    assert window.session is not None
    save_result(files[1], window.session.project)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_in_chinese_no_english_sentence_is_left(window: MainWindow, project: Path, tmp_path: Path) -> None:
    session = audited(window, project)
    window.perform("chinese")
    save_result(tmp_path / "report.html", session.project)
    text = (tmp_path / "report.html").read_text("utf-8")
    assert 'lang="zh"' in text
    assert "正确标签" in text
    for words in ("Right", "Labels", "Data", "Seed", "answered", "wrong"):
        assert words not in text.split("<main ")[1]


def test_the_button_asks_where_to_and_says_where_it_is(
    window: MainWindow, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    audited(window, project)
    file = tmp_path / "mine.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_how: (str(file), ""))
    for step in ("audit", "export"):
        window.go(step)
        pressed = [one for one in window.page.findChildren(QPushButton) if one.text() == "Save the report…"]
        pressed[0].click()
        assert file.read_bytes().startswith(b"%PDF")
        assert any(str(file) in text.text() for text in window.page.banner.findChildren(QLabel))
        file.unlink()


def test_what_can_not_be_written_is_said(window: MainWindow, project: Path, tmp_path: Path) -> None:
    session = audited(window, project)
    with pytest.raises(UserError, match="can't be a report's name"):
        save_result(tmp_path / "report.docx", session.project)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserError, match="can't be written"):
        save_result(tmp_path / "file" / "report.pdf", session.project)
    session.start_over()
    with pytest.raises(UserError, match="no labels to report on"):
        save_result(tmp_path / "report.pdf", session.project)

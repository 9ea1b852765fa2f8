"""Six states of the promise on four surfaces: each phrases the same state, with the terms that were chosen."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui.cli.quality import quality_lines
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.terms import Terms
from dclgui.engine.export.model_card import _accuracy
from dclgui.project.folder import Project
from dclgui.qt.audit.promise_card import PromiseCard
from dclgui.qt.audit.results import Results
from dclgui.qt.report.facts import facts_of
from dclgui.qt.report.html import html
from dclgui.qt.report.wording import ReportWords
from dclgui.qt.shell.status_bar import StatusBar
from dclgui.review.guarantee import guarantee
from dclgui.review.verdict import PromiseState
from dclgui.standing import standing as standings
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import Audit, standing_of
from tests.unit.project.test_rounds import metrics, write_model
from tests.unit.standing.made import TOTAL, TRUTH, answer, asked, predictions


def promised(project: Project) -> None:
    answer(project, asked(project))


def outdated(project: Project) -> None:
    answer(project, asked(project))
    project.rounds.write(2, predictions(1 - TRUTH), metrics(2), write_model)


def all_named(project: Project) -> None:
    answer(project, asked(project))
    project.journal.append([Decision(row, Verdict.LABEL, 0) for row in range(TOTAL)], "someone")


def unfinished(project: Project) -> None:
    answer(project, asked(project)[7:])


def too_few(project: Project) -> None:
    project.audits.choose_terms(Terms(0.001, 0.95), "someone")
    answer(project, asked(project))


def too_many_wrong(project: Project) -> None:
    project.audits.choose_terms(Terms(0.1, 0.9), "someone")
    for row in asked(project):
        project.audits.answer(Decision(row, Verdict.LABEL, int(1 - TRUTH[row])), "someone")


CASES: dict[PromiseState, tuple[Callable[[Project], None], tuple[str, str, str, str]]] = {
    PromiseState.PROMISED: (promised, ("200 labels", "400 labels", "200 labels can go out", "400 at most 1 % of")),
    PromiseState.OUTDATED: (outdated, ("changed after", "have changed since", "have changed since", "changed after")),
    PromiseState.ALL_NAMED: (all_named, ("named by a person",) * 4),
    PromiseState.UNFINISHED: (unfinished, ("last 7 images", "7 images", "when all pictures", "when the whole sample")),
    PromiseState.TOO_FEW: (too_few, ("196 more answers",) * 4),
    PromiseState.TOO_MANY_WRONG: (too_many_wrong, ("too many", "too many", "too many", "Too many")),
}


def on_page(audit: Audit, qtbot: QtBot) -> str:
    card = PromiseCard()
    qtbot.addWidget(card)
    card.show_audit(audit, left=50)
    return "\n".join(one.text() for one in card.findChildren(QLabel) if one.isVisibleTo(card))


def in_report(project: Project) -> str:
    (project.rounds.folder(standing_of(project).round) / "model.safetensors").write_bytes(b"a model")
    figure = ReportWords()._promised(facts_of(project))
    return f"{figure.value} {figure.note}"


def said_of(project: Project, qtbot: QtBot) -> tuple[str, str, str, str]:
    """On the command line, on the model's card, on the page and in the report."""
    standing = standing_of(project)
    assert standing.audit is not None
    lines = [line for line in quality_lines(standing) if line.startswith("Guaranteed")]
    return lines[0], _accuracy(project), on_page(standing.audit, qtbot), in_report(project)


@pytest.mark.parametrize("state", PromiseState)
def test_every_surface_phrases_the_same_state(project: Project, qtbot: QtBot, state: PromiseState) -> None:
    happens, wanted = CASES[state]
    project.audits.choose_terms(Terms(0.01, 0.9), "someone")
    happens(project)
    audit = standing_of(project).audit
    assert audit is not None
    assert audit.state is state
    for words, part in zip(said_of(project, qtbot), wanted, strict=True):
        assert part in words


def test_before_the_last_answer_every_surface_tells_the_same_range_and_no_point(project: Project, qtbot: QtBot) -> None:
    answer(project, asked(project)[:150])
    standing = standing_of(project)
    assert standing.audit is not None
    found = standing.audit.result.adapted.overall
    results, bar = Results(), StatusBar()
    for widget in (results, bar):
        qtbot.addWidget(widget)
    results.show_audit(standing.audit, ("a", "b"))
    (project.rounds.folder(1) / "model.safetensors").write_bytes(b"a model")
    report = ReportWords().sheet(facts_of(project))
    surfaces = [
        " ".join(quality_lines(standing)),
        _accuracy(project),
        " ".join(one.text() for one in results.findChildren(QLabel) if one.isVisibleTo(results)),
        " ".join(figure.value + figure.note for figure in report.figures),
        bar._accuracy_words(found),
    ]
    assert 0.9 < found.low < 1
    for words in surfaces:
        assert f"{100 * found.low:.1f}" in words
        assert "100.0" in words
        assert "99." not in words, "no point"
        assert "helped:" not in words
    assert report.figures[0].value == "–"
    assert "nan" not in html(report)


def test_a_chosen_error_survives_reopening_and_is_one_everywhere(project: Project, qtbot: QtBot) -> None:
    folder = project.folder
    project.audits.choose_terms(Terms(0.01, 0.9), "someone")
    answer(project, asked(project))
    project.close()
    with Project.open(folder) as again:
        assert again.audits.terms() == Terms(0.01, 0.9)
        assert all("1 %" in words and "90 %" in words for words in said_of(again, qtbot))
        assert labels_of(again).guaranteed.all()
        again.audits.choose_terms(Terms(0.001, 0.9), "someone")
        named = np.isin(np.arange(TOTAL), asked(again))
        assert not labels_of(again).guaranteed[~named].any()


def test_a_guarantee_is_worked_out_once_for_a_report(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(project, asked(project))
    (project.rounds.folder(1) / "model.safetensors").write_bytes(b"a model")
    counted: list[object] = []

    def counting(*args: object, **named: object) -> object:
        counted.append(args)
        return guarantee(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(standings, "guarantee", counting)
    facts_of(project)
    assert len(counted) == 1


def test_a_guarantee_is_of_the_labels_that_show(project: Project) -> None:
    """A round that is on the disk but not shown yet changes nothing of what is said of the shown one."""
    answer(project, asked(project))
    table = standings.review_table(project)
    queue = standings.queue_of(project, table)
    project.rounds.write(2, predictions(1 - TRUTH), metrics(2), write_model)
    shown = standings.standing_by(project, table, queue).audit
    assert shown is not None
    assert shown.state is PromiseState.PROMISED

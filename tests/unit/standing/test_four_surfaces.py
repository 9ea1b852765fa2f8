"""Six states of the promise on four surfaces: each phrases the same state, with the terms that were chosen."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dclgui.cli.options import chosen_terms
from dclgui.cli.quality import quality_lines
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.terms import Terms
from dclgui.engine.export.model_card import _accuracy
from dclgui.project.folder import Project
from dclgui.qt.audit.promise_card import PromiseCard
from dclgui.qt.audit.results import Results
from dclgui.qt.report.facts import facts_of
from dclgui.qt.report.html import html
from dclgui.qt.report.wording import ReportWords
from dclgui.qt.shell.status_bar import StatusBar
from dclgui.review.guarantee import Guarantee, guarantee
from dclgui.review.verdict import PromiseState
from dclgui.standing import standing as standings
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import Audit, standing_of
from tests.unit.project.test_rounds import metrics, write_model
from tests.unit.standing.made import TOTAL, TRUTH, answer, asked, choose, predictions


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
    choose(project, Terms(0.001, 0.95))
    answer(project, asked(project))


def too_many_wrong(project: Project) -> None:
    choose(project, Terms(0.1, 0.9))
    for row in asked(project):
        project.audits.answer(Decision(row, Verdict.LABEL, int(1 - TRUTH[row])), "someone")


def not_yet(project: Project) -> None:
    choose(project, Terms(0.1, 0.9, plan="open"))
    for row in asked(project)[:-1]:
        project.audits.answer(Decision(row, Verdict.LABEL, int(1 - TRUTH[row])), "someone")


CASES: dict[PromiseState, tuple[Callable[[Project], None], tuple[str, str, str, str]]] = {
    PromiseState.PROMISED: (promised, ("200 labels", "400 labels", "200 labels can go out", "400 at most 1 % of")),
    PromiseState.OUTDATED: (outdated, ("changed after", "have changed since", "have changed since", "changed after")),
    PromiseState.ALL_NAMED: (all_named, ("named by a person",) * 4),
    PromiseState.UNFINISHED: (unfinished, ("last 7 images", "7 images", "when all pictures", "when the whole sample")),
    PromiseState.TOO_FEW: (too_few, ("180 more answers",) * 4),
    PromiseState.TOO_MANY_WRONG: (too_many_wrong, ("too many", "too many", "too many", "Too many")),
    PromiseState.NOT_YET: (not_yet, ("by the answers so far",) * 2 + ("By the answers so far",) + ("by the answers",)),
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
    choose(project, Terms(0.01, 0.9))
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
    choose(project, Terms(0.01, 0.9))
    answer(project, asked(project))
    project.close()
    with Project.open(folder) as again:
        assert again.audits.terms() == Terms(0.01, 0.9)
        assert all("1 %" in words and "90 %" in words for words in said_of(again, qtbot))
        assert labels_of(again).guaranteed.all()
        with pytest.raises(UserError, match="before the sample was drawn"):
            again.audits.choose_terms(Terms(0.1, 0.9), "someone")
        assert again.audits.terms() == Terms(0.01, 0.9)
        again.audits.spend()
        again.audits.choose_terms(Terms(0.1, 0.9, "all", "open"), "someone")
        assert again.audits.terms() == Terms(0.1, 0.9, "all", "open")


def test_of_all_labels_every_surface_says_that_the_rest_comes_first(project: Project, qtbot: QtBot) -> None:
    choose(project, Terms(0.01, 0.9, over="all"))
    answer(project, asked(project)[:-1])
    project.audits.answer(Decision(asked(project)[-1], Verdict.LABEL, 1 - int(TRUTH[asked(project)[-1]])), "someone")
    said = said_of(project, qtbot)
    left = len(promise_of(project).remaining)
    assert left > 0
    for words in said:
        assert f" {left}" in words
        assert "once" in words.lower()
        assert "all labels" in words
    assert not labels_of(project).guaranteed.any()
    project.journal.append([Decision(int(row), Verdict.LABEL, 0) for row in promise_of(project).remaining], "someone")
    assert labels_of(project).guaranteed.all()
    assert "nobody looked at" in said_of(project, qtbot)[2]


def test_labels_that_were_drawn_from_twice_are_promised_with_twice_the_risk(project: Project, qtbot: QtBot) -> None:
    answer(project, asked(project))
    assert promise_of(project).terms.confidence == 0.95
    choose(project, Terms())
    answer(project, asked(project))
    assert promise_of(project).terms.confidence == 0.9
    for words in said_of(project, qtbot):
        assert "90 %" in words
    assert "drawn from 2 times" in said_of(project, qtbot)[0]
    assert "drawn from 2 times" in said_of(project, qtbot)[2]
    project.rounds.write(2, predictions(TRUTH), metrics(2), write_model)
    assert standing_of(project).audit is not None


def test_other_terms_are_refused_with_the_answers_in_sight(project: Project) -> None:
    folder = project.folder
    project.close()
    assert chosen_terms(folder, 0.02, None) == Terms()
    with pytest.raises(UserError, match="fixed by that"):
        chosen_terms(folder, 0.05, None)
    with Project.open(folder) as again:
        again.audits.spend()
    assert chosen_terms(folder, 0.05, 0.9) == Terms(0.05, 0.9)


def promise_of(project: Project) -> Guarantee:
    audit = standing_of(project).audit
    assert audit is not None
    return audit.promise


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

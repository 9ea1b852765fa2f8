"""Draws and answers of an audit are kept, whatever happens to the program."""

import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.terms import Terms
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.project.schema import CHANGES, TABLES, VERSION


def sample(seed: int = 7, rows: tuple[int, ...] = (5, 2, 0)) -> AuditSample:
    return AuditSample(
        seed=seed,
        rows=np.array(rows, np.int64),
        core=np.array([True, False, True])[: len(rows)],
        look=np.zeros(len(rows), np.int64),
        stratum=np.array([0, -1, 1, 1, 0, 0], np.int32),
        round=3,
    )


def test_the_last_draw_counts_and_comes_back_whole(project: Project) -> None:
    assert project.audits.last() is None
    project.audits.save(sample(1, (3, 4, 5)))
    project.audits.save(sample(2))
    with Project.open(project.folder) as again:
        kept = again.audits.last()
    assert kept is not None
    assert (kept.seed, kept.round) == (2, 3)
    assert kept.rows.tolist() == [5, 2, 0]
    assert kept.core.tolist() == [True, False, True]
    assert kept.stratum.tolist() == [0, -1, 1, 1, 0, 0]
    assert kept.stratum.dtype == np.int32


def test_the_last_answer_to_an_image_counts_and_can_be_taken_back(project: Project) -> None:
    project.audits.save(sample())
    for decision in (Decision(5, Verdict.LABEL, 1), Decision(0, Verdict.UNSURE), Decision(5, Verdict.LABEL, 0)):
        project.audits.answer(decision, "someone")
    assert project.audits.answers() == {5: Decision(5, Verdict.LABEL, 0), 0: Decision(0, Verdict.UNSURE)}
    project.audits.take_back(5, "someone")
    with Project.open(project.folder) as again:
        assert again.audits.answers() == {0: Decision(0, Verdict.UNSURE)}
        assert again.journal.current() == {}


def test_every_answer_stays_in_the_history(project: Project) -> None:
    project.audits.save(sample())
    first, second, unsure = Decision(5, Verdict.LABEL, 1), Decision(5, Verdict.LABEL, 0), Decision(0, Verdict.UNSURE)
    for decision in (first, unsure, second):
        project.audits.answer(decision, "someone")
    project.audits.take_back(0, "someone")
    assert project.audits.history() == [(5, first), (0, unsure), (5, second), (0, None)]
    project.audits.spend()
    project.audits.save(sample(8))
    assert project.audits.history() == [], "of the current sample"


def test_what_is_asked_again_after_a_class_was_added_was_not_changed(
    project: Project, target: Callable[[int], Catalog]
) -> None:
    project.save_catalog("target", target(10))
    project.audits.save(sample())
    project.audits.answer(Decision(5, Verdict.NONE_OF_THESE), "someone")
    with project._database.transaction() as sql:
        sql.execute("INSERT INTO added_classes (name, at) VALUES ('new', '9999')")
    assert project.audits.history() == [(5, None)]


def test_only_images_of_the_sample_can_be_answered(project: Project) -> None:
    with pytest.raises(KeyError):
        project.audits.answer(Decision(5, Verdict.UNSURE), "someone")
    project.audits.save(sample())
    with pytest.raises(KeyError):
        project.audits.answer(Decision(1, Verdict.UNSURE), "someone")


def test_a_new_draw_and_a_spent_one_begin_without_answers(project: Project) -> None:
    project.audits.save(sample())
    project.audits.answer(Decision(5, Verdict.LABEL, 1), "someone")
    project.audits.spend()
    assert project.audits.last() is None
    project.audits.save(sample(8))
    assert project.audits.answers() == {}


def test_answers_are_never_changed_on_the_disk(project: Project) -> None:
    project.audits.save(sample())
    project.audits.answer(Decision(5, Verdict.LABEL, 1), "someone")
    database = sqlite3.connect(project.folder / "project.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute("UPDATE audit_answers SET label = 0")
    database.close()


def test_a_draw_of_an_earlier_version_keeps_the_terms_of_its_time(folder: Path, job: Job) -> None:
    Project.create(folder, job).close()
    (folder / "project.sqlite").unlink()
    old = sqlite3.connect(folder / "project.sqlite")
    for statement in TABLES[: -sum(len(CHANGES[version]) for version in range(7, VERSION))]:
        old.execute(statement)
    old.execute("PRAGMA user_version = 7")
    old.execute("INSERT INTO audit_terms (error, confidence, who, at) VALUES (0.05, 0.9, 'an operator', '2026')")
    strata = zlib.compress(np.zeros(4, "<i4").tobytes())
    old.execute("INSERT INTO audit_draws (draw, seed, at, strata, round) VALUES (1, 7, '2026', ?, 2)", (strata,))
    old.execute("INSERT INTO audit_sample (draw, position, row, core, look) VALUES (1, 0, 3, 1, 0)")
    old.execute(
        "INSERT INTO audit_answers (draw, row, verdict, label, who, at) VALUES (1, 3, 'label', 0, 'somebody', '2026')"
    )
    old.commit()
    old.close()
    with Project.open(folder) as project:
        sample = project.audits.last()
        assert sample is not None
        assert sample.terms == project.audits.terms() == Terms(0.05, 0.9, "accepted", "once")
        assert sample.best is None
        assert sample.rows.tolist() == [3]
        assert project.audits.draws_read(of_round=2, version=-1) == 1
        project.audits.spend()
        assert project.audits.terms() == Terms(0.05, 0.9)


def test_terms_are_chosen_before_a_draw_and_not_after_it(project: Project) -> None:
    project.audits.choose_terms(Terms(0.1, 0.9), "someone")
    assert project.audits.terms() == Terms(0.1, 0.9)
    project.audits.save(sample())
    with pytest.raises(UserError, match="was chosen before the sample was drawn"):
        project.audits.choose_terms(Terms(0.5), "someone")
    project.audits.spend()
    project.audits.choose_terms(Terms(0.5), "someone")
    assert project.audits.terms() == Terms(0.5)

"""A project with an audit, as far as people answered it, and audits made up to the figures that a test asks for."""

from dataclasses import replace

import numpy as np

from dclgui.core.arrays import Ints
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.core.terms import Terms
from dclgui.project.folder import Project
from dclgui.review.audit import Design
from dclgui.review.estimate import Accuracy, AuditResult
from dclgui.review.guarantee import Guarantee, Sample
from dclgui.review.intervals import Interval
from dclgui.review.nested import Curve
from dclgui.review.verdict import PromiseState, effect_of
from dclgui.standing.standing import Audit

TOTAL, ASKED = 400, 200
TRUTH = (np.arange(TOTAL) % 2).astype(np.int32)


def predictions(label: Ints) -> PseudoLabels:
    values = np.full(TOTAL, 0.5, np.float32)
    return PseudoLabels(
        label=label,
        classifier_label=label,
        high=label == 0,
        entropy=values,
        probability=values,
        margin=values,
        weight=values,
        distances=np.full((TOTAL, 2), 0.5, np.float32),
    )


def choose(project: Project, terms: Terms) -> None:
    """Draw the same sample for other ``terms``, as a person who chooses before the draw."""
    sample = project.audits.last()
    assert sample is not None
    project.audits.spend()
    project.audits.choose_terms(terms, "someone")
    project.audits.save(replace(sample, terms=terms))


def answer(project: Project, rows: list[int]) -> None:
    for row in rows:
        project.audits.answer(Decision(row, Verdict.LABEL, int(TRUTH[row])), "someone")


def asked(project: Project) -> list[int]:
    return [int(row) for row in project.audits.rows()]


def interval(low: float, high: float) -> Interval:
    return Interval(low, (low + high) / 2, high, answered=100, images=1000)


def audit_with(difference: Interval, *, complete: bool = True) -> Audit:
    """An audit of one image, of which only what it says of adapting matters."""
    known = interval(0.8, 0.9)
    accuracy = Accuracy(known, (known, known), high=known, low=known)
    result = AuditResult(accuracy, accuracy, difference, known, answered=100, unsure=0, complete=complete)
    rows, nobody = np.zeros(1, np.int64), np.zeros(1, np.bool_)
    return Audit(
        design=Design(0, np.zeros(1, np.int32), rows, ~nobody, rows),
        answers={0: Decision(0, Verdict.LABEL, 0)},
        outdated=False,
        sample=Sample(rows, rows, nobody, ~nobody, nobody),
        uncertainty=np.zeros(1, np.float32),
        result=result,
        effect=effect_of(difference, complete=complete),
        promise=Guarantee(Terms(), rows[:0], rows[:0], rows, rows[:0], 1, 1, 1, Curve(rows, np.zeros(1))),
        state=PromiseState.ALL_NAMED,
    )

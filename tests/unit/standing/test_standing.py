"""What an audit says stays true whatever people do with the project in the meantime."""

import time
from dataclasses import replace

import numpy as np

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.terms import Terms
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.review.audit import more
from dclgui.review.verdict import PromiseState
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import Audit, drawn, queue_of, review_table, standing_of
from tests.unit.project.test_rounds import metrics, write_model
from tests.unit.standing.made import ASKED, TOTAL, TRUTH, answer, asked, choose, predictions


def found(project: Project, terms: Terms | None = None) -> Audit:
    audit = standing_of(project, terms=terms).audit
    assert audit is not None
    return audit


def test_an_audits_images_are_in_no_queue_and_teach_nothing_until_it_is_spent(project: Project) -> None:
    answer(project, asked(project)[:50])
    queue = queue_of(project, review_table(project))
    assert set(queue.order().tolist()) == set(range(TOTAL)) - set(asked(project))
    inside, outside = asked(project)[0], int(queue.order()[0])
    project.journal.append([Decision(inside, Verdict.LABEL, 0), Decision(outside, Verdict.LABEL, 0)], "someone")
    assert set(project.training_decisions()) == {outside}
    project.audits.spend()
    assert set(project.training_decisions()) == {inside, outside}


def test_nothing_is_guaranteed_before_the_last_answer(project: Project) -> None:
    answer(project, asked(project)[:-1])
    assert not labels_of(project).guaranteed.any()
    answer(project, asked(project)[-1:])
    assert labels_of(project).guaranteed.all()
    assert len(found(project, Terms(0.001, 0.99)).promise.promised) == 0


def test_a_later_round_keeps_the_share_and_ends_the_promise(project: Project) -> None:
    answer(project, asked(project))
    later = TRUTH.copy()
    later[::10] = 1 - later[::10]
    project.rounds.write(2, predictions(later), metrics(2), write_model)
    known = found(project)
    assert known.outdated
    assert known.result.adapted.overall.low <= 0.9 <= known.result.adapted.overall.high
    assert not labels_of(project).guaranteed.any()


def test_who_sets_aside_the_mistakes_an_audit_showed_does_not_get_better_figures(project: Project) -> None:
    wrong = asked(project)[:20]
    answer(project, asked(project)[20:])
    for row in wrong:
        project.audits.answer(Decision(row, Verdict.NONE_OF_THESE), "someone")
    before, promised = found(project).result.adapted.overall, len(found(project).promise.promised)
    project.exclusions.set("target", np.array(wrong), excluded=True, who="someone")
    assert found(project).result.adapted.overall == before
    assert len(found(project).promise.promised) == promised
    out = labels_of(project)
    assert not out.guaranteed[wrong].any()


def test_what_was_none_of_these_is_asked_again_when_a_class_is_added(project: Project) -> None:
    first, second, *rest = asked(project)
    answer(project, [second])
    project.audits.answer(Decision(first, Verdict.NONE_OF_THESE), "someone")
    assert set(project.audits.answers()) == {first, second}
    project.add_class("new class")
    assert set(project.audits.answers()) == {second}
    time.sleep(0.005)  # times are kept to the millisecond
    project.audits.answer(Decision(first, Verdict.LABEL, 2), "someone")
    project.audits.answer(Decision(rest[0], Verdict.NONE_OF_THESE), "someone")
    assert set(project.audits.answers()) == {first, second, rest[0]}


def test_an_open_ended_sample_goes_on_with_its_answers(project: Project) -> None:
    choose(project, Terms(plan="open"))
    answer(project, asked(project)[:-1])
    before = len(found(project).promise.promised)
    assert before > 0.7 * TOTAL, "it may be read before the last answer"
    answer(project, asked(project))
    design = drawn(project, review_table(project))
    assert design is not None
    assert design.open_ended
    longer = more(design, 50)
    project.audits.extend(
        AuditSample(
            longer.seed, longer.rows, longer.core, longer.look, longer.stratum, round=1, terms=Terms(plan="open")
        ),
    )
    assert asked(project)[:ASKED] == design.rows.tolist()
    assert len(project.audits.answers()) == ASKED
    assert len(found(project).promise.promised) >= before, "what was promised stays"
    answer(project, asked(project)[ASKED:])
    assert len(found(project).sample.rows) == ASKED + 50


def test_the_best_part_of_a_sample_is_kept(project: Project) -> None:
    sample = project.audits.last()
    assert sample is not None
    best = np.arange(TOTAL) < 280
    project.audits.save(replace(sample, best=best))
    answer(project, asked(project))
    audit = found(project)
    assert audit.design.best is not None
    assert audit.design.best.tolist() == best.tolist()
    assert set(audit.promise.promised.tolist()) == set(range(280))
    assert set(audit.promise.remaining.tolist()) == set(range(280, TOTAL)) - set(asked(project))


def test_a_guarantee_does_not_outlive_a_change_of_what_labels_read_as_but_a_new_name(project: Project) -> None:
    answer(project, asked(project))
    project.class_changes.rename(0, "another", "someone")
    assert found(project).state is PromiseState.PROMISED
    made = project.add_class("third", "someone")
    project.class_changes.withdraw(made, "someone")
    assert found(project).state is PromiseState.PROMISED, "no label that was drawn from is of that class"
    project.class_changes.merge(0, 1, "someone")
    assert found(project).outdated
    assert found(project).state is PromiseState.OUTDATED
    project.journal.undo("someone")
    assert not labels_of(project).labels.count("")

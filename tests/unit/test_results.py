"""What an audit says stays true whatever people do with the project in the meantime."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.job import Job
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.results import Audited, audited, drawn, guaranteed_rows, labels_of, queue_of, review_table
from dclgui.review.audit import draw, more
from tests.unit.project.test_rounds import figures, write_model

TOTAL, ASKED = 400, 200
TRUTH = (np.arange(TOTAL) % 2).astype(np.int32)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """One round of 400 images in two classes, all labels right, and an audit of half of them without answers."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    with Project.create(tmp_path / "a.dclproj", Job(source=tmp_path / "old", target=tmp_path / "new")) as made:
        none = np.zeros(TOTAL, np.int64)
        paths = tuple(f"{row}.png" for row in range(TOTAL))
        unknown = np.full(TOTAL, UNKNOWN, np.int32)
        for domain in ("source", "target"):
            root = tmp_path / {"source": "old", "target": "new"}[domain]
            made.save_catalog(domain, Catalog(root, paths, ("a", "b"), unknown, none, none))
        for number in (0, 1):
            made.rounds.write(number, judged(TRUTH), figures(number), write_model)
        design = draw(TRUTH, TRUTH == 0, eligible=np.ones(TOTAL, np.bool_), count=ASKED, seed=3)
        sample = AuditSample(design.seed, design.rows, design.core, design.look, design.stratum, round=1)
        made.audits.save(sample)
        yield made


def judged(label: np.ndarray[tuple[int], np.dtype[np.int32]]) -> PseudoLabels:
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


def answer(project: Project, rows: list[int]) -> None:
    for row in rows:
        project.audits.answer(Decision(row, Verdict.LABEL, int(TRUTH[row])), "someone")


def asked(project: Project) -> list[int]:
    return [int(row) for row in project.audits.rows()]


def found(project: Project) -> Audited:
    table = review_table(project)
    known = audited(project, table, queue_of(project, table))
    assert known is not None
    return known


def test_an_audits_images_are_in_no_queue_and_teach_nothing_until_it_is_spent(project: Project) -> None:
    answer(project, asked(project)[:50])
    queue = queue_of(project, review_table(project))
    assert set(queue.order().tolist()) == set(range(TOTAL)) - set(asked(project))
    inside, outside = asked(project)[0], int(queue.order()[0])
    project.journal.append([Decision(inside, Verdict.LABEL, 0), Decision(outside, Verdict.LABEL, 0)], "someone")
    assert set(project.lessons()) == {outside}
    project.audits.spend()
    assert set(project.lessons()) == {inside, outside}


def test_nothing_is_guaranteed_before_the_last_answer(project: Project) -> None:
    answer(project, asked(project)[:-1])
    assert len(guaranteed_rows(project, 0.02, 0.95)) == 0
    answer(project, asked(project)[-1:])
    assert len(guaranteed_rows(project, 0.02, 0.95)) == TOTAL
    assert labels_of(project).guaranteed.all()
    assert len(found(project).promise(0.001, 0.99).promised) == 0


def test_a_later_round_keeps_the_share_and_ends_the_promise(project: Project) -> None:
    answer(project, asked(project))
    later = TRUTH.copy()
    later[::10] = 1 - later[::10]
    project.rounds.write(2, judged(later), figures(2), write_model)
    known = found(project)
    assert known.outdated
    assert known.result().adapted.overall.low <= 0.9 <= known.result().adapted.overall.high
    assert len(guaranteed_rows(project, 0.02, 0.95)) == 0


def test_who_sets_aside_the_mistakes_an_audit_showed_does_not_get_better_figures(project: Project) -> None:
    wrong = asked(project)[:20]
    answer(project, asked(project)[20:])
    for row in wrong:
        project.audits.answer(Decision(row, Verdict.NONE_OF_THESE), "someone")
    before, promised = found(project).result().adapted.overall, len(found(project).promise(0.02).promised)
    project.exclusions.set("target", np.array(wrong), excluded=True, who="someone")
    assert found(project).result().adapted.overall == before
    assert len(found(project).promise(0.02).promised) == promised
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


def test_a_sample_goes_on_with_its_answers(project: Project) -> None:
    answer(project, asked(project))
    design = drawn(project, review_table(project))
    assert design is not None
    longer = more(design, 50)
    project.audits.extend(
        AuditSample(longer.seed, longer.rows, longer.core, longer.look, longer.stratum, round=1),
    )
    assert asked(project)[:ASKED] == design.rows.tolist()
    assert len(project.audits.answers()) == ASKED
    known = found(project)
    assert known.sample().looks == 1
    assert len(known.promise(0.02).promised) == TOTAL, "what was promised stays while the next look is under way"
    answer(project, asked(project)[ASKED:])
    assert found(project).sample().looks == 2

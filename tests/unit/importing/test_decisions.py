"""Which labels of a file are a person's, by the round that the file is of."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.consensus import Consensus
from dclgui.core.decisions import Conflict, Decision, Verdict
from dclgui.core.job import Job
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.importing.decisions import keep, preview
from dclgui.labels.table import LabelTable
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of, save_labels, source_only_labels
from tests.labels_csv import read_csv
from tests.unit.project.test_rounds import metrics, write_model

TOTAL = 6


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Rounds 0 and 1 of six images; in round 0 the prototypes moved rows 3 to 5, in round 1 all are ``c``."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    with Project.create(tmp_path / "a.dclproj", Job(source=tmp_path / "old", target=tmp_path / "new")) as made:
        none = np.zeros(TOTAL, np.int64)
        paths = tuple(f"{row}.png" for row in range(TOTAL))
        unknown = np.full(TOTAL, UNKNOWN, np.int32)
        made.save_catalog("target", Catalog(tmp_path / "new", paths, ("a", "b", "c"), unknown, none, none))
        for number, label in enumerate(([0, 0, 0, 1, 1, 1], [2] * TOTAL)):
            made.rounds.write(number, predictions(label), metrics(number), write_model)
        yield made


def predictions(label: list[int]) -> PseudoLabels:
    values = np.full(TOTAL, 0.5, np.float32)
    return PseudoLabels(
        label=np.array(label, np.int32),
        classifier_label=np.zeros(TOTAL, np.int32),
        high=np.zeros(TOTAL, np.bool_),
        entropy=values,
        probability=values,
        margin=values,
        weight=values,
        distances=np.full((TOTAL, 3), 0.5, np.float32),
    )


def consensus(label: list[int], version: int) -> Consensus:
    values = np.full(TOTAL, 0.75, np.float32)
    return Consensus(
        label=np.array(label, np.int32),
        second=np.zeros(TOTAL, np.int32),
        probability=values + np.float32(version / 8),
        agreeing=np.full(TOTAL, 2, np.int32),
        doubt=values,
        split=values,
        answers=np.zeros((0, 2), np.int64),
        members=2,
        version=version,
    )


def follow(project: Project, label: list[int], version: int) -> None:
    project.rounds.propose(1, consensus(label, version))
    project.rounds.take_proposed(1)


def as_of_before(file: Path) -> None:
    """Drop the last four columns, which files of earlier versions lack."""
    lines = file.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join(line.rsplit(",", 4)[0] for line in lines), "utf-8")


def test_nor_do_those_of_before_the_answers_that_changed_the_labels(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    follow(project, [0, 1, 2, 0, 1, 2], 0)
    save_labels(file, labels_of(project))
    assert read_csv(file).labels == read_csv(file).machine_labels == ("a", "b", "c") * 2
    follow(project, [1, 2, 0, 1, 2, 0], 1)
    project.journal.append([Decision(0, Verdict.LABEL, 1)], "someone")
    found = preview(project, file)
    assert (found.new, found.conflicts, found.silent, found.unclear) == ((), (), TOTAL, ())
    lines = file.read_text("utf-8-sig").splitlines()
    lines[5] = lines[5].replace(",b,", ",c,", 1)
    file.write_text("\n".join(lines), "utf-8")
    assert preview(project, file).new == (Decision(4, Verdict.LABEL, 2),)
    as_of_before(file)
    assert preview(project, file).new == ()


def test_nor_do_those_of_another_run_of_the_same_images(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"

    def run(said: PseudoLabels) -> None:
        project.rounds.truncate_after(0)
        project.rounds.write(1, said, metrics(1), write_model)

    save_labels(file, labels_of(project))
    run(replace(predictions([1, 1, 1, 0, 0, 0]), entropy=np.full(TOTAL, 0.25, np.float32)))
    found = preview(project, file)
    assert (found.new, found.conflicts, found.silent, found.unclear) == ((), (), TOTAL, ())
    as_of_before(file)
    found = preview(project, file)
    assert (found.new, found.conflicts, found.silent) == ((), (), 0)
    assert found.unclear == tuple(f"{row}.png" for row in range(TOTAL))
    run(predictions([0] * TOTAL))
    file.unlink()
    save_labels(file, labels_of(project))
    run(predictions([1] * TOTAL))
    found = preview(project, file)
    assert (found.new, found.conflicts, found.silent, found.unclear) == ((), (), TOTAL, ())


@pytest.mark.parametrize("labels", [labels_of, source_only_labels])
def test_the_machines_own_labels_never_become_decisions(
    project: Project, tmp_path: Path, labels: Callable[[Project], LabelTable]
) -> None:
    save_labels(tmp_path / "a.csv", labels(project))
    found = preview(project, tmp_path / "a.csv")
    assert (found.new, found.silent) == ((), TOTAL)


def test_the_answers_to_an_audit_do_not_become_decisions(project: Project, tmp_path: Path) -> None:
    row = np.array([2])
    project.audits.save(AuditSample(0, row, row > 0, row * 0, np.zeros(TOTAL, np.int32), round=None))
    project.audits.answer(Decision(2, Verdict.LABEL, 1), "someone")
    save_labels(tmp_path / "a.csv", labels_of(project))
    found = preview(project, tmp_path / "a.csv")
    assert (found.new, found.same, found.conflicts) == ((), (Decision(2, Verdict.LABEL, 1),), ())


def test_a_correction_in_an_older_file_is_found_after_newer_rounds(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    save_labels(file, labels_of(project))
    lines = file.read_text("utf-8-sig").splitlines()
    lines[3] = lines[3].replace(",c,", ",b,", 1)
    file.write_text("\n".join(lines), "utf-8")
    project.rounds.write(2, predictions([1] * TOTAL), metrics(2), write_model)
    assert preview(project, file).new == (Decision(2, Verdict.LABEL, 1),)
    project.rounds.truncate_after(-1)
    assert preview(project, file).new == (Decision(2, Verdict.LABEL, 1),)
    as_of_before(file)
    assert preview(project, file).new == ()


def test_source_only_labels_are_the_source_models_own(project: Project, tmp_path: Path) -> None:
    table = source_only_labels(project)
    assert table.labels == table.classifier_labels == ("a",) * TOTAL
    assert not table.moved.any()
    np.testing.assert_array_equal(np.isnan(table.probability), [False] * 3 + [True] * 3)
    save_labels(tmp_path / "a.csv", table)
    assert read_csv(tmp_path / "a.csv").labels == table.labels


def test_of_a_run_that_ended_after_round_0_the_prototypes_labels_leave(project: Project) -> None:
    project.rounds.truncate_after(0)
    assert labels_of(project).labels == ("a", "a", "a", "b", "b", "b")


def test_what_was_decided_while_a_file_was_read_is_not_overruled(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("path,label\n0.png,b\n1.png,b\n")
    found = preview(project, tmp_path / "a.csv")
    mine, theirs = Decision(0, Verdict.LABEL, 0), Decision(1, Verdict.LABEL, 1)
    with Project.open(project.folder) as other:
        other.journal.append([mine], "ann")
    kept = keep(project, found, "mine", who="bo")
    assert (kept.new, kept.conflicts) == ((theirs,), (Conflict(mine, Decision(0, Verdict.LABEL, 1)),))
    assert project.journal.current() == {0: mine, 1: theirs}
    assert project.journal.undo("bo") == [1]
    keep(project, found, "theirs", who="bo")
    assert project.journal.current() == {0: Decision(0, Verdict.LABEL, 1), 1: theirs}

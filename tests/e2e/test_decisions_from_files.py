"""Decisions come in from a file by the command line, and the other labels follow them as in the window."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.images.scan import known_truth
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.review.audit import draw
from dclgui.review.verdict import about_right
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import review_table
from tests.e2e.terminal import FAST, Command, Finished, Folders
from tests.labels_csv import read_csv
from tests.unit.labels.made import names_in

ANSWERS = 20
TURNED = {"blue": "green", "green": "red", "red": "blue"}


@pytest.fixture
def decided(finished: Finished, tmp_path: Path) -> Path:
    """A file with the wrong names of some images, so that labels have to follow."""
    file = tmp_path / "decided.csv"
    with Project.open(finished.project) as project:
        table = labels_of(project)
    lines = [f"{path},{TURNED[path.split('/')[0]]}" for path in table.paths if "broken" not in path]
    del lines[5::6]
    file.write_text("\n".join(["path,label", *lines]))
    return file


def expected(project: Path, dclgui: Command) -> dict[str, object]:
    facts = json.loads(dclgui("info", project, "--json").out)
    assert facts["labellings"] == 9
    found: dict[str, object] = facts["expected"]
    return found


def test_the_labels_follow_and_the_command_says_how_many(project: Path, decided: Path, dclgui: Command) -> None:
    with Project.open(project) as opened:
        before = opened.rounds.labels(2).label
    assert expected(project, dclgui) == {"answers": 0, "right": None, "more": None}
    ran = dclgui("import", project, decided)
    assert ran.code == 0, ran.err
    with Project.open(project) as opened:
        after, table = opened.rounds.labels(2).label, labels_of(opened)
        answers, said = len(opened.answers()), opened.answers()[:, 0]
        consensus = opened.rounds.consensus(2)
    assert consensus is not None
    assert consensus.answers.shape == (answers, 2)
    assert answers >= ANSWERS
    changed = int(np.count_nonzero(np.delete(before != after, said)))
    assert changed > 0
    assert f"Kept {answers} decisions.\n{changed} name" in ran.out
    assert f"After {answers} answers: about " in ran.out
    assert "judged from the answers alone; only an audit makes it known." in ran.out
    assert "labels.old" not in ran.out
    assert read_csv(project / "labels.csv").labels == table.labels
    found = expected(project, dclgui)
    assert found["answers"] == answers
    assert found["right"] == about_right(consensus.expected.right)
    told = dclgui("info", project).out
    assert "Labelled by 9 labellings together" in told
    assert f"After {answers} answers: about " in told


def test_a_few_answers_say_nothing_yet(project: Path, tmp_path: Path, dclgui: Command) -> None:
    (tmp_path / "a.csv").write_text("path,label\nblue/blue-1.png,blue\n")
    assert "After 1 answer: too few to say" in dclgui("import", project, tmp_path / "a.csv").out
    assert expected(project, dclgui) == {"answers": 1, "right": None, "more": None}


def test_a_project_without_a_labels_file_gets_none(project: Path, decided: Path, dclgui: Command) -> None:
    (project / "labels.csv").unlink()
    assert dclgui("import", project, decided).code == 0
    assert not (project / "labels.csv").exists()


def test_the_projects_own_file_with_corrections_is_kept_beside_the_new_one(project: Path, dclgui: Command) -> None:
    own = project / "labels.csv"
    lines = own.read_text("utf-8-sig").splitlines()
    first, label, *rest = lines[1].split(",")
    lines[1] = ",".join([first, TURNED[label], *rest])
    second, _, *rest = lines[2].split(",")
    lines[2] = ",".join([second, "pink", *rest])  # no such class: only the copy will have it
    own.write_text("\n".join(lines), "utf-8")
    ran = dclgui("import", project, own)
    assert ran.code == 0, ran.err
    assert "Kept 1 decision." in ran.out
    assert f"The labels that were there are now in {project / 'labels.old.csv'}" in ran.out
    assert "pink" in (project / "labels.old.csv").read_text("utf-8")
    assert read_csv(own).labels[0] == TURNED[label]


def test_labels_that_an_audit_was_drawn_from_stay(project: Path, decided: Path, dclgui: Command) -> None:
    with Project.open(project) as opened:
        table, truth = review_table(opened), known_truth(opened.catalog("target"))
        assert truth is not None
        made = draw(table.machine_label, table.high, eligible=table.countable, count=4, seed=1)
        sample = AuditSample(made.seed, made.rows, made.core, made.look, made.stratum, round=2, version=table.version)
        opened.audits.save(sample)
        before = opened.rounds.labels(2).label
    ran = dclgui("import", project, decided)
    assert "The labels stay as they are" in ran.out
    assert "Audit" in ran.out
    with Project.open(project) as opened:
        np.testing.assert_array_equal(opened.rounds.labels(2).label, before)
        assert opened.rounds.proposed(2) is None
        assert len(opened.journal.current()) >= ANSWERS
        assert read_csv(project / "labels.csv").labels == labels_of(opened).labels


def test_a_run_ends_with_labels_that_know_the_decisions_of_a_file(
    finished: Finished, decided: Path, tmp_path: Path, dclgui: Command
) -> None:
    made, by_hand = tmp_path / "made.dclproj", shutil.copytree(finished.project, tmp_path / "by hand.dclproj")
    ran = dclgui("adapt", finished.folders.source, finished.folders.target, "-o", made, *FAST, "--decisions", decided)
    assert ran.code == 0, ran.err
    assert "Kept " in ran.out
    assert "After " in ran.out
    dclgui("import", by_hand, decided)
    assert (made / "labels.csv").read_bytes() == (by_hand / "labels.csv").read_bytes()


def test_refining_learns_from_the_decisions_of_a_file(project: Path, decided: Path, dclgui: Command) -> None:
    ran = dclgui("refine", project, "--rounds", "1", "--decisions", decided, "--json")
    assert ran.code == 0, ran.err
    events = [json.loads(line) for line in ran.out.splitlines()]
    with Project.open(project) as opened:
        answers = len(opened.answers())
        labels = labels_of(opened)
    assert events[0] == {
        "event": "DecisionsKept", "kept": answers, "new": answers, "same": 0, "conflicts": 0, "unknown_files": 0,
        "unknown_classes": 0, "unclear": 0, "silent": 0, "disagreements": 0, "ends": None,
    }  # fmt: skip
    assert events[-1]["event"] == "Expected"
    assert events[-1]["expected"]["answers"] == answers
    named = dict(zip(labels.paths, labels.labels, strict=True))
    for line in decided.read_text().splitlines()[1:]:
        path, label = line.split(",")
        assert named[path] == label


@pytest.mark.parametrize("verb", ["adapt", "refine"])
def test_a_file_that_is_not_there_is_said_before_anything_runs(
    verb: str, project: Path, folders: Folders, tmp_path: Path, dclgui: Command
) -> None:
    words = (folders.source, folders.target, "-o", tmp_path / "new.dclproj") if verb == "adapt" else (project,)
    ran = dclgui(verb, *words, "--decisions", tmp_path / "none.csv")
    assert ran.code == 1
    assert "none.csv can't be read" in ran.err
    assert "new.dclproj" not in names_in(tmp_path)
    with Project.open(project) as opened:
        assert opened.rounds.last() == 2


def test_labels_of_the_patents_steps_alone(finished: Finished, decided: Path, tmp_path: Path, dclgui: Command) -> None:
    made = tmp_path / "alone.dclproj"
    words = ("adapt", finished.folders.source, finished.folders.target, "-o", made, *FAST, "--set", "labels=rounds")
    ran = dclgui(*words)
    assert ran.code == 0, ran.err
    assert "Labelled by steps S1-S6 alone." in ran.out
    with Project.open(made) as project, Project.open(finished.project) as other:
        assert project.rounds.consensus(2) is None
        np.testing.assert_array_equal(project.rounds.labels(2).label, project.rounds.pseudo_labels(2).label)
        np.testing.assert_array_equal(project.rounds.pseudo_labels(2).label, other.rounds.pseudo_labels(2).label)
    facts = json.loads(dclgui("info", made, "--json").out)
    assert facts["labellings"] is None
    assert "dclgui refine lets them learn" in dclgui("import", made, decided).out
    ran = dclgui("export", made, "--format", "probabilities", "-o", tmp_path / "alone.npz")
    assert ran.code == 0, ran.err
    with np.load(tmp_path / "alone.npz") as found:
        assert found["probabilities"].shape == (24, 3)


def test_the_first_answer_of_a_person_is_not_undone_by_a_file(project: Path, decided: Path, dclgui: Command) -> None:
    with Project.open(project) as opened:
        opened.journal.append([Decision(0, Verdict.LABEL, 0)], "someone")
    ran = dclgui("refine", project, "--rounds", "1", "--decisions", decided)
    assert "Decided otherwise: 1" in ran.out
    with Project.open(project) as opened:
        assert opened.journal.current()[0] == Decision(0, Verdict.LABEL, 0)


def test_label_studio_with_a_question_of_another_name_and_two_annotators(project: Path, dclgui: Command) -> None:
    address = "/data/local-files/?d=somewhere/else/{}"
    said = {"red/red-0.png": "red", "blue/blue-0.png": "blue", "green/green-0.png": "violet"}
    tasks = [{"id": 1, "image": address.format(path), "choice": word, "annotator": 1} for path, word in said.items()]
    tasks.append({"id": 1, "image": address.format("red/red-0.png"), "choice": "green", "annotator": 2})
    file = project.parent / "min.json"
    file.write_text(json.dumps(tasks), "utf-8")
    ran = dclgui("import", project, file, "--dry-run")
    assert ran.code == 0
    assert "The paths are another computer's; somewhere/else/ there was taken for this project's folder." in ran.out
    assert "New: 1. " in ran.out
    assert "red/red-0.png: red or green" in ran.out
    assert "somewhere/else/green/green-0.png: violet" in ran.out

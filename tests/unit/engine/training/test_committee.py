"""What a run's committee keeps, what its labels are, and what answers make of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Progressed, RoundFinished
from dclgui.engine.training.adapt import adapt, refine
from dclgui.engine.training.committee import formed
from dclgui.engine.training.members import MEMBERS
from dclgui.learning.committee import Committee
from dclgui.learning.relearn import Relearning, relearn
from dclgui.learning.taught import REFINED, Taught, opinions_of
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of
from tests.e2e.terminal import draw_folders

pytestmark = pytest.mark.slow
FAST = {"backbone": "test_resnet", "weights": "scratch", "image_size": 32, "batch_size": 8, "device": "cpu"}


def ran(folder: Path, **method: object) -> list[object]:
    folders = draw_folders(folder)
    settings = {"rounds": 2, "source_epochs": 3, **method}
    job = Job.parse({"source": folders.source, "target": folders.target, "method": settings, **FAST})
    return list(adapt(job, folder / "p"))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run, which no test changes."""
    folder = tmp_path_factory.mktemp("finished")
    ran(folder)
    return folder / "p"


@pytest.fixture
def project(finished: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of the finished run that a test may spoil; its images are shared and only read."""
    with Project.open(shutil.copytree(finished, tmp_path / "p")) as opened:
        yield opened


def answer(project: Project, answers: dict[int, int]) -> None:
    project.journal.append([Decision(row, Verdict.LABEL, label) for row, label in answers.items()], "someone")


def test_the_labels_of_a_round_are_the_committees(project: Project) -> None:
    assert project.rounds.consensus(0) is None
    for number in (1, 2):
        consensus = project.rounds.consensus(number)
        assert consensus is not None
        assert consensus.members == len(MEMBERS) + 2
        shown = project.rounds.labels(number)
        np.testing.assert_array_equal(shown.label, consensus.label)
        assert not (shown.high & (shown.label != project.rounds.pseudo_labels(number).label)).any()
    names = project.catalog("target").class_names
    assert labels_of(project).labels == tuple(names[label] for label in shown.label)


def test_the_events_speak_of_the_labels_that_are_shown(tmp_path: Path) -> None:
    events = ran(tmp_path)
    naming = [event for event in events if isinstance(event, Progressed) and event.step == "committee"]
    ended = [(event.round, event.total) for event in naming if event.done == event.total]
    assert ended == [(0, len(MEMBERS) + 4), (1, 3), (2, 3)]
    last = [event for event in events if isinstance(event, RoundFinished)][-1]
    with Project.open(tmp_path / "p") as project:
        label = project.rounds.labels(last.round).label
    np.testing.assert_allclose(last.class_shares, np.bincount(label, minlength=3) / len(label), atol=1e-6)


def test_s1_to_s6_alone_can_be_chosen(tmp_path: Path) -> None:
    ran(tmp_path, labels="rounds")
    with Project.open(tmp_path / "p") as project:
        assert project.rounds.consensus(2) is None
        assert relearn(project) is None
        np.testing.assert_array_equal(project.rounds.labels(2).label, project.rounds.pseudo_labels(2).label)


def test_the_members_do_not_depend_on_who_asks(tmp_path: Path) -> None:
    for name in ("one", "other"):
        ran(tmp_path / name)
    with Project.open(tmp_path / "one" / "p") as one, Project.open(tmp_path / "other" / "p") as other:
        ours, theirs = (Committee.load(project.rounds.folder(0)) for project in (one, other))
        assert ours is not None
        assert theirs is not None
        np.testing.assert_array_equal(ours.labels, theirs.labels)
        np.testing.assert_array_equal(one.rounds.labels(2).label, other.rounds.labels(2).label)


def test_answers_propose_labels_and_change_none_before_they_are_taken(project: Project) -> None:
    before = project.rounds.labels(2)
    answer(project, {row: (int(before.label[row]) + 1) % 3 for row in range(20)})
    relearning = Relearning()
    found = relearning.proposed(project)
    assert found is not None
    assert (found.round, found.version, found.expected.answers) == (2, 1, 20)
    assert found.changed > 0
    np.testing.assert_array_equal(project.rounds.labels(2).label, before.label)
    proposed = project.rounds.proposed(2)
    assert proposed is not None
    assert proposed.curve.shape == (1, 2)
    project.rounds.take_proposed(2)
    np.testing.assert_array_equal(project.rounds.labels(2).label, proposed.label)
    assert project.rounds.proposed(2) is None
    again = relearning.proposed(project)
    assert again is not None
    assert (again.version, again.changed) == (2, 0)


def test_an_undone_answer_leaves_no_trace(project: Project) -> None:
    first = relearn(project)
    assert first is not None
    before = project.rounds.labels(2)
    answer(project, {row: (int(before.label[row]) + 1) % 3 for row in range(20)})
    relearn(project)
    project.journal.undo("someone")
    relearn(project)
    np.testing.assert_array_equal(project.rounds.labels(2).label, before.label)
    np.testing.assert_array_equal(project.rounds.labels(2).probability, before.probability)


def test_a_refinement_joins_the_committee_and_is_no_witness_of_its_answers(project: Project) -> None:
    answer(project, {0: 1, 5: 2})
    list(refine(project.folder, rounds=1))
    committee = Committee.load(project.rounds.folder(0))
    assert committee is not None
    assert opinions_of(project, committee.rows, upto=3)[REFINED].knows == 2
    consensus = project.rounds.consensus(3)
    assert consensus is not None
    assert consensus.members == len(MEMBERS) + 3
    assert consensus.answers.tolist() == [[0, 1], [5, 2]]
    taught = Taught.of(project)
    assert taught is not None
    again = taught.consensus(project.answers(), images=len(consensus.label))
    np.testing.assert_array_equal(again.label, consensus.label)


@pytest.mark.parametrize("answers", [{}, {0: 1, 5: 2}])
def test_a_run_that_was_stopped_before_its_first_round_can_be_refined(
    project: Project, answers: dict[int, int]
) -> None:
    project.rounds.truncate_after(0)
    answer(project, answers)
    list(refine(project.folder, rounds=2))
    consensus = project.rounds.consensus(2)
    assert consensus is not None
    assert len(consensus.answers) == len(answers)
    answer(project, {7: 0})
    found = relearn(project)
    assert found is not None
    assert found.version == 1


@pytest.mark.parametrize("answers", [0, 5])
def test_doubt_is_half_how_unsure_the_rounds_are_and_what_is_asked_the_panels_alone(
    project: Project, answers: int
) -> None:
    taught = Taught.of(project)
    assert taught is not None
    given = np.array([[row, row % 3] for row in range(answers)], np.int64).reshape(-1, 2)
    found, unsure = taught.consensus(given, images=24), project.rounds.pseudo_labels(2).unsure
    np.testing.assert_array_equal(found.useful, taught.panel.joined().useful)
    np.testing.assert_allclose(found.doubt, (found.useful + unsure) / 2, atol=1e-6)


def test_a_class_that_came_after_the_panel_is_left_out(project: Project) -> None:
    taught = Taught.of(project)
    assert taught is not None
    found = taught.consensus(np.array([[0, 1], [3, 3]]), images=24)
    assert found.answers.tolist() == [[0, 1]]


def test_what_is_excluded_counts_in_no_expectation(project: Project) -> None:
    taught = Taught.of(project)
    assert taught is not None
    answers = np.array([[row, 0] for row in range(20)])
    some = taught.consensus(answers, images=24, excluded=np.arange(20, 24))
    assert some.expected.right == 1
    assert taught.consensus(answers, images=24).expected.right < 1


@pytest.mark.parametrize("name", ["0000/committee.npz", "0002/crowd.npz", "0002/consensus.npz"])
def test_a_damaged_file_is_named(project: Project, name: str) -> None:
    file = project.folder / "rounds" / name
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(UserError, match=file.name):
        relearn(project)


def test_a_class_that_a_person_added_is_learnt_at_once(project: Project) -> None:
    new = project.add_class("mud")
    answer(project, dict.fromkeys(range(6), new))
    relearn(project)
    assert (project.rounds.labels(2).label == new).any()


def test_an_answer_on_an_image_of_the_audit_teaches_nothing(project: Project) -> None:
    answer(project, {0: 1, 5: 2})
    row = np.array([5])
    project.audits.save(AuditSample(0, row, row > 0, row * 0, np.zeros(24, np.int32), round=2))
    assert project.answers().tolist() == [[0, 1]]


@pytest.mark.parametrize(("images", "classes"), [(2, 2), (3, 2), (40, 7)])
def test_the_smallest_targets_have_a_committee_too(images: int, classes: int) -> None:
    random = torch.Generator().manual_seed(0)
    features = torch.randn(images, 16, generator=random)
    source, labels = torch.randn(classes, 16, generator=random), torch.arange(classes)
    run = formed(source, labels, features, rows=torch.arange(images), generator=random)
    try:
        while True:
            next(run)
    except StopIteration as stop:
        made = stop.value
    assert made.labels.shape == (len(MEMBERS), images)
    assert made.labels.min() >= 0
    assert made.labels.max() < classes

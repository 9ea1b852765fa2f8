import errno
import os
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import Consensus, Expectation
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import RoundFinished
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project import rounds
from dclgui.project.folder import Project


def pseudo_labels(number: int, total: int = 4) -> PseudoLabels:
    values = np.random.default_rng(number).random((total, 8)).astype(np.float32)
    return PseudoLabels(
        label=np.array([UNKNOWN, *range(total - 1)], np.int32),
        classifier_label=np.zeros(total, np.int32),
        high=np.arange(total) % 2 == 0,
        entropy=values[:, 0],
        probability=values[:, 1],
        margin=values[:, 2],
        weight=values[:, 3],
        distances=np.where(values[:, 4:] < 0.2, np.inf, values[:, 4:]),
    )


def metrics(number: int) -> RoundFinished:
    return RoundFinished(
        round=number,
        rounds=10,
        source_loss=0.1,
        target_loss=float("inf"),
        share_high=0.2,
        moved=0.1,
        changed=0.0,
        class_shares=(0.5, 0.5),
        source_shares=(),
        accuracy=0.75,
        seconds=1.5,
    )


def write_model(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"model")


def write(project: Project, number: int) -> None:
    project.rounds.write(
        number,
        pseudo_labels(number),
        metrics(number),
        write_model,
    )


def files(project: Project) -> set[str]:
    root = project.folder / "rounds"
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


WHOLE = {"pseudo_labels.npz", "distances.npy", "model.safetensors"}


def test_a_round_comes_back(project: Project) -> None:
    assert project.rounds.last() is None
    assert project.rounds.numbers() == []
    for number in (0, 1):
        write(project, number)
    assert project.rounds.numbers() == [0, 1]
    assert project.rounds.last() == 1
    assert project.rounds.metrics(1) == metrics(1)
    loaded = project.rounds.pseudo_labels(1)
    for field in fields(PseudoLabels):
        ours, theirs = getattr(pseudo_labels(1), field.name), getattr(loaded, field.name)
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)
    assert isinstance(loaded.distances, np.memmap)
    assert not loaded.distances.flags.writeable
    assert {path.name for path in project.rounds.folder(1).iterdir()} == WHOLE
    with pytest.raises(KeyError):
        project.rounds.metrics(2)


def test_the_next_project_object_sees_it(project: Project) -> None:
    write(project, 0)
    with Project.open(project.folder) as other, other.run_lock():
        assert other.rounds.last() == 0


def test_what_fails_leaves_nothing(project: Project) -> None:
    write(project, 0)
    before = files(project)

    def fail(error: Exception) -> None:
        def write_half(folder: Path) -> None:
            write_model(folder)
            raise error

        project.rounds.write(1, pseudo_labels(1), metrics(1), write_half)

    with pytest.raises(RuntimeError):
        fail(RuntimeError("out of memory"))
    with pytest.raises(UserError, match="Round 1 can't be written") as failure:
        fail(OSError(28, "No space left on device"))
    assert "the rounds before are kept" in failure.value.hint
    assert files(project) == before
    assert project.rounds.numbers() == [0]


def test_a_round_is_not_written_twice_or_with_other_figures(project: Project) -> None:
    write(project, 0)
    with pytest.raises(ValueError, match="round 0"):
        write(project, 0)
    with pytest.raises(ValueError, match="figures"):
        project.rounds.write(1, pseudo_labels(1), metrics(2), lambda _: None)


def test_a_run_restarts_from_an_earlier_round(project: Project) -> None:
    for number in range(4):
        write(project, number)
    project.rounds.truncate_after(1)
    assert project.rounds.numbers() == [0, 1]
    assert {name for name in files(project) if "/" not in name} == {"0000", "0001"}
    write(project, 2)
    assert project.rounds.last() == 2
    project.rounds.truncate_after(-1)
    assert files(project) == set()
    project.rounds.truncate_after(-1)


def test_half_a_round_is_none(project: Project) -> None:
    for number in range(3):
        write(project, number)
    for file in project.rounds.folder(1).iterdir():
        file.unlink()
    project.rounds.folder(1).rmdir()
    (project.folder / "rounds" / "0003").mkdir()
    assert project.rounds.numbers() == [0, 2]
    write(project, 3)
    write(project, 1)
    assert project.rounds.numbers() == [0, 1, 2, 3]


def test_damaged_pseudo_labels_are_named(project: Project) -> None:
    write(project, 0)
    with pytest.raises(UserError, match="round 5"):
        project.rounds.pseudo_labels(5)
    for name in ("pseudo_labels.npz", "distances.npy"):
        file = project.rounds.folder(0) / name
        whole = file.read_bytes()
        for damaged in (whole[: len(whole) // 2], b"", b"not an array"):
            file.write_bytes(damaged)
            with pytest.raises(UserError, match="round 0"):
                project.rounds.pseudo_labels(0)
        file.write_bytes(whole)


def test_files_that_changed_places_are_named_in_a_project_without_digests_too(project: Project) -> None:
    write(project, 0)
    with project._database.transaction() as sql:
        sql.execute("UPDATE rounds SET digests = '', settings = ''")
    folder = project.rounds.folder(0)
    table, distances = (folder / name for name in ("pseudo_labels.npz", "distances.npy"))
    both = table.read_bytes(), distances.read_bytes()
    for place, other in ((distances, both[0]), (table, both[1])):
        place.write_bytes(other)
        with pytest.raises(UserError, match="round 0"):
            project.rounds.pseudo_labels(0)
        table.write_bytes(both[0])
        distances.write_bytes(both[1])
    (folder / "neighbours.npy").write_bytes(both[0])
    assert project.rounds.neighbours(4).shape == (4, 0), "as if there were none"


def test_a_file_of_a_round_is_as_it_was_written_or_named(project: Project) -> None:
    for number in (0, 1):
        write(project, number)
    assert project.rounds.whole(1) == project.rounds.folder(1)
    model = project.rounds.folder(1) / "model.safetensors"
    model.write_bytes(b"another model")
    with pytest.raises(UserError, match=r"model.safetensors can't be used: it is not what round 1 wrote"):
        project.rounds.whole(1)
    model.unlink()
    with pytest.raises(UserError, match=r"model.safetensors can't be used: it is missing"):
        project.rounds.whole(1)
    project.rounds.whole(1, "pseudo_labels.npz")
    project.rounds.whole(0)
    distances = project.rounds.folder(0) / "distances.npy"
    altered = bytearray(distances.read_bytes())
    altered[-8:] = bytes(8)
    distances.write_bytes(altered)
    with pytest.raises(UserError, match="it is not what round 0 wrote"), Project.open(project.folder) as again:
        again.rounds.pseudo_labels(0)


@pytest.mark.parametrize(
    "altered",
    [
        {"label": np.array([0, 1, 2, 4], np.int32)},
        {"classifier_label": np.array([0, -2, 1, 1], np.int32)},
        {"label": np.zeros(3, np.int32)},
        {"high": np.zeros(4, np.int32)},
        {"entropy": np.zeros((4, 1), np.float32)},
        {"distances": np.zeros((4, 4), np.int32)},
        {name: np.full(4, -1, np.int32) for name in ("label", "classifier_label")}
        | {"distances": np.zeros((4, 0), np.float32)},
    ],
)
def test_a_table_that_can_not_be_is_named(project: Project, altered: dict[str, np.ndarray]) -> None:
    project.rounds.write(0, replace(pseudo_labels(0), **altered), metrics(0), write_model)
    with pytest.raises(UserError, match=r"can't be read: the (column|distances)"):
        project.rounds.pseudo_labels(0)


def consensus(labels: list[int], *, version: int = 0) -> Consensus:
    label, half = np.array(labels, np.int32), np.full(len(labels), 0.5, np.float32)
    expected = Expectation(12, 0.9, 3, wrong=0.01)
    return Consensus(label, 1 - label, half, label, half, half, np.array([[1, 0]]), 8, expected, version=version)


def test_proposed_labels_show_once_they_are_taken(project: Project) -> None:
    write(project, 0)
    project.rounds.take_proposed(0)
    assert project.rounds.consensus(0) is None
    assert project.rounds.proposed(0) is None
    project.rounds.propose(0, consensus([-1, 1, 0, 1], version=3))
    assert project.rounds.consensus(0) is None
    proposed = project.rounds.proposed(0)
    assert proposed is not None
    assert (proposed.version, proposed.expected) == (3, Expectation(12, 0.9, 3, wrong=0.01))
    project.rounds.take_proposed(0)
    assert project.rounds.labels(0).label.tolist() == [-1, 1, 0, 1]
    assert project.rounds.proposed(0) is None


def test_labels_that_can_not_be_kept_leave_those_of_before(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, 0)
    project.rounds.propose(0, consensus([-1, 1, 0, 1]))
    project.rounds.take_proposed(0)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(np, "savez", full)
        with pytest.raises(UserError, match="new labels can't be written"):
            project.rounds.propose(0, consensus([-1, 0, 0, 0]))
    project.rounds.propose(0, consensus([-1, 0, 0, 0]))
    with monkeypatch.context() as patched:
        patched.setattr(rounds, "move", full)
        with pytest.raises(UserError, match="new labels can't be written"):
            project.rounds.take_proposed(0)
    assert project.rounds.labels(0).label.tolist() == [-1, 1, 0, 1]


@pytest.mark.parametrize(("name", "hint"), [("consensus", "Put back a copy"), ("consensus-proposed", "Delete that")])
def test_a_damaged_consensus_is_named(project: Project, name: str, hint: str) -> None:
    write(project, 0)
    file = project.folder / "rounds" / "0000" / f"{name}.npz"
    file.write_bytes(b"damaged")
    with pytest.raises(UserError, match=r"The labels of round 0 in .* can't be read") as caught:
        (project.rounds.consensus if name == "consensus" else project.rounds.proposed)(0)
    assert (caught.value.hint or "").startswith(hint)


def test_a_round_that_is_not_there_has_no_time_and_knows_no_step(project: Project) -> None:
    write(project, 0)
    assert project.rounds.finished_at(0)
    assert project.rounds.knew(0) == 0
    for asked in (project.rounds.finished_at, project.rounds.knew):
        with pytest.raises(KeyError):
            asked(1)


def test_neighbours_of_images_that_came_later_are_unknown(project: Project) -> None:
    def write_with_neighbours(folder: Path) -> None:
        write_model(folder)
        np.save(folder / "neighbours.npy", np.array([[1], [0], [0], [2]]))

    project.rounds.write(0, pseudo_labels(0), metrics(0), write_with_neighbours)
    assert project.rounds.neighbours(5).tolist() == [[1], [0], [0], [2], [-1]]
    assert project.rounds.neighbours(2).shape == (2, 0), "they name images that there are not"


def test_features_that_a_newer_round_has_are_not_missed(project: Project) -> None:
    def write_with_features(folder: Path) -> None:
        write_model(folder)
        (folder / "embedding.safetensors").write_bytes(b"features")

    project.rounds.write(0, pseudo_labels(0), metrics(0), write_with_features)
    features = project.rounds.folder(0) / "embedding.safetensors"
    features.unlink()
    assert project.rounds.whole(0) == project.rounds.folder(0)
    features.write_bytes(b"others")
    with pytest.raises(UserError, match="it is not what round 0 wrote"):
        project.rounds.whole(0)

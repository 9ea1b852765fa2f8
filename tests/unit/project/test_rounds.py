from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import RoundFinished
from dclgui.core.pseudo_labels import PseudoLabels
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
    ],
)
def test_a_table_that_can_not_be_is_named(project: Project, altered: dict[str, np.ndarray]) -> None:
    project.rounds.write(0, replace(pseudo_labels(0), **altered), metrics(0), write_model)
    with pytest.raises(UserError, match="can't be read: the column"):
        project.rounds.pseudo_labels(0)

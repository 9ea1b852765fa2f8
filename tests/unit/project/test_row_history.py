from pathlib import Path

import numpy as np
import numpy.typing as npt

from dclgui.core.protocol.events import RoundFinished
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project.folder import Project
from dclgui.project.row_history import RoundWord, RowHistory


def labels_of(labels: list[int], classifier: list[int], high: list[bool]) -> PseudoLabels:
    metrics: npt.NDArray[np.float32] = np.full(len(labels), 0.5, np.float32)
    return PseudoLabels(
        label=np.array(labels, np.int32),
        classifier_label=np.array(classifier, np.int32),
        high=np.array(high),
        entropy=metrics,
        probability=metrics,
        margin=metrics,
        weight=metrics,
        distances=np.zeros((len(labels), 2), np.float32),
    )


def keep(project: Project, number: int, pseudo_labels: PseudoLabels) -> None:
    nan = float("nan")
    metrics = RoundFinished(number, 9, nan, nan, 0.5, 0.0, 0.0, (0.5, 0.5), (0.5, 0.5), nan, 1.0)
    project.rounds.write(number, pseudo_labels, metrics, lambda _folder: None)


def test_each_round_says_one_word_of_an_image(project: Project) -> None:
    keep(project, 0, labels_of([0, 1, -1], [0, 1, -1], [True, False, False]))
    keep(project, 1, labels_of([0, 0, -1], [0, 1, -1], [True, False, False]))
    history = RowHistory(project.rounds)
    assert history.of(1) == (RoundWord(0, 1, 1, high=False), RoundWord(1, 0, 1, high=False))
    assert [word.moved for word in history.of(1)] == [False, True]
    assert [word.high for word in history.of(0)] == [True, True]
    assert history.of(2) == ()


def test_a_round_that_does_not_know_the_image_or_is_damaged_says_nothing(project: Project) -> None:
    keep(project, 0, labels_of([0], [0], [True]))
    keep(project, 1, labels_of([1, 1], [1, 1], [True, True]))
    (project.rounds.folder(0) / "pseudo_labels.npz").write_bytes(b"PK")
    history = RowHistory(project.rounds)
    assert history.of(1) == (RoundWord(1, 1, 1, high=True),)
    assert history.of(5) == ()


def test_rounds_written_anew_are_read_anew(project: Project, tmp_path: Path) -> None:
    keep(project, 0, labels_of([0, 0], [0, 0], [True, True]))
    history = RowHistory(project.rounds)
    assert history.of(1)[0].label == 0
    project.rounds.truncate_after(-1)
    keep(project, 0, labels_of([1, 1, 1], [1, 1, 1], [True, True, True]))
    assert history.of(1)[0].label == 1


def test_a_table_that_another_program_packed_says_nothing(project: Project) -> None:
    keep(project, 0, labels_of([0], [0], [True]))
    table = project.rounds.folder(0) / "pseudo_labels.npz"
    with np.load(table) as columns:
        np.savez_compressed(table, **dict(columns))
    assert RowHistory(project.rounds).of(0) == ()

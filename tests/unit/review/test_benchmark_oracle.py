"""The benchmark of labels saved counts what a person opens, and nothing else."""

from typing import Any

import numpy as np
import pytest

from dclgui.core.pseudo_labels import PseudoLabels

oracle = pytest.importorskip("benchmarks.oracle", reason="a source distribution comes without benchmarks")
finished = pytest.importorskip("benchmarks.finished")

IMAGES = 200
NONE = np.empty(0, np.int64)


def made(wrong: list[int], doubt: list[int]) -> Any:
    """All of class 0 by the machine; ``wrong`` are of class 1; the prototypes of ``doubt`` are nearly equally near."""
    truth = np.zeros(IMAGES, np.int32)
    truth[wrong] = 1
    margin = np.ones(IMAGES, np.float32)
    margin[doubt] = np.linspace(0.1, 0.2, len(doubt))
    zeros = np.zeros(IMAGES, np.float32)
    found = PseudoLabels(
        label=np.zeros(IMAGES, np.int32),
        classifier_label=np.zeros(IMAGES, np.int32),
        high=np.ones(IMAGES, np.bool_),
        entropy=zeros,
        probability=zeros + 1,
        margin=margin,
        weight=zeros,
        distances=np.tile(np.array([0.2, 0.3], np.float32), (IMAGES, 1)),
    )
    near = np.empty((IMAGES, 0), np.int64)
    return finished.Finished("a to b", ("dent", "stain"), truth, found, found, near, adapted=None)


def test_as_many_mistakes_may_stay_as_the_goal_bears() -> None:
    order = np.arange(IMAGES)
    assert oracle.opened_in_order(made([5, 9], []), order, NONE) == 0
    assert oracle.opened_in_order(made([5, 9, 20], []), order, NONE) == 6
    assert oracle.opened_in_order(made([5, 9, 20, 30], []), order[::-1], NONE) == IMAGES - 20


def test_audited_pictures_are_opened_once_and_known() -> None:
    project = made([5, 9, 20, 30], [])
    assert oracle.opened_in_order(project, np.arange(IMAGES), np.array([0, 1, 2])) == 10
    assert oracle.opened_in_order(project, np.arange(IMAGES), np.array([20, 100])) == 8
    assert oracle.opened_in_queue(project, np.array([5, 9])) == 2


def test_the_queue_opens_what_is_doubtful_first() -> None:
    project = made([50, 60, 70, 80], [80, 100, 60, 70])
    assert oracle.opened_in_queue(project, NONE) == 3
    assert oracle.opened_in_queue(project, np.array([1, 80])) == 4


def test_labels_know_every_answer_that_was_given() -> None:
    known = list[int]()

    class Panel:
        def consensus(self, answers: np.ndarray, *, images: int) -> None:
            assert images == IMAGES
            known.append(len(answers))

    project = made([], [])
    review = oracle.Review(project, project.truth, panel=Panel())
    review.open(3)
    review.open(1)
    assert known == [0, 3, 4]

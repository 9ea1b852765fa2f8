"""S31-S43 in one piece, against the same in plain Python."""

import dataclasses
import math
from random import Random

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from dclgui.method.assign import OF_NO_CLASS, Assignment, assign, assign_by
from dclgui.method.prototypes import Distance, Weighting
from tests.unit.method import plain

Made = tuple[Tensor, Tensor]
COLUMNS = tuple(field.name for field in dataclasses.fields(Assignment) if field.name != "prototypes")


def run(
    made: Made,
    decided: list[int] | None = None,
    *,
    share: float = 0.5,
    distance: Distance = "euclidean",
    weighting: Weighting = "margin",
    temperature: float = 1.0,
) -> Assignment:
    probs, features = made
    person = torch.tensor(decided or [-1] * len(probs))
    return assign(probs, features, person, share=share, distance=distance, weighting=weighting, temperature=temperature)


@given(plain.outputs(), plain.shares, plain.distances, plain.weightings, plain.temperatures, st.randoms())
def test_every_column_is_the_plain_one(
    made: Made, share: float, distance: Distance, weighting: Weighting, temperature: float, random: Random
) -> None:
    probs, features = made
    broken = features.isnan().any(dim=1).tolist()
    decided = [-1 if bad else random.choice([-1, -1, OF_NO_CLASS, *range(probs.shape[1])]) for bad in broken]
    found = run(made, decided, share=share, distance=distance, weighting=weighting, temperature=temperature)

    predicted = probs.argmax(dim=1).tolist()
    entropies = [plain.entropy(row) for row in probs.tolist()]
    # compared in the tensors' own entropies, since two nearly equal ones may swap in plain Python
    high = plain.split(found.entropy.tolist(), predicted, share)
    sure = [d >= 0 or (h and d != OF_NO_CLASS) for h, d in zip(high, decided, strict=True)]
    labels = [d if d >= 0 else p for d, p in zip(decided, predicted, strict=True)]
    rows = [i for i, is_sure in enumerate(sure) if is_sure]
    means = plain.prototypes([features[i].tolist() for i in rows], [labels[i] for i in rows], probs.shape[1])
    distances = [[plain.between(mean, row, distance) for mean in means] for row in features.tolist()]
    weights = [
        1.0 if is_high else plain.weight(row, weighting, temperature)
        for is_high, row in zip(high, distances, strict=True)
    ]

    assert found.high.tolist() == high
    assert found.classifier_label.tolist() == predicted
    for column, wanted in [
        ("entropy", entropies),
        ("distances", distances),
        ("weight", weights),
        ("margin", [plain.margin(row) for row in distances]),
        ("probability", [row[k] for row, k in zip(probs.tolist(), found.label.tolist(), strict=True)]),
    ]:
        torch.testing.assert_close(
            getattr(found, column), torch.tensor(wanted, dtype=torch.float64), equal_nan=True, atol=1e-7, rtol=1e-7
        )
    for i, label in enumerate(found.label.tolist()):
        if high[i] or broken[i]:
            assert label == predicted[i]
        else:
            assert distances[i][label] == pytest.approx(min(distances[i]), abs=1e-7)
            assert label == int(found.distances[i].argmin())


@given(plain.outputs(), plain.shares, st.randoms())
def test_a_decided_images_own_row_stays_the_machines_word(made: Made, share: float, random: Random) -> None:
    decided = [random.choice([-1, *range(made[0].shape[1])]) for _ in made[0]]
    found = run(made, decided, share=share, weighting="drop")
    for row in range(len(decided)):
        if found.high[row]:
            assert found.label[row] == found.classifier_label[row]
            assert found.weight[row] == 1
        else:
            assert found.weight[row] == 0


def test_a_decision_counts_into_its_class_and_not_into_the_predicted_one() -> None:
    probs = torch.tensor([[0.9, 0.1], [0.6, 0.4], [0.1, 0.9]])
    features = torch.tensor([[0.0], [6.0], [10.0]])
    assert run((probs, features), share=1.0).prototypes.means.tolist() == [[3.0], [10.0]]
    assert run((probs, features), [-1, 1, -1], share=1.0).prototypes.means.tolist() == [[0.0], [8.0]]


def test_an_image_of_no_class_counts_into_no_prototype_however_sure_the_classifier_is() -> None:
    probs = torch.tensor([[0.9, 0.1], [0.6, 0.4], [0.1, 0.9]])
    features = torch.tensor([[0.0], [6.0], [10.0]])
    found = run((probs, features), [OF_NO_CLASS, -1, -1], share=1.0)
    assert found.prototypes.means.tolist() == [[6.0], [10.0]]
    assert found.high.tolist() == [True] * 3
    alone = run((probs, features), [-1, -1, OF_NO_CLASS], share=1.0).prototypes.means
    assert alone[0].tolist() == [3.0]
    assert alone[1].isnan().all()


def test_low_images_go_to_the_nearest_prototype_whatever_the_classifier_says() -> None:
    probs = torch.tensor([[0.99, 0.01], [0.6, 0.4], [0.01, 0.99]])
    found = run((probs, torch.tensor([[0.0], [9.0], [10.0]])), share=0.5)
    assert found.high.tolist() == [True, False, True]
    assert found.label.tolist() == [0, 1, 1]
    assert found.classifier_label.tolist() == [0, 0, 1]
    assert found.weight.tolist() == pytest.approx([1.0, 8 / 9, 1.0])


def test_of_two_equally_near_prototypes_the_lower_class_wins() -> None:
    probs = torch.tensor([[0.9, 0.1], [0.1, 0.9], [0.45, 0.55]])
    found = run((probs, torch.tensor([[0.0], [2.0], [1.0]])), share=0.5)
    assert found.label.tolist() == [0, 1, 0]
    assert found.weight.tolist() == [1.0, 1.0, 0.0]


def test_without_any_prototype_the_classifiers_label_stays_with_weight_0() -> None:
    probs = torch.tensor([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7]])
    for weighting in ("one", "margin", "softmax", "drop"):
        found = run((probs, torch.full((3, 2), math.nan)), share=0.3, weighting=weighting)
        assert found.label.tolist() == [0, 0, 1]
        assert found.weight[~found.high].tolist() == [0.0]


@given(plain.outputs(nan=False), plain.shares, plain.distances, st.randoms())
def test_renaming_the_classes_renames_the_labels(made: Made, share: float, distance: Distance, random: Random) -> None:
    probs, features = made
    # of tied classes the lower index wins, so ties are broken before the classes change places
    probs = (probs + 1e-6 * torch.arange(probs.numel(), dtype=torch.float64).view_as(probs).sin()).softmax(dim=1)
    features = features + 1e-3 * torch.arange(features.numel(), dtype=torch.float64).view_as(features).cos()
    order = torch.tensor(random.sample(range(probs.shape[1]), probs.shape[1]))
    found = run((probs, features), share=share, distance=distance)
    again = run((probs[:, order], features), share=share, distance=distance)
    assert again.high.tolist() == found.high.tolist()
    torch.testing.assert_close(again.distances, found.distances[:, order])
    # one dimension knows two directions only, where every cosine is a tie
    if distance == "euclidean":
        assert order[again.label].tolist() == found.label.tolist()
        torch.testing.assert_close(again.weight, found.weight)


@given(plain.outputs(nan=False), plain.shares, st.randoms())
def test_the_order_of_the_images_does_not_matter(made: Made, share: float, random: Random) -> None:
    probs, features = made
    probs = (probs + 1e-4 * torch.arange(probs.numel(), dtype=torch.float64).view_as(probs).sin()).softmax(dim=1)
    features = features + 1e-3 * torch.arange(features.numel(), dtype=torch.float64).view_as(features).cos()
    order = torch.tensor(random.sample(range(len(probs)), len(probs)))
    found = run((probs, features), share=share)
    again = run((probs[order], features[order]), share=share)
    for column in COLUMNS:
        torch.testing.assert_close(getattr(again, column), getattr(found, column)[order])


@given(plain.outputs(nan=False), plain.shares, plain.distances)
def test_the_prototypes_label_the_same_images_the_same(made: Made, share: float, distance: Distance) -> None:
    probs, features = made
    found = run(made, share=share, distance=distance)
    again = assign_by(found.prototypes, probs, features, distance=distance)
    assert (again.high | ~found.high).all()
    tied = again.high & ~found.high  # an image as sure as the last of the high ones is high, taken alone
    limits = found.prototypes.thresholds[found.classifier_label]
    assert (found.entropy[tied] == limits[tied]).all()
    for column in ("label", "weight"):
        assert getattr(again, column)[~tied].tolist() == getattr(found, column)[~tied].tolist()
    torch.testing.assert_close(again.distances, found.distances)


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_no_image_lies_on_a_threshold_where_rounding_would_decide(share: float) -> None:
    probs = torch.tensor([[0.97, 0.03], [0.9, 0.1], [0.8, 0.2], [0.6, 0.4]])
    found = run((probs, torch.tensor([[0.0], [1.0], [2.0], [3.0]])), share=share)
    limit, last = float(found.prototypes.thresholds[0]), float(found.entropy[found.high].max())
    assert 0 < limit - last <= 0.005 + 1e-6
    for step in (-1e-6, 1e-6):
        rounded = probs + step * torch.tensor([1.0, -1.0])
        assert assign_by(found.prototypes, rounded, torch.zeros(4, 1), distance="euclidean").high.equal(found.high)


@given(plain.outputs())
def test_the_prototypes_label_each_image_on_its_own(made: Made) -> None:
    probs, features = made
    prototypes = run(made).prototypes
    together = assign_by(prototypes, probs, features, distance="euclidean")
    for row in range(len(probs)):
        alone = assign_by(prototypes, probs[row : row + 1], features[row : row + 1], distance="euclidean")
        for column in COLUMNS:
            torch.testing.assert_close(getattr(alone, column)[0], getattr(together, column)[row], equal_nan=True)


def test_a_class_never_predicted_has_no_landmark() -> None:
    prototypes = run((torch.tensor([[0.9, 0.1], [0.8, 0.2]]), torch.tensor([[0.0], [1.0]]))).prototypes
    assert prototypes.means[1].isnan().all()
    assert prototypes.thresholds[1] == -math.inf
    new = assign_by(prototypes, torch.tensor([[0.1, 0.9]]), torch.tensor([[0.2]]), distance="euclidean")
    assert (new.label.tolist(), new.high.tolist()) == ([0], [False])

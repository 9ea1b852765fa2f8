"""S41-S43: prototypes, distances to them, and weights."""

import math
from random import Random

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from dclgui.method.prototypes import (
    Distance,
    Weighting,
    class_prototypes,
    distances_to,
    low_confidence_weights,
    nearest_margin,
)
from tests.unit.method import plain

numbers = st.sampled_from([0.0, 0.5, 1.0, 1.5, 30.0, math.inf])


@st.composite
def tables(draw: st.DrawFn) -> Tensor:
    """Distances [N, K], some rows NaN, some classes without a prototype."""
    count, classes = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(numbers, min_size=classes, max_size=classes), min_size=count, max_size=count))
    table = torch.tensor(rows, dtype=torch.float64)
    table[sorted(draw(st.sets(st.integers(0, count - 1), max_size=2)))] = math.nan
    return table


@given(plain.outputs(nan=False), st.randoms())
def test_prototypes_are_the_plain_means(made: tuple[Tensor, Tensor], random: Random) -> None:
    probs, features = made
    labels = [random.randrange(probs.shape[1]) for _ in features]
    found = class_prototypes(features, torch.tensor(labels), classes=probs.shape[1])
    wanted = plain.prototypes(features.tolist(), labels, probs.shape[1])
    empty = [math.nan] * features.shape[1]
    torch.testing.assert_close(
        found, torch.tensor([row or empty for row in wanted], dtype=features.dtype), equal_nan=True
    )


def test_a_class_of_one_image_has_that_image_as_its_prototype_and_an_empty_one_has_nan() -> None:
    found = class_prototypes(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([2, 2]), classes=4)
    assert found[2].tolist() == [2.0, 3.0]
    assert found[[0, 1, 3]].isnan().all()
    alone = class_prototypes(torch.tensor([[5.0, 6.0]]), torch.tensor([0]), classes=1)
    assert alone.tolist() == [[5.0, 6.0]]


@given(plain.outputs(), plain.distances, st.sets(st.integers(0, 2), max_size=2))
def test_distances_are_the_plain_ones(made: tuple[Tensor, Tensor], distance: Distance, empty: set[int]) -> None:
    _, features = made
    prototypes = torch.linspace(-2, 3, 3 * features.shape[1], dtype=features.dtype).view(3, -1)
    known = [None if k in empty else prototypes[k].tolist() for k in range(3)]
    prototypes[sorted(empty)] = math.nan
    found = distances_to(prototypes, features, distance=distance)
    wanted = [[plain.between(prototype, row, distance) for prototype in known] for row in features.tolist()]
    torch.testing.assert_close(found, torch.tensor(wanted, dtype=found.dtype), equal_nan=True)


def test_euclidean_agrees_with_numpy_far_from_the_origin() -> None:
    random = np.random.default_rng(0)
    features = (1000 + random.normal(size=(50, 64))).astype(np.float32)
    prototypes = features[:7]
    found = distances_to(torch.from_numpy(prototypes), torch.from_numpy(features), distance="euclidean").numpy()
    np.testing.assert_allclose(found, np.linalg.norm(features[:, None] - prototypes, axis=2), rtol=1e-4, atol=1e-4)
    assert (np.diagonal(found) == 0).all()


@given(plain.outputs(nan=False), st.floats(0.01, 100))
def test_cosine_lies_in_0_to_2_and_knows_no_length(made: tuple[Tensor, Tensor], length: float) -> None:
    _, features = made
    found = distances_to(features[:2], features, distance="cosine")
    assert ((found >= 0) & (found <= 2)).all()
    torch.testing.assert_close(distances_to(features[:2], length * features, distance="cosine"), found)


def test_cosine_of_equal_opposite_right_angled_and_zero() -> None:
    features = torch.tensor([[3.0, 0.0], [-1.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
    found = distances_to(torch.tensor([[1.0, 0.0]]), features, distance="cosine")
    assert found[:, 0].tolist() == [0.0, 2.0, 1.0, 1.0]


@given(tables())
def test_the_margin_is_the_plain_one(table: Tensor) -> None:
    wanted = torch.tensor([plain.margin(row) for row in table.tolist()], dtype=table.dtype)
    torch.testing.assert_close(nearest_margin(table), wanted, equal_nan=True)


@given(tables(), plain.weightings, plain.temperatures)
def test_weights_are_the_plain_ones_and_lie_in_0_to_1(table: Tensor, weighting: Weighting, temperature: float) -> None:
    found = low_confidence_weights(table, weighting=weighting, temperature=temperature)
    wanted = [plain.weight(row, weighting, temperature) for row in table.tolist()]
    torch.testing.assert_close(found, torch.tensor(wanted, dtype=table.dtype))
    assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize(
    ("distances", "margin"),
    [
        ([0.2, 0.8], 0.75),
        ([0.5, 0.5], 0.0),
        ([0.0, 0.0], 0.0),
        ([0.0, 0.3], 1.0),
        ([math.inf, 0.4], 1.0),
        ([0.7], 1.0),
        ([math.nan, math.nan], math.nan),
        ([math.nan], math.nan),
    ],
)
def test_margins_worth_knowing(distances: list[float], margin: float) -> None:
    assert nearest_margin(torch.tensor([distances])).tolist() == pytest.approx([margin], nan_ok=True)


def test_softmax_weights_flatten_with_the_temperature() -> None:
    table = torch.tensor([[0.1, 0.5, 0.9]])
    sharp, middle, flat = (
        float(low_confidence_weights(table, weighting="softmax", temperature=t)) for t in (0.01, 1.0, 100.0)
    )
    assert sharp == pytest.approx(1.0)
    assert flat == pytest.approx(1 / 3, abs=0.01)
    assert sharp > middle > flat


@pytest.mark.parametrize("weighting", ["one", "margin", "softmax", "drop"])
def test_an_image_that_no_prototype_can_be_compared_with_weighs_nothing(weighting: Weighting) -> None:
    table = torch.tensor([[math.nan, math.nan], [math.inf, math.inf]])
    assert low_confidence_weights(table, weighting=weighting, temperature=1.0).tolist() == [0.0, 0.0]

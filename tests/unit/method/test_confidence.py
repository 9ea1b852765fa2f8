"""S31-S33: entropy, and the lowest share of it inside each predicted class."""

import math
from itertools import pairwise
from random import Random

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from dclgui.method.confidence import entropy, fraction_of_round, split_by_class
from tests.unit.method import plain

entropies = st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.5, 1.0, math.nan]), max_size=24)


@given(plain.outputs())
def test_entropy_is_shannons_in_nats(made: tuple[torch.Tensor, torch.Tensor]) -> None:
    probs, _ = made
    found = entropy(probs)
    torch.testing.assert_close(
        found, torch.tensor([plain.entropy(row) for row in probs.tolist()], dtype=probs.dtype), equal_nan=True
    )
    known = found[~found.isnan()]
    assert ((known >= 0) & (known <= math.log(probs.shape[1]) + 1e-9)).all()


def test_entropy_of_the_two_extremes() -> None:
    found = entropy(torch.tensor([[1.0, 0.0, 0.0, 0.0], [0.25, 0.25, 0.25, 0.25], [math.nan, 0.0, 0.5, 0.5]]))
    torch.testing.assert_close(found, torch.tensor([0.0, math.log(4), math.nan]), equal_nan=True)


@given(entropies, st.integers(1, 4), plain.shares, st.randoms())
def test_the_split_is_the_plain_one(values: list[float], classes: int, share: float, random: Random) -> None:
    predicted = [random.randrange(classes) for _ in values]
    found = split_by_class(torch.tensor(values), torch.tensor(predicted, dtype=torch.int64), share=share)
    assert found.tolist() == plain.split(values, predicted, share)


@given(st.lists(st.floats(0, 3), min_size=1, max_size=24, unique=True), plain.shares, st.randoms())
def test_the_order_of_the_images_does_not_matter(values: list[float], share: float, random: Random) -> None:
    predicted = torch.tensor([random.randrange(3) for _ in values])
    order = torch.tensor(random.sample(range(len(values)), len(values)))
    entropies_ = torch.tensor(values, dtype=torch.float64)
    found = split_by_class(entropies_, predicted, share=share)
    assert split_by_class(entropies_[order], predicted[order], share=share).tolist() == found[order].tolist()


@pytest.mark.parametrize(("share", "high"), [(0.2, 1), (0.21, 2), (0.4, 2), (1e-12, 1), (1.0, 5)])
def test_the_share_of_five_images(share: float, high: int) -> None:
    found = split_by_class(torch.arange(5.0), torch.zeros(5, dtype=torch.int64), share=share)
    assert found.tolist() == [True] * high + [False] * (5 - high)


def test_equal_images_share_a_level() -> None:
    rounded = torch.tensor([0.3, 0.3, 0.3 + 1e-7, 0.4])
    assert split_by_class(rounded, torch.zeros(4, dtype=torch.int64), share=0.25).tolist() == [True, True, True, False]
    found = split_by_class(torch.full((4,), 0.3), torch.tensor([1, 0, 1, 0]), share=0.5)
    assert found.all()


def test_nan_is_never_high_and_takes_no_place() -> None:
    found = split_by_class(torch.tensor([math.nan, 0.2, math.nan, 0.1]), torch.tensor([0, 0, 1, 0]), share=1.0)
    assert found.tolist() == [False, True, False, True]


def test_no_images_give_no_split() -> None:
    assert split_by_class(torch.empty(0), torch.empty(0, dtype=torch.int64), share=0.5).tolist() == []


@given(st.integers(1, 50), st.floats(0.01, 1), st.floats(0.01, 1))
def test_the_share_grows_evenly_from_first_to_last(rounds: int, first: float, last: float) -> None:
    shares = [fraction_of_round(number, rounds=rounds, first=first, last=last) for number in range(1, rounds + 1)]
    assert shares[0] == first
    if rounds > 1:
        assert shares[-1] == pytest.approx(last)
    steps = [after - before for before, after in pairwise(shares)]
    assert steps == pytest.approx([(last - first) / max(1, rounds - 1)] * len(steps))

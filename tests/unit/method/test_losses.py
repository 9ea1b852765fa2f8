"""S51-S53: the losses and how they add up."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from dclgui.method.losses import source_loss, target_loss, target_weight_of_round, total_loss
from tests.unit.method import plain

batches = st.lists(
    st.tuples(st.lists(st.floats(-20, 20), min_size=3, max_size=3), st.integers(0, 2), st.floats(0, 1)),
    min_size=1,
    max_size=6,
)
Row = tuple[list[float], int, float]


def _one_hot(label: int, smoothing: float = 0.0) -> list[float]:
    return [(1 - smoothing) * (k == label) + smoothing / 3 for k in range(3)]


@given(batches, st.sampled_from([0.0, 0.1, 0.5]))
def test_the_source_loss_is_smoothed_cross_entropy(batch: list[Row], smoothing: float) -> None:
    logits = torch.tensor([row[0] for row in batch], dtype=torch.float64)
    found = source_loss(logits, torch.tensor([row[1] for row in batch]), smoothing=smoothing)
    wanted = [plain.cross_entropy(values, _one_hot(label, smoothing)) for values, label, _ in batch]
    assert float(found) == pytest.approx(sum(wanted) / len(batch), abs=1e-9)


@given(batches)
def test_the_target_loss_weighs_each_image_and_divides_by_their_number(batch: list[Row]) -> None:
    logits, labels, weights = (torch.tensor(column, dtype=kind) for column, kind in _columns(batch))
    wanted = [weight * plain.cross_entropy(values, _one_hot(label)) for values, label, weight in batch]
    assert float(target_loss(logits, labels, weights)) == pytest.approx(sum(wanted) / len(batch), abs=1e-9)


def _columns(batch: list[Row]) -> list[tuple[list[object], torch.dtype]]:
    kinds = (torch.float64, torch.int64, torch.float64)
    return [(list(column), kind) for column, kind in zip(zip(*batch, strict=True), kinds, strict=True)]


def test_doubtful_images_pull_less_than_sure_ones() -> None:
    logits, labels = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), torch.tensor([1, 0])
    sure = target_loss(logits, labels, torch.ones(2))
    assert float(target_loss(logits, labels, torch.full((2,), 0.25))) == pytest.approx(0.25 * float(sure))
    assert float(target_loss(logits, labels, torch.zeros(2))) == 0


def test_an_image_of_weight_zero_sends_no_gradient() -> None:
    logits = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]], requires_grad=True)
    target_loss(logits, torch.tensor([1, 0]), torch.tensor([0.0, 1.0])).backward()
    assert logits.grad is not None
    assert logits.grad[0].tolist() == [0.0, 0.0, 0.0]
    assert logits.grad[1].abs().sum() > 0


@pytest.mark.parametrize(("ramp", "factors"), [(0, [2, 2, 2, 2]), (1, [1, 2, 2, 2]), (3, [0.5, 1, 1.5, 2])])
def test_the_balance_grows_over_the_ramp(ramp: int, factors: list[float]) -> None:
    assert [target_weight_of_round(number, balance=2.0, ramp=ramp) for number in (1, 2, 3, 4)] == pytest.approx(factors)


def test_the_total_is_the_source_plus_the_balanced_target() -> None:
    assert float(total_loss(torch.tensor(1.5), torch.tensor(4.0), balance=0.25)) == 2.5

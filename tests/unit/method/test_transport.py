import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from dclgui.method import transport
from dclgui.method.transport import plan, transported
from tests.unit.method.test_transduction import clusters


def moved(shift: float, *, mix: tuple[int, ...] = (1, 1, 1)) -> tuple[torch.Tensor, float]:
    """The labels that transport gives to shifted clusters, and how many of them are right."""
    source, labels = clusters(60, seed=0)
    other, truth = clusters(60, seed=1, shift=shift, shares=mix)
    shares = torch.bincount(truth, minlength=3) / len(truth)
    found = transported(source, labels, other, shares=shares, generator=torch.Generator().manual_seed(0))
    return found, float((found == truth).float().mean())


@given(st.integers(0, 50))
def test_a_plan_costs_hardly_more_than_the_best_matching(seed: int) -> None:
    cost = torch.rand(24, 24, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    found = plan(cost, mass=torch.full((24,), 1 / 24, dtype=torch.float64))
    best = cost[linear_sum_assignment(cost.numpy())].mean()
    assert float((found * cost).sum()) < float(best) + 2 * transport.BLUR
    torch.testing.assert_close(found.sum(dim=1), torch.full((24,), 1 / 24, dtype=torch.float64))
    assert (found.sum(dim=0) - 1 / 24).abs().sum() < 0.05


@pytest.mark.parametrize("shift", [0.0, 1.0, 2.0])
def test_classes_are_carried_along_with_a_shift(shift: float) -> None:
    assert moved(shift)[1] > 0.9


def test_of_more_images_than_are_carried_all_get_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MOST", 50)
    found, right = moved(1.0)
    assert len(found) == 180
    assert right > 0.85


def test_with_the_shares_of_the_target_another_class_mix_pulls_nothing_along() -> None:
    assert moved(1.0, mix=(8, 1, 1))[1] > 0.9


def test_images_that_are_all_one_image_end_in_finite_numbers() -> None:
    labels, shares = torch.tensor([0, 1, 1, 1, 1, 1]), torch.tensor([0.2, 0.8])
    generator = torch.Generator().manual_seed(0)
    found = transported(torch.zeros(6, 4), labels, torch.zeros(9, 4), shares=shares, generator=generator)
    assert found.tolist() == [1] * 9

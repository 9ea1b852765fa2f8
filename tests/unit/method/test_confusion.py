"""The losses that need no labels."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from dclgui.method.confusion import class_confusion, norm_step

batches = st.lists(st.lists(st.floats(-20, 20), min_size=3, max_size=3), min_size=1, max_size=8)


@given(batches)
def test_class_confusion_is_a_fraction_and_no_matter_of_the_order(rows: list[list[float]]) -> None:
    logits = torch.tensor(rows, dtype=torch.float64)
    found = float(class_confusion(logits))
    assert -1e-9 <= found <= 1
    assert float(class_confusion(logits.flip(0))) == pytest.approx(found, abs=1e-9)
    assert float(class_confusion(logits[:, [2, 0, 1]])) == pytest.approx(found, abs=1e-9)


def test_several_batches_are_confused_each_by_itself() -> None:
    logits = torch.randn(3, 7, 4, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(class_confusion(logits), torch.stack([class_confusion(own) for own in logits]))


def test_images_that_are_surely_of_one_class_each_confuse_nothing() -> None:
    assert float(class_confusion(1000 * torch.eye(4))) == pytest.approx(0, abs=1e-6)


def test_a_class_that_no_image_may_be_of_leaves_it_finite() -> None:
    logits = torch.zeros(5, 3)
    logits[:, 2] = -torch.inf
    assert float(class_confusion(logits)) == pytest.approx(1 / 3)  # half of the two classes' rows, none of the third's


@pytest.mark.parametrize("classes", [2, 5])
def test_images_between_all_classes_confuse_them_all(classes: int) -> None:
    assert float(class_confusion(torch.zeros(7, classes))) == pytest.approx(1 - 1 / classes)


def test_its_gradient_draws_an_image_to_the_class_it_is_nearest() -> None:
    logits = torch.tensor([[1.0, 0.0], [0.0, 3.0], [3.0, 0.0]], requires_grad=True)
    class_confusion(logits).backward()
    assert logits.grad is not None
    assert logits.grad[0, 0] < 0 < logits.grad[0, 1]


def test_a_norm_is_to_be_one_step_longer() -> None:
    features = torch.tensor([[3.0, 4.0], [0.0, 2.0]], requires_grad=True)
    loss = norm_step(features, step=0.5)
    assert float(loss.detach()) == pytest.approx(0.25)
    loss.backward()
    assert features.grad is not None
    assert (features.grad * features).sum(dim=1).max() < 0  # downhill is outwards

"""Bottleneck, batch norm and classifier: by whose statistics, and row by row."""

import pytest
import torch
from torch import Tensor

from dclgui.engine.network.heads import Heads, Normalisation

JOINT, OWN = Normalisation(joint=True, lean=1.0), Normalisation(joint=False, lean=1.0)


def made(*, heads: int = 3) -> tuple[Heads, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(0)
    model = Heads(dim=6, classes=4, heads=heads, width=5, generator=generator).double()
    source = torch.randn(40, 6, generator=generator, dtype=torch.float64)
    target = 2 * torch.randn(40, 6, generator=generator, dtype=torch.float64) + 1
    return model, source, target


def test_the_joint_statistics_are_those_of_an_equal_mixture() -> None:
    """Computed the plain way: over both domains' rows in one heap, which weighs them alike as they are equally many."""
    model, source, target = made()
    model.calibrate(source, target, JOINT)
    heap = torch.cat([source, target]) @ model.bottleneck
    torch.testing.assert_close(model.mean[:, 0], heap.mean(dim=1))
    torch.testing.assert_close(model.var[:, 0], heap.var(dim=1, unbiased=False))


def test_a_small_domain_weighs_as_much_as_a_large_one() -> None:
    model, source, target = made()
    model.calibrate(source, target[:4].repeat(5, 1), JOINT)
    repeated = model.mean.clone(), model.var.clone()
    model.calibrate(source, target[:4], JOINT)
    torch.testing.assert_close((model.mean, model.var), repeated)


@pytest.mark.parametrize("lean", [0.0, 0.25, 1.0])
def test_the_targets_own_statistics_lean_as_far_as_asked(lean: float) -> None:
    model, source, target = made()
    model.calibrate(source, target, Normalisation(joint=False, lean=lean))
    first, second = source @ model.bottleneck, target @ model.bottleneck
    torch.testing.assert_close(model.mean[:, 0], (1 - lean) * first.mean(dim=1) + lean * second.mean(dim=1))
    variances = [values.var(dim=1, unbiased=False) for values in (first, second)]
    torch.testing.assert_close(model.var[:, 0], (1 - lean) * variances[0] + lean * variances[1])


@pytest.mark.parametrize("norm", [JOINT, OWN, Normalisation(joint=False, lean=0.3)])
def test_the_target_is_judged_as_it_was_trained(norm: Normalisation) -> None:
    """Training on a batch that is the whole domains meets the same statistics as judging."""
    model, source, target = made()
    trained = model(torch.cat([source, target]), len(source), norm)
    model.calibrate(source, target, norm)
    torch.testing.assert_close(model.predict(target)[0], trained[:, len(source) :])


def test_the_source_alone_is_trained_and_judged_by_its_own_statistics() -> None:
    model, source, _ = made()
    model.calibrate(source, None, OWN)
    torch.testing.assert_close(model.predict(source)[0], model(source, len(source), JOINT))


def test_judging_is_row_by_row() -> None:
    model, source, target = made()
    model.calibrate(source, target, JOINT)
    logits, bottleneck = model.predict(target)
    order = torch.randperm(len(target), generator=torch.Generator().manual_seed(1))
    again, features = model.predict(target[order][:7])
    assert bottleneck.shape == (40, 3 * 5)
    torch.testing.assert_close(again, logits[:, order][:, :7])
    torch.testing.assert_close(features, bottleneck[order][:7])


def test_one_product_of_matrices_judges_alike() -> None:
    model, source, target = made()
    model.calibrate(source, target, OWN)
    torch.testing.assert_close(model.predict_flat(target), model.predict(target))


def test_heads_are_independent_of_each_other() -> None:
    model, source, target = made(heads=2)
    model(torch.cat([source, target]), len(source), OWN)[0].sum().backward()
    for parameter in model.parameters():
        assert parameter.grad is not None
        assert not parameter.grad[1].any()
    assert not torch.equal(model.bottleneck[0], model.bottleneck[1])


def test_the_generator_decides_the_first_weights() -> None:
    first, second, other = (
        Heads(dim=6, classes=4, heads=2, width=5, generator=torch.Generator().manual_seed(seed)) for seed in (1, 1, 2)
    )
    assert torch.equal(first.bottleneck, second.bottleneck)
    assert not torch.equal(first.bottleneck, other.bottleneck)

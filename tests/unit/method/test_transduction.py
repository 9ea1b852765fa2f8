import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dclgui.method.confusion import class_confusion, norm_step
from dclgui.method.prototypes import class_prototypes
from dclgui.method.transduction import discriminants, settled
from dclgui.method.whitening import principal_axes, whitened

DIM = 10


def clusters(
    count: int, *, seed: int, shift: float = 0.0, shares: tuple[int, ...] = (1, 1, 1)
) -> tuple[torch.Tensor, torch.Tensor]:
    """Three classes, wide in a dimension that tells nothing; ``shift`` moves all of them the same way."""
    random = torch.Generator().manual_seed(seed)
    labels = torch.tensor([k for k, share in enumerate(shares) for _ in range(count * share)])
    features = 3 * torch.eye(DIM)[labels] + 0.5 * torch.randn(len(labels), DIM, generator=random)
    features[:, 3] *= 6
    features[:, :4] += shift * torch.tensor([1.0, 1, -1, 2])
    return features, labels


@given(shift=st.floats(-4, 4), seed=st.integers(0, 1000), cosine=st.booleans())
@settings(max_examples=20, deadline=None)
def test_class_means_settle_on_a_target_that_was_shifted(shift: float, seed: int, cosine: bool) -> None:
    source, labels = clusters(60, seed=seed)
    target, truth = clusters(60, seed=seed + 1, shift=shift)
    space = whitened(source, labels, target, classes=3, generator=torch.Generator().manual_seed(0))
    means = class_prototypes(space.source, labels, classes=3)
    found = settled(means, space.target, start="middle", cosine=cosine)
    assert (found == truth).float().mean() > 0.95


def test_another_class_mix_alone_moves_no_mean_for_long() -> None:
    source, labels = clusters(60, seed=0)
    target, truth = clusters(20, seed=1, shares=(8, 1, 1))
    space = whitened(source, labels, target, classes=3, generator=torch.Generator().manual_seed(0))
    means = class_prototypes(space.source, labels, classes=3)
    assert (settled(means, space.target, start="middle", cosine=False) == truth).float().mean() > 0.95


def test_a_class_that_the_target_lacks_takes_no_images() -> None:
    source, labels = clusters(60, seed=0)
    target, truth = clusters(40, seed=1, shift=1.0, shares=(1, 1, 0))
    space = whitened(source, labels, target, classes=3, generator=torch.Generator().manual_seed(0))
    means = class_prototypes(space.source, labels, classes=3)
    assert (settled(means, space.target, start="middle", cosine=False) == truth).float().mean() > 0.9


def test_whitening_gives_a_source_class_nearly_unit_scatter() -> None:
    source, labels = clusters(400, seed=0)
    space = whitened(source, labels, source, classes=3, generator=torch.Generator().manual_seed(0))
    within = space.source - class_prototypes(space.source, labels, classes=3)[labels]
    scatter = within.T @ within / len(within)
    assert scatter.diagonal().max() < 1.2
    assert (scatter - scatter.diagonal().diag()).abs().max() < 0.1
    torch.testing.assert_close(space.principal_target.mean(dim=0), torch.zeros(DIM - 2), atol=1e-4, rtol=0)


def test_principal_axes_are_scikit_learns() -> None:
    decomposition = pytest.importorskip("sklearn.decomposition")
    random = torch.Generator().manual_seed(0)
    features = torch.randn(300, 40, generator=random) * torch.logspace(1, -2, 40)
    centred = features - features.mean(dim=0)
    found = principal_axes(centred, generator=random, dimensions=5)
    wanted = decomposition.PCA(5).fit(centred.numpy()).components_
    aligned = (found.T.numpy() * wanted).sum(axis=1)
    assert abs(aligned).min() > 0.999


def test_discriminants_span_the_differences_of_the_means() -> None:
    means = torch.tensor([[1.0, 0, 5], [0, 2.0, 5], [3, 3, 5]])
    axes = discriminants(means)
    torch.testing.assert_close(axes.T @ axes, torch.eye(2), atol=1e-5, rtol=0)
    centred = means - means.mean(dim=0)
    torch.testing.assert_close(centred @ axes @ axes.T, centred, atol=1e-5, rtol=0)


def test_class_confusion_is_zero_where_each_image_is_of_one_class_for_sure() -> None:
    sure = 50 * torch.eye(3).repeat(4, 1)
    assert float(class_confusion(sure)) == pytest.approx(0, abs=1e-4)
    assert float(class_confusion(torch.zeros(12, 3))) > 0.5


def test_the_norm_step_asks_every_norm_to_grow_by_one() -> None:
    features = torch.tensor([[3.0, 4.0], [0.6, 0.8]], requires_grad=True)
    loss = norm_step(features)
    assert float(loss.detach()) == pytest.approx(1)
    loss.backward()
    assert features.grad is not None
    assert ((features.grad * features.detach()).sum(dim=1) < 0).all()

"""The domain gap against scikit-learn: its kernel ridge regression, its cross-validation, its area under the curve."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import make_scorer, roc_auc_score
from sklearn.model_selection import PredefinedSplit, cross_val_score
from sklearn.preprocessing import normalize

from dclgui.core.arrays import Floats
from dclgui.method.shift import domain_gap

FOLDS, MOST = 5, 1000


def by_scikit_learn(source: Floats, target: Floats, seed: int) -> float:
    generator = torch.Generator().manual_seed(seed)  # the same images, dealt out to the same folds
    drawn = [domain[torch.randperm(len(domain), generator=generator)[:MOST].numpy()] for domain in (source, target)]
    features = normalize(np.concatenate(drawn).astype(np.float64))
    is_target = np.repeat([0, 1], [len(domain) for domain in drawn])
    fold = np.concatenate([np.arange(len(domain)) % FOLDS for domain in drawn])
    weight = np.where(is_target, 0.5 / is_target.mean(), 0.5 / (1 - is_target.mean()))
    features -= np.average(features, axis=0, weights=weight)
    areas = cross_val_score(
        KernelRidge(kernel="linear", alpha=(features**2).sum(axis=1).mean()),
        features,
        2 * is_target - 1,
        cv=PredefinedSplit(fold),
        scoring=make_scorer(roc_auc_score),
        params={"sample_weight": weight},
    )
    return max(0.0, 2 * float(areas.mean()) - 1)


@settings(max_examples=30)
@given(
    st.integers(0, 2**31),
    st.integers(5, 120),
    st.integers(5, 120),
    st.integers(3, 12),
    st.sampled_from([0.0, 1.0, 4.0]),
)
def test_the_gap_is_that_of_a_cross_validated_kernel_ridge(
    seed: int, old: int, new: int, width: int, shift: float
) -> None:
    random = np.random.default_rng(seed)
    source = random.normal(1, 1, (old, width)).astype(np.float32)
    target = random.normal(1, 1, (new, width)).astype(np.float32)
    target[:, 0] += np.float32(shift)
    found = domain_gap(
        torch.from_numpy(source), torch.from_numpy(target), generator=torch.Generator().manual_seed(seed)
    )
    assert found == pytest.approx(by_scikit_learn(source, target, seed), abs=1e-9)


def test_of_many_images_a_thousand_of_each_domain_are_compared() -> None:
    random = np.random.default_rng(0)
    source, target = (random.normal(mean, 1, (1100, 6)).astype(np.float32) for mean in (1.0, 1.3))
    found = domain_gap(torch.from_numpy(source), torch.from_numpy(target), generator=torch.Generator().manual_seed(7))
    assert found == pytest.approx(by_scikit_learn(source, target, 7), abs=1e-9)

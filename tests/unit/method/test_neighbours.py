"""Neighbours among the target's images, how alike they must be, and smoothing over them."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from dclgui.method import neighbours
from dclgui.method.neighbours import Neighbours, alike_from, nearest_rows, smoothed


def drawn(seed: int, rows: int, columns: int) -> torch.Tensor:
    return torch.randn(rows, columns, generator=torch.Generator().manual_seed(seed))


@given(st.integers(0, 99), st.integers(2, 30), st.integers(1, 8))
def test_the_nearest_are_those_of_a_full_sort(seed: int, rows: int, count: int) -> None:
    features = drawn(seed, rows, 5)
    found, similarity = nearest_rows(features, count=count)
    unit = functional.normalize(features - features.mean(dim=0), dim=1)
    for i in range(rows):
        others = [j for j in range(rows) if j != i]
        wanted = sorted((float(unit[i] @ unit[j]) for j in others), reverse=True)[:count]
        assert i not in found[i]
        assert len(set(found[i].tolist())) == len(found[i])
        torch.testing.assert_close(similarity[i], torch.tensor(wanted), atol=1e-5, rtol=0)


def test_more_images_than_are_compared_in_pairs_are_searched_in_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    features = drawn(0, 600, 4)
    exact, _ = nearest_rows(features, count=3)
    monkeypatch.setattr(neighbours, "EXACT", 599)
    found, _ = nearest_rows(features, count=3)
    assert (found == exact).float().mean() > 0.9


def test_one_image_has_no_neighbours() -> None:
    rows, similarity = nearest_rows(torch.ones(1, 3), count=20)
    assert rows.shape == similarity.shape == (1, 0)


def test_likeness_is_set_where_the_source_stays_pure() -> None:
    angles = torch.tensor([0.0, 0.01, 3.0, 3.01, 1.4, 1.5])
    labels = torch.tensor([0, 0, 1, 1, 0, 1])
    features = torch.stack([angles.cos(), angles.sin()], dim=1)
    least = alike_from(features, labels, count=1, purity=1.0)
    _, similarity = nearest_rows(features, count=1)
    pairs = (similarity[:, 0] >= least).tolist()
    assert pairs == [True, True, True, True, False, False]


def test_likeness_cannot_be_reached_where_nothing_is_pure() -> None:
    features = torch.eye(4)[[0, 0, 1, 1]]
    assert alike_from(features, torch.tensor([0, 1, 0, 1]), count=1, purity=0.9) == 1.0


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(2, 20), st.floats(0, 1))
def test_smoothing_keeps_probabilities_and_counts_strangers_as_oneself(seed: int, rows: int, amount: float) -> None:
    probs = drawn(seed, rows, 3).softmax(dim=1)
    found, _ = nearest_rows(drawn(seed + 1, rows, 4), count=4)
    alike = (drawn(seed + 2, *found.shape) > 0).float()
    out = smoothed(probs, Neighbours(rows=found, alike=alike), amount=amount)
    for i in range(rows):
        votes = [probs[j] if near else probs[i] for j, near in zip(found[i], alike[i], strict=True)]
        torch.testing.assert_close(out[i], (1 - amount) * probs[i] + amount * torch.stack(votes).mean(dim=0))
    torch.testing.assert_close(out.sum(dim=1), torch.ones(rows))


def test_smoothing_without_alike_images_changes_nothing() -> None:
    values = drawn(0, 5, 2)
    rows, _ = nearest_rows(values, count=3)
    out = smoothed(values, Neighbours(rows=rows, alike=torch.zeros(5, 3)), amount=0.5)
    torch.testing.assert_close(out, values)

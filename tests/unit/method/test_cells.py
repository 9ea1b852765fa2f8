"""Neighbours among very many images: nearly always the right ones, and the same ones however it was computed."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest
import torch

from benchmarks.made_features import made
from dclgui.method import cells, neighbours, pieces
from dclgui.method.cells import nearest_in_cells
from dclgui.method.neighbours import nearest_rows

LEAST = 0.95


def features_of(count: int, columns: int) -> torch.Tensor:
    return torch.from_numpy(made(np.empty((count, columns), np.float32), seed=1).features)


def recall(found: torch.Tensor, wanted: torch.Tensor) -> float:
    return float((found[:, :, None] == wanted[:, None, :]).any(dim=1).float().mean())


@pytest.mark.slow
@pytest.mark.parametrize("columns", [1280, 200])
def test_the_first_number_of_images_that_is_not_searched_exactly(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    features = features_of(neighbours.EXACT + 1, columns)
    found, similarity = nearest_rows(features, count=20)
    some = torch.arange(0, len(features), 50)
    unit = torch.nn.functional.normalize(features - features.mean(dim=0), dim=1)
    alike = unit[some] @ unit.T
    alike[torch.arange(len(some)), some] = -2
    assert recall(found[some], alike.topk(20, dim=1).indices) >= LEAST
    assert (found != torch.arange(len(features))[:, None]).all()
    assert (found.sort(dim=1).values.diff(dim=1) > 0).all()
    torch.testing.assert_close(similarity[some], alike.gather(1, found[some]), atol=1e-4, rtol=0)
    assert (similarity.diff(dim=1) <= 0).all()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells as they are, of fewer images."""
    monkeypatch.setattr(cells, "CELL", 20)
    monkeypatch.setattr(cells, "AROUND", 10)


def test_any_number_of_threads_finds_the_same(small: None) -> None:
    features = features_of(1500, 300)
    before = pieces.use_threads(1)
    try:
        one = nearest_in_cells(features, count=5)
        pieces.use_threads(3)
        three = nearest_in_cells(features, count=5)
    finally:
        pieces.use_threads(before)
    assert torch.equal(one[0], three[0])
    assert torch.equal(one[1], three[1])


CHILD = """
import hashlib
import torch
from dclgui.method import cells, pieces
torch.set_num_threads(1)
pieces.use_threads(2)
cells.CELL, cells.AROUND = 20, 10
features = torch.randn(1200, 30, generator=torch.Generator().manual_seed(0))
print(hashlib.sha256(cells.nearest_in_cells(features, count=5)[0].numpy().tobytes()).hexdigest())
"""


@pytest.mark.slow
def test_another_process_finds_the_same(small: None) -> None:
    features = torch.randn(1200, 30, generator=torch.Generator().manual_seed(0))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        here = hashlib.sha256(nearest_in_cells(features, count=5)[0].numpy().tobytes()).hexdigest()
    finally:
        torch.set_num_threads(threads)
    child = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
    assert child.stdout.strip() == here


@pytest.mark.parametrize("kinds", [1, 3])
def test_pictures_that_are_all_but_one_another_fill_more_cells_than_one(small: None, kinds: int) -> None:
    features = features_of(kinds, 40).repeat(300, 1)
    found, similarity = nearest_in_cells(features, count=5)
    assert (found != torch.arange(len(features))[:, None]).all()
    assert torch.isfinite(similarity).all()
    if kinds > 1:
        assert (found % kinds == torch.arange(len(features))[:, None] % kinds).all()

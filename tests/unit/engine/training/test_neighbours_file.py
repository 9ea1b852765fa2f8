"""Round 0 says in catalog rows which target images are most alike, for the window's queue."""

from pathlib import Path

import numpy as np
import torch

from dclgui.engine.training.domain_gap import DomainGap
from dclgui.method.neighbours import Neighbours
from dclgui.project.rounds import Rounds


def test_neighbours_are_catalog_rows(tmp_path: Path) -> None:
    found = DomainGap(
        rows=torch.tensor([1, 2, 5]),
        trust=1.0,
        neighbours=Neighbours(rows=torch.tensor([[1, 2], [0, 2], [0, 1]]), alike=torch.ones(3, 2)),
        source_probs=torch.full((3, 2), 0.5),
    )
    found.save(tmp_path)
    kept = np.load(tmp_path / "neighbours.npy")
    assert kept.tolist() == [[-1, -1], [2, 5], [1, 5], [-1, -1], [-1, -1], [1, 2]]


def test_a_project_without_them_has_none(tmp_path: Path) -> None:

    with_none = Rounds.__new__(Rounds)
    with_none._folder = tmp_path
    assert with_none.neighbours(4).shape == (4, 0)
    (tmp_path / "0000").mkdir()
    np.save(tmp_path / "0000" / "neighbours.npy", np.array([[1], [0]], np.int32))
    assert with_none.neighbours(3).tolist() == [[1], [0], [-1]]

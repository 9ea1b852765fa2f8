import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from dclgui.method.crowd import crowd, kappa, one_number, purity


def _graph(groups: int, size: int) -> torch.Tensor:
    """Every image's neighbours are the next two of its own group."""
    rows = torch.arange(groups * size)
    start, place = rows // size * size, rows % size
    return torch.stack([start + (place + step) % size for step in (1, 2)], dim=1)


def test_purity_is_one_where_neighbours_are_called_alike_and_falls_with_scattered_mistakes() -> None:
    labels = torch.arange(3).repeat_interleave(10)
    graph = _graph(3, 10)
    assert purity(labels, [graph], classes=3) == 1
    labels[::5] = (labels[::5] + 1) % 3
    assert purity(labels, [graph], classes=3) < 0.7


def test_a_labelling_that_names_nearly_everything_one_class_is_less_pure_than_its_neighbours_share() -> None:
    graph = _graph(3, 10)
    told = torch.arange(3).repeat_interleave(10)
    told[0] = 1
    collapsed = torch.zeros(30, dtype=torch.int64)
    collapsed[0] = 1
    share = [(labels[graph] == labels[:, None]).float().mean() for labels in (told, collapsed)]
    assert share[0] == share[1]
    assert purity(told, [graph], classes=3) > purity(collapsed, [graph], classes=3) + 0.1
    assert purity(torch.zeros(30, dtype=torch.int64), [graph], classes=3) == 1, "a target can be of one class alone"


@given(st.integers(2, 6), st.integers(0, 2**31))
def test_kappa_is_one_with_itself_and_near_zero_with_chance(classes: int, seed: int) -> None:
    random = torch.Generator().manual_seed(seed)
    one, other = (torch.randint(classes, (2000,), generator=random) for _ in range(2))
    assert kappa(one, one, classes=classes) == 1
    assert abs(kappa(one, other, classes=classes)) < 0.15


def test_two_members_that_agree_outvote_one_that_does_not() -> None:
    truth = torch.arange(4).repeat(25)
    wrong = torch.randint(4, (100,), generator=torch.Generator().manual_seed(0))
    found, right = one_number(torch.stack([truth, truth, wrong]), torch.ones(3), classes=4)
    assert torch.equal(found.argmax(dim=1), truth)
    assert right[0] > 0.9
    assert right[2] < 0.5
    np.testing.assert_allclose(found.sum(dim=1), 1, rtol=1e-5)


def test_movers_that_do_not_agree_with_each_other_are_not_believed() -> None:
    truth, graph = torch.arange(5).repeat_interleave(20), _graph(5, 20)
    random = torch.Generator().manual_seed(1)
    noisy = torch.where(torch.rand(100, generator=random) < 0.3, torch.randint(5, (100,), generator=random), truth)
    swapped, shifted = (truth + 1) % 5, (truth + 2) % 5  # as pure as the truth, and wrong
    found = crowd(
        {"source": noisy, "means": swapped, "net": shifted},
        [graph],
        movers={"means": "means", "net": "trained"},
        classes=5,
    )
    assert torch.equal(found.probabilities.argmax(dim=1), noisy)
    assert found.weights[0] == 1


def test_movers_that_agree_and_are_purer_are_believed() -> None:
    truth, graph = torch.arange(5).repeat_interleave(20), _graph(5, 20)
    random = torch.Generator().manual_seed(1)
    noisy = torch.where(torch.rand(100, generator=random) < 0.5, torch.randint(5, (100,), generator=random), truth)
    found = crowd(
        {"source": noisy, "means": truth, "net": truth}, [graph], movers={"means": "means", "net": "trained"}, classes=5
    )
    assert torch.equal(found.probabilities.argmax(dim=1), truth)

"""A class that the source never had takes over the images that lie nearest to those a person named."""

import torch

from dclgui.method.prototypes import spread

OLD, NEW = 0, 2


def features(*, seed: int = 0) -> torch.Tensor:
    """40 images of class 0, 40 of class 1, and 10 that lie beside class 0 and are taken for it."""
    generator = torch.Generator().manual_seed(seed)
    centres = torch.tensor([[5.0, 0, 0], [-5, 0, 0], [5, 4, 0]])
    places = torch.tensor([0] * 40 + [1] * 40 + [2] * 10)
    return centres[places] + 0.3 * torch.randn(90, 3, generator=generator)


def predicted() -> torch.Tensor:
    return torch.tensor([0] * 40 + [1] * 40 + [OLD] * 10)


def named(rows: dict[int, int]) -> torch.Tensor:
    decided = torch.full((90,), -1)
    for row, label in rows.items():
        decided[row] = label
    return decided


def test_one_named_image_finds_its_class_and_takes_no_other() -> None:
    found = spread(features(), predicted(), named({80: NEW}), [NEW])
    assert found.tolist() == [0] * 40 + [1] * 40 + [NEW] * 10


def test_what_a_person_said_stays() -> None:
    decided = named({80: NEW, 85: OLD, 3: NEW, 41: 0})
    found = spread(features(), predicted(), decided, [NEW])
    given = decided >= 0
    assert found[given].tolist() == decided[given].tolist()


def test_alone_of_its_kind_it_takes_nobody() -> None:
    rows = torch.arange(81)
    found = spread(features()[rows], predicted()[rows], named({80: NEW})[rows], [NEW])
    assert found.tolist() == [0] * 40 + [1] * 40 + [NEW]


def test_two_new_classes_at_once() -> None:
    shifted = features()
    shifted[70:80] = torch.tensor([-5.0, 0, 4]) + 0.1 * shifted[70:80]
    found = spread(shifted, predicted(), named({80: 2, 70: 3}), [2, 3])
    assert found.tolist() == [0] * 40 + [1] * 30 + [3] * 10 + [2] * 10


def test_an_image_without_features_keeps_its_class() -> None:
    broken = features()
    broken[7] = torch.nan
    found = spread(broken, predicted(), named({80: NEW}), [NEW])
    assert found[7] == OLD
    assert (found == NEW).sum() == 10

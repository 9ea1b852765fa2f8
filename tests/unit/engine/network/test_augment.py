"""Random views: lawful pixels, the same from the same seed, and images stay what they are."""

import pytest
import torch
from torch import Tensor

from dclgui.engine.network.augment import random_views


def views(pixels: Tensor, seed: int = 0) -> Tensor:
    return random_views(pixels, generator=torch.Generator().manual_seed(seed))


def pictures(count: int = 6) -> Tensor:
    low = torch.rand(count, 3, 4, 4, generator=torch.Generator().manual_seed(9))
    big = torch.nn.functional.interpolate(low, size=(32, 32), mode="bilinear")
    return (60 + 130 * big).to(torch.uint8).permute(0, 2, 3, 1)


def test_a_seed_gives_its_views_and_another_seed_others() -> None:
    assert torch.equal(views(pictures()), views(pictures()))
    assert not torch.equal(views(pictures()), views(pictures(), seed=1))


def test_views_are_pixels_of_the_same_shape() -> None:
    found = views(pictures())
    assert (found.dtype, found.shape) == (torch.uint8, (6, 32, 32, 3))


def test_no_images_have_no_views() -> None:
    empty = torch.empty(0, 32, 32, 3, dtype=torch.uint8)
    assert views(empty).shape == (0, 32, 32, 3)


def test_every_image_gets_a_view_of_its_own() -> None:
    found = views(pictures(1).repeat(4, 1, 1, 1))
    assert all(not torch.equal(found[0], other) for other in found[1:])


@pytest.mark.parametrize("seed", range(20))
def test_a_view_is_not_mirrored_or_turned(seed: int) -> None:
    """It stays more like the upright picture than like any mirrored or turned one."""
    ramp = torch.linspace(0, 200, 32)
    picture = (ramp[:, None] * 0.7 + ramp[None, :] * 0.3).to(torch.uint8)[None, :, :, None].expand(1, 32, 32, 3)
    found = views(picture, seed).float()

    def alike(other: Tensor) -> float:
        return float(torch.corrcoef(torch.stack([found.flatten(), other.float().flatten()]))[0, 1])

    others = [picture.flip(1), picture.flip(2), picture.flip(1, 2), picture.transpose(1, 2)]
    assert alike(picture) > 0.9
    assert alike(picture) > max(alike(other) for other in others)


@pytest.mark.parametrize("value", [0, 255])
def test_black_and_white_stay_within_range(value: int) -> None:
    found = views(torch.full((8, 16, 16, 3), value, dtype=torch.uint8)).int()
    assert (found - value).abs().max() <= 52  # a fifth of 255, rounded
    assert all(image.unique().numel() == 1 for image in found)

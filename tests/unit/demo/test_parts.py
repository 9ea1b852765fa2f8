"""The parts as reliefs: sound numbers, holes where holes belong, every piece a little different."""

import numpy as np
import pytest

from dclgui.demo.cameras import CAMERA_A, CAMERA_B, SIDE, Camera, photograph
from dclgui.demo.parts import PARTS, Plane, Relief

LONG = {"compression spring", "hex bolt", "wood screw"}


def _planes() -> tuple[Plane, Plane]:
    line = np.linspace(-1.2, 1.2, 121, dtype=np.float32)
    x, y = np.meshgrid(line, line)
    return x, y


def _relief(name: str, seed: int = 0) -> Relief:
    return PARTS[name](*_planes(), np.random.default_rng(seed))


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("seed", range(3))
def test_a_relief_is_finite_and_stands_on_the_table(name: str, seed: int) -> None:
    relief = _relief(name, seed)
    x, y = _planes()
    for plane in (relief.outside, relief.height, relief.turned):
        assert plane.shape == (121, 121)
        assert plane.dtype == np.float32
        assert np.isfinite(plane).all()
    assert (relief.height >= 0).all()
    assert (relief.height[relief.outside >= 0] == 0).all()
    assert (relief.outside[np.hypot(x, y) > 1.1] > 0).all()
    assert relief.turned.min() >= 0
    assert relief.turned.max() <= 1


@pytest.mark.parametrize("name", sorted(set(PARTS) - LONG))
def test_round_parts_have_a_hole(name: str) -> None:
    assert _relief(name).outside[60, 60] > 0


@pytest.mark.parametrize("name", sorted(LONG))
def test_long_parts_lie_along_x(name: str) -> None:
    on_part = _relief(name).outside < 0
    assert np.ptp(np.flatnonzero(on_part.any(axis=0))) > 1.8 * np.ptp(np.flatnonzero(on_part.any(axis=1)))


@pytest.mark.parametrize("name", PARTS)
def test_no_two_pieces_have_the_same_proportions(name: str) -> None:
    assert not np.array_equal(_relief(name, 0).height, _relief(name, 1).height)


@pytest.mark.parametrize("camera", [CAMERA_A, CAMERA_B], ids=lambda camera: camera.name)
def test_a_picture_has_contrast_and_is_neither_black_nor_burnt(camera: Camera) -> None:
    for name, part in PARTS.items():
        picture = photograph(camera, part, np.random.default_rng(1))
        pixels = np.asarray(picture)
        assert pixels.shape == (SIDE, SIDE, 3)
        assert pixels.std() > 8, name
        assert (pixels > 250).mean() < 0.05, name
        assert pixels.mean() > 30, name

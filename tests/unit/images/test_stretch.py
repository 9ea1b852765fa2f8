"""The contrast of a picture stretched for the eye."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.core.reading import Reading
from dclgui.images.decode import UnreadableImage, open_picture
from dclgui.images.stretch import open_stretched


def test_a_dark_picture_goes_from_black_to_white(tmp_path: Path) -> None:
    shades = np.linspace(10, 40, 100 * 100).reshape(100, 100)
    pixels = np.stack([shades, shades / 2, shades / 2], axis=2).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "dark.png")
    seen = np.asarray(open_stretched(tmp_path / "dark.png")).astype(int)
    assert seen[0, 0].max() < 60
    assert seen[-1, -1, 0] == 255
    assert (seen[50:, :, 0] > seen[50:, :, 1]).all()
    assert np.array_equal(np.asarray(open_picture(tmp_path / "dark.png")), pixels), "the picture itself stays"


def test_a_few_hot_pixels_do_not_keep_it_dark(tmp_path: Path) -> None:
    pixels = np.tile(np.arange(20, 40, dtype=np.uint8), (100, 5))
    pixels[0, :10] = 255
    Image.fromarray(pixels).save(tmp_path / "hot.png")
    seen = np.asarray(open_stretched(tmp_path / "hot.png"))
    assert np.median(seen) > 100
    assert len(np.unique(seen)) >= 20


@pytest.mark.parametrize("reading", [Reading(), Reading(whole=(0.0, 4095.0)), Reading(former=True)])
def test_of_twelve_bits_the_levels_below_one_of_eight_are_seen(tmp_path: Path, reading: Reading) -> None:
    pixels = np.tile(np.arange(100, 164, dtype=np.uint16), (64, 1))
    Image.fromarray(pixels).save(tmp_path / "deep.png")
    assert len(np.unique(np.asarray(open_picture(tmp_path / "deep.png", Reading(whole=(0.0, 4095.0)))))) < 10
    seen = np.asarray(open_stretched(tmp_path / "deep.png", reading))
    assert len(np.unique(seen)) > 50
    assert seen.min() == 0
    assert seen.max() == 255


def test_fractions_are_seen_too(tmp_path: Path) -> None:
    Image.fromarray(np.tile(np.linspace(0.01, 0.02, 64, dtype=np.float32), (64, 1))).save(tmp_path / "small.tif")
    assert len(np.unique(np.asarray(open_stretched(tmp_path / "small.tif")))) > 50


def test_a_plain_picture_stays_plain(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), (30, 30, 30)).save(tmp_path / "plain.png")
    assert np.unique(np.asarray(open_stretched(tmp_path / "plain.png"))).tolist() == [30]


def test_what_is_no_picture_is_refused_as_always(tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("words")
    with pytest.raises(UnreadableImage):
        open_stretched(tmp_path / "words.png")

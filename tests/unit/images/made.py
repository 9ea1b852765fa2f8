"""Small pictures to decode, and what is asked of them."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from dclgui.images.decode import Picture, UnreadableImage, load_picture, open_picture

RED, GREEN, BLUE, YELLOW = (230, 20, 20), (20, 200, 20), (20, 20, 230), (230, 220, 20)
Array = npt.NDArray[np.generic]


def quarters(width: int = 64, height: int = 48) -> Image.Image:
    """Red top left, green top right, blue bottom left, yellow bottom right."""
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = RED
    pixels[: height // 2, width // 2 :] = GREEN
    pixels[height // 2 :, : width // 2] = BLUE
    pixels[height // 2 :, width // 2 :] = YELLOW
    return Image.fromarray(pixels)


def corners(pixels: Array) -> list[list[int]]:
    """The middle of each quarter, in reading order."""
    low, high = pixels.shape[0] // 4, 3 * pixels.shape[0] // 4
    return [pixels[row, column].tolist() for row in (low, high) for column in (low, high)]


def assert_quarters(picture: Picture, *, within: int = 0) -> None:
    assert picture.pixels.shape == (32, 32, 3)
    assert picture.pixels.dtype == np.uint8
    np.testing.assert_allclose(corners(picture.pixels), [RED, GREEN, BLUE, YELLOW], atol=within)


def grey(path: Path) -> list[int]:
    """The grey values of a small picture at its own size, after checking that it is grey."""
    pixels = np.asarray(open_picture(path))
    assert (pixels == pixels[..., :1]).all()
    values: list[int] = pixels[..., 0].ravel().tolist()
    return values


def reason_of(path: Path) -> str:
    with pytest.raises(UnreadableImage) as caught:
        load_picture(path, 32)
    with pytest.raises(UnreadableImage) as again:
        open_picture(path)
    assert again.value.reason == caught.value.reason
    return caught.value.reason


def palette() -> Image.Image:
    image = Image.fromarray(np.array([[0, 1, 2]], np.uint8))
    image = image.convert("P")
    image.putpalette([*RED, *GREEN, *BLUE])
    image.paste(Image.frombytes("P", (3, 1), bytes([0, 1, 2])))
    return image

"""Pictures of hard sizes, as the samples beside the documents have to resize them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from dclgui.core.arrays import Pixels
from dclgui.images.decode import load_picture

DOCS = Path(__file__).parents[4] / "docs"
SIZES = [(320, 240, 224), (64, 64, 64), (7, 300, 48), (48, 7, 48), (1, 1, 32), (223, 1000, 224), (31, 33, 224)]


@dataclass(frozen=True)
class Asked:
    """``name``: a file of ``channels`` bytes a pixel; ``wanted`` [side, side, 3], as dclgui has it."""

    name: str
    width: int
    height: int
    side: int
    channels: int
    wanted: Pixels


def drawn(place: Path) -> list[Asked]:
    """Write the pictures below ``place``."""
    random, asked = np.random.default_rng(0), []
    for width, height, side in SIZES:
        for mode in ("RGB", "RGBA"):
            name = f"{mode}-{width}x{height}-{side}"
            pixels = random.integers(0, 256, (height, width, len(mode)), np.uint8)
            pixels[: height // 2] = 255 * (pixels[: height // 2] > 127)  # hard edges overshoot
            if width == 31:
                pixels[..., -1] %= 2  # of RGBA all but hidden
            (place / name).write_bytes(pixels.tobytes())
            Image.fromarray(pixels).save(place / "picture.png")
            wanted = load_picture(place / "picture.png", side).pixels
            asked.append(Asked(name, width, height, side, len(mode), wanted))
    return asked


def assert_made(place: Path, asked: list[Asked]) -> None:
    """``NAME.made`` of each is what was wanted, byte for byte."""
    for one in asked:
        found = np.frombuffer((place / f"{one.name}.made").read_bytes(), np.uint8).reshape(one.wanted.shape)
        np.testing.assert_array_equal(found, one.wanted, err_msg=one.name)

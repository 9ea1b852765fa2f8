"""Seven made-up cameras look at one data set: pictures to try methods on by which nothing was chosen.

    python -m benchmarks.made_cameras DATA/steel/neu FOLDER
    python -m benchmarks.peers --held-out FOLDER

Every picture goes to one camera alone, so that no two domains share one: FOLDER/camera/class/number.png.
"""

import random
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter
from rich.progress import track

SIDE = 320
"""Pixels of a picture's longer side."""
_CAST = np.array([[0.3, 0.6, 0.1], [0.6, 0.3, 0.1], [0.1, 0.2, 0.7]])
_GAINS = np.array([1.3, 0.7, 0.5])
Camera = Callable[[Image.Image, np.random.Generator], Image.Image]


def _picture(values: npt.NDArray[np.float64]) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _noise(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    values = np.asarray(picture, np.float64)
    return _picture(values + chance.normal(0, 45, values.shape))


def _defocus(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(picture.width / 50))


def _dark(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    values = (np.asarray(picture, np.float64) / 255) ** 2.5 * 60
    return _picture(values + chance.normal(0, 6, values.shape))


def _cast(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return _picture(np.asarray(picture, np.float64) / 255 @ _CAST * _GAINS * 255)


def _coarse(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    width, height = picture.size
    small = picture.resize((32, max(8, 32 * height // width)))
    return small.resize((width, height), Image.Resampling.NEAREST)


def _negative(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return Image.fromarray(255 - np.asarray(picture.convert("L")))


CAMERAS: dict[str, Camera] = {
    "clean": lambda picture, _: picture,
    "noise": _noise,
    "defocus": _defocus,
    "dark": _dark,
    "cast": _cast,
    "coarse": _coarse,
    "negative": _negative,
}


def main() -> None:
    """Deal the pictures out, one camera after the other."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="a folder with class/image at its end")
    parser.add_argument("folder", type=Path, help="where the cameras' folders are made")
    options = parser.parse_args()
    files = sorted(path for path in options.data.rglob("*") if path.is_file())
    random.Random(0).shuffle(files)
    chance = np.random.default_rng(0)
    for place, file in enumerate(track(files, "pictures")):
        name, camera = list(CAMERAS.items())[place % len(CAMERAS)]
        with Image.open(file) as opened:
            picture = opened.convert("RGB")
        picture.thumbnail((SIDE, SIDE))
        out = options.folder / name / file.parent.name / f"{place}.png"
        out.parent.mkdir(parents=True, exist_ok=True)
        camera(picture, chance).save(out)


if __name__ == "__main__":
    main()

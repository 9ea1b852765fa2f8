"""The reader as it was before ranges were kept: what it made of ordinary files must never change."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

_TOPS = (255, 1023, 4095, 16383, 65535)


def read_as_before(path: Path, side: int) -> npt.NDArray[np.uint8]:
    image = Image.open(BytesIO(path.read_bytes()))
    image.draft(None, (side, side))
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    rgb = _as_rgb(image).resize((side, side), Image.Resampling.BICUBIC)
    return np.asarray(rgb)


def _as_rgb(image: Image.Image) -> Image.Image:
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        values: npt.NDArray[Any] = np.asarray(image)
        top = 1.0 if image.mode == "F" else float(next(top for top in _TOPS if values.max() <= top))
        shares = values.astype(np.float64) / top
        return Image.fromarray((shares.clip(0, 1) * 255).round().astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        backdrop = Image.new("RGBA", image.size, (128, 128, 128, 255))
        return Image.alpha_composite(backdrop, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")

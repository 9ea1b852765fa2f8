"""The pictures that docs/resize.mjs makes are those that a run saw, byte for byte."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.images.decode import load_picture

DOCS = Path(__file__).parents[4] / "docs"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NODE is None, reason="there is no JavaScript here"),
]
SCRIPT = """
import {{ readFileSync, writeFileSync }} from "node:fs";
const {{ resize, overGrey }} = await import({module});
for (const [name, width, height, side, channels] of {asked}) {{
  const pixels = new Uint8Array(readFileSync(name));
  writeFileSync(`${{name}}.made`, resize(channels === 4 ? overGrey(pixels) : pixels, width, height, side));
}}
"""
SIZES = [(320, 240, 224), (64, 64, 64), (7, 300, 48), (48, 7, 48), (1, 1, 32), (223, 1000, 224), (31, 33, 224)]


def ran(script: str, place: Path) -> None:
    assert NODE is not None
    (place / "ask.mjs").write_text(script, "utf-8")
    subprocess.run([NODE, place / "ask.mjs"], cwd=place, check=True, timeout=300)


def test_resized_and_laid_over_grey_as_dclgui_does_it(tmp_path: Path) -> None:
    drawn = np.random.default_rng(0)
    asked, wanted = [], {}
    for width, height, side in SIZES:
        for mode in ("RGB", "RGBA"):
            name = f"{mode}-{width}x{height}-{side}"
            pixels = drawn.integers(0, 256, (height, width, len(mode)), np.uint8)
            pixels[: height // 2] = 255 * (pixels[: height // 2] > 127)  # hard edges overshoot
            if width == 31:
                pixels[..., -1] %= 2  # of RGBA all but hidden
            (tmp_path / name).write_bytes(pixels.tobytes())
            asked.append([name, width, height, side, len(mode)])
            Image.fromarray(pixels).save(tmp_path / "picture.png")
            wanted[name] = load_picture(tmp_path / "picture.png", side).pixels
    module = json.dumps((DOCS / "resize.mjs").as_uri())
    ran(SCRIPT.format(module=module, asked=json.dumps(asked)), tmp_path)
    for name, pixels in wanted.items():
        found = np.frombuffer((tmp_path / f"{name}.made").read_bytes(), np.uint8).reshape(pixels.shape)
        np.testing.assert_array_equal(found, pixels, err_msg=name)


def test_the_example_is_sound(tmp_path: Path) -> None:
    assert NODE is not None
    subprocess.run([NODE, "--check", DOCS / "label_with_onnx.mjs"], check=True, timeout=60)

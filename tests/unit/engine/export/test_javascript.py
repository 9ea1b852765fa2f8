"""The pictures that docs/resize.mjs makes are those that a run saw, byte for byte."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.engine.export.resized import DOCS, assert_made, drawn

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


def ran(script: str, place: Path) -> None:
    assert NODE is not None
    (place / "ask.mjs").write_text(script, "utf-8")
    subprocess.run([NODE, place / "ask.mjs"], cwd=place, check=True, timeout=300)


def test_resized_and_laid_over_grey_as_dclgui_does_it(tmp_path: Path) -> None:
    asked = drawn(tmp_path)
    words = json.dumps([(one.name, one.width, one.height, one.side, one.channels) for one in asked])
    ran(SCRIPT.format(module=json.dumps((DOCS / "resize.mjs").as_uri()), asked=words), tmp_path)
    assert_made(tmp_path, asked)


def test_the_example_is_sound(tmp_path: Path) -> None:
    assert NODE is not None
    subprocess.run([NODE, "--check", DOCS / "label_with_onnx.mjs"], check=True, timeout=60)

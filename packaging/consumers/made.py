"""A project with hostile names, exported in every format: ``python packaging/consumers/made.py FOLDER``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

from dclgui.cli.app import main as dclgui
from dclgui.core.decisions import Decision, Verdict
from dclgui.images.decode import load_picture
from dclgui.labels.formats import FORMATS, ToFile
from dclgui.labels.table import Level
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of

CLASSES = ("007", "2024-01-05", "=1+1", "CON", "Dent", "None", "a b & <c>", "a%2Fb", "dent", "划痕")
"""Folders; ``a%2Fb`` is how dclgui writes the class ``a/b``."""
NAMES = ("{}.png", "cam 1/{}.jpg", "cam 1/{}.png", "划 & <{}>.png", "='x' #{}+?.png", 'a,b;"{}".jpg', "100% {}.bmp")
SIDE, EACH = 48, 6


def main(place: Path) -> None:
    """Draw, adapt, decide, export."""
    draw(place)
    project = place / "line 3.dclproj"
    settings = ("--image-size", "64", "--device", "cpu", "--seed", "1", "--set", "rounds=1", "--set", "source_epochs=3")
    run("adapt", place / "old", place / "new 相机", "-o", project, *settings)
    decide(project)
    for form in FORMATS.values():
        folder = place / form.name
        folder.mkdir()
        name = f"labels{form.to.suffix}" if isinstance(form.to, ToFile) else "out"
        run("export", project, "--format", form.name, "-o", folder / name)
    (place / "model").mkdir()
    for suffix in (".onnx", ".fp16.onnx"):
        run("export", project, "--model", place / "model" / f"line{suffix}")
    keep(project, place)


def draw(place: Path) -> None:
    """Noisy fields of colour; the new camera is darker, has no folders of classes, and one file is no picture."""
    random, number = np.random.default_rng(0), 0
    for row, name in enumerate(CLASSES):
        colour = np.array([60 + 130 * (row % 2), 60 + 130 * (row // 2 % 2), 60 + 26 * row // 2])
        for copy in range(EACH):
            number += 1
            for domain, light in (("old", 1.0), ("new 相机", 0.8)):
                inside = name if domain == "old" else "."
                file = place / domain / inside / NAMES[number % len(NAMES)].format(f"{row}-{copy}")
                file.parent.mkdir(parents=True, exist_ok=True)
                pixels = light * colour + random.normal(0, 20, (SIDE, SIDE, 3))
                Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(file)
    (place / "new 相机" / "cam 1" / "twin.png").write_bytes((place / "new 相机" / "cam 1" / "0-1.png").read_bytes())
    (place / "new 相机" / "cam 1" / "twin.jpg").write_bytes((place / "new 相机" / "cam 1" / "0-0.jpg").read_bytes())
    (place / "new 相机" / "broken.png").write_bytes(b"no picture")


def run(*words: str | Path) -> None:
    """``dclgui WORDS``; a failure ends all."""
    sys.argv = ["dclgui", *map(str, words)]
    try:
        dclgui()
    except SystemExit as end:
        if end.code:
            raise


def decide(project: Path) -> None:
    """A person's words on a few: another class, the same one, none of these."""
    with Project.open(project) as opened:
        own = opened.rounds.labels(opened.last_round()).label
        other = Decision(0, Verdict.LABEL, (int(own[0]) + 1) % len(CLASSES))
        same = Decision(1, Verdict.LABEL, int(own[1]))
        none = Decision(2, Verdict.NONE_OF_THESE)
        opened.journal.append([other, same, none], "a person")


def keep(project: Path, place: Path) -> None:
    """Write down what the exports must hold, and what the model is to be asked."""
    with Project.open(project) as opened:
        table, catalog = labels_of(opened), opened.catalog("target")
        side = opened.job.image_size
    rows = zip(table.paths, table.labels, table.levels, table.machine_labels, strict=True)
    told = {path: (label, str(level), machine) for path, label, level, machine in rows}
    kept = {"classes": catalog.class_names, "rows": told}
    (place / "expected.json").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    readable = [row for row, level in enumerate(table.levels) if level is not Level.PROBLEM]
    np.save(
        place / "model" / "pixels.npy",
        np.stack([load_picture(catalog.file(row), side, catalog.reading).pixels for row in readable]),
    )
    ask(place / "model")


def ask(place: Path) -> None:
    """Keep what onnxruntime says by each model."""
    pixels = np.load(place / "pixels.npy")
    for suffix in (".onnx", ".fp16.onnx"):
        model = onnxruntime.InferenceSession(place / f"line{suffix}", providers=["CPUExecutionProvider"])
        names = ["label", "probabilities", "entropy"]
        np.savez(place / f"line{suffix}.npz", **dict(zip(names, model.run(names, {"images": pixels}), strict=True)))
    example = Path(__file__).parents[2] / "docs" / "label_with_onnx.py"
    asked = [sys.executable, example, place / "line.onnx", place.parent / "new 相机"]
    ran = subprocess.run(asked, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    (place / "line.onnx.csv").write_text(ran.stdout, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The made-up line on disk: two cameras' folders, one sub-folder a class."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dclgui.core.atomic import file_in_place, folder_in_place
from dclgui.core.errors import UserError
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Progressed
from dclgui.demo.cameras import CAMERA_A, CAMERA_B, Camera, photograph
from dclgui.demo.parts import PARTS

PER_CLASS = 50
CAMERAS = (CAMERA_A, CAMERA_B)

README = """SYNTHETIC PICTURES - made by a program, not by a camera.

`dclgui demo` drew them to show how it works: {classes} kinds of machine parts, each seen by two
cameras that do not exist. Figures measured on them say nothing about a real line.

{a}  the old camera, labelled: one folder a class
{b}  the new camera; its folders hold the truth, which is only used to count mistakes

seed {seed}, {per_class} pictures of each class from each camera, drawing {drawing}
"""

DRAWING = 1
"""Raise by one when the same seed no longer draws the same pictures."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where the pictures lie. Both roots have one sub-folder for each of ``class_names``."""

    source: Path
    target: Path
    class_names: tuple[str, ...]
    per_class: int


def draw_line(folder: Path, *, seed: int = 0, per_class: int = PER_CLASS) -> Generator[Progressed, None, Line]:
    """Draw the line into ``folder``, or take the same one that is there already; returns it.

    The same arguments write the same bytes. Raises ``UserError`` if ``folder`` holds another line or can't be written.
    """
    line = Line(_root(folder, CAMERA_A), _root(folder, CAMERA_B), tuple(PARTS), per_class)
    text = README.format(
        classes=len(PARTS), a=line.source.name, b=line.target.name, seed=seed, per_class=per_class, drawing=DRAWING
    )
    if _is_there(folder, line, text):
        return line
    try:
        folder.mkdir(parents=True, exist_ok=True)
        progress = Progress("draw", len(CAMERAS) * len(PARTS) * per_class)
        for camera in CAMERAS:
            with folder_in_place(_root(folder, camera)) as root:
                yield from _draw(root, camera, line, seed=seed, progress=progress)
        with file_in_place(folder / "README.txt") as file:
            file.write(text.encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(f"The folder {folder} can't be written: {reason}.", "Choose another folder.") from error
    return line


def _is_there(folder: Path, line: Line, text: str) -> bool:
    found = [root.exists() for root in (line.source, line.target)]
    readme = folder / "README.txt"
    if all(found) and readme.is_file() and readme.read_text(encoding="utf-8", errors="replace") == text:
        return True
    if any(found):
        raise UserError(
            f"{folder} already holds another synthetic line, or half of one.", "Delete that folder or choose another."
        )
    return False


def _draw(
    root: Path, camera: Camera, line: Line, *, seed: int, progress: Progress
) -> Generator[Progressed, None, None]:
    for kind, (name, part) in enumerate(PARTS.items()):
        (root / name).mkdir()
        for piece in range(line.per_class):
            # Each picture has a generator of its own, so that a longer line begins with the shorter one.
            rng = np.random.default_rng([seed, CAMERAS.index(camera), kind, piece])
            picture = photograph(camera, part, rng)
            quality = int(rng.integers(*camera.quality, endpoint=True))
            picture.save(root / name / f"part-{piece + 1:03d}.jpg", quality=quality)
            yield from progress.passed(1)


def _root(folder: Path, camera: Camera) -> Path:
    return folder / f"SYNTHETIC-{camera.name}"

"""The demo from start to end: draw the data set, adapt it with two recipes, compare, all in one folder."""

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dclgui.core.arrays import Doubles, Ints, Mask
from dclgui.core.atomic import file_in_place, folder_in_place
from dclgui.core.errors import UserError
from dclgui.core.job import Job, Recipe
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Event, Progressed
from dclgui.demo.cameras import CAMERA_A, CAMERA_B, Camera, photograph
from dclgui.demo.parts import PARTS
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project

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
"""Version of the pictures: increase it when the same seed no longer draws the same ones."""
RECIPES: tuple[Recipe, ...] = ("patent", "default")
MARKER = "DEMO-OUTPUT.txt"
LABELS, MODEL, REPORT = "labels.csv", "model.safetensors", "report.html"
_OLDER = "contact-sheet.png"  # what a demo drew before it had a report
_IMAGES = "SYNTHETIC-images"
_MARKER_TEXT = """Made by `dclgui demo` from SYNTHETIC pictures.
The next `dclgui demo` into this folder replaces what the demo made.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """The folders of the pictures, each with one sub-folder for each of ``class_names``."""

    source: Path
    target: Path
    class_names: tuple[str, ...]
    per_class: int


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The accuracy of one recipe on the target, whose true classes are known here.

    ``before`` and ``after`` [K] accuracy of each class, by the source model and after the run, ``all_before`` and
    ``all_after`` of all images; ``share_high`` fraction of high confidence, ``high_right`` accuracy among those.
    """

    before: Doubles
    after: Doubles
    all_before: float
    all_after: float
    share_high: float
    high_right: float


def project_of(folder: Path, recipe: Recipe) -> Path:
    """The project folder of ``recipe`` in the demo's ``folder``."""
    return folder / f"{recipe}.dclproj"


def take_folder(folder: Path) -> None:
    """Make ``folder`` the demo's and remove an earlier demo's results; its pictures stay, and ``draw`` decides on them.

    Raises ``UserError`` if it has files that no demo made, or can't be written.
    """
    marker = folder / MARKER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not marker.is_file():
            raise UserError(
                f"{folder} holds other files, and the demo would replace them.", "Choose an empty folder with -o."
            )
        with file_in_place(marker) as file:
            file.write(_MARKER_TEXT.encode())
        for recipe in RECIPES:
            if project_of(folder, recipe).exists():
                shutil.rmtree(project_of(folder, recipe))
        for name in (LABELS, MODEL, Path(MODEL).with_suffix(".json").name, REPORT, _OLDER):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{folder} can't be written: {error.strerror}.", "Choose another folder with -o.") from error


def draw_line(folder: Path, *, seed: int = 0, per_class: int = PER_CLASS) -> Generator[Progressed, None, Line]:
    """Draw the data set into ``folder``, or reuse the same one that is there already; returns it.

    Equal arguments give equal bytes. Raises ``UserError`` if ``folder`` has another data set or can't be written.
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


def draw(folder: Path, *, seed: int, per_class: int) -> Generator[Progressed, None, Line]:
    """Draw the demo's pictures; reuse those of an earlier demo if they are the same, else replace them."""
    images = folder / _IMAGES
    try:
        return (yield from draw_line(images, seed=seed, per_class=per_class))
    except UserError:
        if not images.is_dir():
            raise
    shutil.rmtree(images, ignore_errors=True)
    return (yield from draw_line(images, seed=seed, per_class=per_class))


def make_project(folder: Path, *, per_class: int = PER_CLASS) -> Generator[Progressed, None, Path]:
    """Draw the data set and create a project of it without running it; returns the project's folder.

    The project of an earlier demo in ``folder`` is returned as it is. Raises ``UserError`` as ``take_folder`` does.
    """
    place = project_of(folder, "default")
    if not place.is_dir():
        take_folder(folder)
        line = yield from draw(folder, seed=0, per_class=per_class)
        Project.create(place, Job(source=line.source, target=line.target)).close()
    return place


def adapt_line(line: Line, folder: Path, recipe: Recipe, *, seed: int) -> Generator[Event, None, None]:
    """Run ``recipe`` on the data set, with the cache of another recipe's run if there is one."""
    # Imported here, so that drawing and --help need no torch.
    from dclgui.engine.training.adapt import adapt  # noqa: PLC0415

    place = project_of(folder, recipe)
    job = Job(source=line.source, target=line.target, recipe=recipe, seed=seed)
    with Project.create(place, job) as project:
        for other in (project_of(folder, name) for name in RECIPES if name != recipe):
            if (other / project.cache.name).is_dir():
                shutil.copytree(other / project.cache.name, project.cache, dirs_exist_ok=True)
    yield from adapt(job, place)


def measured(folder: Path, recipe: Recipe) -> Measured:
    """Compare the labels of a finished run with the true classes."""
    with Project.open(project_of(folder, recipe)) as project:
        truth = known_truth(project.catalog("target"))
        assert truth is not None, "the demo draws its target in class folders"
        classes = len(project.catalog("target").class_names)
        last = project.rounds.labels(project.rounds.numbers()[-1])
        before, after = project.rounds.pseudo_labels(0).classifier_label == truth, last.label == truth
    high = last.high
    return Measured(
        before=_by_class(before, truth, classes),
        after=_by_class(after, truth, classes),
        all_before=float(before.mean()),
        all_after=float(after.mean()),
        share_high=float(high.mean()),
        high_right=float(after[high].mean()),
    )


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
            # One generator for each picture, so that the first pictures do not depend on ``per_class``.
            rng = np.random.default_rng([seed, CAMERAS.index(camera), kind, piece])
            picture = photograph(camera, part, rng)
            quality = int(rng.integers(*camera.quality, endpoint=True))
            picture.save(root / name / f"part-{piece + 1:03d}.jpg", quality=quality)
            yield from progress.passed(1)


def _root(folder: Path, camera: Camera) -> Path:
    return folder / f"SYNTHETIC-{camera.name}"


def _by_class(right: Mask, truth: Ints, classes: int) -> Doubles:
    hits = np.bincount(truth[right], minlength=classes)
    return np.asarray(hits / np.maximum(1, np.bincount(truth, minlength=classes)), np.float64)

"""The demonstration from end to end: draw the line, adapt it by two recipes, compare, keep everything in one folder."""

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dclgui.core.arrays import Doubles, Ints, Mask
from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.core.job import Job, Recipe
from dclgui.core.protocol.events import Event, Progressed
from dclgui.demo.line import PER_CLASS, Line, draw_line
from dclgui.images.scan import known_truth
from dclgui.project.folder import Project

RECIPES: tuple[Recipe, ...] = ("patent", "default")
MARKER = "DEMO-OUTPUT.txt"
LABELS, MODEL, REPORT = "labels.csv", "model.safetensors", "report.html"
_OLDER = "contact-sheet.png"  # what a demo drew before it had a report
_IMAGES = "SYNTHETIC-images"
_MARKER_TEXT = """Made by `dclgui demo` from SYNTHETIC pictures.
The next `dclgui demo` into this folder replaces what the demo made.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """How one recipe did on the target, whose truth is known here.

    ``before`` and ``after`` [K] share of right labels of each class, by the source model alone and after the run;
    ``share_high`` of all images, ``high_right`` share of right labels among those; ``all_before``, ``all_after``
    share of right labels of all images.
    """

    before: Doubles
    after: Doubles
    all_before: float
    all_after: float
    share_high: float
    high_right: float


def project_of(folder: Path, recipe: Recipe) -> Path:
    """Where the demo in ``folder`` keeps the project of ``recipe``."""
    return folder / f"{recipe}.dclproj"


def take_folder(folder: Path) -> None:
    """Make ``folder`` the demo's, without what an earlier demo left; its pictures stay for ``draw`` to judge.

    Raises ``UserError`` if it holds anything that no demo made, or can't be written.
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


def draw(folder: Path, *, seed: int, per_class: int) -> Generator[Progressed, None, Line]:
    """The demo's pictures; those of an earlier demo are taken again if they are the same."""
    images = folder / _IMAGES
    try:
        return (yield from draw_line(images, seed=seed, per_class=per_class))
    except UserError:
        if not images.is_dir():
            raise
    shutil.rmtree(images, ignore_errors=True)
    return (yield from draw_line(images, seed=seed, per_class=per_class))


def make_project(folder: Path, *, per_class: int = PER_CLASS) -> Generator[Progressed, None, Path]:
    """Draw the line and make a project of it that has not run yet; returns the project's folder.

    The project of an earlier demo in ``folder`` is returned as it is. Raises ``UserError`` as ``take_folder`` does.
    """
    place = project_of(folder, "default")
    if not place.is_dir():
        take_folder(folder)
        line = yield from draw(folder, seed=0, per_class=per_class)
        Project.create(place, Job(source=line.source, target=line.target)).close()
    return place


def adapt_line(line: Line, folder: Path, recipe: Recipe, *, seed: int) -> Generator[Event, None, None]:
    """Run ``recipe`` over the line; what another recipe read already is not read again."""
    # So that drawing and --help stay free of torch.
    from dclgui.engine.training.adapt import adapt  # noqa: PLC0415

    place = project_of(folder, recipe)
    job = Job(source=line.source, target=line.target, recipe=recipe, seed=seed)
    with Project.create(place, job) as project:
        for other in (project_of(folder, name) for name in RECIPES if name != recipe):
            if (other / project.cache.name).is_dir():
                shutil.copytree(other / project.cache.name, project.cache, dirs_exist_ok=True)
    yield from adapt(job, place)


def measured(folder: Path, recipe: Recipe) -> Measured:
    """Compare the labels of a finished run with the truth."""
    with Project.open(project_of(folder, recipe)) as project:
        truth = known_truth(project.catalog("target"))
        assert truth is not None, "the demo draws its target in class folders"
        classes = len(project.catalog("target").class_names)
        last = project.rounds.pseudo_labels(project.rounds.numbers()[-1])
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


def _by_class(right: Mask, truth: Ints, classes: int) -> Doubles:
    hits = np.bincount(truth[right], minlength=classes)
    return np.asarray(hits / np.maximum(1, np.bincount(truth, minlength=classes)), np.float64)

"""The tasks that a window gives its child processes; events and answers (``core/protocol/results.py``) come back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain
from dclgui.core.terms import Terms

Projection = Literal["pca", "umap", "tsne"]


@dataclass(frozen=True, slots=True)
class Adapt:
    """Run ``job`` in a new project at ``folder``, from the first round to the last."""

    job: Job
    folder: Path


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with the project at ``folder`` after its last finished round."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Refine:
    """Learn from what was decided: ``rounds`` more rounds that start from the newest model of the project."""

    folder: Path
    rounds: int = 2


@dataclass(frozen=True, slots=True)
class ScanFolder:
    """Count the images of one domain's root; answered by ``FolderScanned`` again and again while it grows.

    ``level`` is that of the source's class folders, as ``Job.class_level``.
    """

    domain: Domain
    root: Path
    level: int = 0


@dataclass(frozen=True, slots=True)
class FindChanges:
    """Find the images that came to the project's target since its run began; answered by ``ChangesFound``."""

    folder: Path


@dataclass(frozen=True, slots=True)
class CheckImages:
    """Look at every image of the project's two catalogs; answered by ``ImagesChecked``."""

    folder: Path


@dataclass(frozen=True, slots=True)
class EstimateTime:
    """Measure a few images to estimate how long ``job`` would take; answered by ``TimeEstimated``."""

    job: Job
    folder: Path


@dataclass(frozen=True, slots=True)
class FindAlike:
    """Find the images most like target image ``row``; answered by ``AlikeFound``."""

    folder: Path
    row: int
    count: int


@dataclass(frozen=True, slots=True)
class FindLike:
    """Order all target images by likeness to ``like``, one of their rows or a file; answered by ``LikeFound``.

    ``count`` are the labelled images of the source that come with it.
    """

    folder: Path
    like: int | Path
    count: int


@dataclass(frozen=True, slots=True)
class Relearn:
    """Have every label follow the answers given so far; answered by ``Relearned``."""

    folder: Path


@dataclass(frozen=True, slots=True)
class GroupUnknown:
    """Group the images that a person called "none of these"; answered by ``UnknownGrouped``.

    ``rows`` are those of one group that holds two kinds: they come back in two groups.
    """

    folder: Path
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectFeatures:
    """Project the target's features to two dimensions; answered by ``Projected``."""

    folder: Path
    by: Projection


MODEL_WRITTEN_FROM = 60
"""Per cent of the progress of ``SaveModel``; before, nothing is on the disk."""


@dataclass(frozen=True, slots=True)
class SaveModel:
    """Write the newest round's model to ``file``; answered by ``ModelSaved``."""

    folder: Path
    file: Path


@dataclass(frozen=True, slots=True)
class ExportLabels:
    """Write labels in the format of that name (``labels.formats``) to ``place``; answered by ``LabelsExported``.

    ``kinds`` and ``classes`` choose rows (``labels.table``), none stand for all; ``source_only`` takes the labels
    of the model before any adaptation; ``terms`` are a guarantee's, the project's own for ``None``.
    """

    folder: Path
    format: str
    place: Path
    kinds: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    link: Literal["copy", "hard", "symbolic"] = "copy"
    source_only: bool = False
    terms: Terms | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ReadDecisions:
    """Compare ``file``, of any kind that ``importing`` reads, with the project; answered by ``DecisionsRead``."""

    folder: Path
    file: Path


@dataclass(frozen=True, slots=True)
class LabelFolder:
    """Label all images under ``folder`` by ``model``, a project folder or an exported file, into the CSV ``file``.

    ``only_new``: those that came to the target of the project ``model`` since its run began. Answered by
    ``ImagesLabelled`` for a few images at a time and at the end by ``FolderLabelled``.
    """

    model: Path
    folder: Path
    file: Path
    only_new: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """Label images by ``model`` as they arrive under ``folder``, into the CSV ``file``, until stopped.

    Answered by the events of ``core/protocol/watch_events.py``.
    """

    model: Path
    folder: Path
    file: Path


@dataclass(frozen=True, slots=True)
class AdaptAgain:
    """Label the images under ``target`` in a new project at ``folder`` that starts from the model of ``previous``.

    ``decisions`` is a list of what ``who`` said of these images, which the new project takes in at the end.
    """

    previous: Path
    target: Path
    folder: Path
    decisions: Path | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class MakeDemo:
    """Draw the demo's pictures into ``folder`` and make an unfinished project of them; answered by ``DemoMade``."""

    folder: Path


WRITES_INSIDE = (
    Adapt | Resume | Refine | ScanFolder | FindChanges | CheckImages | EstimateTime | FindAlike | FindLike | Relearn
    | GroupUnknown | ProjectFeatures | ReadDecisions
)  # fmt: skip
"""Tasks that write nothing, or only into a project, which stays valid whenever the child is killed."""
Task = WRITES_INSIDE | AdaptAgain | SaveModel | ExportLabels | LabelFolder | Watch | MakeDemo

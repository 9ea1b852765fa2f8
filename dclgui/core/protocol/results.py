"""What a child process answers to a task, besides the events of a run."""

from dataclasses import dataclass
from pathlib import Path

from dclgui.core.arrays import Pixels, Rows
from dclgui.core.catalog import Layout
from dclgui.core.consensus import Expectation
from dclgui.core.decisions import Preview
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain, Warned
from dclgui.core.protocol.requests import Projection
from dclgui.core.protocol.watch_events import FolderLabelled, WatchEvent


@dataclass(frozen=True, slots=True)
class FolderScanned:
    """What was found below ``root`` so far; the last one has ``finished``.

    ``counts`` (class name, images) in natural order, empty for a root without class folders; ``samples`` up to 12
    absolute paths spread over the classes; ``looks_labelled`` says that all images lie in two or more class folders.

    Of the last one: ``notes`` that a person should know; ``reaches``, real folders and images of those that do not
    really lie below the root, or that a list names; ``layouts``, two of which a person must choose one, if the class
    folders may be parts of a data set as well.
    """

    domain: Domain
    root: Path
    images: int
    counts: tuple[tuple[str, int], ...]
    samples: tuple[Path, ...]
    looks_labelled: bool
    finished: bool
    notes: tuple[Warned, ...] = ()
    reaches: tuple[tuple[Path, int], ...] = ()
    layouts: tuple[Layout, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangesFound:
    """How many images came to the target since its run began, and how many of its own are gone."""

    came: int
    gone: int


@dataclass(frozen=True, slots=True)
class ImagesChecked:
    """The data check is done; its findings are kept in the project (``project.check()``)."""

    findings: int


@dataclass(frozen=True, slots=True)
class TimeEstimated:
    """An estimate from a short measurement: ``seconds`` for ``job``, of which ``reading`` go to the images.

    ``job`` is the one of the request, so that the window knows which settings the answer is for.
    """

    job: Job
    seconds: float
    reading: float
    device: str


@dataclass(frozen=True, slots=True)
class AlikeFound:
    """Catalog rows most like target image ``row``, nearest first, with their cosine distances.

    ``target`` any readable target images; ``sure`` only those of high confidence or decided; ``source`` labelled ones.
    """

    row: int
    target: tuple[tuple[int, float], ...]
    sure: tuple[tuple[int, float], ...]
    source: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class LikeFound:
    """``target`` [n] int64, the rows of all target images that ``round`` knows, those most like ``like`` first.

    ``source``   the labelled images nearest to it, with their cosine distances
    ``picture``  [S, S, 3] uint8 RGB, the file ``like`` as a thumbnail; ``None`` for an image of the target
    """

    like: int | Path
    round: int
    target: Rows
    source: tuple[tuple[int, float], ...]
    picture: Pixels | None


@dataclass(frozen=True, slots=True)
class Relearned:
    """The newest round has labels proposed that know ``expected.answers`` answers (``Rounds.proposed``).

    ``changed`` images that nobody answered would have another label than the one shown; ``version`` is that of the
    labels, ``round`` their round.
    """

    round: int
    version: int
    changed: int
    expected: Expectation


@dataclass(frozen=True, slots=True)
class UnknownGrouped:
    """Rows of the target images that are "none of these", the alike ones together, the largest group first."""

    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Projected:
    """``file`` holds [N, 2] float32, one point a target row, NaN where there is none."""

    by: Projection
    round: int
    file: Path


@dataclass(frozen=True, slots=True)
class ModelSaved:
    """The model is at ``file``, its description ``beside`` it; it was compared with the run's own on ``images`` images.

    ``difference`` is the largest in a probability, ``same`` the share of images with the same most probable class.
    ``older`` are copies of what stood beside it and was not, or not only, of this program; ``removed`` is what a killed
    export had left.
    """

    file: Path
    difference: float
    same: float
    images: int
    beside: tuple[Path, ...] = ()
    older: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelsExported:
    """``rows`` labels are at ``place``; ``left_out`` of the chosen ones do not fit the format.

    That is for want of a label, but for ``unopened`` ones, whose pictures the format's tool does not open, and ``gone``
    ones, which are no longer there. ``empty`` are the classes that no row has. ``backup`` is where another labels file
    that was at ``place`` is now, ``removed`` what a killed export had left.
    """

    place: Path
    rows: int
    left_out: int
    unopened: int = 0
    gone: int = 0
    empty: tuple[str, ...] = ()
    backup: Path | None = None
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionsRead:
    """What the file of ``ReadDecisions`` would change; nothing is changed yet."""

    preview: Preview


@dataclass(frozen=True, slots=True)
class DemoMade:
    """The demo's project is at ``folder``; ready to run."""

    folder: Path


Answer = (
    FolderScanned | ChangesFound | ImagesChecked | TimeEstimated | AlikeFound | LikeFound | Relearned | UnknownGrouped
    | Projected | ModelSaved | LabelsExported | FolderLabelled | WatchEvent | DecisionsRead | DemoMade
)  # fmt: skip

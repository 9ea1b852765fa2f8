"""The events while a finished model labels images that no run has seen: a folder at once, or files as they arrive."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Measure = Literal["entropy", "distance"]


@dataclass(frozen=True, slots=True)
class LabelledImage:
    """One image by its path relative to the folder; ``high`` says that the model is sure, ``entropy`` is in nats."""

    path: str
    label: str
    high: bool
    entropy: float


@dataclass(frozen=True, slots=True)
class ImagesLabelled:
    """These images have their labels, and are never labelled again as long as they stay as they are."""

    images: tuple[LabelledImage, ...]


@dataclass(frozen=True, slots=True)
class FolderLabelled:
    """All images of a folder are labelled in ``file``: counts of all, sure, not sure and unreadable ones.

    ``backup`` is where another labels file that was at ``file`` is now.
    """

    file: Path
    images: int
    high: int
    low: int
    problems: int
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class ImageUnreadable:
    """A file that has stopped changing gives no picture.

    It is tried again when it changes; about once a minute, and not told of again, if its bytes could not be read.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FilesPassedOver:
    """There are files that are not read: said when the watch begins, and at the first file of another kind.

    ``message`` counts them by their endings, ``hint`` says what helps.
    """

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class ImageRenamed:
    """A labelled image has another path now; its row went along."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FolderSeen:
    """The watched folder is ``there`` again, or can't be reached for now."""

    folder: Path
    there: bool


@dataclass(frozen=True, slots=True)
class DriftFound:
    """The newest ``images`` images are unlike those the model was adapted to; ``message`` says how.

    ``share`` of them lie beyond what nine in ten of the project's images were, by ``measure``.
    """

    measure: Measure
    share: float
    images: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class DriftUnknown:
    """The model does not say what its project's images were like, so that drift can't be found."""


@dataclass(frozen=True, slots=True)
class DriftEnded:
    """The newest images are again like those that the model was adapted to."""


@dataclass(frozen=True, slots=True)
class FileHeldBack:
    """The labels file can't be written for now, which ``message`` explains; what belongs into it is kept."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class FileEdited:
    """Somebody else wrote into the labels file: what it held is ``kept`` beside it, which ``message`` says too."""

    kept: Path
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Watching:
    """All is done for now: ``labelled`` images and ``problems`` since the watch began its file, ``waiting`` files.

    ``low`` of the labelled images are of low confidence. Said after every look, several times a second, so that a stop
    is heard.
    """

    labelled: int
    problems: int
    waiting: int
    low: int


WatchEvent = (
    ImagesLabelled | ImageUnreadable | ImageRenamed | FolderSeen | DriftUnknown | DriftFound | DriftEnded | FileHeldBack
    | FileEdited | FilesPassedOver | Watching
)  # fmt: skip

"""A report in words, before it has a place on the page; HTML and PDF show the same."""

from dataclasses import dataclass

from dclgui.review.intervals import Interval

MAKER = "dclgui report"
"""By which a file is known as a report."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure with its name above and what it means below."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and lines of a name and what is said of it."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class: its name, its count and share, and which share is right; ``interval`` is ``None`` if unknown."""

    name: str
    labels: str
    share: str
    right: str
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class ClassTable:
    """``columns`` head name, count, share and right; ``more`` says what was cut, empty if nothing was."""

    title: str
    columns: tuple[str, str, str, str]
    lines: tuple[ClassLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, what it shows, and what the machine said instead; ``instead`` is empty if the machine was right."""

    jpeg: bytes
    name: str
    instead: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """A row of sample pictures; ``colour`` is their frame's, ``note`` stands where there are none."""

    title: str
    colour: str
    pictures: tuple[Picture, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the page in the language ``language`` (``en``, ``zh-CN``), from the top to the bottom.

    ``columns`` are the groups on the left and on the right.
    """

    language: str
    title: str
    subtitle: str
    state: str
    figures: tuple[Figure, ...]
    columns: tuple[tuple[Group, ...], tuple[Group, ...]]
    classes: ClassTable
    pictures: tuple[Pictures, ...]
    footer: tuple[str, ...]

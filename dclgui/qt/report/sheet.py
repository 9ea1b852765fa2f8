"""The content of a report, before layout; HTML and PDF are made from it."""

from dataclasses import dataclass

from dclgui.review.intervals import Interval

MAKER = "dclgui report"
"""Marks a file as a report."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A large value with its name above and a note below."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with lines of a name and a value."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class: name, count, share and accuracy in words; ``interval`` is the accuracy, ``None`` if unknown."""

    name: str
    labels: str
    share: str
    right: str
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class ClassTable:
    """``columns``: headings of name, count, share and accuracy; ``more``: what was cut, empty if nothing was."""

    title: str
    columns: tuple[str, str, str, str]
    lines: tuple[ClassLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, what it shows, and the prediction in ``instead``, empty if that was right."""

    jpeg: bytes
    name: str
    instead: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """A row of sample images with frames in ``colour``; ``note`` replaces them if there are none."""

    title: str
    colour: str
    pictures: tuple[Picture, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the page in ``language`` (``en``, ``zh-CN``), from top to bottom.

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

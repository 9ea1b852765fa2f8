"""What is wrong with a pair of folders, and how to put it right."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication

from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.results import FolderScanned
from dclgui.qt.parts.noop import QT_TRANSLATE_NOOP
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.words import filled

Fix = Literal["", "swap", "move", "parent", "choose"]

DOMAINS: tuple[Domain, Domain] = ("source", "target")
_SINGLE_FILE = QT_TRANSLATE_NOOP("Folders", "“%1” is a single file, not a folder.")
_FOLDER_OR_LIST = QT_TRANSLATE_NOOP(
    "Folders", "Choose the folder it lies in, or a CSV list with the columns path,label."
)
_FOLDER = QT_TRANSLATE_NOOP("Folders", "Choose the folder it lies in.")
_SWAPPED = QT_TRANSLATE_NOOP("Folders", "The two folders are the wrong way round.")
_SWAPPED_WHY = QT_TRANSLATE_NOOP("Folders", "“%1” is sorted into class folders and this one is not.")
_UNSORTED = QT_TRANSLATE_NOOP("Folders", "The pictures in “%1” are not sorted into class folders.")
_UNSORTED_WHY = QT_TRANSLATE_NOOP(
    "Folders", "It needs one sub-folder for each class. If these are the pictures to label, put them on the other side."
)
_TWICE = QT_TRANSLATE_NOOP("Folders", "This is the same folder as on the other side.")
_INSIDE = QT_TRANSLATE_NOOP("Folders", "This folder lies inside the one on the other side.")
_AROUND = QT_TRANSLATE_NOOP("Folders", "This folder holds the one on the other side.")
_TWO_FOLDERS = QT_TRANSLATE_NOOP("Folders", "Each camera needs a folder of its own, beside the other.")


@dataclass(frozen=True, slots=True)
class Choice:
    """One zone's folder and what is known of it."""

    root: Path
    found: FolderScanned | None = None
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """One sentence, what to do, and what a button in the zone would do."""

    message: str
    hint: str
    fix: Fix


def trouble_of(domain: Domain, choices: Mapping[Domain, Choice]) -> Trouble | None:
    """What is wrong with the zone of ``domain``, in the language that shows; ``None`` if nothing is known to be."""
    choice = choices.get(domain)
    if choice is None:
        return None
    other = choices.get("target" if domain == "source" else "source")
    if choice.root.is_file() and not (domain == "source" and choice.root.suffix.lower() == ".csv"):
        return Trouble(
            _said(_SINGLE_FILE, choice.root.name), _said(_FOLDER_OR_LIST if domain == "source" else _FOLDER), "parent"
        )
    if domain == "source" and are_swapped(choices):
        assert other is not None
        return Trouble(_said(_SWAPPED), _said(_SWAPPED_WHY, other.root.name), "swap")
    if choice.error is not None:
        return _error_of(domain, choice, other)
    return _overlap_of(choice.root, other.root) if other is not None and domain == "target" else None


def are_swapped(choices: Mapping[Domain, Choice]) -> bool:
    """Whether the pictures to label look labelled, and the labelled ones do not."""
    source, target = choices.get("source"), choices.get("target")
    return (
        source is not None
        and target is not None
        and source.error is not None
        and source.found is not None
        and source.found.finished
        and not source.found.counts
        and target.found is not None
        and target.found.finished
        and target.found.looks_labelled
    )


def _error_of(domain: Domain, choice: Choice, other: Choice | None) -> Trouble:
    assert choice.error is not None
    unsorted = choice.found is not None and choice.found.images > 0 and not choice.found.counts
    if domain == "source" and unsorted:
        fix: Fix = "move" if other is None else "choose"
        return Trouble(_said(_UNSORTED, choice.root.name), _said(_UNSORTED_WHY), fix)
    return Trouble(spoken(choice.error.message), spoken(choice.error.hint), "choose")


def _overlap_of(root: Path, other: Path) -> Trouble | None:
    here, there = root.resolve(), other.resolve()
    if other.is_file():
        return None
    for bad, message in (
        (here == there, _TWICE),
        (here.is_relative_to(there), _INSIDE),
        (there.is_relative_to(here), _AROUND),
    ):
        if bad:
            return Trouble(_said(message), _said(_TWO_FOLDERS), "choose")
    return None


def _said(text: str, name: str = "") -> str:
    return filled(QCoreApplication.translate("Folders", text), name)

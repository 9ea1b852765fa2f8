"""What is wrong with a pair of folders, and what would fix it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication

from dclgui.core.catalog import Layout
from dclgui.core.consensus import LEAST
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.results import FolderScanned
from dclgui.images.pair import Overlap, Side, overlap_of
from dclgui.images.scan import is_list
from dclgui.qt.parts.sentences import in_full, spoken
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP, filled, number

Fix = Literal["", "swap", "move", "parent", "choose", "layout"]

DOMAINS: tuple[Domain, Domain] = ("source", "target")
_SINGLE_FILE = QT_TRANSLATE_NOOP("Folders", "“%1” is a single file, not a folder.")
_ARCHIVES = {".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"}
_PACKED = QT_TRANSLATE_NOOP("Folders", "“%1” is an archive; pictures can't be read from it.")
_UNPACK = QT_TRANSLATE_NOOP("Folders", "Unpack it first, then choose the folder that comes out.")
_FEW = QT_TRANSLATE_NOOP(
    "Folders", "With fewer than %1 pictures nothing can be learnt of the new camera: look at each of the names."
)
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
_LINKED = QT_TRANSLATE_NOOP("Folders", "Links put %1 pictures into this folder and into the one on the other side.")
_TWO_LAYOUTS = QT_TRANSLATE_NOOP("Folders", "Which folders are the classes?")
_TWO_LAYOUTS_WHY = QT_TRANSLATE_NOOP(
    "Folders", "The first folders hold sub-folders of the same names, so that they may be parts of one set of pictures."
)
_LISTED = QT_TRANSLATE_NOOP("Folders", "%1 pictures of this list lie in the folder on the other side, too.")
_TWO_FOLDERS = QT_TRANSLATE_NOOP("Folders", "Each camera needs a folder of its own, beside the other.")


@dataclass(frozen=True, slots=True)
class Choice:
    """The folder of one zone, and what the scan of it found."""

    root: Path
    found: FolderScanned | None = None
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """One sentence, what to do, and what the button in the zone does; ``fix`` is empty for no button.

    For ``layout`` there is a button for each of the ``layouts``.
    """

    message: str
    hint: str
    fix: Fix
    layouts: tuple[Layout, ...] = ()


def trouble_of(domain: Domain, choices: Mapping[Domain, Choice]) -> Trouble | None:
    """What is wrong with the zone of ``domain``, in the window's language; ``None`` if nothing is known to be wrong."""
    choice = choices.get(domain)
    if choice is None:
        return None
    other = choices.get("target" if domain == "source" else "source")
    if choice.root.is_file() and not (domain == "source" and is_list(choice.root)):
        return _file_of(domain, choice.root)
    if domain == "source" and are_swapped(choices):
        assert other is not None
        return Trouble(_said(_SWAPPED), _said(_SWAPPED_WHY, other.root.name), "swap")
    if choice.error is not None:
        return _error_of(domain, choice, other)
    if choice.found is not None and choice.found.layouts:
        return Trouble(_said(_TWO_LAYOUTS), _said(_TWO_LAYOUTS_WHY), "layout", choice.found.layouts)
    return _overlap_of(other, choice) if other is not None and domain == "target" else None


def notes_on(domain: Domain, choices: Mapping[Domain, Choice]) -> list[str]:
    """What else a person should know of the zone of ``domain``, in the window's language."""
    choice, target = choices.get(domain), choices.get("target")
    if choice is None or choice.found is None:
        return []
    notes = [in_full(note) for note in choice.found.notes]
    if domain == "target" and choice.found.finished and 0 < choice.found.images < LEAST:
        notes.append(_said(_FEW, number(LEAST)))
    both = _overlap(choice, target) if domain == "source" and target is not None else None
    if both is not None and both.kind == "listed":
        notes.append(_said(_LISTED, number(both.images)))
    return notes


def are_swapped(choices: Mapping[Domain, Choice]) -> bool:
    """Whether the target's folder looks labelled and the source's does not."""
    source, target = choices.get("source"), choices.get("target")
    if source is None or target is None or source.found is None or target.found is None or source.error is None:
        return False
    finished = source.found.finished and target.found.finished
    return finished and not source.found.counts and target.found.looks_labelled


def _file_of(domain: Domain, file: Path) -> Trouble:
    if file.suffix.lower() in _ARCHIVES:
        return Trouble(_said(_PACKED, file.name), _said(_UNPACK), "choose")
    return Trouble(_said(_SINGLE_FILE, file.name), _said(_FOLDER_OR_LIST if domain == "source" else _FOLDER), "parent")


def _error_of(domain: Domain, choice: Choice, other: Choice | None) -> Trouble:
    assert choice.error is not None
    unsorted = choice.found is not None and choice.found.images > 0 and not choice.found.counts
    if domain == "source" and unsorted:
        return Trouble(_said(_UNSORTED, choice.root.name), _said(_UNSORTED_WHY), "move" if other is None else "choose")
    return Trouble(spoken(choice.error.message), spoken(choice.error.hint), "choose")


def _overlap(source: Choice, target: Choice) -> Overlap | None:
    both = (Side(one.root, dict(one.found.reaches) if one.found is not None else {}) for one in (source, target))
    return overlap_of(*both)


def _overlap_of(source: Choice, target: Choice) -> Trouble | None:
    found = _overlap(source, target)
    if found is None or found.kind == "listed":
        return None
    message = {"same": _TWICE, "inside": _INSIDE, "around": _AROUND, "linked": _LINKED}[found.kind]
    return Trouble(_said(message, number(found.images)), _said(_TWO_FOLDERS), "choose")


def _said(text: str, name: str = "") -> str:
    return filled(QCoreApplication.translate("Folders", text), name)

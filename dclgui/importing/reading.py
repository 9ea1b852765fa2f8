"""Files of labels from elsewhere: a CSV, also after Excel had it, or an export of Label Studio."""

import codecs
import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from dclgui.core.errors import UserError
from dclgui.core.parsed import json_in
from dclgui.labels.csv import unguarded
from dclgui.labels.label_studio import CHOICE, IMAGE, LOCAL_FILES, NONE_OF_THESE
from dclgui.labels.table import Level

_PATHS = ("path", "file_name", "filename", "file", "image")
_LABELS = ("label", "class", "class_name")
_TRUTH = {"false": False, "true": True}
_LONGEST_NUMBER = 10
_DELIMITERS = (",", ";", "\t")
FIGURES = ("probability", "entropy", "margin", "distance")
"""Columns of the CSV that together tell one model's prediction for an image from another's."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a row of dclgui's own CSV says of the machine's prediction, beside the label.

    ``moved`` is ``None``, one of the ``FIGURES`` NaN, and ``label``, the machine's own, empty if the row does not say.
    """

    round: int | None
    classifier_label: str
    moved: bool | None
    metrics: tuple[float, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One image in a file of labels, as it stands there; ``label`` empty for none.

    ``level`` and ``machine`` tell of a file that dclgui wrote who gave the label; ``None`` elsewhere.
    """

    path: str
    label: str
    level: Level | None = None
    machine: Machine | None = None


def read_entries(path: Path) -> list[Entry]:
    """Every image that ``path`` names.

    A CSV needs a header with a column for the path (``path``, ``file_name``, …) and one for the label (``label``,
    ``class``), in any order among others; comma, semicolon or tab; UTF-8 with or without a byte order mark, or UTF-16;
    Label Studio's is one. JSON is Label Studio's, in full or "JSON-MIN". Raises ``UserError`` that names the file, the
    line and the reason.
    """
    text = _text(path)
    if text.lstrip().startswith(("[", "{")):
        return list(_tasks(path, text))
    return list(_lines(path, text))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.", "Check the path.") from error
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text.", "In Excel, save it as “CSV UTF-8 (comma delimited)”.") from error


def _lines(path: Path, text: str) -> Iterator[Entry]:
    first, *_ = text.splitlines() or [""]
    said = first.lower().startswith("sep=")  # how Excel names the delimiter
    delimiter = first[4:5] if said else _delimiter(path, first)
    if delimiter in {"", '"'}:
        raise UserError(f"The first line of {path} names no delimiter after sep=.", "Write sep=, or remove that line.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        if said:
            next(reader)
        header = [cell.strip().lower() for cell in next(reader, [])]
        for row in filter(any, reader):
            cells = dict(zip(header, (unguarded(cell) for cell in row), strict=False))
            name = _first(cells, _PATHS)
            if not name:
                raise UserError(f"Line {reader.line_num} of {path} has no path.", "Fill it in or delete the line.")
            level, label = _level(cells.get("level", "")), _first(cells, _LABELS)
            if level is None:
                yield _said(_local_path(name) if name.startswith(LOCAL_FILES) else name, label)
            else:
                yield Entry(name, label, level, _machine(cells))
    except csv.Error as error:
        raise UserError(f"{path} is not a valid CSV file: {error}.", "Save it again from the table program.") from error


def _delimiter(path: Path, first: str) -> str:
    for delimiter in _DELIMITERS:
        names = {cell.strip().strip('"').lower() for cell in first.split(delimiter)}
        if names & set(_PATHS) and names & set(_LABELS):
            return delimiter
    raise UserError(
        f"The first line of {path} does not name the columns path and label.", "Make path,label its first line."
    )


def _first(cells: dict[str, str], names: tuple[str, ...]) -> str:
    # A name may begin or end with spaces, so that none are cut off.
    found = next((cells[name] for name in names if name in cells), "")
    return found if found.strip() else ""


def _level(word: str) -> Level | None:
    return next((level for level in Level if level == word.strip().lower()), None)


def _machine(cells: dict[str, str]) -> Machine:
    round_, moved = cells.get("round", "").strip(), cells.get("moved_by_prototype", "").strip().lower()
    return Machine(
        round=int(round_) if round_.isdecimal() and len(round_) < _LONGEST_NUMBER else None,
        classifier_label=_first(cells, ("classifier_label",)),
        moved=_TRUTH.get(moved),
        metrics=tuple(_figure(cells.get(name, "")) for name in FIGURES),
        label=_first(cells, ("machine_label",)),
    )


def _figure(word: str) -> float:
    try:
        return float(word.replace(",", "."))
    except ValueError:  # a table program makes dates of some numbers
        return math.nan


def _tasks(path: Path, text: str) -> Iterator[Entry]:
    try:
        tasks = json_in(text)
    except ValueError as error:
        raise UserError(f"{path} is not valid JSON: {error}.", "Export it from Label Studio again.") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise UserError(
            f"{path} is not an export of Label Studio: it is no list of tasks.", "In Label Studio, export as JSON."
        )
    for number, task in enumerate(tasks, 1):
        where = f"Task {number} of {path}"
        data = task.get("data", task)
        image = data.get("path") or data.get(IMAGE) if isinstance(data, dict) else None
        if not isinstance(image, str):
            raise UserError(f"{where} names no image.", "Export it from Label Studio again, as JSON.")
        label = _choice(task.get("annotations") or [], where) if "data" in task else task.get(CHOICE, "")
        if label is None or not isinstance(label, str):
            raise UserError(f"{where} has several choices; one image has one label.", "Choose one of them there.")
        yield _said(_local_path(image), label)


def _said(path: str, label: str) -> Entry:
    """An entry of a file that is not dclgui's own: each label is a person's."""
    none = label == NONE_OF_THESE
    return Entry(path, "" if none else label, Level.PERSON if none else None)


def _choice(annotations: list[dict[str, Any]], where: str) -> str | None:
    """The label of the annotation that was changed last; empty without one, ``None`` for several at once."""
    try:
        given = [found for found in annotations if not found.get("was_cancelled")]
        if not given:
            return ""
        newest = max(given, key=lambda found: str(found.get("updated_at") or found.get("created_at") or ""))
        chosen = [
            name for result in newest["result"] if result["type"] == "choices" for name in result["value"]["choices"]
        ]
        return "".join(chosen) if len(chosen) < 2 else None
    except (AttributeError, KeyError, TypeError) as error:
        raise UserError(
            f"{where} is not as Label Studio writes it: {error}.", "Export it from Label Studio again, as JSON."
        ) from error


def _local_path(image: str) -> str:
    """The path in an address of Label Studio."""
    if "://" not in image and not image.startswith("/data/"):
        return image
    try:
        address = urlsplit(image)
    except ValueError:  # not an address then
        return image
    return parse_qs(address.query).get("d", [unquote(address.path)])[0]

"""Files of labels from elsewhere: a list of a table program, an export of Label Studio, or a folder of labelme."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dclgui.core.errors import UserError
from dclgui.core.lists import (
    LABELS,
    LOCAL_FILES,
    PATHS,
    Line,
    cell_of,
    list_lines,
    list_text,
    local_path,
    unnamed_columns,
)
from dclgui.core.parsed import json_in
from dclgui.images.walk import IMAGE_SUFFIXES
from dclgui.importing.entries import FIGURES, Entry, Machine, as_said
from dclgui.importing.labelme import is_labelme, labelme_entries
from dclgui.labels.table import NONE_OF_THESE, Level

_TRUTH = {"false": False, "true": True}
_NOT_ANSWERS = frozenset({
    *PATHS, "copy_of", "id", "annotation_id", "annotator", "created_at", "updated_at", "lead_time", "agreement",
    "inner_id",
})  # fmt: skip
"""Columns that hold no answer: those of Label Studio, and the picture."""
_MOSTLY = 0.5
_LONGEST_NUMBER = 10


def read_entries(path: Path, classes: Sequence[str] = ()) -> list[Entry]:
    """Every answer that ``path`` holds, and every image without one.

    A list is as ``core/lists`` reads it; Label Studio's CSV is one. JSON is Label Studio's, in full or "JSON-MIN", or
    labelme's, whose files stand for all those of their folder. The answers are those of the column or question whose
    words are ``classes``, by whatever name; before these are known, of one that is called ``label``. Raises
    ``UserError`` that names the file, the line and the reason.
    """
    if path.is_dir():
        return labelme_entries(path)
    text, known = list_text(path), _Known(path, classes)
    if is_labelme(text):
        return labelme_entries(path.parent)
    if text.lstrip().startswith(("[", "{")):
        return list(_tasks(path, text, known))
    return list(_lines(list(list_lines(path, text)), known))


class _Known:
    """Tells which column or question of the file ``path`` the answers are in."""

    def __init__(self, path: Path, classes: Sequence[str]) -> None:
        self.path = path
        self._names = {name.strip().casefold() for name in (*classes, NONE_OF_THESE)} if classes else set[str]()

    def column(self, words: Mapping[str, Sequence[str]]) -> str | None:
        """The one of the columns ``words`` (name: what stands in it, without empty words) whose words are classes.

        The usual name goes first. Without one, and with words that are no classes, the only column with words is it,
        so that they are listed and not dropped. ``None`` if nobody answered. Raises ``UserError`` if none or several
        can be meant.
        """
        usual = [name for name in LABELS if name in words]
        if not self._names:
            return usual[0] if usual else None
        fits = [name for name in (*usual, *words) if self._share(words[name]) >= _MOSTLY]
        if fits and (fits[0] in usual or len(fits) == 1):
            return fits[0]
        if len(fits) > 1:
            raise UserError(
                f"Several columns of {self.path} hold names of classes: {', '.join(fits)}.",
                "Keep the one that counts, or call it label.",
            )
        if usual:
            return usual[0]
        spoken = [name for name, said in words.items() if said]
        if len(spoken) > 1:
            raise UserError(
                f"None of the columns {', '.join(spoken)} of {self.path} holds names of this project's classes.",
                "Call the one with the names label.",
            )
        return spoken[0] if spoken else None

    def _share(self, said: Sequence[str]) -> float:
        """How much of ``said``, each word counted once, are classes."""
        distinct = {word.strip().casefold() for word in said}
        return len(distinct & self._names) / max(1, len(distinct))


def _lines(lines: list[Line], known: _Known) -> Iterator[Entry]:
    answers = list(lines[0].cells) if lines else []
    own = "level" in answers
    words = {
        name: [line.cells[name] for line in lines if line.cells[name].strip()]
        for name in answers
        if name not in _NOT_ANSWERS
    }
    if lines and not own and not words:
        raise unnamed_columns(known.path)
    column = "label" if own else known.column(words)
    for line in lines:
        label, level = cell_of(line.cells, (column or "",)), _level(line.cells.get("level", ""))
        if level is None:
            yield as_said(line.path, label)
        else:
            yield Entry(line.path, label, level, _machine(line.cells), cell_of(line.cells, ("copy_of",)))


def _level(word: str) -> Level | None:
    return next((level for level in Level if level == word.strip().lower()), None)


def _machine(cells: dict[str, str]) -> Machine:
    round_, moved = cells.get("round", "").strip(), cells.get("moved_by_prototype", "").strip().lower()
    return Machine(
        round=int(round_) if round_.isdecimal() and len(round_) < _LONGEST_NUMBER else None,
        classifier_label=cell_of(cells, ("classifier_label",)),
        moved=_TRUTH.get(moved),
        metrics=tuple(_figure(cells.get(name, "")) for name in FIGURES),
        label=cell_of(cells, ("machine_label",)),
    )


def _figure(word: str) -> float:
    try:
        return float(word.replace(",", "."))
    except ValueError:  # a table program makes dates of some numbers
        return math.nan


def _tasks(path: Path, text: str, known: _Known) -> Iterator[Entry]:
    try:
        tasks = json_in(text)
    except ValueError as error:
        if _is_json(text.lstrip().splitlines()[0]):
            raise UserError(
                f"{path} holds a JSON of its own on each line, which is not read.",
                "Save it as a list path,label, or as one JSON.",
            ) from error
        raise UserError(f"{path} is not valid JSON: {error}.", "Export it from Label Studio again.") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise UserError(
            f"{path} is not an export of Label Studio: it is no list of tasks.", "In Label Studio, export as JSON."
        )
    found = [_task(task, f"Task {number} of {path}") for number, task in enumerate(tasks, 1)]
    words: dict[str, list[str]] = {}
    for _, answers in found:
        for name, said in answers:
            words.setdefault(name, []).extend(said)
    if not any(words.values()):
        _require_choices(path, tasks)
    column = known.column(words)
    for task, (image, answers) in zip(tasks, found, strict=True):
        given = [word for name, said in answers if name == column for word in said]
        picture = str(task.get("data", task).get("copy_of") or "")
        yield from (replace(as_said(local_path(image), word), copy_of=picture) for word in given or [""])


def _is_json(text: str) -> bool:
    try:
        json_in(text)
    except ValueError:
        return False
    return True


def _require_choices(path: Path, tasks: list[dict[str, Any]]) -> None:
    """Raise ``UserError`` if somebody answered, but never by choices: that must not look as if nobody had."""
    given = [one for task in tasks if "data" in task for one in task.get("annotations") or []]
    results = [result for one in given if not one.get("was_cancelled") for result in one["result"]]
    others = ", ".join(sorted({str(result["type"]) for result in results} - {"choices"}))
    if others:
        raise UserError(
            f"The answers in {path} are no choices but {others}, which name no picture as a whole.",
            "In Label Studio, ask by Choices.",
        )


_Answers = list[tuple[str, list[str]]]
"""Each answer to a question: the question's name, and what was said."""


def _task(task: dict[str, Any], where: str) -> tuple[str, _Answers]:
    """The image of a task, and every answer that it got, of whatever annotator."""
    data = task.get("data", task)
    image = _image_of(data) if isinstance(data, dict) else None
    if image is None:
        raise UserError(f"{where} names no image.", "Export it from Label Studio again, as JSON.")
    if "data" in task:
        return image, list(_annotated(task.get("annotations") or [], where))
    # JSON-MIN: the questions stand among the columns of the data.
    return image, [(name, _words(value)) for name, value in task.items() if name not in _NOT_ANSWERS and value != image]


def _image_of(data: Mapping[str, Any]) -> str | None:
    """The path or address of the picture; if it stands under an unusual name, it is known by its ending."""
    texts = [data[name] for name in (*PATHS, *data) if isinstance(data.get(name), str) and data[name]]
    named = [data[name] for name in PATHS if data.get(name) in texts]
    pictures = [text for text in texts if text.startswith(LOCAL_FILES) or text.lower().endswith(IMAGE_SUFFIXES)]
    return next(iter([*named, *pictures]), None)


def _words(value: object) -> list[str]:
    """The words of an answer as JSON-MIN writes it: one, or several choices."""
    if isinstance(value, dict):
        value = value.get("choices")
    found = value if isinstance(value, list) else [value]
    return [word for word in found if isinstance(word, str) and word.strip()]


def _annotated(annotations: list[dict[str, Any]], where: str) -> Iterator[tuple[str, list[str]]]:
    try:
        for given in annotations:
            if given.get("was_cancelled"):
                continue
            for result in given["result"]:
                if result["type"] == "choices":
                    yield result.get("from_name", LABELS[0]), ["".join([word]) for word in result["value"]["choices"]]
    except (AttributeError, KeyError, TypeError) as error:
        raise UserError(
            f"{where} is not as Label Studio writes it: {error}.", "Export it from Label Studio again, as JSON."
        ) from error

"""Folders of labelme and X-AnyLabeling: one JSON a picture, whose ``flags`` say what the picture is."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from dclgui.core.errors import UserError
from dclgui.core.parsed import json_in
from dclgui.importing.entries import Entry, Machine, as_said
from dclgui.labels.labelme import OWN
from dclgui.labels.table import NONE_OF_THESE, Level

_AGAIN = "Save it again from labelme, or take it out of the folder."


def is_labelme(text: str) -> bool:
    """Whether ``text`` is the JSON of one picture."""
    try:
        return text.lstrip().startswith("{") and _is_of_a_picture(json_in(text))
    except ValueError:
        return False


def labelme_entries(folder: Path) -> list[Entry]:
    """An entry for each flag that is set in any file below ``folder``, and one for each picture without.

    Other JSON is passed over. Raises ``UserError`` for JSON that can't be read, and if there is none of labelme's.
    """
    read = ((file, _read(file)) for file in sorted(folder.rglob("*.json")) if file.is_file())
    files = [(file, values) for file, values in read if _is_of_a_picture(values)]
    found = [entry for file, values in files for entry in _entries(file, values)]
    if not found:
        raise UserError(
            f"{folder} has no picture's JSON of labelme or X-AnyLabeling.", "Choose the folder that they were saved to."
        )
    if not any(entry.label or entry.level for entry in found) and any(values["shapes"] for _, values in files):
        raise UserError(
            f"The JSON files in {folder} name shapes, and no flag is set that names a picture as a whole.",
            "Set a flag for each picture in labelme or X-AnyLabeling, or write a list path,label.",
        )
    return found


def _is_of_a_picture(values: Any) -> bool:
    return isinstance(values, dict) and isinstance(values.get("imagePath"), str) and "shapes" in values


def _read(file: Path) -> Any:
    try:
        return json_in(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"{file} can't be read: {reason}.", _AGAIN) from error


def _entries(file: Path, values: dict[str, Any]) -> list[Entry]:
    """Of one picture.

    Where dclgui wrote the file, one flag alone counts as in ``labels.csv``: a person's if it is not the machine's own,
    or if the picture was ticked as checked in X-AnyLabeling. Several flags are several words of a person, who must have
    set one of them.
    """
    flags, own = values.get("flags") or {}, values.get(OWN)
    if not isinstance(flags, dict):
        raise UserError(f"{file} is not as labelme writes it: its flags are no list of names.", _AGAIN)
    chosen = [name for name, is_set in flags.items() if is_set is True]
    row = own if isinstance(own, dict) and isinstance(own.get("path"), str) else None
    path = row["path"] if row else _picture(file, values["imagePath"])
    picture = str((row or {}).get("copy_of") or "")
    if row is None or len(chosen) != 1 or chosen == [NONE_OF_THESE] or values.get("checked") is True:
        return [replace(as_said(path, name), copy_of=picture) for name in chosen or [""]]
    level, machine = str(row.get("level")), str(row.get("machine_label") or "")
    known = Machine(round=None, classifier_label="", moved=None, metrics=(), label=machine)
    found = Level(level) if level in {*Level} else None
    return [Entry(path, chosen[0], found, known, picture)]


def _picture(file: Path, image: str) -> str:
    """The whole path of the picture that ``file`` is about."""
    return Path(os.path.normpath(file.absolute().parent / image.replace("\\", "/"))).as_posix()

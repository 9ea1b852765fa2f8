"""The card inside an exported model, and whether this version of the program can read it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dclgui.core.errors import UserError
from dclgui.core.parsed import json_in
from dclgui.core.reading import Reading
from dclgui.core.reference import ReferenceStatistics

FORMATS = ("dclgui model 2", "dclgui model 3", "dclgui model 4")
"""Those that can be read; the last one is written."""
ANOTHER = "Choose a file that dclgui exported (it ends in .onnx or .safetensors), or a project folder."
AGAIN = "Export it again from its project."
_SIDES, _MOST_ROUNDS = range(32, 1025), 2**31


@dataclass(frozen=True, slots=True)
class Card:
    """What labelling needs of a model: K class names, a picture's side, its round and its reference statistics.

    ``reading`` is the target's, by which all pictures are read.
    """

    classes: tuple[str, ...]
    side: int
    round: int
    reading: Reading
    reference: ReferenceStatistics | None

    @classmethod
    def of(cls, said: dict[str, Any], *, file: Path) -> "Card":
        """From the whole card of ``file``; raises ``UserError`` for a card of another version or without classes."""
        require_known_format(said, file)
        names, side, number = said.get("classes"), said.get("image_size"), said.get("round", 0)
        if not isinstance(names, list) or not names or not all(map(_is_name, names)):
            raise UserError(f"The model {file} does not say which classes it knows.", AGAIN)
        if side is None or not _is_whole(side) or side not in _SIDES:
            raise UserError(f"The model {file} does not say how large its pictures are.", AGAIN)
        if number is None or not _is_whole(number) or not 0 <= number < _MOST_ROUNDS:
            raise UserError(f"The model {file} does not say of which round it is.", AGAIN)
        try:
            reading = Reading.from_card(said.get("values"))
        except (ValueError, TypeError) as error:
            raise UserError(
                f"The model {file} does not say which values of a picture are black and white.", AGAIN
            ) from error
        return cls(tuple(names), side, number, reading, ReferenceStatistics.from_card(said.get("seen")))


def card_in(text: str | None, *, file: Path) -> dict[str, Any]:
    """The card that stands as JSON ``text`` in ``file``; raises ``UserError`` if there is none."""
    if text is None:
        raise UserError(f"{file} is not a model that dclgui exported.", ANOTHER)
    try:
        said = json_in(text)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise UserError(f"The description inside the model {file} is damaged.", AGAIN)
    return said


def _is_name(name: object) -> bool:
    """Whether it is a text that can be written; JSON can spell halves of signs that can't."""
    return isinstance(name, str) and not any("\ud800" <= sign <= "\udfff" for sign in name)


def _is_whole(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def require_known_format(said: dict[str, Any], file: Path) -> None:
    """Raise ``UserError`` unless the card ``said`` of ``file`` is of one of ``FORMATS``."""
    name = str(said.get("format"))
    if name in FORMATS:
        return
    number = re.fullmatch(r"dclgui model (\d+)", name)
    if number is None:
        raise UserError(f"{file} is not a model that dclgui exported.", ANOTHER)
    newest = int(FORMATS[-1].rsplit(" ", 1)[1])
    if int(number[1]) > newest:
        raise UserError(
            f"The model {file} was exported by a newer dclgui (its format is {number[1]}, the newest known {newest}).",
            "Update dclgui, or export the model again with this version.",
        )
    raise UserError(f"The model {file} is of a format that is no longer read ({number[1]}).", AGAIN)

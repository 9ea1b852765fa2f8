"""Translates messages of the lower layers into the window's language.

The lower layers write English only, so that logs and the command line are the same everywhere. Their templates are
listed in ``translations/sentences.txt``, which ``make translations`` collects from the code.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QLocale

from dclgui.qt.parts.words import filled

_PLACE = re.compile(r"%([1-9])")
_FULL_WIDTH = "。！？；：，"
"""Marks that hold their own space."""


class _Said(Protocol):
    @property
    def message(self) -> str: ...

    @property
    def hint(self) -> str: ...


def paragraph(*sentences: str) -> str:
    """One after the other, empty ones left out, with a space between them where the language has one."""
    found = ""
    for sentence in filter(None, sentences):
        found += sentence if found.endswith(tuple(_FULL_WIDTH)) or not found else f" {sentence}"
    return found


def in_full(said: _Said) -> str:
    """Translate the message and the hint of an error, a warning or a note."""
    return paragraph(spoken(said.message), spoken(said.hint))


def spoken(sentence: str) -> str:
    """Translate ``sentence`` of an error, a warning or a reason; return it unchanged if its template is unknown."""
    if not sentence or QLocale().language() == QLocale.Language.English:
        return sentence
    for template, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            # A value of several words may itself be a sentence to translate; one word may be a name.
            values = [spoken(value) if " " in value else value for value in found.groups()]
            return filled(QCoreApplication.translate("Sentences", template), *values)
    return sentence


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Templates and their patterns, the most specific (with the most text of their own) first."""
    listed = (files("dclgui.qt") / "translations" / "sentences.txt").read_text("utf-8").splitlines()
    templates = sorted(listed, key=lambda template: len(_PLACE.sub("", template)), reverse=True)
    return tuple((template, _pattern(template)) for template in templates)


def _pattern(template: str) -> re.Pattern[str]:
    # Every second part is the digit of a place. A place matches as little as it can, so that the next text is found.
    texts = _PLACE.split(template)[::2]
    return re.compile("(.+?)".join(map(re.escape, texts)), re.DOTALL)

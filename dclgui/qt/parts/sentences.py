"""The sentences that come from below the window, in the language that shows.

Below the window all sentences are English, so that logs and the command line read the same everywhere. Their patterns
are listed in ``translations/sentences.txt``, which ``make translations`` reads out of the code.
"""

import re
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLocale

from dclgui.qt.parts.words import filled

_PLACE = re.compile(r"%([1-9])")


def spoken(sentence: str) -> str:
    """``sentence`` of an error, a warning or a reason, translated if its pattern is known, otherwise as it is."""
    if not sentence or QLocale().language() == QLocale.Language.English:
        return sentence
    for template, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            # One word may be a name; a value of several may be a sentence itself.
            values = [spoken(value) if " " in value else value for value in found.groups()]
            return filled(QCoreApplication.translate("Sentences", template), *values)
    return sentence


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Templates and what they match, those with the most words of their own first."""
    listed = (files("dclgui.qt") / "translations" / "sentences.txt").read_text("utf-8").splitlines()
    templates = sorted(listed, key=lambda template: len(_PLACE.sub("", template)), reverse=True)
    return tuple((template, _pattern(template)) for template in templates)


def _pattern(template: str) -> re.Pattern[str]:
    widgets = _PLACE.split(template)[::2]
    return re.compile("(.+?)".join(map(re.escape, widgets)), re.DOTALL)

"""Findings of the data check, in the operator's words."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from dclgui.core.findings import Finding, Kind
from dclgui.core.protocol.events import Domain
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP, filled, number


@dataclass(frozen=True, slots=True)
class _Words:
    """``one`` and ``many`` with %1 for the number and %2 for the camera; ``why`` it matters."""

    one: str
    many: str
    why: str


_DOMAINS: dict[Domain, str] = {
    "source": QT_TRANSLATE_NOOP("Findings", "the old camera"),
    "target": QT_TRANSLATE_NOOP("Findings", "the new camera"),
}

_WORDS: dict[Kind, _Words] = {
    "unreadable": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 can't be read"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 can't be read"),
        QT_TRANSLATE_NOOP("Findings", "They take no part by themselves; there is nothing to do."),
    ),
    "leak": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 is also among the pictures to label"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 are also among the pictures to label"),
        QT_TRANSLATE_NOOP("Findings", "The program would learn them by heart and look better than it is."),
    ),
    "duplicate": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 is there twice"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 are copies of others"),
        QT_TRANSLATE_NOOP("Findings", "A copy counts twice without showing anything new. The first of each stays."),
    ),
    "near duplicate": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 is nearly the same as another"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 are nearly the same as others"),
        QT_TRANSLATE_NOOP("Findings", "Shots of the same moment teach little. Keep them if they show different parts."),
    ),
    "blurred": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 is blurred"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 are blurred"),
        QT_TRANSLATE_NOOP("Findings", "What can't be seen can't be named; the machine would have to guess."),
    ),
    "dark": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 is too dark or too bright"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 are too dark or too bright"),
        QT_TRANSLATE_NOOP("Findings", "What can't be seen can't be named; the machine would have to guess."),
    ),
    "blank": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 shows nothing"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 show nothing"),
        QT_TRANSLATE_NOOP("Findings", "One plain tone, or noise alone. Whatever name they get would be a guess."),
    ),
    "mostly blank": _Words(
        QT_TRANSLATE_NOOP("Findings", "Most of %2 shows nothing: 1 picture is black, white or plain"),
        QT_TRANSLATE_NOOP("Findings", "Most of %2 shows nothing: %1 pictures are black, white or plain"),
        QT_TRANSLATE_NOOP("Findings", "Look at camera and light, and whether it is the right folder, before the run."),
    ),
    "unused range": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 uses hardly any of the levels from black to white"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 use hardly any of the levels from black to white"),
        QT_TRANSLATE_NOOP("Findings", "Little can be told apart in them. Other light or settings of the camera help."),
    ),
    "pages": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 file of %2 holds more than one picture"),
        QT_TRANSLATE_NOOP("Findings", "%1 files of %2 hold more than one picture"),
        QT_TRANSLATE_NOOP("Findings", "Only the first picture of a file counts. Save the others separately if needed."),
    ),
    "tiny class": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 is in a class with very few pictures"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 are in classes with very few pictures"),
        QT_TRANSLATE_NOOP("Findings", "Few examples are hard to learn from. Add pictures of these classes if you can."),
    ),
    "mixed sizes": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 has another size or shape than the rest"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 have another size or shape than the rest"),
        QT_TRANSLATE_NOOP("Findings", "Another size often means another camera. See whether they belong here."),
    ),
    "value range": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 is stored with another range of values"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 are stored with another range of values"),
        QT_TRANSLATE_NOOP("Findings", "White is another number there. See whether they look right, then keep them."),
    ),
    "colour": _Words(
        QT_TRANSLATE_NOOP("Findings", "1 picture of %2 has other colours than the old camera's"),
        QT_TRANSLATE_NOOP("Findings", "%1 pictures of %2 have other colours than the old camera's"),
        QT_TRANSLATE_NOOP("Findings", "A strong change of light or colour makes the first names worse."),
    ),
}  # fmt: skip


def camera(domain: Domain) -> str:
    """``the old camera``."""
    return QCoreApplication.translate("Findings", _DOMAINS[domain])


def sentence(finding: Finding) -> str:
    """``14 pictures of the new camera are blurred``."""
    words = _WORDS[finding.kind]
    count = len(finding.rows)
    text = QCoreApplication.translate("Findings", words.one if count == 1 else words.many)
    return filled(text, number(count), camera(finding.domain))


def why(finding: Finding) -> str:
    """Why the finding matters, as a sentence."""
    return QCoreApplication.translate("Findings", _WORDS[finding.kind].why)

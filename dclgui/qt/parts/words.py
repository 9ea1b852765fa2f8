"""Numbers, durations and the progress of a run as text in the window's language."""

import math
import re
import sys
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale
from PySide6.QtGui import Qt

from dclgui.core.eta import seconds_left
from dclgui.core.progress import hours_minutes_seconds
from dclgui.core.protocol.events import Step
from dclgui.core.run_state import RunState
from dclgui.review.verdict import about_right


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - the name that Qt's lupdate looks for
    """Return ``text`` as it is: marks a text of a table for translation. Qt's own marker has no type."""
    return text


STEP_WORDS: dict[Step, str] = {
    "scan source": QT_TRANSLATE_NOOP("Words", "finding the old camera's pictures"),
    "scan target": QT_TRANSLATE_NOOP("Words", "finding the new camera's pictures"),
    "check source": QT_TRANSLATE_NOOP("Words", "looking at the old camera's pictures"),
    "check target": QT_TRANSLATE_NOOP("Words", "looking at the new camera's pictures"),
    "sweep source": QT_TRANSLATE_NOOP("Words", "reading the old camera's pictures"),
    "sweep target": QT_TRANSLATE_NOOP("Words", "reading the new camera's pictures"),
    "S1": QT_TRANSLATE_NOOP("Words", "learning the old camera (S1)"),
    "S3": QT_TRANSLATE_NOOP("Words", "sorting by confidence (S3)"),
    "S5": QT_TRANSLATE_NOOP("Words", "training on both cameras (S5)"),
    "committee": QT_TRANSLATE_NOOP("Words", "naming the pictures in other ways"),
}

_PLACE = re.compile(r"%([1-9])")


def tooltip(text: str) -> str:
    """``text`` as a tooltip: Qt takes what looks like markup for markup, and would open the files that it names."""
    return tooltip_lines(*text.split("\n")) if Qt.mightBeRichText(text) else text


def tooltip_lines(*lines: str) -> str:
    """The ``lines`` as a tooltip that breaks those that are too long; what looks like markup in them is text."""
    return f"<qt>{'<br>'.join(map(escape, lines))}</qt>"


def translate(text: str) -> str:
    """Translate ``text`` of one of this module's tables."""
    return QCoreApplication.translate("Words", text)


def filled(words: str, *values: str) -> str:
    """Replace ``%1``, ``%2``, … by ``values``, all at once: a ``%2`` inside a value stays."""
    return _PLACE.sub(lambda place: values[int(place[1]) - 1], words)


def folder_words(folder: Path) -> str:
    """``folder``, with ``~`` for the person's own one as their system calls it; Windows has no word for that."""
    if sys.platform == "win32" or not folder.is_relative_to(Path.home()):
        return str(folder)
    return str("~" / folder.relative_to(Path.home()))


def counted(count: int, one: str, many: str) -> str:
    """``one`` for a count of 1, else ``many`` with the count in place of ``%1``; both are translated already."""
    return filled(one if count == 1 else many, number(count))


def number(value: int) -> str:
    """``21,977``, with the separator of the window's language."""
    return QLocale().toString(value)


def moment(at: str) -> str:
    """When something was kept, by its ISO 8601 text in UTC, in this computer's time; the date unless it is today's."""
    when, locale = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime(), QLocale()
    time = locale.toString(when.time(), "HH:mm")
    if when.date() == QDate.currentDate():
        return time
    return f"{locale.toString(when.date(), QLocale.FormatType.ShortFormat)} {time}"


def share(value: float, *, digits: int = 0) -> str:
    """``93 %``; a dash for NaN. Rounded as on the command line: Qt's own rounding differs for 98.25."""
    return "–" if math.isnan(value) else f"{QLocale().toString(round(100 * value, digits), 'f', digits)} %"


def about(value: float) -> str:
    """An expected share: ``91 %``; ``100 %`` only if it is all."""
    return share(about_right(value))


def chosen_share(value: float) -> str:
    """A chosen share with all its digits: ``2 %``, ``0.5 %``."""
    return f"{QLocale().toString(100 * value, 'g', 6)} %"


def time_left(seconds: float) -> str:
    """``2 min left``; empty for NaN, which means unknown."""
    if math.isnan(seconds):
        return ""
    return filled(QCoreApplication.translate("Words", "%1 left"), duration(seconds))


def duration(seconds: float) -> str:
    """``12 s``, ``4 min`` or ``1 h 20 min``."""
    hours, minutes, whole = hours_minutes_seconds(seconds)
    if hours:
        return filled(QCoreApplication.translate("Words", "%1 h %2 min"), str(hours), f"{minutes:02d}")
    if minutes:
        return filled(QCoreApplication.translate("Words", "%1 min"), str(minutes))
    return filled(QCoreApplication.translate("Words", "%1 s"), str(whole))


def progress_words(status: str, state: RunState) -> str:
    """``Round 7 of 10 · training on both cameras (S5)``."""
    if status == "stopping":
        return QCoreApplication.translate("Words", "Stopping; finished rounds are kept")
    if status == "paused":
        return QCoreApplication.translate("Words", "Paused")
    progress = state.progress
    if progress is None:
        return QCoreApplication.translate("Words", "Getting ready")
    if state.target is not None and progress.step in {"scan source", "scan target"}:  # both folders are known by now
        return QCoreApplication.translate("Words", "Getting the model ready")
    doing = translate(STEP_WORDS.get(progress.step, ""))
    if not progress.round or state.started is None:
        return doing[:1].upper() + doing[1:]
    place = QCoreApplication.translate("Words", "Round %1 of %2")
    return f"{filled(place, str(progress.round), str(state.started.rounds))} · {doing}"


def run_note(status: str, state: RunState) -> str:
    """``Round 7 of 10, 2 min left``, for the column of steps."""
    at = state.rounds[-1].round + 1 if state.rounds else 0
    if status != "running" or not at or state.started is None or at > state.started.rounds:
        return progress_words(status, state)
    words = QCoreApplication.translate("Words", "Round %1 of %2")
    words = filled(words, str(at), str(state.started.rounds))
    left = time_left(seconds_left(state))
    return f"{words}, {left}" if left else words

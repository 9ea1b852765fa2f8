"""A report for support: log, versions and settings, but never an image or the name of one."""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from dclgui.core.errors import unwritable
from dclgui.images.walk import IMAGE_SUFFIXES
from dclgui.project.settings import NAME as SETTINGS
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.this_computer import machine, versions
from dclgui.qt.session.session import LOG, Session

MOST_OF_A_LOG = 256 * 1024
"""Bytes taken from the end of each log."""
HIDDEN = "<picture>"
_ENDS = re.compile(rf"(?:{'|'.join(map(re.escape, IMAGE_SUFFIXES))})(?!\w|\.\w)", re.IGNORECASE)
_BEGINS = re.compile(r"""(?<=["'“])[^"'“”]*$|[^\s"'“”<>|:,;()\[\]]*$""")
"""Where the name of an unknown image begins: after a quotation mark, or else after a blank."""
_DATABASE = "project.sqlite"


def write_report(file: Path, session: Session | None, preferences: Preferences, window_log: Path) -> None:
    """Write a zip of text files to ``file``; ``session`` is the open project, if there is one.

    Raises ``UserError`` if the file can't be written.
    """
    parts = {"computer.txt": _lines(versions() + machine()), "window.txt": _lines(_window(preferences))}
    catalogs = [] if session is None else [session.source, session.target]
    hide = Hider([path for catalog in catalogs if catalog is not None for path in catalog.paths])
    if window_log.is_file():
        parts["window.log"] = hide(_end(window_log))
    if session is not None:
        folder = session.project.folder
        parts |= {"project.txt": _lines(_project(session)), "rounds.json": _rounds(session)}
        parts["job.toml"] = hide((folder / SETTINGS).read_text("utf-8", errors="replace"))
        if (folder / LOG).is_file():
            parts["run.log"] = hide(_end(folder / LOG))
        if session.run.failure is not None:
            parts["failure.txt"] = hide(f"{session.run.failure.error}\n\n{session.run.failure.details}")
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, text in parts.items():
                packed.writestr(name, text)
    except OSError as error:
        raise unwritable(file, error) from error


class Hider:
    """Removes image names and the home folder from a text; names in ``paths`` are found even with blanks in them."""

    def __init__(self, paths: list[str]) -> None:
        self._names = {*paths, *(path.rsplit("/", 1)[-1] for path in paths)}
        self._longest = max(map(len, self._names), default=0)

    def __call__(self, text: str) -> str:
        """``text`` with each name replaced by ``HIDDEN`` and the home folder by ``~``."""
        lines = [self._hidden(line) if _ENDS.search(line) else line for line in text.splitlines()]
        home = str(Path.home())
        return "\n".join(lines).replace(home, "~").replace(home.replace("\\", "\\\\"), "~") + "\n"

    def _hidden(self, line: str) -> str:
        kept, place = [], 0
        for end in _ENDS.finditer(line):
            before = line[place : end.end()]
            starts = range(max(0, len(before) - self._longest), len(before))
            known = next((start for start in starts if before[start:] in self._names), None)
            if known is None:
                found = _BEGINS.search(line[place : end.start()])
                known = found.start() if found is not None else 0
            kept.append(before[:known] + HIDDEN)
            place = end.end()
        return "".join(kept) + line[place:]


def _window(preferences: Preferences) -> Iterator[tuple[str, str]]:
    yield from (("theme", preferences.theme), ("language", preferences.language), ("tile", str(preferences.tile)))


def _project(session: Session) -> Iterator[tuple[str, str]]:
    for domain, catalog in (("source", session.source), ("target", session.target)):
        if catalog is not None:
            problems = len(session.project.problems(domain))  # type: ignore[arg-type]  # the loop's two words
            yield domain, f"{len(catalog.paths)} images, {len(catalog.class_names)} classes, {problems} problems"
    yield "run", session.run.status
    yield "decided", str(len(session.project.journal.current()))
    yield "journal", f"{(session.project.folder / _DATABASE).stat().st_size} bytes"
    yield "last round", str(session.run.newest_round)


def _rounds(session: Session) -> str:
    return json.dumps([asdict(metrics) for metrics in session.run.state.rounds], indent=1)


def _lines(pairs: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in pairs)


def _end(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - MOST_OF_A_LOG))
        return file.read().decode("utf-8", errors="replace")

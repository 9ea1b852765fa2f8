"""Decisions from a file into a project, and the labels that follow them: for ``import``, ``adapt`` and ``refine``."""

import getpass
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from dclgui.cli.quality import expectation_line
from dclgui.cli.words import count, kept_aside
from dclgui.core.decisions import Decision, Ends, Preview, Verdict
from dclgui.importing.decisions import keep, preview
from dclgui.labels.csv import save_csv, whole_csv
from dclgui.labels.export import Backup
from dclgui.project.folder import Project
from dclgui.standing.labels import LABELS, labels_of

_MOST_NAMED = 5


class Side(StrEnum):
    """Whose decision is taken where the two differ."""

    MINE = "mine"
    THEIRS = "theirs"


def compared(project: Project, file: Path) -> tuple[Preview, list[str]]:
    """What ``file`` would change, and how to say it; raises ``UserError`` for a file that can't be understood."""
    found, catalog = preview(project, file), project.catalog("target")
    return found, _lines(found, catalog.paths, catalog.class_names)


def kept(project: Project, found: Preview, side: Side) -> tuple[int, str]:
    """Keep what ``found`` brings, as one step that can be undone; how many decisions, and the line that says so."""
    prefer: Literal["mine", "theirs"] = "theirs" if side is Side.THEIRS else "mine"
    decisions = len(keep(project, found, prefer, who=who()).decisions(prefer))
    return decisions, f"Kept {count(decisions, 'decision')}."


def take_in(project: Project, file: Path) -> tuple[list[str], dict[str, Any]]:
    """Keep what ``file`` says where the project has no word of its own; returned as lines and as an event for JSON."""
    found, lines = compared(project, file)
    decisions, line = kept(project, found, Side.MINE)
    values = {field.name: getattr(found, field.name) for field in fields(found) if field.name != "ends"}
    facts = {name: value if isinstance(value, int) else len(value) for name, value in values.items()}
    ends = None if found.ends is None else asdict(found.ends)
    return [*lines, line], {"event": "DecisionsKept", "kept": decisions, **facts, "ends": ends}


def labels_follow(project: Project) -> list[str]:
    """Have the labels of the newest round know every decision, and say in a line what came of it.

    Nothing happens and nothing is said before the first round. Labels that an audit was drawn from stay, since its
    answers count for no others.
    """
    if project.rounds.last() is None:
        return []
    if project.audits.last() is not None:
        return [
            "The labels stay as they are, since the audit counts for them alone: put its answers to use in training "
            "(the window, Audit) before others follow."
        ]
    from dclgui.learning.relearn import relearn

    found = relearn(project)
    if found is None:
        return ["The labels are those of S1-S6 alone: dclgui refine lets them learn from decisions."]
    expected = expectation_line(found.expected)
    return [f"{count(found.changed, 'name')} changed.{f' {expected}' if expected else ''}"]


class OwnLabels:
    """The project's own ``labels.csv``, written anew after decisions came in; made before they do."""

    def __init__(self, project: Project) -> None:
        self._project, self._file = project, project.folder / LABELS
        self._before = whole_csv(labels_of(project)) if self._file.is_file() and self._last() else b""

    def renew(self) -> list[str]:
        """Write it if it is there; one that a person or another program has changed is kept beside, as a line says.

        Raises ``UserError`` if it can't be written.
        """
        if not self._file.is_file() or not self._last():
            return []
        backup, untouched = Backup(self._file), False
        with suppress(OSError):  # then it can't be written either
            untouched = self._file.read_bytes() == self._before
        save_csv(self._file, labels_of(self._project), before=None if untouched else backup.keep)
        return [f"Labels:  {self._file}", *kept_aside(backup.kept)]

    def _last(self) -> bool:
        return self._project.rounds.last() is not None


def who() -> str:
    """Whose decisions these are, for the journal."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "operator"


def _lines(found: Preview, paths: Sequence[str], names: Sequence[str]) -> list[str]:
    def word(decision: Decision) -> str:
        return names[decision.label] if decision.verdict is Verdict.LABEL else str(decision.verdict)

    conflicts = [
        f"{paths[conflict.mine.row]}: mine {word(conflict.mine)}, theirs {word(conflict.theirs)}"
        for conflict in found.conflicts
    ]
    lines = [f"New: {len(found.new):,}. The same: {len(found.same):,}. Without a person's word: {found.silent:,}."]
    lines += [] if found.ends is None else [_ends_line(found.ends)]
    lines += _listed(
        "The file itself says two things, and neither is taken",
        [f"{paths[split.row]}: {' or '.join(split.words)}" for split in found.disagreements],
    )
    lines += _listed("Decided otherwise", conflicts)
    lines += _listed(
        "Left out, of another model: nothing tells whether a person gave the label (a file with path and label alone "
        "is all a person's)",
        found.unclear,
    )
    lines += _listed("Not in this project", found.unknown_files)
    return lines + _listed("No such class", [f"{path}: {name}" for path, name in found.unknown_classes])


def _ends_line(ends: Ends) -> str:
    if ends.parts:
        what = "their names" if ends.parts == 1 else f"the last {ends.parts} parts of each"
        return f"The paths are another computer's; they were matched by {what} alone."
    here = f"{ends.here} here" if ends.here else "this project's folder"
    there = f"{ends.there} there" if ends.there else "the folder there"
    return f"The paths are another computer's; {there} was taken for {here}."


def _listed(title: str, entries: Sequence[str]) -> list[str]:
    if not entries:
        return []
    more = len(entries) - _MOST_NAMED
    named = [f"  {entry}" for entry in islice(entries, _MOST_NAMED)]
    return [f"{title}: {len(entries):,}", *named, *([f"  and {more:,} more"] if more > 0 else [])]

"""Decisions into a project from a file: looked at first, then kept as one step that can be undone."""

from functools import cache
from pathlib import Path

from dclgui.core.preview import Preview
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.importing.incoming import incoming
from dclgui.importing.reading import read_entries
from dclgui.project.folder import Project


def preview(project: Project, file: Path) -> Preview:
    """What ``file``, a CSV or an export of Label Studio, would change; nothing is changed yet.

    ``project.journal.append(preview.decisions(…), who)`` keeps it. Raises ``UserError`` for a file that can't be
    understood.
    """

    @cache
    def predictions(number: int) -> PseudoLabels | None:
        return project.rounds.pseudo_labels(number) if number in project.rounds.numbers() else None

    # The answers to an audit leave as a person's word; as decisions, training would learn its own test.
    decided = {**project.audits.answers(), **project.journal.current()}
    return incoming(read_entries(file), project.catalog("target"), decided=decided, rounds=predictions)

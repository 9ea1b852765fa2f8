"""Decisions into a project from a file: looked at first, then kept as one step that can be undone."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from dclgui.core.incoming import Preview
from dclgui.core.pseudo_labels import Ints
from dclgui.labels.incoming import incoming
from dclgui.labels.reading import read_entries
from dclgui.project.folder import Project


def preview(project: Project, file: Path) -> Preview:
    """What ``file``, a CSV or an export of Label Studio, would change; nothing is changed yet.

    ``project.journal.append(preview.decisions(…), who)`` keeps it. Raises ``UserError`` for a file that can't be
    understood.
    """
    target = project.catalog("target")
    names = np.array([*target.class_names, ""], object)

    @cache
    def machine(number: int) -> Sequence[Sequence[str]]:
        if number not in project.rounds.numbers():
            return ()
        found = project.rounds.pseudo_labels(number)
        # Round 0 leaves with its prototypes' labels or, as the source-only ones, with the classifier's.
        columns: tuple[Ints, ...] = (found.label,) if number else (found.label, found.classifier_label)
        return [names[column].tolist() for column in columns]

    # The answers to an audit leave as a person's word; as decisions, training would learn its own test.
    decided = {**project.audits.answers(), **project.journal.current()}
    return incoming(read_entries(file), target, decided=decided, machine=machine)

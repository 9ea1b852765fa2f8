"""Labels that know the answers given so far, proposed beside those that are shown, or taken at once."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dclgui.core.protocol.results import Relearned
from dclgui.learning.taught import Taught
from dclgui.project.folder import Project

_Key = tuple[Path, int, str, int, str]


@dataclass(slots=True, eq=False)
class Relearning:
    """Answers one project after the other, and keeps the panel of the last one: beginning it takes far longer."""

    _key: _Key | None = None
    _taught: Taught | None = None

    def proposed(self, project: Project) -> Relearned | None:
        """Propose labels for the newest round; ``None`` if its run has no committee.

        Raises ``UserError`` if no round is finished, or a file can't be read or written.
        """
        last, taught = project.last_round(), self._of(project)
        shown = project.rounds.consensus(last)
        if taught is None or shown is None:
            return None
        answers, excluded = project.answers(), project.exclusions.current("target")
        found = taught.consensus(answers, images=len(shown.label), excluded=excluded)
        found = found.after(project.rounds.proposed(last) or shown, version=shown.version + 1)
        project.rounds.propose(last, found)
        # As it will be read: the panel still tells a withdrawn class apart.
        differ = np.flatnonzero(project.class_changes.now().consensus(found).label != shown.label)
        changed = int(np.count_nonzero(~np.isin(differ, answers[:, 0])))
        return Relearned(last, found.version, changed, found.expected)

    def _of(self, project: Project) -> Taught | None:
        last = project.last_round()
        classes = project.class_changes.now()
        key = project.folder, last, project.rounds.finished_at(last), len(classes.names), classes.state
        if key != self._key:
            self._key, self._taught = key, Taught.of(project)
        return self._taught


def relearn(project: Project) -> Relearned | None:
    """Propose labels that know every answer, and take them; ``None`` and raises like ``Relearning.proposed``."""
    found = Relearning().proposed(project)
    if found is not None:
        project.rounds.take_proposed(found.round)
    return found

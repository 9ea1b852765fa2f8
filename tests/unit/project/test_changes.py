"""The moment of the newest change, whatever it was."""

from collections.abc import Callable
from itertools import count

import numpy as np
import pytest

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.project import audits, steps
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project

ME = "an operator"
ACTS: dict[str, Callable[[Project], object]] = {
    "decide": lambda project: project.journal.append([Decision(2, Verdict.LABEL, 1)], ME),
    "undo": lambda project: project.journal.undo(ME),
    "redo": lambda project: project.journal.redo(ME),
    "flag": lambda project: project.flags.set([2], "rust?", ME),
    "take out": lambda project: project.exclusions.set("target", [3], excluded=True, who=ME),
    "undo taking out": lambda project: project.exclusions.undo(ME),
    "redo taking out": lambda project: project.exclusions.redo(ME),
    "draw": lambda project: project.audits.save(
        AuditSample(1, np.array([4, 1]), np.array([True, True]), np.zeros(2, np.int64), np.zeros(10, np.int32), 1)
    ),
    "answer": lambda project: project.audits.answer(Decision(4, Verdict.LABEL, 0), ME),
    "take the answer back": lambda project: project.audits.take_back(4, ME),
    "spend": lambda project: project.audits.spend(),
}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock is a minute later."""
    minutes = count()
    for module in (audits, steps):
        monkeypatch.setattr(module, "now", lambda: f"2026-05-04T03:{next(minutes):02d}:00.000+00:00")


@pytest.mark.usefixtures("clock")
def test_every_act_of_a_person_is_a_change(project: Project, target: Callable[[int], Catalog]) -> None:
    assert project.changed_at is None
    project.save_catalog("target", target(10))
    for minute, (name, act) in enumerate(ACTS.items()):
        act(project)
        assert project.changed_at == f"2026-05-04T03:{minute:02d}:00.000+00:00", name
    with Project.open(project.folder) as again:
        assert again.changed_at == project.changed_at

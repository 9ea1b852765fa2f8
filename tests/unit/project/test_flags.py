"""Flags stand in the journal: undone in their turn, there again, and no decision."""

from pathlib import Path

import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.project.flags import Flag
from dclgui.project.folder import Project


def test_a_flag_is_there_again_with_its_question_and_who_asked(project: Project, folder: Path) -> None:
    project.flags.set([4, 2], "rust?", "anna")
    project.flags.set([4], "", "ben")
    project.flags.set([9], None, "ben")
    project.close()
    with Project.open(folder) as again:
        assert again.flags.current() == {2: Flag("rust?", "anna"), 4: Flag("", "ben")}


def test_flags_and_decisions_are_undone_in_the_order_in_which_they_were_made(project: Project) -> None:
    journal, flags = project.journal, project.flags
    flags.set([1, 2], "dirt?", "anna")
    journal.append([Decision(1, Verdict.LABEL, 0)], "anna")
    flags.set([1], None, "anna")
    assert journal.undo("anna") == [1]
    assert list(flags.current()) == [1, 2]
    assert journal.undo("anna") == [1]
    assert journal.current() == {}
    assert journal.undo("anna") == [1, 2]
    assert flags.current() == {}
    assert journal.redo("anna") == [1, 2]
    assert flags.current()[2].comment == "dirt?"


def test_a_flag_is_no_decision(project: Project) -> None:
    project.journal.append([Decision(3, Verdict.UNSURE)], "anna")
    before = project.journal.last_step(), project.journal.times()
    project.flags.set([3, 5], "who knows?", "anna")
    assert list(project.journal.current()) == [3]
    assert project.journal.opened() == [3]
    assert project.journal.times() == before[1]
    assert project.journal.changed_since(before[0]) == 0
    assert project.changed_at is not None


def test_a_flag_of_an_image_that_there_is_not_is_damage(project: Project, folder: Path) -> None:
    project.flags.set([1], "?", "anna")
    project._database._connection.execute("PRAGMA foreign_keys = OFF")
    project._database._connection.execute("INSERT INTO flags (step, row, after) VALUES (77, 1, 'x')")
    project.close()
    with pytest.raises(UserError, match="is damaged"):
        Project.open(folder)

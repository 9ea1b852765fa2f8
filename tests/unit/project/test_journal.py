from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.project.database import Database
from dclgui.project.folder import Project
from dclgui.project.journal import Journal

DECISIONS = st.builds(
    lambda row, label: (
        Decision(row, Verdict.LABEL, label)
        if label >= 0
        else Decision(row, Verdict.UNSURE if label == -1 else Verdict.NONE_OF_THESE)
    ),
    st.integers(0, 4),
    st.integers(-2, 2),
)
ACTS = st.one_of(
    st.lists(DECISIONS, min_size=1, max_size=4), st.sampled_from(["undo", "undo", "redo", "reopen", "other"])
)


def label(row: int, label: int = 0) -> Decision:
    return Decision(row, Verdict.LABEL, label)


@settings(max_examples=40)
@given(acts=st.lists(ACTS, max_size=25))
def test_like_a_list_of_states(acts: list[list[Decision] | str]) -> None:
    """The model: every state that ever stood, and a place in that list."""
    states: list[dict[int, Decision]] = [{}]
    place = 0
    with TemporaryDirectory() as folder:
        file = Path(folder) / "project.sqlite"
        databases = [Database(file), Database(file)]
        journals = [Journal(database) for database in databases]
        try:
            for act in acts:
                if act == "other":
                    databases.reverse()
                    journals.reverse()
                elif act == "reopen":
                    databases[0].close()
                    databases[0] = Database(file)
                    journals[0] = Journal(databases[0])
                elif act == "undo":
                    assert bool(journals[0].undo("bo")) == (place > 0)
                    place = max(place - 1, 0)
                elif act == "redo":
                    assert bool(journals[0].redo("bo")) == (place < len(states) - 1)
                    place = min(place + 1, len(states) - 1)
                elif isinstance(act, list):
                    journals[0].append(act, "ann")
                    states = [*states[: place + 1], states[place] | {decision.row: decision for decision in act}]
                    place += 1
                assert journals[0].current() == states[place]
        finally:
            for database in databases:
                database.close()


def test_who_when_what_before_and_after(project: Project) -> None:
    project.journal.append([label(7, 1)], "ann")
    project.journal.append([Decision(7, Verdict.NONE_OF_THESE), label(3, 2)], "bo")
    assert project.journal.undo("cy") == [3, 7]
    rows = project._database.rows(
        "SELECT who, act, row, before_verdict, before_label, after_verdict, after_label "
        "FROM decisions JOIN steps USING (step) ORDER BY id"
    )
    assert rows == [
        ("ann", "decide", 7, None, None, "label", 1),
        ("bo", "decide", 7, "label", 1, "none of these", -1),
        ("bo", "decide", 3, None, None, "label", 2),
        ("cy", "undo", 7, "none of these", -1, "label", 1),
        ("cy", "undo", 3, "label", 2, None, None),
    ]
    (first, *_), *_ = project._database.rows("SELECT at FROM steps")
    assert first.endswith("+00:00")
    assert project.journal.current() == {7: label(7, 1)}


def test_nothing_is_ever_changed_or_removed(project: Project) -> None:
    project.journal.append([label(0)], "ann")
    for statement in ("DELETE FROM decisions", "UPDATE steps SET who = 'bo'"):
        with pytest.raises(Exception, match="append-only"), project._database.transaction() as sql:
            sql.execute(statement)
    assert project.journal.current() == {0: label(0)}


def test_all_or_nothing(project: Project) -> None:
    project.journal.append([label(0)], "ann")
    for wrong in (label(-1), Decision(1, Verdict.LABEL), Decision(1, Verdict.UNSURE, 2)):
        with pytest.raises(ValueError, match="not a decision"):
            project.journal.append([label(5), wrong], "ann")
    project.journal.append([], "ann")
    assert project.journal.current() == {0: label(0)}
    assert project.journal.undo("ann") == [0]
    assert project.journal.undo("ann") == []


def test_a_full_disk_keeps_what_was_there(project: Project) -> None:
    project.journal.append([label(0)], "ann")
    pages = project._database.rows("PRAGMA page_count")[0][0]
    project._database.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError, match="full"):
        project.journal.append([label(row) for row in range(50_000)], "ann")
    project._database.rows("PRAGMA max_page_count = 1000000")
    assert project.journal.current() == {0: label(0)}
    project.journal.append([label(1)], "ann")
    assert project.journal.undo("ann") == [1]


def test_an_answer_that_is_given_once_more_was_said_twice_until_it_is_undone(project: Project) -> None:
    journal = project.journal
    journal.append([label(1), label(2), label(3)], "ann")
    assert journal.said_twice() == []
    journal.append([label(2)], "bo")
    journal.append([label(3, 1)], "bo")
    journal.append([Decision(4, Verdict.NONE_OF_THESE)], "bo")
    journal.append([Decision(4, Verdict.NONE_OF_THESE)], "bo")
    assert journal.said_twice() == [2, 4]
    journal.undo("bo")
    assert journal.said_twice() == [2]
    journal.redo("bo")
    assert journal.said_twice() == [2, 4]
    journal.append([label(2, 1)], "ann")
    assert journal.said_twice() == [4], "another answer has to be confirmed anew"


def test_bulk_is_one_step(project: Project) -> None:
    project.journal.append([label(row, row % 3) for row in range(50_000)], "ann")
    assert len(project.journal.current()) == 50_000
    assert len(project.journal.undo("ann")) == 50_000
    assert project.journal.current() == {}
    assert len(project.journal.redo("ann")) == 50_000
    assert project.journal.current()[49_999] == label(49_999, 49_999 % 3)


def test_what_changed_since_a_moment(project: Project) -> None:
    journal = project.journal
    journal.append([label(0), label(1)], "someone")
    before = journal.last_step()
    assert journal.changed_since(before) == 0
    journal.append([label(1, 2), label(2)], "someone")
    assert journal.changed_since(before) == 2
    assert journal.changed_since(0) == 3
    journal.append([label(1)], "someone")
    assert journal.changed_since(before) == 1, "row 1 is what it was"
    journal.undo("someone")
    journal.undo("someone")
    assert journal.changed_since(before) == 0
    journal.append([Decision(3, Verdict.UNSURE)], "someone")
    assert journal.changed_since(before) == 0, "not sure says nothing"
    journal.append([Decision(0, Verdict.UNSURE)], "someone")
    assert journal.changed_since(before) == 1, "what was said before is taken back"


def test_what_was_said_of_some_is_taken_back_as_one_step(project: Project) -> None:
    project.journal.append([label(0), label(1), label(2)], "ann")
    project.journal.take_back([0, 2], "ann")
    assert project.journal.current() == {1: label(1)}
    assert project.journal.opened() == [0, 1, 2]
    project.journal.undo("ann")
    assert project.journal.current() == {row: label(row) for row in range(3)}
    project.journal.take_back([], "ann")
    assert project.journal.redo("ann") == [0, 2], "nothing taken back is no step"


def test_who_said_what_stands_and_when(project: Project) -> None:
    journal = project.journal
    assert journal.said_by(0) is None
    journal.append([label(0), label(1)], "ann")
    first = journal.said_by(0)
    assert first == ("ann", journal.times()[0])
    journal.append([label(0, 1)], "bob")
    assert journal.said_by(0) == ("bob", journal.times()[1])
    assert journal.said_by(1) == first
    journal.undo("cleo")
    assert journal.said_by(0) == first, "not who undid it"
    journal.redo("cleo")
    assert journal.said_by(0) == ("bob", journal.times()[1])
    journal.take_back([0], "bob")
    assert journal.said_by(0) is None
    journal.undo("bob")
    journal.undo("bob")
    journal.undo("bob")
    assert journal.said_by(0) is None
    assert journal.said_by(1) is None

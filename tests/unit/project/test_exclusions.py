"""Taking images out and back, with undo, over restarts, new scans and older projects."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain
from dclgui.core.reading import FORMER
from dclgui.project.database import Database
from dclgui.project.exclusions import Exclusions
from dclgui.project.folder import Project
from dclgui.project.schema import CHANGES, TABLES, VERSION

Target = Callable[[int], Catalog]
ME = "an operator"


@pytest.fixture
def filled(project: Project, target: Target, job: Job) -> Project:
    project.save_catalog("source", replace(target(6), root=job.source, labels=np.zeros(6, np.int32)))
    project.save_catalog("target", target(10))
    return project


def rows(project: Project, domain: Domain = "target") -> list[int]:
    found = project.exclusions.current(domain)
    assert found.dtype == np.int64
    plain: list[int] = found.tolist()
    return plain


def test_out_and_back(filled: Project) -> None:
    filled.exclusions.set("target", [7, 2, 2], excluded=True, who=ME)
    filled.exclusions.set("source", np.array([0]), excluded=True, who=ME)
    filled.exclusions.set("target", [2, 5], excluded=False, who=ME)
    assert (rows(filled), rows(filled, "source")) == ([7], [0])


def test_an_undo_goes_back_through_both_domains_and_a_redo_forth(filled: Project, folder: Path) -> None:
    filled.exclusions.set("target", [1, 4], excluded=True, who=ME)
    filled.exclusions.set("source", [3], excluded=True, who=ME)
    with Project.open(folder) as again:
        assert _plain(again.exclusions.undo(ME)) == ("source", [3])
        assert _plain(again.exclusions.undo(ME)) == ("target", [1, 4])
        assert again.exclusions.undo(ME) is None
        assert rows(again) == rows(again, "source") == []
    assert _plain(filled.exclusions.redo(ME)) == ("target", [1, 4])
    assert rows(filled) == [1, 4]
    filled.exclusions.set("target", [9], excluded=True, who=ME)
    assert filled.exclusions.redo(ME) is None


def test_what_changes_nothing_is_no_step(filled: Project) -> None:
    filled.exclusions.set("target", [1], excluded=True, who=ME)
    filled.exclusions.set("target", [1], excluded=True, who=ME)
    filled.exclusions.set("target", [], excluded=True, who=ME)
    filled.exclusions.undo(ME)
    assert rows(filled) == []
    assert filled.exclusions.undo(ME) is None


def test_a_row_that_is_not_there_changes_nothing(filled: Project) -> None:
    with pytest.raises(KeyError):
        filled.exclusions.set("target", [1, 10], excluded=True, who=ME)
    assert rows(filled) == []


def test_a_new_scan_takes_exclusions_along(filled: Project, target: Target) -> None:
    filled.exclusions.set("target", [1, 8], excluded=True, who=ME)
    kept = target(10)
    order = [0, 2, 1, 3, 4, 5, 6, 7, 9]
    paths = tuple(kept.paths[row] for row in order)
    filled.save_catalog("target", replace(target(9), paths=paths))
    assert rows(filled) == [2]
    assert _plain(filled.exclusions.undo(ME)) == ("target", [2])


def test_entries_can_be_neither_changed_nor_deleted(filled: Project) -> None:
    filled.exclusions.set("target", [1], excluded=True, who=ME)
    for statement in ("DELETE FROM exclusions", "UPDATE exclusion_steps SET who = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"), filled._database.transaction() as sql:
            sql.execute(statement)


@given(st.lists(st.tuples(st.sampled_from(["out", "back", "undo", "redo"]), st.sets(st.integers(0, 5))), max_size=20))
def test_like_a_plain_stack(acts: list[tuple[str, set[int]]]) -> None:
    database = Database(Path(":memory:"))
    with database.transaction() as sql:
        sql.execute("INSERT INTO domains VALUES ('target', '.', '[]', NULL)")
        sql.executemany(
            "INSERT INTO catalog (domain, row, path, label, size, mtime) VALUES ('target', ?, ?, -1, 0, 0)",
            [(row, f"{row}.png") for row in range(6)],
        )
    exclusions = Exclusions(database)
    past: list[set[int]] = [set()]
    future: list[set[int]] = []
    for act, some in acts:
        state = past[-1]
        if act in {"out", "back"}:
            exclusions.set("target", sorted(some), excluded=act == "out", who=ME)
            new = state | some if act == "out" else state - some
            if new != state:
                past.append(new)
                future = []
        elif act == "undo":
            assert (exclusions.undo(ME) is None) == (len(past) == 1)
            if len(past) > 1:
                future.append(past.pop())
        else:
            assert (exclusions.redo(ME) is None) == (not future)
            if future:
                past.append(future.pop())
        assert set(exclusions.current("target").tolist()) == past[-1]
    database.close()


def test_a_project_of_the_first_version_opens_and_keeps_everything(folder: Path, job: Job, target: Target) -> None:
    Project.create(folder, job).close()
    (folder / "project.sqlite").unlink()
    old = sqlite3.connect(folder / "project.sqlite")
    later = {statement for change in CHANGES.values() for statement in change}
    for statement in TABLES:
        if statement not in later:
            old.execute(statement)
    old.execute("PRAGMA user_version = 1")
    old.execute("INSERT INTO domains VALUES ('target', '.', '[\"dent\"]')")
    old.execute("INSERT INTO catalog VALUES ('target', 0, 'a.png', -1, 5, 6, 'abc', 'it is not an image')")
    old.execute("INSERT INTO steps VALUES (1, 'decide', 1, 'an operator', '2026')")
    old.execute("INSERT INTO decisions VALUES (1, 1, 0, NULL, NULL, 'label', 0)")
    old.commit()
    old.close()
    for _ in range(2):
        with Project.open(folder) as project:
            assert project._database.rows("PRAGMA user_version") == [(VERSION,)]
            assert project.catalog("target").paths == ("a.png",)
            assert project.problems("target") == {0: "it is not an image"}
            assert project.reading("target") == project.catalog("target").reading == FORMER
            assert project.journal.current() == {0: Decision(0, Verdict.LABEL, 0)}
    with Project.open(folder) as project:
        project.exclusions.set("target", [0], excluded=True, who=ME)
        assert rows(project) == [0]


def test_one_window_a_project(folder: Path, project: Project) -> None:
    with project.window_lock(), project.run_lock(), Project.open(folder) as other:
        with pytest.raises(UserError, match="is open in another window") as refused, other.window_lock():
            pass
        assert refused.value.hint
    with Project.open(folder) as other, other.window_lock():
        pass


def _plain(changed: tuple[Domain, np.ndarray] | None) -> tuple[Domain, list[int]] | None:
    return None if changed is None else (changed[0], changed[1].tolist())

"""Refinements that are planned and classes that are added: both outlive the program, neither takes anything away."""

import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.project.folder import Project
from tests.unit.project.test_rounds import write

Target = Callable[[int], Catalog]


@pytest.fixture
def begun(project: Project, target: Target) -> Project:
    """Two images, and round 0."""
    project.save_catalog("source", target(3))
    project.save_catalog("target", target(2))
    write(project, 0)
    return project


def test_a_class_stands_behind_the_others_of_both_catalogs_and_stays(begun: Project, folder: Path) -> None:
    assert begun.add_class("  scratch ") == 2
    assert begun.add_class("a&b") == 3
    for _ in range(2):
        with Project.open(folder) as again:
            wanted = ("dent", "划痕", "scratch", "a&b")
            assert again.class_names() == again.catalog("source").class_names == wanted
            assert again.catalog("target").class_names == wanted


def test_a_scan_of_the_same_folders_keeps_the_added_classes(begun: Project, target: Target) -> None:
    begun.add_class("scratch")
    begun.save_catalog("target", target(3))
    assert begun.class_names() == ("dent", "划痕", "scratch")


@pytest.mark.parametrize("name", ["dent", "Dent", " 划痕", "SCRATCH"])
def test_a_name_that_is_taken_is_refused(begun: Project, name: str) -> None:
    begun.add_class("scratch")
    with pytest.raises(UserError, match="There is a class"):
        begun.add_class(name)
    assert len(begun.class_names()) == 3


def test_a_class_has_a_name_and_comes_after_a_round(begun: Project) -> None:
    with pytest.raises(UserError, match="has no name"):
        begun.add_class(" ")
    begun.rounds.truncate_after(-1)
    with pytest.raises(UserError, match="no finished round"):
        begun.add_class("scratch")


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a\x00b", "a\u2028b", "a\ud800b"])
def test_a_name_of_two_lines_is_refused(begun: Project, name: str) -> None:
    with pytest.raises(UserError, match="a sign that can't be shown"):
        begun.add_class(name)
    assert len(begun.class_names()) == 2


@pytest.mark.parametrize("name", ["CON", "a/b", "=1+1", "..", "50 %", "\u00e9", "e\u0301", "新 类别", "x" * 300])
def test_odd_names_are_kept_as_they_are(begun: Project, folder: Path, name: str) -> None:
    begun.add_class(name)
    with Project.open(folder) as again:
        assert again.class_names()[-1] == unicodedata.normalize("NFC", name)


def test_a_class_can_not_be_taken_away(begun: Project, folder: Path) -> None:
    begun.add_class("scratch")
    raw = sqlite3.connect(folder / "project.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        raw.execute("DELETE FROM added_classes")
    raw.close()


def test_the_plan_grows_by_refinements_and_shrinks_with_the_rounds(begun: Project, folder: Path) -> None:
    planned = begun.job.method.rounds
    assert begun.planned_rounds == planned
    begun.rounds.refine(first=planned + 1, last=planned + 2)
    begun.rounds.refine(first=planned + 3, last=planned + 4)
    with Project.open(folder) as again:
        assert again.planned_rounds == planned + 4
        assert again.rounds.refinements() == {planned + 1: planned + 2, planned + 3: planned + 4}
    begun.rounds.truncate_after(planned + 2)
    assert begun.planned_rounds == planned + 2
    begun.rounds.truncate_after(-1)
    assert begun.planned_rounds == planned

"""Copies that were left out, by row, as the data check found them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from dclgui.core.catalog import Catalog
from dclgui.core.findings import CheckReport, DomainStatistics, Finding
from dclgui.core.protocol.events import Domain
from dclgui.project.folder import Project
from dclgui.project.schema import CHANGES

ME = "an operator"
NOTHING = DomainStatistics(np.zeros(1), np.zeros(3), 0.0, (), ())
Make = Callable[[int], Catalog]


def report(*pairs: tuple[int, int], kind: str = "duplicate", domain: Domain = "target") -> CheckReport:
    rows, twins = (np.array(each, np.int64) for each in zip(*pairs, strict=True))
    finding = Finding(kind, domain, rows, twins, np.empty(0, np.float32), (), "exclude")  # type: ignore[arg-type]
    return CheckReport((finding,), NOTHING, NOTHING)


@pytest.fixture
def scanned(project: Project, target: Make) -> Project:
    project.save_catalog("source", target(10))
    project.save_catalog("target", target(10))
    return project


def test_only_copies_that_were_left_out_are_told(scanned: Project) -> None:
    scanned.save_check(report((4, 1), (7, 1), (9, 3)))
    assert scanned.exclusions.copies() == {}
    scanned.exclusions.set("target", [4, 9, 5], excluded=True, who=ME)
    assert scanned.exclusions.copies() == {4: 1, 9: 3}
    scanned.exclusions.undo(ME)
    assert scanned.exclusions.copies() == {}


def test_those_of_the_source_are_none(scanned: Project) -> None:
    scanned.save_check(report((4, 1), domain="source"))
    scanned.exclusions.set("target", [4], excluded=True, who=ME)
    assert scanned.exclusions.copies() == {}


def test_a_copy_of_a_copy_leads_to_the_picture_in_use_if_there_is_one(scanned: Project) -> None:
    near = report((3, 1), kind="near duplicate").findings
    scanned.save_check(replace(report((4, 3), (9, 8)), findings=(*report((4, 3), (9, 8)).findings, *near)))
    scanned.exclusions.set("target", [3, 4, 8, 9], excluded=True, who=ME)
    assert scanned.exclusions.copies() == {3: 1, 4: 1}, "8 is out for its own sake, and so is its copy"


def test_a_file_that_changed_since_is_no_copy_and_has_none(scanned: Project, target: Make) -> None:
    scanned.save_check(report((4, 1), (7, 2), (9, 3)))
    scanned.exclusions.set("target", [4, 7, 9], excluded=True, who=ME)
    mtimes = target(10).mtimes.copy()
    mtimes[[2, 9]] += 1
    scanned.save_catalog("target", replace(target(10), mtimes=mtimes))
    assert scanned.exclusions.copies() == {4: 1}


def test_images_in_other_rows_stay_copies(scanned: Project, target: Make) -> None:
    scanned.save_check(report((4, 1)))
    scanned.exclusions.set("target", [4], excluded=True, who=ME)
    made = target(10)
    order = np.array([9, *range(9)])
    moved = replace(made, paths=tuple(made.paths[row] for row in order), sizes=made.sizes[order])
    scanned.save_catalog("target", replace(moved, mtimes=made.mtimes[order]))
    assert scanned.exclusions.copies() == {5: 2}


def test_of_what_an_earlier_version_checked_the_equal_files_are_known(scanned: Project) -> None:
    digests = ["a", "b", "a", "c", "a", "b", "", "", "d", "e"]
    scanned.save_digests("target", range(10), digests)
    scanned.save_digests("source", range(10), ["z"] * 10)
    scanned.exclusions.set("target", [4, 5, 7], excluded=True, who=ME)
    with scanned._database.transaction() as sql:
        sql.execute(CHANGES[10][-1])
    assert scanned.exclusions.copies() == {4: 0, 5: 1}

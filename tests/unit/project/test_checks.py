"""The data check's report: back as it was, and gone when it speaks of other images."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import Catalog
from dclgui.core.findings import CheckReport, DomainStatistics, Finding
from dclgui.project.folder import Project

Target = Callable[[int], Catalog]


def statistics(seed: int) -> DomainStatistics:
    random = np.random.default_rng(seed)
    return DomainStatistics(random.random(64), random.random(3), 0.25, ((255.0, 9), (1.0, 1)), ((640, 480, 10),))


def report() -> CheckReport:
    empty = np.empty(0, np.int64)
    findings = (
        Finding("unreadable", "source", np.array([3, 4]), empty, np.empty(0, np.float32), ("gone", "坏"), "exclude"),
        Finding("leak", "source", np.array([1]), np.array([7]), np.array([0.5], np.float32), (), "exclude"),
    )
    return CheckReport(findings, statistics(0), statistics(1))


def assert_same(found: object, wanted: object) -> None:
    if isinstance(wanted, CheckReport | Finding | DomainStatistics):
        for field in fields(wanted):
            assert_same(getattr(found, field.name), getattr(wanted, field.name))
    elif isinstance(wanted, tuple) and wanted and isinstance(wanted[0], Finding):
        assert isinstance(found, tuple)
        for pair in zip(found, wanted, strict=True):
            assert_same(*pair)
    elif isinstance(wanted, np.ndarray):
        assert isinstance(found, np.ndarray)
        np.testing.assert_array_equal(found, wanted)
        assert found.dtype == wanted.dtype
    else:
        assert found == wanted


def test_a_report_comes_back_as_it_was(project: Project, folder: Path, target: Target) -> None:
    project.save_catalog("target", target(9))
    assert project.check() is None
    project.save_check(report())
    with Project.open(folder) as again:
        assert_same(again.check(), report())


@pytest.mark.parametrize("change", ["added", "touched", "moved"])
def test_a_report_on_other_images_is_none(project: Project, target: Target, change: str) -> None:
    catalog = target(9)
    project.save_catalog("target", catalog)
    project.save_check(report())
    project.save_catalog("target", catalog)
    assert project.check() is not None
    changed = {
        "added": target(10),
        "touched": replace(catalog, mtimes=catalog.mtimes + 10_000),
        "moved": replace(catalog, sizes=catalog.sizes[::-1], paths=catalog.paths[::-1]),
    }
    project.save_catalog("target", changed[change])
    assert project.check() is None


@pytest.mark.parametrize("damage", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_report_is_none(project: Project, damage: bytes) -> None:
    project.save_check(report())
    (project.cache / "check.npz").write_bytes(damage)
    assert project.check() is None

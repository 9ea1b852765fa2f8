from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.project.folder import Project

Target = Callable[[int], Catalog]


def assert_equal(one: Catalog, other: Catalog) -> None:
    assert (one.root, one.paths, one.class_names) == (other.root, other.paths, other.class_names)
    for name in ("labels", "sizes", "mtimes"):
        ours, theirs = getattr(one, name), getattr(other, name)
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)


def test_both_domains(project: Project, target: Target) -> None:
    assert not project.has_catalog("source")
    with pytest.raises(KeyError):
        project.catalog("source")
    source = replace(target(3), root=project.job.source, labels=np.array([0, 1, 1], np.int32))
    project.save_catalog("source", source)
    project.save_catalog("target", target(0))
    assert project.has_catalog("source")
    assert_equal(project.catalog("source"), source)
    assert_equal(project.catalog("target"), target(0))


@pytest.mark.slow
def test_a_hundred_thousand_images(project: Project, target: Target) -> None:
    catalog = target(100_000)
    project.save_catalog("target", catalog)
    loaded = project.catalog("target")
    assert_equal(loaded, catalog)


def test_digests_and_problems(project: Project, target: Target) -> None:
    project.save_catalog("target", target(4))
    project.save_digests("target", np.array([2, 0]), ["two", "zero"])
    project.save_problems("target", {0: "it was mended since"})
    project.save_problems("target", {1: "truncated", 3: "zero bytes"})
    assert project.digests("target") == ("zero", "", "two", "")
    assert project.problems("target") == {1: "truncated", 3: "zero bytes"}
    assert project.problems("source") == {}
    with pytest.raises(KeyError):
        project.save_problems("target", {0: "kept only with the other", 4: "no such row"})
    assert 0 not in project.problems("target")


def test_what_is_known_of_a_file_ends_when_it_changes(project: Project, target: Target) -> None:
    catalog = target(3)
    project.save_catalog("target", catalog)
    project.save_digests("target", [0, 1, 2], ["a", "b", "c"])
    project.save_problems("target", {0: "truncated", 1: "truncated"})
    project.save_catalog("target", replace(catalog, mtimes=catalog.mtimes + np.array([0, 1, 0])))
    assert project.digests("target") == ("a", "", "c")
    assert project.problems("target") == {0: "truncated"}
    project.save_catalog("target", target(2))
    assert project.digests("target") == ("a", "")


def test_rows_keep_their_meaning_once_a_person_has_spoken(project: Project, target: Target) -> None:
    catalog = target(3)
    project.save_catalog("target", catalog)
    project.save_catalog("source", catalog)
    project.journal.append([Decision(1, Verdict.LABEL, 1)], "ann")
    project.save_catalog("target", target(4))
    project.save_catalog("source", target(1))
    for changed in (target(3), replace(target(4), paths=("new", *catalog.paths))):
        with pytest.raises(UserError, match="no longer fit this project: images were"):
            project.save_catalog("target", changed)
    with pytest.raises(UserError, match="class names"):
        project.save_catalog("source", replace(target(1), class_names=("划痕", "dent")))
    assert_equal(project.catalog("target"), target(4))

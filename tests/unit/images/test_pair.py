"""Which two folders can be a source and a target."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.errors import UserError
from dclgui.images.pair import Overlap, Side, overlap_of, require_apart
from dclgui.images.scan import source_files, target_files
from dclgui.images.walk import Passed
from tests.unit.images.test_scan import grow

posix_only = pytest.mark.skipif(os.name == "nt", reason="needs POSIX links")


def sides(source: Path, target: Path) -> tuple[Side, Side]:
    old, new = Passed(), Passed()
    list(source_files(source, old))
    list(target_files(target, new))
    return Side(source, old.reaches), Side(target, new.reaches)


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("old", "old", "same"),
        ("old", "old/.", "same"),
        ("old", "old/../old", "same"),
        ("old", "old/dent", "inside"),
        ("old/dent", "old", "around"),
        ("old", "older", None),
        ("old", "new", None),
    ],
)
def test_folders_in_one_another(tmp_path: Path, source: str, target: str, kind: str | None) -> None:
    grow(tmp_path, "old/dent/1.jpg", "old/ok/1.jpg", "older/1.jpg", "new/1.jpg")
    both = Side(tmp_path / source), Side(tmp_path / target)
    found = overlap_of(*both)
    assert (None if found is None else found.kind) == kind
    if kind is not None:
        with pytest.raises(UserError, match=r"same folder|lies inside") as caught:
            require_apart(*both)
        assert caught.value.hint


@posix_only
def test_a_link_to_the_other_folder_is_the_other_folder(tmp_path: Path) -> None:
    grow(tmp_path, "old/dent/1.jpg", "old/ok/1.jpg")
    (tmp_path / "new").symlink_to(tmp_path / "old")
    (tmp_path / "part").symlink_to(tmp_path / "old" / "ok")
    assert overlap_of(Side(tmp_path / "old"), Side(tmp_path / "new")) == Overlap("same")
    assert overlap_of(Side(tmp_path / "old"), Side(tmp_path / "part")) == Overlap("inside")


@posix_only
@pytest.mark.parametrize("linked", ["source", "target", "both"])
def test_links_inside_the_folders_are_followed(tmp_path: Path, linked: str) -> None:
    grow(tmp_path, "old/dent/1.jpg", "old/ok/1.jpg", "new/deep/2.jpg", "new/deep/3.jpg", "third/4.jpg")
    if linked == "source":
        (tmp_path / "old" / "stain").symlink_to(tmp_path / "new" / "deep")
    elif linked == "target":
        (tmp_path / "new" / "more").symlink_to(tmp_path / "old" / "ok")
    else:
        (tmp_path / "new" / "more").symlink_to(tmp_path / "third")
        (tmp_path / "old" / "stain").symlink_to(tmp_path / "third")
    both = sides(tmp_path / "old", tmp_path / "new")
    assert overlap_of(*both) == Overlap("linked", 2 if linked == "source" else 1)
    with pytest.raises(UserError, match="Links between"):
        require_apart(*both)


@posix_only
def test_links_to_elsewhere_are_no_overlap(tmp_path: Path) -> None:
    grow(tmp_path, "old/dent/1.jpg", "old/ok/1.jpg", "new/2.jpg", "third/4.jpg", "fourth/5.jpg")
    (tmp_path / "old" / "stain").symlink_to(tmp_path / "third")
    (tmp_path / "new" / "more").symlink_to(tmp_path / "fourth")
    assert overlap_of(*sides(tmp_path / "old", tmp_path / "new")) is None


def test_a_list_says_how_many_of_its_files_lie_in_the_target(tmp_path: Path) -> None:
    grow(tmp_path, "new/a.jpg", "new/deep/b.jpg", "old/c.jpg")
    (tmp_path / "t.csv").write_text("path,label\nnew/a.jpg,x\n./new/deep/b.jpg,y\nold/c.jpg,x\n")
    both = sides(tmp_path / "t.csv", tmp_path / "new")
    assert overlap_of(*both) == require_apart(*both) == Overlap("listed", 2)
    assert overlap_of(*sides(tmp_path / "t.csv", tmp_path / "old")) == Overlap("listed", 1)
    (tmp_path / "t.csv").write_text("path,label\nold/c.jpg,x\n")
    assert overlap_of(*sides(tmp_path / "t.csv", tmp_path / "new")) is None


NAMES = st.lists(st.sampled_from(["a", "b", "ab"]), max_size=3)


@given(NAMES, NAMES)
def test_the_judge_by_the_parts_of_two_paths(one: list[str], other: list[str]) -> None:
    root = Path("/nowhere/at all")
    found = overlap_of(Side(root.joinpath(*one)), Side(root.joinpath(*other)))
    shorter = min(len(one), len(other))
    if one[:shorter] != other[:shorter]:
        assert found is None
    else:
        assert found is not None
        assert found.kind == ("same" if one == other else "inside" if len(other) > len(one) else "around")

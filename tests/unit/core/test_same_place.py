"""One place may be written in several ways, on some disks in any case."""

from pathlib import Path

import pytest

from dclgui.core.same_place import lies_below, same_place
from dclgui.images.pair import Side, overlap_of


@pytest.fixture
def no_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that tells no case apart, as those of macOS and Windows usually do."""
    told = Path.samefile

    def samefile(one: Path, other: Path) -> bool:
        return told(*(Path(str(place).casefold()) for place in (one, other)))

    monkeypatch.setattr(Path, "samefile", samefile)


def test_a_link_leads_to_the_same_place(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "old", target_is_directory=True)
    assert same_place(tmp_path / "old", tmp_path / "link")
    assert lies_below(tmp_path / "link" / "deeper", tmp_path / "old")
    assert not lies_below(tmp_path / "old", tmp_path / "old")


def test_what_is_not_there_is_told_by_its_path(tmp_path: Path) -> None:
    assert same_place(tmp_path / "none", tmp_path / "other" / ".." / "none")
    assert not same_place(tmp_path / "none", tmp_path / "other")


@pytest.mark.usefixtures("no_case")
def test_two_folders_in_another_case_are_one(tmp_path: Path) -> None:
    root = tmp_path if str(tmp_path) == str(tmp_path).casefold() else None
    if root is None:
        pytest.skip("the folder for tests has capital letters")
    (root / "old" / "new").mkdir(parents=True)
    for written, kind in (("OLD", "same"), ("Old/New", "inside")):
        found = overlap_of(Side(root / "old"), Side(root / written))
        assert found is not None
        assert found.kind == kind

"""Counting a folder while it is scanned, and the sentence for one that is no source or target."""

from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.results import FolderScanned
from dclgui.images import survey
from dclgui.images.survey import SAMPLES, survey_folder


def grow(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")
    return root


@pytest.fixture
def _every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_PAUSE", 0.0)


def last(domain: Domain, root: Path) -> FolderScanned:
    *earlier, end = survey_folder(domain, root)
    assert not any(count.finished for count in earlier)
    assert end.finished
    assert end.images == sum(images for _, images in end.counts) or not end.looks_labelled
    return end


@pytest.mark.usefixtures("_every_file")
@pytest.mark.parametrize("domain", ["source", "target"])
def test_counts_grow(tmp_path: Path, domain: Domain) -> None:
    root = grow(tmp_path, "dent/1.png", "dent/2.png", "scratch 10/a.jpg", "scratch 2/deep/b.jpg", "dent/note.txt")
    counts = list(survey_folder(domain, root))
    assert [count.images for count in counts] == [1, 2, 3, 4, 4]
    assert [count.finished for count in counts] == [False] * 4 + [True]
    end = counts[-1]
    assert end.counts == (("dent", 2), ("scratch 2", 1), ("scratch 10", 1))
    assert end.looks_labelled
    assert (end.domain, end.root) == (domain, root)
    assert set(end.samples) == {path for path in root.rglob("*") if path.suffix in {".png", ".jpg"}}


def test_samples_are_spread_over_the_classes(tmp_path: Path) -> None:
    grow(tmp_path, *(f"{name}/{number}.png" for name in "abcde" for number in range(9)), "f/only.png")
    end = last("source", tmp_path)
    by_class = [sample.parent.name for sample in end.samples]
    assert len(by_class) == SAMPLES
    assert {name: by_class.count(name) for name in "abcdef"} == {"a": 3, "b": 2, "c": 2, "d": 2, "e": 2, "f": 1}
    many = grow(tmp_path / "many", *(f"{number:03d}/{k}.png" for number in range(40) for k in range(2)))
    names = [sample.parent.name for sample in last("target", many).samples]
    assert len(set(names)) == SAMPLES
    assert (names[0], names[-1]) == ("000", "039")


def test_split_folders_are_no_classes(tmp_path: Path) -> None:
    grow(tmp_path, "train/dent/1.png", "train/ok/1.png", "test/dent/2.png")
    assert last("source", tmp_path).counts == (("dent", 2), ("ok", 1))


def test_a_plain_folder_to_label(tmp_path: Path) -> None:
    grow(tmp_path, *(f"{number}.png" for number in range(30)))
    end = last("target", tmp_path)
    assert (end.images, end.counts, end.looks_labelled) == (30, (), False)
    assert len(set(end.samples)) == SAMPLES
    grow(tmp_path, "dent/a.png", "ok/a.png")
    mixed = last("target", tmp_path)
    assert (mixed.images, mixed.counts, mixed.looks_labelled) == (32, (("dent", 1), ("ok", 1)), False)
    assert len(mixed.samples) == SAMPLES


def test_a_list_of_labels(tmp_path: Path) -> None:
    grow(tmp_path, "a.png", "b.png", "c.png")
    (tmp_path / "list.csv").write_text("path,label\na.png,train\nb.png,test\nc.png,test\n")
    end = last("source", tmp_path / "list.csv")
    assert (end.counts, end.looks_labelled) == ((("test", 2), ("train", 1)), True)
    assert set(end.samples) == {tmp_path / name for name in ("a.png", "b.png", "c.png")}


def sentence(domain: Domain, root: Path) -> str:
    with pytest.raises(UserError) as caught:
        list(survey_folder(domain, root))
    assert caught.value.message.count(". ") == 0
    assert caught.value.hint
    return str(caught.value)


def test_what_can_not_be_a_domain_gets_its_sentence(tmp_path: Path) -> None:
    single = grow(tmp_path / "one", "a.png") / "a.png"
    empty = tmp_path / "empty"
    empty.mkdir()
    loose = grow(tmp_path / "loose", "a.png", "b.png")
    both: tuple[Domain, ...] = ("source", "target")
    for domain in both:
        assert "is a file, not a folder" in sentence(domain, single)
        assert f"There are no images in the {domain} " in sentence(domain, empty)
        assert f"There is no {domain} folder" in sentence(domain, tmp_path / "absent")
    assert "no class sub-folders" in sentence("source", loose)
    assert "swap" in sentence("source", loose)

"""A list as a source: all that a table program writes, and which file each line means."""

import os
from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.images.scan import source_catalog, source_files
from dclgui.images.walk import Passed

posix_only = pytest.mark.skipif(os.name == "nt", reason="needs POSIX links")
PAIRS = (("img/ring0.jpg", "ring"), ("img/ring1.jpg", "ring"), ("img/bar0.jpg", "bar"), ("img/bar1.jpg", "bar"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "img").mkdir()
    for path, name in PAIRS:
        (tmp_path / path).write_bytes(name.encode())
    return tmp_path


def table(head: str, *, by: str = ",", end: str = "\r\n") -> str:
    return head + end + "".join(f"{path}{by}{name}{end}" for path, name in PAIRS)


def read(file: Path, data: bytes | str, passed: Passed | None = None) -> dict[str, str]:
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    catalog = source_catalog(file, list(source_files(file, passed)), passed=passed)
    assert catalog.root == file.parent
    return {path: catalog.class_names[label] for path, label in zip(catalog.paths, catalog.labels, strict=True)}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("commas.csv", table("path,label")),
        ("semicolons.csv", table("path;label", by=";")),
        ("excel.csv", table("sep=;\r\npath;label", by=";")),
        ("excel.csv", table("sep=,\r\npath,label")),
        ("unicode text.txt", table("path\tlabel", by="\t").encode("utf-16")),
        ("tabs.tsv", table("path\tlabel", by="\t")),
        ("mark.csv", table("path,label").encode("utf-8-sig")),
        ("tensorflow.csv", table("filename,class")),
        ("others.csv", table("Image , Class_Name")),
        ("guarded.csv", table("path,label").replace(",bar", ",'=bar")),
        ("guarded path.csv", table("path,label").replace("img/bar0", "'-/../img/bar0") + ""),
        ("windows.csv", table("path,label").replace("/", "\\")),
        ("another computer.csv", table("path,label").replace("img/", "D:\\data\\img\\")),
        ("another computer.csv", table("path,label").replace("img/", "/home/her/data/img/")),
        ("address.csv", table("image,label").replace("img/", "/data/local-files/?d=img/")),
    ],
)
def test_a_list_as_programs_write_it(folder: Path, name: str, data: bytes | str) -> None:
    (folder / "-").mkdir()
    found = read(folder / name, data)
    expected = dict(PAIRS) if not name.startswith("guarded.") else {p: n.replace("bar", "=bar") for p, n in PAIRS}
    assert found == expected


def test_what_was_cut_off_the_paths_is_said(folder: Path) -> None:
    passed = Passed()
    read(folder / "t.csv", table("path,label").replace("img/", "D:\\data\\img\\"), passed)
    assert passed.cut == "D:/data/"
    passed = Passed()
    read(folder / "t.csv", table("path,label"), passed)
    assert passed.cut == ""


def test_paths_that_are_there_are_not_cut(folder: Path) -> None:
    """A missing one is missing; it is not looked for in another place than the others."""
    found = read(folder / "t.csv", table("path,label") + "D:\\img\\ring0.jpg,bar\r\n")
    assert found == {**dict(PAIRS), "D:/img/ring0.jpg": "bar"}


@posix_only
def test_one_file_under_several_paths_counts_once(folder: Path) -> None:
    (folder / "link.jpg").symlink_to(folder / "img" / "ring0.jpg")
    (folder / "by link").symlink_to(folder / "img")
    more = f"./img//ring0.jpg,ring\r\nimg/../img/ring0.jpg,ring\r\n{folder}/img/ring0.jpg,ring\r\n"
    more += "link.jpg,ring\r\nby link/ring0.jpg,ring\r\n"
    assert read(folder / "t.csv", table("path,label") + more) == dict(PAIRS)


@posix_only
@pytest.mark.parametrize("other", ["./img/ring0.jpg", "img/../img/ring0.jpg", "link.jpg"])
def test_one_file_of_two_classes_is_refused(folder: Path, other: str) -> None:
    (folder / "link.jpg").symlink_to(folder / "img" / "ring0.jpg")
    with pytest.raises(UserError, match=r"Line 6 of .* calls .* bar, line 2 calls it ring"):
        read(folder / "t.csv", table("path,label") + f"{other},bar\r\n")


def test_a_list_reached_by_a_link_lists_its_own_folder(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(folder)
    text = table("path,label").replace("img/", f"{folder}/img/")
    assert read(link / "t.csv", text) == dict(PAIRS)


def test_words_that_differ_in_spaces_are_one_class_and_said(folder: Path) -> None:
    passed = Passed()
    text = table("path, label").replace("bar1.jpg,bar", "bar1.jpg, bar ").replace(",ring", ", ring")
    assert read(folder / "t.csv", text, passed) == dict(PAIRS)
    assert passed.spelt == ("bar",)


def test_a_class_of_which_nothing_is_there_is_named(folder: Path) -> None:
    with pytest.raises(UserError, match=r"Not one image of the class disc .* first is img/gone\.jpg") as caught:
        read(folder / "t.csv", table("path,label") + "img/gone.jpg,disc\r\n")
    assert str(folder) in caught.value.hint


def test_the_hint_of_a_list_speaks_of_lines_and_not_of_folders(folder: Path) -> None:
    with pytest.raises(UserError, match="only one class, ring") as caught:
        read(folder / "t.csv", "path,label\nimg/ring0.jpg,ring\n")
    assert "folder" not in caught.value.hint

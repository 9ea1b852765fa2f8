"""Folders and CSV files on disk, and the catalogs that come of them."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.errors import UserError
from dclgui.images.decode import UnreadableImage, load_picture
from dclgui.images.scan import FoundFile, known_truth, source_catalog, source_files, target_catalog, target_files

posix_only = pytest.mark.skipif(os.name == "nt", reason="needs POSIX file names or links")
undecodable_names = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names that are not text")


def grow(root: Path, *paths: str) -> Path:
    """Make files of one byte."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")
    return root


def source_of(root: Path) -> Catalog:
    return source_catalog(root, list(source_files(root)))


def target_of(root: Path, *class_names: str) -> Catalog:
    return target_catalog(root, list(target_files(root)), class_names)


def target_paths(root: Path) -> list[str]:
    return sorted(file.path for file in target_files(root))


def labelled(catalog: Catalog) -> dict[str, str]:
    return {path: catalog.class_names[label] for path, label in zip(catalog.paths, catalog.labels, strict=True)}


def error_of(root: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        source_of(root)
    assert caught.value.hint
    return caught.value


def test_class_folders(tmp_path: Path) -> None:
    grow(tmp_path, "scratch/b.PNG", "dent/2020/mai/a.jpg", "dent/c.TiFf")
    catalog = source_of(tmp_path)
    assert catalog.root == tmp_path
    assert catalog.class_names == ("dent", "scratch")
    assert labelled(catalog) == {"dent/c.TiFf": "dent", "dent/2020/mai/a.jpg": "dent", "scratch/b.PNG": "scratch"}
    assert catalog.labels.dtype == np.int32
    assert catalog.file(0).read_bytes() == b"x"


def test_size_and_time_are_the_files(tmp_path: Path) -> None:
    grow(tmp_path, "a.jpg")
    (tmp_path / "a.jpg").write_bytes(bytes(1234))
    os.utime(tmp_path / "a.jpg", ns=(1_600_000_000_123_456_700, 1_600_000_000_123_456_700))
    catalog = target_of(tmp_path)
    assert catalog.sizes.dtype == np.int64
    assert catalog.mtimes.dtype == np.int64
    assert catalog.sizes.tolist() == [1234]
    assert catalog.mtimes.tolist() == [(tmp_path / "a.jpg").stat().st_mtime_ns]


def test_natural_order(tmp_path: Path) -> None:
    grow(tmp_path, *(f"part {n}/IMG{k}.jpg" for n in (10, 2, 1) for k in (12, 3, 1)), "part/x.jpg")
    catalog = source_of(tmp_path)
    assert catalog.class_names == ("part", "part 1", "part 2", "part 10")
    assert catalog.paths == ("part/x.jpg", *(f"part {n}/IMG{k}.jpg" for n in (1, 2, 10) for k in (1, 3, 12)))
    assert catalog.labels.tolist() == [0, 1, 1, 1, 2, 2, 2, 3, 3, 3]


@posix_only
def test_order_does_not_depend_on_the_order_found(tmp_path: Path) -> None:
    names = ["1.png", "01.png", "a.png", "A.png", "2.png", "a/1.png", "b.png"]
    found = [FoundFile(name, 1, 2) for name in names]
    forwards = target_catalog(tmp_path, found, ())
    backwards = target_catalog(tmp_path, found[::-1], ())
    assert forwards.paths == backwards.paths
    assert forwards.paths == ("01.png", "1.png", "2.png", "A.png", "a.png", "b.png", "a/1.png")


@given(st.lists(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1), unique=True))
def test_any_names_can_be_put_in_order(names: list[str]) -> None:
    paths = [f"{name}/{other}" for name in names for other in names] + ["last"]
    catalog = target_catalog(Path("root"), [FoundFile(path, 0, 0) for path in paths], ("a", "b"))
    assert sorted(catalog.paths) == sorted(paths)
    mirrored = target_catalog(Path("root"), [FoundFile(path, 0, 0) for path in reversed(paths)], ("a", "b"))
    assert mirrored.paths == catalog.paths


@pytest.mark.parametrize("splits", [("train", "val"), ("Training", "VALIDATION", "test"), ("train",)])
def test_split_folders_are_not_classes(tmp_path: Path, splits: tuple[str, ...]) -> None:
    grow(tmp_path, *(f"{split}/{name}/deep/1.jpg" for split in splits for name in ("dent", "ok")))
    catalog = source_of(tmp_path)
    assert catalog.class_names == ("dent", "ok")
    assert all(labelled(catalog)[path] == path.split("/")[1] for path in catalog.paths)


def test_a_class_may_be_called_test(tmp_path: Path) -> None:
    assert source_of(grow(tmp_path, "test/1.jpg", "dent/1.jpg")).class_names == ("dent", "test")


def test_split_without_class_folders(tmp_path: Path) -> None:
    assert "no class sub-folders" in error_of(grow(tmp_path, "train/1.jpg", "test/1.jpg")).message


def test_class_names_in_two_unicode_forms_are_one_class(tmp_path: Path) -> None:
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    grow(tmp_path, f"train/{composed}/1.jpg", f"val/{decomposed}/2.jpg", "train/b/1.jpg")
    assert source_of(tmp_path).class_names == ("b", composed)


def test_unicode_names(tmp_path: Path) -> None:
    grow(tmp_path, "划痕/图片 10.jpg", "划痕/图片 9.jpg", "凹坑/😀.png", "凹坑/עברית.bmp")
    catalog = source_of(tmp_path)
    assert set(catalog.class_names) == {"划痕", "凹坑"}
    assert catalog.paths.index("划痕/图片 9.jpg") + 1 == catalog.paths.index("划痕/图片 10.jpg")
    assert all(catalog.file(row).exists() for row in range(4))


def test_hidden_and_foreign_files_are_passed_over(tmp_path: Path) -> None:
    grow(
        tmp_path,
        "a.jpg",
        ".hidden.jpg",
        "._a.jpg",
        ".git/b.jpg",
        "__MACOSX/c.jpg",
        "@eaDir/d.jpg",
        "$RECYCLE.BIN/e.jpg",
    )
    grow(tmp_path, "Thumbs.db", "desktop.ini", "notes.txt", "noending", "jpg", "x.jpg.part", "in/.ds/f.png")
    assert target_paths(tmp_path) == ["a.jpg"]


def test_a_folder_that_ends_like_an_image(tmp_path: Path) -> None:
    assert target_paths(grow(tmp_path, "old.jpg/a.png")) == ["old.jpg/a.png"]


@posix_only
def test_loops_of_links_end(tmp_path: Path) -> None:
    root = grow(tmp_path / "root", "a/b/1.jpg")
    grow(tmp_path, "beside/2.jpg")
    (root / "a" / "b" / "up").symlink_to(root)
    (root / "above").symlink_to(tmp_path)
    (root / "itself").symlink_to(root / "itself")
    (root / "itself.jpg").symlink_to(root / "itself.jpg")
    assert target_paths(root) == ["a/b/1.jpg", "itself.jpg"]


@posix_only
def test_a_linked_folder_is_read_once_and_under_its_real_name(tmp_path: Path) -> None:
    root = grow(tmp_path / "root", "z_real/1.jpg")
    outside = grow(tmp_path / "outside", "2.jpg", "inner/3.jpg")
    (outside / "back").symlink_to(root)
    (root / "a_link").symlink_to(root / "z_real")
    (root / "second").symlink_to(outside)
    (root / "first").symlink_to(outside)
    assert target_paths(root) == ["first/2.jpg", "first/inner/3.jpg", "z_real/1.jpg"]


@posix_only
def test_the_root_may_be_a_link(tmp_path: Path) -> None:
    grow(tmp_path / "real", "a/1.jpg", "b/1.jpg")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert source_of(tmp_path / "link").file(0) == tmp_path / "link" / "a" / "1.jpg"


@posix_only
def test_a_link_to_nothing_is_listed_and_reported(tmp_path: Path) -> None:
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    catalog = target_of(tmp_path)
    assert (catalog.paths, catalog.sizes.tolist(), catalog.mtimes.tolist()) == (("gone.jpg",), [0], [0])
    with pytest.raises(UnreadableImage, match="no longer there"):
        load_picture(catalog.file(0), 8)


@undecodable_names
def test_names_that_are_not_text_are_listed_and_reported(tmp_path: Path) -> None:
    for name in (b"\xff.jpg", b"\xfe.jpg"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"x")
    catalog = target_of(tmp_path)
    assert sorted(catalog.paths) == ["\\udcfe.jpg", "\\udcff.jpg"]
    assert all(path.encode() for path in catalog.paths)
    for row in (0, 1):
        with pytest.raises(UnreadableImage, match="not text; rename"):
            load_picture(catalog.file(row), 8)


def test_files_stream(tmp_path: Path) -> None:
    grow(tmp_path, "a.jpg", "sub/b.jpg")
    files = target_files(tmp_path)
    assert next(files).path == "a.jpg"
    (tmp_path / "sub" / "c.jpg").write_bytes(b"x")
    assert sorted(file.path for file in files) == ["sub/b.jpg", "sub/c.jpg"]


@pytest.mark.slow
def test_ten_thousand_files(tmp_path: Path) -> None:
    for folder in range(10):
        (tmp_path / str(folder)).mkdir()
        for file in range(1000):
            (tmp_path / str(folder) / f"{file}.jpg").touch()
    catalog = source_of(tmp_path)
    assert len(catalog) == 10_000
    assert catalog.paths[1001] == "1/1.jpg"


def test_missing_folder(tmp_path: Path) -> None:
    assert error_of(tmp_path / "gone").message == f"There is no source folder {tmp_path / 'gone'}."
    with pytest.raises(UserError, match="There is no target folder"):
        list(target_files(tmp_path / "gone"))


def test_a_file_for_a_folder(tmp_path: Path) -> None:
    grow(tmp_path, "a.zip")
    error = error_of(tmp_path / "a.zip")
    assert "is a file, not a folder" in error.message
    assert "CSV" in error.hint
    with pytest.raises(UserError) as caught:
        list(target_files(tmp_path / "a.zip"))
    assert "CSV" not in caught.value.hint


def test_no_images(tmp_path: Path) -> None:
    grow(tmp_path, "a/readme.txt")
    assert "no images in the source" in error_of(tmp_path).message
    with pytest.raises(UserError, match="no images in the target"):
        target_of(tmp_path)


@pytest.mark.parametrize("inside", ["", "locked"])
def test_unreadable_folder(tmp_path: Path, inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    grow(tmp_path, "a/1.jpg", "locked/1.jpg")
    scandir = os.scandir

    def guarded(folder: Path) -> object:
        if folder == tmp_path / inside:
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    assert error_of(tmp_path).message == f"{tmp_path / inside} can't be read: Permission denied."


def test_source_without_class_folders_may_be_swapped(tmp_path: Path) -> None:
    error = error_of(grow(tmp_path, "1.jpg", "2.jpg"))
    assert "no class sub-folders" in error.message
    assert "swap source and target" in error.hint


def test_loose_images_are_named(tmp_path: Path) -> None:
    error = error_of(grow(tmp_path, "a/1.jpg", "b/1.jpg", "overview.jpg", "z.jpg"))
    assert (
        error.message == f"2 images of the source folder {tmp_path} lie in no class folder, the first is overview.jpg."
    )


def test_single_class(tmp_path: Path) -> None:
    assert "only one class, dent" in error_of(grow(tmp_path / "one", "dent/1.jpg", "dent/2.jpg")).message
    wrapped = error_of(grow(tmp_path / "wrapped", "images/dent/1.jpg", "images/ok/1.jpg"))
    assert "choose the folder images itself" in wrapped.hint


def test_target_labels_are_unknown(tmp_path: Path) -> None:
    catalog = target_of(grow(tmp_path, "1.jpg", "x/y/2.jpg"), "dent", "ok")
    assert catalog.labels.tolist() == [UNKNOWN, UNKNOWN]
    assert catalog.labels.dtype == np.int32
    assert catalog.class_names == ("dent", "ok")


def test_known_truth(tmp_path: Path) -> None:
    target = target_of(grow(tmp_path, "ok/1.jpg", "ok/deep/2.jpg", "dent/1.jpg"), "dent", "ok", "stain")
    truth = known_truth(target)
    assert truth is not None
    assert truth.dtype == np.int32
    assert dict(zip(target.paths, truth.tolist(), strict=True)) == {"ok/1.jpg": 1, "ok/deep/2.jpg": 1, "dent/1.jpg": 0}
    assert target.labels.tolist() == [UNKNOWN] * 3


def test_known_truth_below_splits(tmp_path: Path) -> None:
    truth = known_truth(target_of(grow(tmp_path, "train/ok/1.jpg", "val/dent/1.jpg"), "dent", "ok"))
    assert truth is not None
    assert truth.tolist() == [1, 0]


@pytest.mark.parametrize("extra", ["loose.jpg", "rust/1.jpg", "Ok/1.jpg"])
def test_no_known_truth(tmp_path: Path, extra: str) -> None:
    found = [FoundFile(path, 1, 1) for path in ("ok/1.jpg", "dent/1.jpg", extra)]
    assert known_truth(target_catalog(tmp_path, found, ("dent", "ok"))) is None


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_csv(tmp_path: Path, bom: str) -> None:
    elsewhere = grow(tmp_path / "elsewhere", "6.jpg") / "6.jpg"
    folder = grow(tmp_path / "data", "img/1.jpg", 'odd, "name".jpg', "图/3.png", "img/4")
    table = folder / "Labels.CSV"
    lines = [
        "Label, PATH ,note",
        "dent,img/1.jpg,",
        'ok,"odd, ""name"".jpg",x',
        "",
        "划痕,图\\3.png",
        "ok,./img//4,",
        "ok,missing.jpg,",
        f'ok,"{elsewhere}",',
        f'dent,"{folder / "img" / "1.jpg"}",the same again',
    ]
    table.write_text(bom + "\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    catalog = source_of(table)
    assert catalog.root == folder
    assert labelled(catalog) == {
        "img/1.jpg": "dent",
        'odd, "name".jpg': "ok",
        "图/3.png": "划痕",
        "img/4": "ok",
        "missing.jpg": "ok",
        elsewhere.as_posix(): "ok",
    }
    sizes = dict(zip(catalog.paths, catalog.sizes.tolist(), strict=True))
    assert sizes["missing.jpg"] == 0
    assert sizes["img/1.jpg"] == sizes[elsewhere.as_posix()] == 1


def test_csv_decides_and_folders_do_not(tmp_path: Path) -> None:
    grow(tmp_path, "a/1.jpg", "a/2.jpg")
    (tmp_path / "t.csv").write_text("path,label\na/1.jpg,x\na/2.jpg,y\n")
    assert labelled(source_of(tmp_path / "t.csv")) == {"a/1.jpg": "x", "a/2.jpg": "y"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "does not name the columns path and label"),
        ("path,note\na.jpg,x\n", "does not name the columns path and label"),
        ("name;label\na.jpg;x\n", "does not name the columns path and label"),
        ("path,label\n", "There are no images"),
        ("path,label\na.jpg,x\nb.jpg,x\n", "only one class, x"),
        ("path,label\na.jpg,x\nb.jpg, \n", "Line 3 of"),
        ("path,label\na.jpg,x\nb.jpg\n", "has no label"),
        ("path,label\n,x\n", "has no path"),
        ("path,label\na.jpg,x\n./a.jpg,y\n", "Line 3 of"),
        ("path,label\na.jpg,x\nb.jpg,y\n", "Not one image of the class x"),
        ('path,label\n"' + "a" * 200_000 + '",x\n', "is not a valid CSV file"),
    ],
)
def test_faulty_csv(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    error = error_of(tmp_path / "t.csv")
    assert message in error.message
    assert "t.csv" in error.message


def test_csv_that_is_neither_utf8_nor_utf16(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("path,label\na.jpg,划痕\n", encoding="gbk")
    error = error_of(tmp_path / "t.csv")
    assert "is not UTF-8 text" in error.message
    assert "CSV UTF-8" in error.hint


def test_scanned_files_decode(tmp_path: Path) -> None:
    for name, colour in (("划痕", (200, 0, 0)), ("ok", (0, 0, 200))):
        (tmp_path / name).mkdir()
        Image.new("RGB", (5, 5), colour).save(tmp_path / name / "1.png")
    catalog = source_of(tmp_path)
    for row, label in enumerate(catalog.labels):
        pixel = load_picture(catalog.file(row), 4).pixels[0, 0].tolist()
        assert pixel == ([0, 0, 200] if catalog.class_names[label] == "ok" else [200, 0, 0])

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from dclgui.core.errors import UserError
from dclgui.labels.batch import Link
from dclgui.labels.pictures import place, upright_size


@pytest.mark.parametrize(
    ("orientation", "size"), [(None, (30, 20)), (1, (30, 20)), (3, (30, 20)), (6, (20, 30)), (8, (20, 30))]
)
def test_as_people_see_it(tmp_path: Path, orientation: int | None, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    Image.new("RGB", (30, 20)).save(tmp_path / "a.jpg", exif=exif)
    assert upright_size(tmp_path / "a.jpg") == size


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_a_damaged_file_has_no_size(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    assert upright_size(tmp_path / "a.jpg") == (0, 0)


def test_a_file_that_is_gone_has_no_size_either(tmp_path: Path) -> None:
    assert upright_size(tmp_path / "a.jpg") == (0, 0)


def test_a_picture_is_placed_as_it_is_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(b"picture")
    for link in Link:
        place(source, tmp_path / link.name, link)
        assert (tmp_path / link.name).read_bytes() == b"picture"
    assert (tmp_path / "SYMBOLIC").is_symlink()
    assert (tmp_path / "HARD").samefile(source)
    assert not (tmp_path / "COPY").samefile(source)


@pytest.mark.parametrize("link", list(Link))
def test_a_missing_picture_is_named(tmp_path: Path, link: Link) -> None:
    with pytest.raises(UserError, match=r"The picture .*a\.jpg is no longer there"):
        place(tmp_path / "a.jpg", tmp_path / "b.jpg", link)


def refused(monkeypatch: pytest.MonkeyPatch, reason: int, *, then: Callable[[], object] = lambda: None) -> None:
    """No picture can be placed; ``then`` happens meanwhile."""

    def refuse(*_: object) -> None:
        then()
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(shutil, "copyfile", refuse)
    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.parametrize(
    ("link", "may_read", "said"),
    [(Link.HARD, True, "can't be linked into the exported folder"), (Link.COPY, False, "a.jpg can't be read")],
)
def test_why_a_picture_can_not_be_placed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: Link, may_read: bool, said: str
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    refused(monkeypatch, errno.EACCES)
    monkeypatch.setattr(os, "access", lambda *_: may_read)
    with pytest.raises(UserError, match=said):
        place(tmp_path / "a.jpg", tmp_path / "b.jpg", link)


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO])
def test_a_full_or_broken_disk_is_left_to_the_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    refused(monkeypatch, reason)
    with pytest.raises(OSError, match=os.strerror(reason)):
        place(tmp_path / "a.jpg", tmp_path / "b.jpg", Link.COPY)


def test_a_picture_that_goes_while_it_is_placed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    refused(monkeypatch, errno.ENOENT, then=(tmp_path / "a.jpg").unlink)
    with pytest.raises(UserError, match="is no longer there"):
        place(tmp_path / "a.jpg", tmp_path / "b.jpg", Link.COPY)

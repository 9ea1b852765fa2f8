"""Files and folders take their place whole or not at all, whatever cuts their writing short."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dclgui.core import atomic
from dclgui.core.atomic import file_in_place, files_in_place, folder_in_place, leftovers, remove_abandoned
from tests.windows import CAN_TELL, refuse_what_is_open


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_and_a_folder_come_whole(tmp_path: Path) -> None:
    with file_in_place(tmp_path / "file") as file:
        file.write(b"new")
        assert len(leftovers(tmp_path)) == 1
    with folder_in_place(tmp_path / "folder") as folder:
        (folder / "one").write_bytes(b"1")
    assert names_in(tmp_path) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"new"
    assert names_in(tmp_path / "folder") == ["one"]


@pytest.mark.parametrize("fault", [OSError, KeyboardInterrupt])
def test_what_is_cut_short_leaves_the_old_content(tmp_path: Path, fault: type[BaseException]) -> None:
    (tmp_path / "old").write_bytes(b"old")

    def files_cut_short() -> None:
        with files_in_place(tmp_path / "old", tmp_path / "new") as (old, _):
            old.write(b"half")
            raise fault

    def folder_cut_short() -> None:
        with folder_in_place(tmp_path / "folder") as folder:
            (folder / "half").write_bytes(b"")
            raise fault

    for writing in (files_cut_short, folder_cut_short):
        with pytest.raises(fault):
            writing()
    assert names_in(tmp_path) == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


def test_what_fails_at_its_place_leaves_all_places_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"old")
    (tmp_path / "two").mkdir()
    with pytest.raises(OSError, match="two"), files_in_place(tmp_path / "one", tmp_path / "two"):
        pass
    assert names_in(tmp_path) == ["one", "two"]
    assert (tmp_path / "one").read_bytes() == b"old"


def test_ctrl_c_as_soon_as_the_folder_is_there_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Path.mkdir

    def interrupted(folder: Path) -> None:
        made(folder)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "mkdir", interrupted)
    with pytest.raises(KeyboardInterrupt), folder_in_place(tmp_path / "folder"):
        pass
    assert names_in(tmp_path) == []


def test_what_nobody_writes_any_more_is_removed(tmp_path: Path) -> None:
    dead = [tmp_path / ".out.csv.0123abcd.tmp", tmp_path / ".folder.89abcdef.tmp"]
    dead[0].touch()
    (dead[1] / "deep").mkdir(parents=True)
    others = [tmp_path / ".profile.tmp", tmp_path / ".out.csv.notahexa.tmp", tmp_path / ".my out.csv.0123abcd.tmp"]
    for path in others[:2]:
        path.touch()
    os.utime(dead[0], (0, 0))
    os.utime(dead[1], (0, 0))
    with file_in_place(tmp_path / "out.csv"), folder_in_place(tmp_path / "folder"):
        assert remove_abandoned(tmp_path, "out.csv") == (dead[0],)
        assert remove_abandoned(tmp_path) == (dead[1],)
        assert len(leftovers(tmp_path)) == 2
    assert [path.exists() for path in others] == [True, True, False]
    assert names_in(tmp_path / "folder") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_what_a_library_wrote_for_its_user_alone_is_for_all_that_may_read_there(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with folder_in_place(tmp_path / "folder") as folder:
            (folder / "narrow").touch(mode=0o600)
            (folder / "usual").touch()
            (folder / "deep").mkdir()
            (folder / "deep" / "below").touch(mode=0o600)
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "folder").rglob("*") if path.is_file()}
    assert modes == {"narrow": 0o640, "usual": 0o640, "below": 0o640}


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be locked, no folder opened, and no disk asked for everything at once."""
    opened = os.open

    def refused(path: str | os.PathLike[str], *how: Any, **further: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *how, **further)

    monkeypatch.setattr(os, "open", refused)
    monkeypatch.delattr(os, "sync", raising=False)
    monkeypatch.setattr(atomic, "_lock", None)


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize("many", [False, True])
def test_all_comes_whole_where_no_folder_can_be_opened(tmp_path: Path, *, many: bool) -> None:
    with file_in_place(tmp_path / "file") as file, folder_in_place(tmp_path / "folder", many=many) as folder:
        file.write(b"new")
        (folder / "deep").mkdir()
        (folder / "deep" / "one").write_bytes(b"1")
    assert names_in(tmp_path) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"new"
    assert (tmp_path / "folder" / "deep" / "one").read_bytes() == b"1"


@pytest.mark.usefixtures("on_windows")
def test_where_nothing_can_be_locked_only_what_is_old_is_removed(tmp_path: Path) -> None:
    old, new = tmp_path / ".out.csv.0123abcd.tmp", tmp_path / ".out.csv.89abcdef.tmp"
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))
    assert remove_abandoned(tmp_path) == (old,)
    assert names_in(tmp_path) == [new.name]


@pytest.mark.skipif(not CAN_TELL, reason="needs Linux's list of open files")
def test_what_windows_refuses_is_refused_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule of ``tests.windows`` itself; tests of projects, inference and exports run under it."""
    for name in ("held", "mapped", "free"):
        (tmp_path / "folder").mkdir(exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(bytes(8192))
    refuse_what_is_open(monkeypatch)
    with (tmp_path / "folder" / "held").open("rb"):
        mapped = np.memmap(tmp_path / "folder" / "mapped", np.uint8, "r")
        (tmp_path / "folder" / "free").rename(tmp_path / "free")
        for refused in (
            (tmp_path / "folder" / "held").unlink,
            lambda: (tmp_path / "free").replace(tmp_path / "folder" / "mapped"),
            lambda: (tmp_path / "folder").rename(tmp_path / "other"),
            lambda: shutil.rmtree(tmp_path / "folder"),
        ):
            with pytest.raises(PermissionError, match="open in this process"):
                refused()
        del mapped
    shutil.rmtree(tmp_path / "folder")
    assert names_in(tmp_path) == ["free"]

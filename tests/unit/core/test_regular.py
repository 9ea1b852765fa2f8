"""What is no regular file is refused before it is opened: a pipe could keep the program waiting for ever."""

import os
from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.core.regular import is_there, require_regular

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs POSIX links and pipes")


def test_a_file_and_a_link_to_it_are_regular_and_what_is_missing_is_left_to_who_opens_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for name, there in (("file", True), ("link", True), ("missing", False), ("a\0b", False)):
        require_regular(tmp_path / name)
        assert is_there(tmp_path / name) == there


def test_a_folder_and_a_pipe_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe"):
        assert not is_there(place)
        with pytest.raises(UserError) as caught:
            require_regular(place)
        assert caught.value.message == f"{place} is not a file."

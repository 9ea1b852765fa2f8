"""The one failure that an operator reads."""

import errno
import os
import pickle

import pytest

from dclgui.core.errors import UserError, explained, first_line, unwritable, windows_reason


def test_it_reads_as_what_is_wrong_and_what_to_do() -> None:
    assert str(UserError("The folder is empty.", "Choose another.")) == "The folder is empty. Choose another."
    assert str(UserError("The folder is empty.")) == "The folder is empty."


@pytest.mark.parametrize("hint", ["", "选择另一个文件夹。"])
def test_it_crosses_processes_whole(hint: str) -> None:
    error = pickle.loads(pickle.dumps(UserError("Nothing there.", hint)))
    assert type(error) is UserError
    assert (error.message, error.hint, str(error)) == ("Nothing there.", hint, f"Nothing there. {hint}".rstrip())


def refused(number: int, code: int) -> OSError:
    """What Windows raises, with a number of its own."""
    error = OSError(number, "Zugriff verweigert", "C:\\x")
    error.winerror = code  # type: ignore[attr-defined,unused-ignore]
    return error


def test_what_another_program_has_open_is_called_so() -> None:
    error = refused(errno.EACCES, 32)
    assert str(unwritable("labels.csv", error, "Close it.")) == (
        "labels.csv can't be written: another program has it open. Close it."
    )
    found = explained(error)
    assert found is not None
    assert "another program has it open" in found.message
    assert windows_reason(refused(errno.EACCES, 5), "labels.csv") is None
    assert windows_reason(PermissionError(errno.EACCES, "no"), "labels.csv") is None


def test_a_path_too_long_for_windows_is_called_so() -> None:
    place = "C:\\" + 300 * "x"
    missing = refused(errno.ENOENT, 3)
    assert windows_reason(missing, place) == "its path has 303 characters, more than Windows allows here"
    assert windows_reason(missing, "C:\\short") is None


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (errno.ENOSPC, "x.csv can't be written: the disk is full."),
        (errno.EIO, f"x.csv can't be used: {os.strerror(errno.EIO)}."),
        (errno.EPIPE, None),
    ],
)
def test_what_reaches_the_top_is_explained_where_the_computer_is_the_cause(reason: int, said: str | None) -> None:
    found = explained(OSError(reason, os.strerror(reason), "x.csv"))
    assert (found and found.message) == said


def test_an_exception_that_says_nothing_is_called_by_its_kind() -> None:
    assert first_line(ValueError("first\nsecond")) == "first"
    assert first_line(ValueError()) == "ValueError"

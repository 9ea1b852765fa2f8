"""The one failure that an operator reads."""

import pickle

import pytest

from dclgui.core.errors import UserError


def test_it_reads_as_what_is_wrong_and_what_to_do() -> None:
    assert str(UserError("The folder is empty.", "Choose another.")) == "The folder is empty. Choose another."
    assert str(UserError("The folder is empty.")) == "The folder is empty."


@pytest.mark.parametrize("hint", ["", "选择另一个文件夹。"])
def test_it_crosses_processes_whole(hint: str) -> None:
    error = pickle.loads(pickle.dumps(UserError("Nothing there.", hint)))
    assert type(error) is UserError
    assert (error.message, error.hint, str(error)) == ("Nothing there.", hint, f"Nothing there. {hint}".rstrip())

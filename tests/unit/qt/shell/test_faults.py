"""The window's log keeps every line, also while another window writes into it."""

import logging
from pathlib import Path

import pytest

from dclgui.qt.shell import faults
from dclgui.qt.shell.faults import _Log


def lines_in(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


@pytest.mark.parametrize("held", [True, False])
def test_a_log_that_can_not_begin_anew_goes_on_growing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    """Windows renames no file that is open."""

    def refuse(*_: object) -> None:
        raise PermissionError("another window has it open")

    if held:
        monkeypatch.setattr("os.rename", refuse)
    file = tmp_path / "window.log"
    handler = _Log(file, maxBytes=40, backupCount=1, encoding="utf-8")
    for number in range(3):
        handler.emit(logging.makeLogRecord({"msg": f"line {number}, thirty letters long"}))
    handler.close()
    newest = "line 2, thirty letters long"
    assert lines_in(file)[-1] == newest
    assert (len(lines_in(file)) == 3) == held
    assert (tmp_path / "window.log.1").exists() != held
    assert faults.MOST_BYTES > 40

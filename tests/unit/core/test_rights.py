"""Whether a folder may be written is asked of the system or, where it does not know, tried."""

import sys
from pathlib import Path

import pytest

from dclgui.core import rights
from dclgui.core.rights import may_write


@pytest.mark.parametrize("only_by_attempt", [True, False])
def test_a_folder_of_ones_own_may_be_written_and_keeps_nothing(
    tmp_path: Path, only_by_attempt: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rights, "ONLY_BY_ATTEMPT", only_by_attempt)
    assert may_write(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not may_write(tmp_path / "missing")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder in which nobody can make a file")
def test_an_attempt_tells_what_the_rights_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: True)
    assert may_write(Path("/proc/self"))
    monkeypatch.setattr(rights, "ONLY_BY_ATTEMPT", True)
    assert not may_write(Path("/proc/self"))

"""What is refused for a moment, as on Windows while a scanner has it open, is asked for again."""

from pathlib import Path

import pytest

from dclgui.core import patience
from dclgui.core.patience import move, patiently, remove


class Refusing:
    """A step that is refused the first ``times``."""

    def __init__(self, times: int) -> None:
        self.left, self.done = times, 0

    def __call__(self) -> None:
        if self.left:
            self.left -= 1
            raise PermissionError("another program has it open")
        self.done += 1


def test_what_is_refused_for_a_moment_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 300.0)
    monkeypatch.setattr(patience, "_PAUSE", 0.0)
    step = Refusing(3)
    patiently(step)
    assert (step.left, step.done) == (0, 1)


def test_where_nothing_passes_a_refusal_is_final(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.0)
    step = Refusing(3)
    with pytest.raises(PermissionError, match="another program"):
        patiently(step)
    assert (step.left, step.done) == (2, 0)


def test_any_other_fault_is_final(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(patience, "SECONDS", 300.0)
    with pytest.raises(FileNotFoundError):
        move(tmp_path / "none", tmp_path / "place")
    remove(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []

"""A project on a disk that can't be written opens in the window; what a person decides there is refused."""

import os
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dclgui.core.decisions import Verdict
from dclgui.core.errors import UserError
from dclgui.qt.session.session import Session
from dclgui.worker import serve
from tests.unit.qt.session.judged import TOTAL, judged_project


def test_it_shows_its_labels_and_refuses_a_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with judged_project(tmp_path, None) as made:
        folder = made.folder
    # Root may write anywhere, so that the system's answer is given here.
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    sessions = [Session(folder, serve) for _ in range(2)]
    for session in sessions:
        assert len(session.table) == TOTAL
        with pytest.raises(UserError, match="is read-only"):
            session.decide(np.array([0]), Verdict.LABEL, 1)
        assert not session.learning.possible
        session.close()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

"""The window shows itself, with the program's own icon, and ``dclgui doctor --window`` says so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dclgui.qt.parts.application import program_icon
from tests.e2e.sealed import CAN_SEAL

pytestmark = pytest.mark.slow

COMMAND = (sys.executable, "-m", "dclgui", "doctor", "--window", "--json", "--seconds", "0")


@pytest.mark.skipif(CAN_SEAL, reason="tests/e2e/test_nothing_leaves.py does, where it can forbid sockets too")
def test_the_doctor_opens_the_window(tmp_path: Path) -> None:
    require_opened(subprocess.check_output(COMMAND, text=True, timeout=300, cwd=tmp_path))


def require_opened(said: str) -> None:
    """Ensure that the doctor ``said`` so of the window and of its child."""
    window, child = map(json.loads, said.splitlines()[:2])
    assert (window["name"], window["problem"]) == ("Window", "")
    assert "offscreen" in window["value"]
    assert (child["name"], child["problem"]) == ("Child process of the window", "")


def test_the_icon_is_drawn_for_every_size(qtbot: QtBot) -> None:
    assert sorted(size.width() for size in program_icon().availableSizes()) == [16, 24, 32, 48, 64, 128, 256]

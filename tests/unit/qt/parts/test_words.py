import math
import sys
from pathlib import Path

import pytest

from dclgui.core.protocol.events import Progressed, Scanned
from dclgui.core.run_state import RunState, apply
from dclgui.qt.parts.words import counted, folder_words, moment, progress_words


def test_once_both_folders_are_known_the_model_is_got_ready() -> None:
    state = RunState()
    for event, words in (
        (Progressed("scan target", 0, 3, 0, math.nan), "Finding the new camera's pictures"),
        (Scanned("source", 30, ("a",)), "Finding the new camera's pictures"),
        (Scanned("target", 10, ("a",)), "Getting the model ready"),
        (Progressed("sweep source", 0, 1, 30, 1.0), "Reading the old camera's pictures"),
    ):
        state = apply(state, event)
        assert progress_words("running", state) == words


def test_a_count_of_one_has_words_of_its_own() -> None:
    assert counted(1, "one picture", "%1 pictures") == "one picture"
    assert counted(0, "one picture", "%1 pictures") == "0 pictures"
    assert counted(21977, "one picture", "%1 pictures").endswith(" pictures")


def test_a_moment_of_another_day_has_its_date() -> None:
    assert moment("2020-05-17T12:30:00.000+00:00").endswith(":30")
    assert len(moment("2020-05-17T12:30:00.000+00:00")) > len("12:30")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such word")
def test_a_folder_of_ones_own_has_a_short_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert folder_words(tmp_path / "me" / "Documents") == "~/Documents"
    assert folder_words(tmp_path / "me") == "~"
    assert folder_words(tmp_path / "others") == str(tmp_path / "others")

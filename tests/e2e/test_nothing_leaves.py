"""Nothing leaves the computer and nothing is written outside the named places, by no library either."""

import json
from pathlib import Path

import pytest

from tests.e2e.sealed import CAN_SEAL, KILLED, sealed
from tests.e2e.terminal import ONE_NETWORK, Folders
from tests.unit.qt.shell.test_trial import require_opened

pytestmark = pytest.mark.skipif(not CAN_SEAL, reason="needs Linux's seccomp")
SEVERAL = """
import json, sys
from contextlib import closing
from pathlib import Path
import tests.few_steps
from dclgui.core.protocol.watch_events import Watching
from dclgui.inference.models import watch_folder
from tests.e2e.terminal import run
for words in json.loads(sys.argv[1]):
    ran = run(*words)
    if ran.code:
        sys.exit(f"{words[0]} ended with {ran.code}: {ran.err}")
model, images, file = map(Path, sys.argv[2:])
with closing(watch_folder(model, images, file)) as events:
    next(event for event in events if isinstance(event, Watching) and event.labelled)
"""
SETTINGS = ".config/"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_the_seal_holds(home: Path) -> None:
    opens = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
    assert sealed("-c", opens, home=home).returncode == KILLED
    assert sealed("-c", "import socket; socket.socketpair(socket.AF_UNIX)", home=home).returncode == 0


def test_a_run_and_what_comes_after_it_open_no_socket(folders: Folders, tmp_path: Path, home: Path) -> None:
    project, model, labels = tmp_path / "p.dclproj", tmp_path / "model.onnx", tmp_path / "labels.csv"
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    before = {path.name for path in tmp_path.iterdir()}
    steps = (
        ("adapt", folders.source, folders.target, "-o", project, *ONE_NETWORK),
        ("export", project, "--model", model),
        ("label", model, folders.target, "-o", labels),
        ("label", project, folders.target, "-o", tmp_path / "more.csv"),
        ("report", project, "-o", tmp_path / "report.html"),
        ("import", project, labels),
        ("refine", project, "--rounds", "1"),
        ("info", project),
    )
    env = {"TMPDIR": str(scratch), "DCLGUI_CACHE": str(project / "cache")}
    watched = (model, folders.target, tmp_path / "watched.csv")
    ran = sealed("-c", SEVERAL, json.dumps(steps, default=str), *watched, home=home, env=env)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [path for place in (home, scratch) for path in place.rglob("*") if path.is_file()] == []
    named = {
        "p.dclproj",
        "model.onnx",
        "model.md",
        "model.classes.json",
        "labels.csv",
        "more.csv",
        "report.html",
        "watched.csv",
    }
    made = {path.name for path in tmp_path.iterdir()} - before
    assert {name for name in made if "watched" not in name} == named - {"watched.csv"}
    assert "watched.csv" in made


def test_the_window_and_the_doctor_open_no_socket(home: Path) -> None:
    ran = sealed("-m", "dclgui", "doctor", "--seconds", "0", "--window", "--json", home=home)
    assert ran.returncode == 0, ran.stderr
    require_opened(ran.stdout)
    kept = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]
    assert [name for name in kept if not name.startswith(SETTINGS)] == []

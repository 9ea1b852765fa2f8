"""What the command line understands and says, without a run."""

import ctypes
import io
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from rich.console import Console

from dclgui.__main__ import main as start
from dclgui.cli import app as program
from dclgui.cli.display import MOST_PROBLEMS, Bar, Display, Lines, display_for, follow, print_json
from dclgui.cli.options import job_from, knob_lines
from dclgui.cli.words import accuracy_sentence, left_out, said, time_left
from dclgui.core.errors import UserError
from dclgui.core.job import PATENT, Job, Method
from dclgui.core.protocol.events import Event, ModeChosen, ProblemFound, Progressed, RunFinished, RunStarted, Warned
from dclgui.core.protocol.results import LabelsExported
from tests.e2e import terminal

ROOT = Path(__file__).parents[2]
STARTED = RunStarted(project="p", device="cpu, 2 cores", mode="auto", recipe="default", rounds=3, seed=0)
NO_TORCH = "import sys\nimport dclgui.__main__\nassert 'torch' not in sys.modules"
SELDOM = (
    "import gc\nfrom dclgui.__main__ import main\ntry:\n    main()\nfinally:\n    assert gc.get_threshold()[0] > 700"
)


def run(*words: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["dclgui", *words])
    with pytest.raises(SystemExit) as end:
        program.main()
    return int(end.value.code or 0)


def job(**settings: object) -> Job:
    return job_from(Path("a"), Path("b"), job_file=None, knobs=(), settings=settings)


def test_the_command_line_starts_without_torch() -> None:
    subprocess.run([sys.executable, "-c", NO_TORCH], cwd=ROOT, check=True, timeout=300)


def test_a_program_looks_seldom_for_garbage() -> None:
    subprocess.run([sys.executable, "-c", SELDOM, "--version"], cwd=ROOT, check=True, timeout=300)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a desktop")
def test_without_a_verb_and_without_a_desktop_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(monkeypatch=monkeypatch) == 1
    told = capsys.readouterr().err
    assert "shows no desktop" in told
    assert "dclgui --help" in told


def test_help_documents_the_exit_codes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help", monkeypatch=monkeypatch) == 0
    assert "Exit codes" in capsys.readouterr().out


def test_help_of_adapt_names_every_setting_and_every_knob(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run("adapt", "--help", monkeypatch=monkeypatch) == 0
    told = capsys.readouterr().out
    fields = [name for name in Job.model_fields if name not in {"source", "target", "method"}]
    assert [name for name in fields if f"--{name.replace('_', '-')}" not in told] == []
    assert [name for name in Method.model_fields if f"· {name} (" not in told] == []
    assert len(knob_lines()) == len(Method.model_fields)


def test_options_become_a_job() -> None:
    made = job_from(
        Path("a"),
        Path("b"),
        job_file=None,
        knobs=["rounds=5"],
        settings={"seed": 3, "batch_size": None, "recipe": "patent"},
    )
    assert made.source == Path.cwd() / "a"
    assert made.seed == 3
    assert made.batch_size == Job.model_fields["batch_size"].default
    assert made.method == PATENT.model_copy(update={"rounds": 5})


def test_own_weights_are_kept_as_an_absolute_path() -> None:
    assert job(weights="file:w.safetensors").weights == f"file:{Path.cwd() / 'w.safetensors'}"


def test_the_command_line_wins_over_the_job_file(tmp_path: Path) -> None:
    file = tmp_path / "job.toml"
    text = (
        'source = "old"\ntarget = "new"\nseed = 5\nbatch = 32\n[method]\nrounds = 4\npasses = 3\n[relative]\nx = "y"\n'
    )
    file.write_text(text)
    made = job_from(None, Path("b"), job_file=file, knobs=["rounds=7"], settings={"seed": 6})
    assert (made.source, made.target) == (tmp_path / "old", Path.cwd() / "b")
    assert (made.seed, made.batch_size, made.method.rounds, made.method.epochs) == (6, 32, 7, 3)
    patent = job_from(None, None, job_file=file, knobs=(), settings={"recipe": "patent"})
    assert patent.method == PATENT


def test_a_job_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    file = tmp_path / "job.toml"
    file.write_text("seed = = 3")
    with pytest.raises(UserError, match=r"job\.toml can't be read"):
        job_from(None, None, job_file=file, knobs=(), settings={})


@pytest.mark.parametrize("knob", ["rounds", "rounds=", "rondes=3"])
def test_a_knob_that_is_not_understood_is_a_faulty_command(knob: str) -> None:
    with pytest.raises(typer.BadParameter):
        job_from(Path("a"), Path("b"), job_file=None, knobs=[knob], settings={})


def test_a_setting_out_of_range_is_named() -> None:
    with pytest.raises(UserError, match=r"method\.rounds"):
        job_from(Path("a"), Path("b"), job_file=None, knobs=["rounds=0"], settings={})


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(math.nan, ""), (-1.0, "0 s"), (12.4, "12 s"), (59.6, "1 min"), (240.0, "4 min"), (4800.0, "1 h 20 min")],
)
def test_time_left_is_said_in_one_or_two_units(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def test_an_unknown_accuracy_is_said_to_be_unknown() -> None:
    assert accuracy_sentence(math.nan, math.nan) == "Accuracy unknown until a person has audited a random sample."
    assert "70.0 % before adaptation, 90.5 % after" in accuracy_sentence(0.7, 0.905)


@pytest.mark.parametrize(
    ("all_left_out", "unopened", "words"),
    [
        (0, 0, ""),
        (1, 0, " (1 row left out: 1 without a label that fits)"),
        (2, 2, " (2 rows left out: 2 of a kind of file that tools for “YOLO” do not open)"),
        (
            3,
            1,
            " (3 rows left out: 2 without a label that fits, 1 of a kind of file that tools for “YOLO” do not open)",
        ),
    ],
)
def test_an_export_says_what_is_left_out_and_why(all_left_out: int, unopened: int, words: str) -> None:
    assert left_out(LabelsExported(Path("out"), 9, all_left_out, unopened), tool="YOLO") == words


def test_a_warning_is_told_with_its_hint() -> None:
    assert said(Warned("fallback", "No GPU.", "Look.")) == "Note: No GPU. Look."


def test_the_way_is_told_once_it_is_chosen() -> None:
    assert said(ModeChosen("frozen")) == "The backbone stays as it is (mode frozen)."
    assert said(ModeChosen("finetune")) == "Everything is trained (mode finetune)."
    assert "way" not in said(STARTED)


def test_json_has_no_nan(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"event": "x", "values": [math.nan, 1.5, (math.inf, 2)], "text": "中文"})
    told = capsys.readouterr().out
    assert told.isascii()
    assert json.loads(told) == {"event": "x", "values": [None, 1.5, [None, 2]], "text": "中文"}


def test_plain_lines_are_few(capsys: pytest.CaptureFixture[str]) -> None:
    with Lines() as display:
        display.show(STARTED)
        for done in range(1000):
            display.show(Progressed("S5", 1, done, 1000, 3.0))
        for row in range(20):
            display.show(ProblemFound("target", row, f"{row}.png", "the file is empty"))
    assert len(capsys.readouterr().err.splitlines()) == 1 + MOST_PROBLEMS


def test_a_bar_shows_round_step_and_time_left() -> None:
    terminal = io.StringIO()
    with Bar(Console(file=terminal, force_terminal=True, width=120)) as display:
        display.show(STARTED)
        display.show(Progressed("S5", 2, 50, 100, 65.0))
        display.show(Warned("fallback", "Class [bold] is small."))
    told = terminal.getvalue()
    assert "round 2/3 · S5 learning from both cameras" in told
    assert "1 min left" in told
    assert "Class [bold] is small." in told


def test_a_pipe_gets_lines_and_a_follower_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(display_for(as_json=False), Lines)
    with display_for(as_json=True, leads=False) as display:
        display.show(STARTED)
    assert capsys.readouterr() == ("", "")


def test_the_run_is_closed_when_showing_it_fails() -> None:
    closed = []

    def events() -> Generator[Event, None, None]:
        try:
            yield STARTED
        finally:
            closed.append(True)

    class Broken(Display):
        def show(self, event: Event) -> None:
            raise KeyboardInterrupt(event)

    with pytest.raises(KeyboardInterrupt):
        follow(events(), Broken())
    assert closed == [True]


def test_the_end_of_a_run_has_no_line_of_its_own() -> None:
    assert said(RunFinished("p", 3, 1, 1, 0, 1, math.nan, math.nan)) == ""


def test_a_fault_of_the_program_becomes_a_sentence_and_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError("the sky fell\nand more")

    monkeypatch.setattr(program, "app", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("info", monkeypatch=monkeypatch) == 3
    told = capsys.readouterr().err
    (log,) = tmp_path.glob("dclgui-*.log")
    assert "the sky fell." in told
    assert str(log) in told
    assert "Traceback" not in told
    assert "Traceback" in log.read_text("utf-8")


def test_the_command_line_of_version_0_1_is_still_read_and_not_shown() -> None:
    made = job_from(
        Path("a"), Path("b"), job_file=None, knobs=["passes=3", "rate=0.01"], settings={"way": "head", "batch": 16}
    )
    assert (made.mode, made.batch_size, made.method.epochs, made.method.learning_rate) == ("frozen", 16, 3, 0.01)
    shown = terminal.run("adapt", "--help").out
    assert "--mode" in shown
    assert "--way" not in shown
    assert "--batch " not in shown
    assert "learning_rate" in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "wanted"),
    [("dclgui exp", {"export"}), ("dclgui export p --link ", {"copy", "hard", "symbolic"}),
     ("dclgui export p --format co", {"coco"})],
)  # fmt: skip
def test_the_shell_completes_words(words: str, wanted: set[str]) -> None:
    script = "import sys\nsys.argv = ['dclgui']\nfrom dclgui.__main__ import main\nmain()"
    asked = {"_DCLGUI_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **asked},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert set(ran.stdout.split()) == wanted


@pytest.mark.parametrize("words", [("adapt", "a", "b", "-o", "p"), ("open",)])
def test_the_small_package_says_what_it_is_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """It lacks the rooms that need PyTorch or Qt."""
    for name in ("dclgui.engine", "dclgui.qt"):
        for known in [module for module in sys.modules if module == name or module.startswith(f"{name}.")]:
            monkeypatch.delitem(sys.modules, known)
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run(*words, monkeypatch=monkeypatch) == 1
    assert "This small package only labels" in capsys.readouterr().err


def test_a_program_of_the_desktop_says_in_a_box_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows ``dclgui-window.exe`` has no streams: libraries may write all the same, and a fault is not silent."""
    boxes: list[tuple[object, ...]] = []
    user = SimpleNamespace(MessageBoxW=lambda *words: boxes.append(words))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGTERM, raising=False)
    for name in ("stdout", "stderr", "__stderr__"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "argv", ["dclgui", "info", "no such project"])
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        start()
    signal.signal(signal.SIGTERM, before)
    for name in ("stdout", "stderr"):
        print("a library writes", file=getattr(sys, name))
        getattr(sys, name).close()
    assert ended.value.code == 1
    ((_, words, title, _),) = boxes
    assert "no such project is not a project" in str(words)
    assert title == "dclgui"

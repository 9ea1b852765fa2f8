"""How late the window's clock ticks while a real run trains, in a child and in a thread, and while answers teach.

    .venv/bin/python -m benchmarks.responsiveness [--per-class 50] [--source FOLDER --target FOLDER]

A timer of 10 ms ticks in the real main window, the page of the run in front. Lateness is the time between two ticks
beyond those 10 ms. Each case is a program of its own; its run reads, trains and finishes rounds as any other. In the
case ``answers`` the finished run of the first one is reviewed by keys, faster than anybody looks.
"""

import os
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, check_output
from typing import TYPE_CHECKING

import numpy as np

from dclgui.cli.display import Display, follow
from dclgui.core.job import Job
from dclgui.demo.run import draw_line
from dclgui.project.folder import Project

if TYPE_CHECKING:
    from dclgui.qt.session.session import Session
    from dclgui.qt.shell.main_window import MainWindow

INTERVAL = 10
P99, WORST = 20.0, 100.0
P95 = 20.0
"""While answers teach."""
CASES = ("child", "thread", "answers")
ANSWERS, PACE = 40, 300
"""How many, and milliseconds from one to the next."""
LONGEST = 600.0
READING = 2000
"""Milliseconds that the page of the run stands before Start is pressed, as a person reads it."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """Milliseconds that ticks came late."""

    ticks: int
    p50: float
    p95: float
    p99: float
    worst: float


def main() -> int:
    """Measure both cases and print the table; the exit code says whether the child's meets the limits."""
    options = _options()
    if options.case:
        _measure(options)
        return 0
    with tempfile.TemporaryDirectory(prefix="dclgui-responsiveness-") as folder:
        source, target = options.source, options.target
        if source is None or target is None:
            line = follow(draw_line(Path(folder) / "line", per_class=options.per_class), Display())
            source, target = line.source, line.target
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        found = {case: _in_own_program(case, Path(folder), source, target) for case in CASES}
    print(f"{os.cpu_count()} cores, load {load:.2f} before\n")
    print("| what happens | ticks | p50, ms | p95, ms | p99, ms | worst, ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    names = {"child": "**a run in a child**", "thread": "a run in a thread", "answers": "**answers teach**"}
    for case, late in found.items():
        metrics = " | ".join(f"{value:.1f}" for value in (late.p50, late.p95, late.p99, late.worst))
        print(f"| {names[case]} | {late.ticks:,} | {metrics} |")
    child, answers = found["child"], found["answers"]
    print(f"\nchild: p99 {child.p99:.1f} of {P99:.0f} ms, worst {child.worst:.1f} of {WORST:.0f} ms")
    print(f"answers: p95 {answers.p95:.1f} of {P95:.0f} ms")
    return 0 if child.p99 < P99 and child.worst < WORST and answers.p95 < P95 else 1


def _options() -> Namespace:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--target", type=Path)
    parser.add_argument("--per-class", type=int, default=50, help="drawn pictures a class and camera, without folders")
    parser.add_argument("--case", choices=CASES, help="measure this one only and print bare numbers")
    parser.add_argument("--project", type=Path, help="with --case: where")
    return parser.parse_args()


def _in_own_program(case: str, folder: Path, source: Path, target: Path) -> Lateness:
    command = [
        sys.executable,
        "-m",
        "benchmarks.responsiveness",
        "--case",
        case,
        "--project",
        folder / f"{'child' if case == 'answers' else case}.dclproj",
    ]
    environment = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder / "config")}
    words = check_output(
        [*map(str, command), "--source", source, "--target", target],
        env={**os.environ, **environment},
        text=True,
        stderr=DEVNULL,
    )
    ticks, *values = words.split()
    return Lateness(int(ticks), *map(float, values))


def _measure(options: Namespace) -> None:
    # Only here: the parent must not load Qt before it chose a platform for its programs.
    from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415

    from dclgui.qt.parts.application import made_application  # noqa: PLC0415
    from dclgui.qt.shell.main_window import MainWindow  # noqa: PLC0415
    from dclgui.worker import serve  # noqa: PLC0415

    job = Job(source=options.source, target=options.target, device="cpu")
    if options.case != "answers":
        Project.create(options.project, job).close()
    application = made_application()
    window = MainWindow(serve)
    window.show()
    window.open_project(options.project)
    window.go("review" if options.case == "answers" else "run")
    assert window.session is not None
    session = window.session
    reading = time.monotonic() + READING / 1000
    _run_until(lambda: time.monotonic() > reading)
    ticks: list[float] = []
    progress = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=INTERVAL)
    progress.timeout.connect(lambda: ticks.append(time.perf_counter()))
    if options.case == "thread":
        ended = _started_in_thread(job, options.project)
    elif options.case == "answers":
        ended = _answering(window)
    else:
        window.perform("start")
        ended = partial(_is_idle, session)
    progress.start()
    _run_until(ended)
    progress.stop()
    finished = options.case != "child" or session.run.state.finished is not None
    window.close()
    application.processEvents()
    if not finished:
        raise SystemExit(f"the run did not come to its end: {session.run.failure}")
    late = np.maximum(0, 1000 * np.diff(ticks) - INTERVAL)
    print(len(ticks), *(f"{np.percentile(late, part):.3f}" for part in (50, 95, 99, 100)))


def _run_until(ended: Callable[[], bool]) -> None:
    """Let the window live until then; the program's own loop would close it at its end."""
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

    loop, deadline = QEventLoop(), time.monotonic() + LONGEST

    def look() -> None:
        if ended() or time.monotonic() > deadline:
            loop.quit()

    watch = QTimer(interval=200)
    watch.timeout.connect(look)
    watch.start()
    loop.exec()


def _is_idle(session: "Session") -> bool:
    return session.run.status == "idle"


def _answering(window: "MainWindow") -> Callable[[], bool]:
    """Answer by keys; whether all are learnt."""
    from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415
    from PySide6.QtTest import QTest  # noqa: PLC0415

    page, session, given = window.page, window.session, 0
    assert session is not None
    assert page.pictures is not None
    gallery = page.pictures
    pace = QTimer(window, interval=PACE)

    def answer() -> None:
        nonlocal given
        given += 1
        QTest.keyClick(gallery, Qt.Key.Key_N)
        QTest.keyClick(gallery, (Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_2)[given % 3])
        if given == ANSWERS:
            pace.stop()

    pace.timeout.connect(answer)
    window.activateWindow()
    gallery.setFocus()
    pace.start()
    return lambda: session.learning.expected.answers == ANSWERS


def _started_in_thread(job: Job, project: Path) -> Callable[[], bool]:
    """What the window does not do: the engine in a thread of its own process."""

    def work() -> None:
        from dclgui.engine.training.adapt import adapt  # noqa: PLC0415

        for _ in adapt(job, project.with_name("thread-run.dclproj")):
            pass

    thread = threading.Thread(target=work)
    thread.start()
    return lambda: not thread.is_alive()


if __name__ == "__main__":
    sys.exit(main())

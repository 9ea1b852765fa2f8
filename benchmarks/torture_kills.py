"""Processes that die: at each durable step and at random moments; and two that do the same at once."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.torture_ground import Ground
from benchmarks.torture_tally import Tally, asked, forked, started, was_killed
from dclgui.core.atomic import leftovers
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.engine.export.model_file import read_model
from dclgui.engine.training.adapt import adapt, refine, resume
from dclgui.engine.training.predict import label
from dclgui.labels.csv import is_labels_file
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of

_DURABLE = ("fsync", "replace", "rename", "mkdir")
"""Calls of the system after each of which a disk may hold something else."""
_MOST_STEPS = 80
_AT_RANDOM = 200
_RUNS = 8


@contextmanager
def _doomed(step: int) -> Iterator[None]:
    """Kill this process before (even) or after (odd) the durable call number ``step // 2``."""
    seen = 0

    def watched(call: Callable[..., object], *words: object, **more: object) -> object:
        nonlocal seen
        here, seen = seen, seen + 2
        if here == step:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = call(*words, **more)
        if here + 1 == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    kept = {name: getattr(os, name) for name in _DURABLE}
    for name, call in kept.items():
        setattr(os, name, partial(watched, call))
    try:
        yield
    finally:
        for name, call in kept.items():
            setattr(os, name, call)


def _at_each_step(tally: Tally, what: str, work: Callable[[], object], whole: Callable[[], object]) -> None:
    """Kill ``work`` at each durable step until it comes to its end; after each kill ``whole`` must hold."""
    for step in range(_MOST_STEPS):

        def die(step: int = step) -> None:
            with _doomed(step):
                work()

        status = forked(die)
        killed = was_killed(status)
        tally.kills += killed
        tally.done(f"{what} killed at step {step}", whole)
        if not killed:
            tally.check(status == 0, f"{what} that nobody killed: status {status}")
            return


def steps(ground: Ground, tally: Tally, random: Random) -> None:
    """At each durable step of all that writes: old or new afterwards, never a half; the next try succeeds."""
    project = ground.copy()
    room = ground.room()
    csv, folder, model = room / "labels.csv", room / "folder", room / "model.safetensors"
    asked("export", project, "--labels", csv)
    corrected = csv.read_bytes() + b"mine\r\n"

    def kept_csv() -> None:
        assert is_labels_file(csv) or not csv.exists()
        assert any(place.read_bytes() == corrected for place in room.glob("labels*.csv"))

    def export_csv() -> None:
        if not any(room.glob("labels.old*.csv")):
            csv.write_bytes(corrected)
        _must("export", project, "--labels", csv)

    _at_each_step(tally, "export of labels", export_csv, kept_csv)

    def whole_folder() -> None:
        found = [path.name for path in folder.rglob("*.*") if path.is_file()]
        whole = len(found) == len(ground.before) // 2 + 1 and "classes.txt" in found  # the list of all classes
        assert whole or not folder.exists(), f"{len(found)} files"
        shutil.rmtree(folder, ignore_errors=True)

    _at_each_step(
        tally, "export of pictures", lambda: _must("export", project, "--format", "folders", "-o", folder), whole_folder
    )
    asked("export", project, "--model", model)

    def whole_model() -> None:
        read_model(model)

    _at_each_step(tally, "export of the model", lambda: _must("export", project, "--model", model), whole_model)
    asked("export", project, "--model", model)
    asked("export", project, "--format", "folders", "-o", folder)
    asked("export", project, "--labels", csv)
    tally.check(leftovers(room) == [], f"the next export removes what killed ones left: {leftovers(room)}")
    _at_each_step(tally, "refine", lambda: list(refine(project, rounds=1)), partial(_whole_rounds, project, ground))
    _at_each_step(tally, "settings", partial(_save_job, project), partial(_whole_rounds, project, ground))
    tally.done("resume after all that", lambda: list(resume(project)))
    tally.done("label after all that", lambda: list(label(project, ground.job.target)))
    _ = random


def _must(*words: str | Path) -> None:
    ran = asked(*words)
    if ran.code:
        raise SystemExit(f"{words}: {ran.err}")


def _save_job(project: Path) -> None:
    with Project.open(project) as opened:
        opened.save_job(opened.job.on("cpu"))


def _whole_rounds(project: Path, ground: Ground) -> None:
    with Project.open(project) as opened:
        numbers = opened.rounds.numbers()
        assert numbers == list(range(len(numbers))), numbers
        for number in numbers:
            opened.rounds.whole(number)
            opened.rounds.labels(number)
        current = opened.journal.current()
        assert all(current.get(row) == found for row, found in ground.decided.items()), "a decision is lost"


def moments(ground: Ground, tally: Tally, random: Random) -> None:
    """At random moments of deciding, importing and whole runs: what was acknowledged is there."""
    project = ground.copy()
    told = project.parent / "told"
    for number in range(_AT_RANDOM):
        told.unlink(missing_ok=True)
        status = forked(partial(_decide, project, told, number), kill_after=random.uniform(0.005, 0.08))
        tally.kills += was_killed(status)
        said = told.read_text().count("\n") if told.exists() else 0
        tally.done(f"decisions {number}", partial(_all_there, project, number, said))
    rows = ground.folder / "rows.csv"
    with Project.open(ground.whole) as opened:
        paths, names = opened.catalog("target").paths, opened.class_names()
    rows.write_text("path,label\n" + "".join(f"{path},{names[1]}\n" for path in paths[3:9]), "utf-8")
    for number in range(_AT_RANDOM):
        copy = ground.copy()
        status = forked(partial(_must, "import", copy, rows), kill_after=random.uniform(0.01, 0.12))
        tally.kills += was_killed(status)
        tally.done(f"import {number}", partial(_all_or_none, copy, ground))
        shutil.rmtree(copy.parent)
    _runs(ground, tally, random)


def _decide(project: Path, told: Path, number: int) -> None:
    with Project.open(project) as opened, told.open("a", buffering=1) as said:
        for count in range(10_000):
            opened.journal.append([Decision(count % 6, Verdict.LABEL, (count + number) % 2)], f"{number}")
            said.write(f"{count}\n")


def _all_there(project: Path, number: int, said: int) -> None:
    with Project.open(project) as opened:
        sql = "SELECT count(*) FROM steps WHERE who = ?"
        kept = opened._database.rows(sql, f"{number}")[0][0]  # noqa: SLF001 - counts what was acknowledged
        assert kept in {said, said + 1}, f"{said} were acknowledged, {kept} are there"
        opened.journal.current()


def _all_or_none(project: Path, ground: Ground) -> None:
    with Project.open(project) as opened:
        current = opened.journal.current()
    assert len(current) in {3, 9}, f"{len(current)} decisions"
    assert all(current[row] == found for row, found in ground.decided.items())


def _runs(ground: Ground, tally: Tally, random: Random) -> None:
    """A run that is killed twice ends with the labels of one that nobody disturbed."""
    with Project.open(ground.whole) as opened:
        wanted = opened.rounds.pseudo_labels(2).label.tobytes()
    for number in range(_RUNS):
        project = ground.room() / "p"

        def go_on(project: Path = project) -> None:
            begun = (project / "rounds").is_dir() and _last(project) is not None
            list(resume(project) if begun else adapt(ground.job, project))

        for _ in range(3):
            tally.kills += was_killed(forked(go_on, kill_after=random.uniform(0.05, 1.0)))
        status = forked(go_on)
        tally.check(status == 0, f"run {number} goes on after three kills: status {status}")
        with suppress(UserError), Project.open(project) as opened:
            tally.check(
                opened.rounds.pseudo_labels(2).label.tobytes() == wanted, f"run {number} ends with other labels"
            )


def _last(project: Path) -> int | None:
    with Project.open(project) as opened:
        return opened.rounds.last()


def at_once(ground: Ground, tally: Tally, random: Random) -> None:
    """Two processes that decide, import, export and run in one project at once: both in words, nothing lost."""
    for number in range(12):
        project, room = ground.copy(), ground.room()
        pairs: tuple[Callable[[], object], ...] = (
            lambda project=project: list(refine(project, rounds=1)),  # type: ignore[misc]
            lambda project=project, room=room: asked("export", project, "--labels", room / "l.csv"),  # type: ignore[misc]
            lambda project=project: _decide_few(project),  # type: ignore[misc]
            lambda project=project, room=room: asked("export", project, "--format", "folders", "-o", room / "f"),  # type: ignore[misc]
        )
        both = [started(random.choice(pairs)) for _ in range(2)] if number > 3 else [started(pairs[number])] * 1
        both = both if number > 3 else [*both, started(pairs[number])]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in both]
        tally.check(set(codes) <= {0, 1}, f"two at once {number}: {codes}")
        tally.done(f"the project after two at once {number}", partial(_whole_rounds, project, ground))
        tally.done(f"its labels {number}", partial(_read_labels, project))
    sys.stdout.flush()


def _decide_few(project: Path) -> None:
    with Project.open(project) as opened:
        for row in range(3, 40):
            opened.journal.append([Decision(row % 6 + 3, Verdict.LABEL, row % 2)], "bo")


def _read_labels(project: Path) -> None:
    with Project.open(project) as opened:
        labels_of(opened)


KILLS = {"steps": steps, "moments": moments, "at once": at_once}

"""What is around: full and read-only disks, a clock put back, no network, and memory over a long time."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
import psutil
from PIL import Image

from benchmarks.torture_ground import SIDE, Ground
from benchmarks.torture_tally import Tally, asked, forked, started, state_of
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.protocol.watch_events import Watching
from dclgui.engine.training.adapt import adapt, refine
from dclgui.inference.models import watch_folder
from dclgui.project import database, journal
from dclgui.project.folder import Project
from tests.e2e.sealed import CAN_SEAL, _seal

_WATCHED, _REFINES = 3000, 20
_GROWTH = 120e6
"""Bytes by which a process may grow over them; the libraries' own rooms are filled by the first few."""


@contextmanager
def _disk(ground: Ground, *, kilobytes: int) -> Iterator[Path | None]:
    """A disk of its own; ``None`` where this user may not make one."""
    place = ground.room()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", place], capture_output=True, check=False
    )
    try:
        yield None if made.returncode else place
    finally:
        if not made.returncode:
            subprocess.run(["umount", "-l", place], check=False)


def full(ground: Ground, tally: Tally, random: Random) -> None:
    """Disks that become full at any stage: said in words that name the room, and what was there is there."""
    verbs: dict[str, Callable[[Path], tuple[str | Path, ...]]] = {
        "labels": lambda disk: ("export", ground.whole, "--labels", disk / "l.csv"),
        "pictures": lambda disk: ("export", ground.whole, "--format", "folders", "-o", disk / "f"),
        "model": lambda disk: ("export", ground.whole, "--model", disk / "m.safetensors"),
        "label": lambda disk: ("label", ground.whole, ground.job.target, "-o", disk / "k.csv"),
        "report": lambda disk: ("report", ground.whole, "-o", disk / "r.html"),
        "refine": lambda disk: ("refine", disk / "p.dclproj", "--rounds", "1"),
        "import": lambda disk: ("import", disk / "p.dclproj", ground.whole / "labels.csv", "--prefer", "theirs"),
    }
    size = sum(path.stat().st_size for path in ground.whole.rglob("*") if path.is_file()) // 1024
    for name, words in verbs.items():
        inside = name in {"refine", "import"}
        for left in (0, 4, 16, 64, 256, 1024):
            with _disk(ground, kilobytes=2 * size + 2048) as disk:
                if disk is None:
                    tally.left_out.append("full disks: this user may not mount one")
                    return
                if inside:
                    shutil.copytree(ground.whole, disk / "p.dclproj")
                _fill(disk, left=left * 1024 + random.randrange(4096))
                ran = tally.asked(f"{name} with {left} kB left", *words(disk))
                if ran.code:
                    tally.check("Free some space" in ran.err or "Make room" in ran.err, f"{name}, {left} kB: {ran.err}")
                (disk / "filling").unlink()
                if inside:
                    tally.done(f"{name} with {left} kB left: the project", partial(_sound, disk / "p.dclproj", ground))
    job = ground.room() / "job.toml"
    job.write_text(ground.job.to_toml(), "utf-8")
    for left in (64, 256, 1024):
        with _disk(ground, kilobytes=2 * size + 2048) as disk:
            if disk is not None:
                _fill(disk, left=left * 1024)
                ran = tally.asked(f"adapt with {left} kB left", "adapt", "--job", job, "-o", disk / "p")
                tally.check(not ran.code or "Free some space" in ran.err, f"adapt, {left} kB: {ran.err}")


def _fill(disk: Path, *, left: int) -> None:
    free = shutil.disk_usage(disk).free
    with (disk / "filling").open("wb") as file:
        file.write(bytes(max(0, free - left)))


def _sound(project: Path, ground: Ground) -> None:
    with Project.open(project) as opened:
        last = opened.rounds.last()
        assert last is not None, "there is no round any more"
        opened.rounds.whole(last)
        current = opened.journal.current()
        assert all(row in current for row in ground.decided), "a decision is lost"


def read_only(ground: Ground, tally: Tally, random: Random) -> None:
    """A project that can't be written: looked at, exported and reported; what would change it is refused."""
    with _disk(ground, kilobytes=64 * 1024) as disk:
        if disk is None:
            tally.left_out.append("read-only disks: this user may not mount one")
            return
        project = shutil.copytree(ground.whole, disk / "p.dclproj")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        before, room = state_of(project), ground.room()
        for number, words in enumerate(
            (
                ("info", project),
                ("info", project, "--json"),
                ("export", project, "--labels", room / "l.csv"),
                ("export", project, "--format", "folders", "-o", room / "f"),
                ("export", project, "--format", "probabilities", "-o", room / "p.csv"),
                ("export", project, "--model", room / "m.safetensors"),
                ("label", project, ground.job.target, "-o", room / "k.csv"),
                ("report", project, "-o", room / "r.html"),
            )
        ):
            tally.asked(f"read-only {number} {words[0]}", *words, codes=(0,))
        for words in (
            ("refine", project),
            ("import", project, room / "l.csv", "--prefer", "theirs"),
            ("adapt", "-o", project, "--resume"),
            ("adapt", ground.job.source, ground.job.target, "-o", project),
            ("export", ground.whole, "--labels", disk / "l.csv"),
        ):
            tally.asked(f"read-only {words[0]} is refused", *words, codes=(0, 1) if "import" in words else (1,))
        tally.check(state_of(project) == before, "a read-only project stays as it is")
    _ = random


def clock(ground: Ground, tally: Tally, random: Random) -> None:
    """A clock that jumps: the order of decisions is the order in which they were made."""
    now = database.now
    try:
        for number in range(40):
            project = ground.copy()
            with Project.open(project) as opened:
                knew, last = opened.journal.last_step(), opened.rounds.last()
                for row in range(3, 9):
                    year = random.randrange(1990, 2090)
                    journal.__dict__["now"] = lambda year=year: f"{year}-01-01T00:00:00.000+00:00"
                    opened.journal.append([Decision(row, Verdict.LABEL, 1)], "ann")
                tally.check(last is not None and opened.journal.changed_since(knew) == 6, f"clock {number}: to learn")
                order = [row for row, _ in opened.journal.answers_in_order()]
                tally.check(order == [0, 1, 2, *range(3, 9)], f"clock {number}: the order is {order}")
            shutil.rmtree(project.parent)
    finally:
        journal.__dict__["now"] = now


def network(ground: Ground, tally: Tally, random: Random) -> None:
    """Without any network, and killed by the kernel at a socket: runs, labels and exports all the same."""
    if not CAN_SEAL:
        tally.left_out.append("no network: needs Linux's seccomp")
        return
    room = ground.room()
    verbs: tuple[tuple[str | Path, ...], ...] = (
        ("info", ground.whole),
        ("export", ground.whole, "--model", room / "m.safetensors"),
        ("label", ground.onnx, ground.job.target, "-o", room / "k.csv"),
        ("label", ground.whole, ground.job.target, "-o", room / "k2.csv"),
        ("report", ground.whole, "-o", room / "r.html"),
        ("doctor", "--seconds", "0"),
    )
    for words in verbs:
        status = forked(partial(_sealed, words))
        tally.check(status == 0, f"{words[0]} without a network: status {status}")
    status = forked(partial(_sealed_run, ground, room / "p"))
    tally.check(status == 0, f"a run without a network: status {status}")
    _ = random


def _sealed(words: tuple[str | Path, ...]) -> None:
    _seal()
    ran = asked(*words)
    os._exit(ran.code if words[0] != "doctor" else 0)


def _sealed_run(ground: Ground, place: Path) -> None:
    _seal()
    list(adapt(ground.job, place))


def memory(ground: Ground, tally: Tally, random: Random) -> None:
    """Memory over 20 refinements in one process, and over 3,000 watched files."""
    images = ground.room()
    drawn = np.random.default_rng(random.randrange(2**32))
    for number in range(_WATCHED):
        Image.fromarray(drawn.integers(0, 256, (SIDE, SIDE, 3), np.uint8)).save(images / f"{number:04d}.png")
    for what, work in (("refines", _refines), ("watched files", partial(_watches, images=images))):
        told = ground.room() / "grown"
        child = started(partial(_measured, work, ground, told))
        status = os.waitpid(child, 0)[1]
        grown = float(told.read_text()) if told.exists() else float("inf")
        print(f"  memory over {what}: {grown / 1e6:+.0f} MB", flush=True)
        tally.check(status == 0 and grown < _GROWTH, f"{what}: status {status}, {grown / 1e6:.0f} MB more")


def _measured(work: Callable[[Ground], Iterator[None]], ground: Ground, told: Path) -> None:
    sizes = []
    for _ in work(ground):
        sizes.append(psutil.Process().memory_info().rss)
    told.write_text(str(sizes[-1] - sizes[len(sizes) // 4]))


def _refines(ground: Ground) -> Iterator[None]:
    project = ground.copy()
    for number in range(_REFINES):
        with Project.open(project) as opened:
            opened.journal.append([Decision(number % 6, Verdict.LABEL, number % 2)], "ann")
        list(refine(project, rounds=1))
        yield


def _watches(ground: Ground, images: Path) -> Iterator[None]:
    done, end = 0, time.monotonic() + 240
    with closing(watch_folder(ground.onnx, images, ground.room() / "labels.csv")) as events:
        for event in events:
            if isinstance(event, Watching) and event.labelled >= min(done + 200, _WATCHED):
                done = event.labelled
                yield
            if done >= _WATCHED or time.monotonic() > end:
                break
    if done < _WATCHED:
        raise SystemExit(f"only {done} of {_WATCHED} files were labelled")


DISKS = {
    "full": full,
    "read only": read_only,
    "clock": clock,
    "network": network,
    "memory": memory,
}

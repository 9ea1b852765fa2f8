"""What torture counts: checks, kills and losses; and how it asks the program without letting it hang."""

import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from dclgui.cli.app import main as command_line
from dclgui.core.errors import UserError
from dclgui.images.decode import UnreadableImage

PATIENCE = 120
"""Seconds after which something that should take one or two is taken to hang."""
REFUSED = (UserError, UnreadableImage)
"""What the library says in words."""


class HangError(BaseException):
    """Raised by the alarm; not an ``Exception``, so that nothing takes it for a failure that can be explained."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Tally:
    """The counts of one section; a loss is anything that must not be."""

    name: str
    checks: int = 0
    refused: int = 0
    kills: int = 0
    losses: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def check(self, fine: object, what: str) -> None:
        """One thing that must be so."""
        self.checks += 1
        if not fine:
            self.losses.append(what)
            print(f"  LOSS in {self.name}: {what}", flush=True)

    def asked(self, what: str, *words: str | Path, codes: tuple[int, ...] = (0, 1)) -> Ran:
        """Run ``dclgui WORDS`` in this process: it must end with one of ``codes``, in words, and not hang."""
        ran = asked(*words)
        self.refused += ran.code == 1
        said = next(iter((ran.err or ran.out).splitlines()[-2:]), "")
        self.check(ran.code in codes and "Traceback" not in ran.err + ran.out, f"{what}: code {ran.code}: {said}")
        return ran

    def done(self, what: str, work: Callable[[], object]) -> bool:
        """Whether ``work`` came to its end; it may refuse in words, but nothing else."""
        try:
            with no_longer_than(PATIENCE):
                work()
        except REFUSED:
            self.refused += 1
            self.check(True, what)
            return False
        except (Exception, HangError) as error:
            self.check(False, f"{what}: {type(error).__name__}: {str(error)[:200]}")
            return False
        self.check(True, what)
        return True


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Raise ``HangError`` in the block once that time is over."""

    def ring(*_: object) -> None:
        raise HangError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def asked(*words: str | Path) -> Ran:
    """Run ``dclgui WORDS`` in this process; a hang ends with the code -1."""
    out, err, argv = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["dclgui", *map(str, words)]
    code = 0
    try:
        with redirect_stdout(out), redirect_stderr(err), no_longer_than(PATIENCE):
            command_line()
    except SystemExit as end:
        code = int(end.code or 0)
    except HangError:
        code = -1
    finally:
        sys.argv = argv
    return Ran(code, out.getvalue(), err.getvalue())


def forked(work: Callable[[], object], *, kill_after: float | None = None) -> int:
    """Do ``work`` in a child that has all libraries already; its wait status. It is killed after that many seconds."""
    child = os.fork()
    if not child:
        _at_work(work)
    deadline = time.monotonic() + (PATIENCE if kill_after is None else kill_after)
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            return os.waitpid(child, 0)[1]
        time.sleep(0.001)


def started(work: Callable[[], object]) -> int:
    """Begin ``work`` in a child; returns its process id."""
    child = os.fork()
    if not child:
        _at_work(work)
    return child


def _at_work(work: Callable[[], object]) -> None:
    try:
        signal.alarm(0)
        work()
    except UserError:
        os._exit(1)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.__stderr__, flush=True)
        os._exit(3)
    os._exit(0)


def was_killed(status: int) -> bool:
    """Whether a wait status is that of a killed child."""
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def state_of(folder: Path) -> dict[str, str]:
    """A digest of every file below ``folder``."""
    return {
        path.relative_to(folder).as_posix(): blake2b(path.read_bytes(), digest_size=8).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }

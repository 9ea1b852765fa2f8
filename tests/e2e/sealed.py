"""Processes that die as soon as they open a socket to a network: how a test sees what a library does by itself."""

import ctypes
import os
import platform
import subprocess
import sys
from pathlib import Path

from tests.e2e.terminal import ROOT

SOCKET = {"x86_64": 41, "aarch64": 198}.get(platform.machine())
"""The number of the system call ``socket``; ``None`` where it is not known here."""
KILLED = -31
"""What a process leaves that was killed for a forbidden call (SIGSYS)."""
CAN_SEAL = sys.platform == "linux" and SOCKET is not None

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_CALL_NUMBER, _FIRST_ARGUMENT = 0, 16
_INET, _INET6 = 2, 10


class _Statement(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("statements", ctypes.POINTER(_Statement)))


def sealed(*words: str | Path, home: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``python WORDS`` with an empty ``home``; a socket of the Internet's kinds kills it or its child."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    kept |= {"HOME": str(home), "OMP_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "tests.e2e.sealed", *map(str, words)],
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def _seal() -> None:
    """Let the kernel kill this process, and all that come of it, at a call of ``socket`` for IPv4 or IPv6."""
    assert SOCKET is not None
    statements = (
        (_LOAD, 0, 0, _CALL_NUMBER),
        (_JUMP_IF_EQUAL, 0, 3, SOCKET),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_IF_EQUAL, 2, 0, _INET),
        (_JUMP_IF_EQUAL, 1, 0, _INET6),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    )
    array = (_Statement * len(statements))(*(_Statement(*one) for one in statements))
    program = _Program(len(statements), array)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "the process could not be sealed")


if __name__ == "__main__":
    _seal()
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])  # the seal stays

"""The command line as a person meets it, and small folders to give to it."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from dclgui.__main__ import main

ROOT = Path(__file__).parents[2]
FAST = (
    "--backbone",
    "test_resnet",
    "--weights",
    "scratch",
    "--image-size",
    "32",
    "--batch-size",
    "8",
    "--device",
    "cpu",
    "--set",
    "rounds=2",
    "--set",
    "source_epochs=3",
)
ONE_NETWORK = (*FAST, "--set", "trust=full")
"""A model without the source model in it, whose export takes half as long."""
STOP, GROUP = signal.SIGINT, 0
"""What stops a process as Ctrl-C does, and how it is started so that it reaches that one alone."""
if sys.platform == "win32":
    STOP, GROUP = signal.CTRL_BREAK_EVENT, subprocess.CREATE_NEW_PROCESS_GROUP
COLOURS = {"blue": (30, 60, 200), "green": (40, 170, 60), "red": (210, 50, 40)}


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@dataclass(frozen=True)
class Folders:
    source: Path
    target: Path


def run(*words: str | Path) -> Ran:
    """Run ``dclgui WORDS`` in this process, which has torch already."""
    out, err, argv = io.StringIO(), io.StringIO(), sys.argv
    sys.argv = ["dclgui", *map(str, words)]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        code = 0 if end.code is None else int(end.code)
    else:
        code = 0
    finally:
        sys.argv = argv
    return Ran(code, out.getvalue(), err.getvalue())


def started(*words: str | Path, module: str = "dclgui", under: Sequence[str] = ()) -> subprocess.Popen[str]:
    """``dclgui WORDS`` as a process of its own, started by the command ``under``; ``module``: what Python runs."""
    return subprocess.Popen(
        [*under, sys.executable, "-m", module, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        creationflags=GROUP,
    )


def draw_images(root: Path, *, each: int, light: float, seed: int, sorted_by_class: bool = True) -> None:
    """Small noisy colour fields, one colour a class."""
    rng = np.random.default_rng(seed)
    for name, colour in COLOURS.items():
        folder = root / name if sorted_by_class else root
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(each):
            field = light * np.array(colour) + rng.normal(0, 25, (48, 48, 3))
            Image.fromarray(field.clip(0, 255).astype(np.uint8)).save(folder / f"{name}-{number}.png")


def draw_folders(root: Path, *, sorted_by_class: bool = True) -> Folders:
    folders = Folders(root / "old camera", root / "new camera")
    draw_images(folders.source, each=8, light=1.0, seed=1)
    draw_images(folders.target, each=8, light=0.7, seed=2, sorted_by_class=sorted_by_class)
    return folders


@dataclass(frozen=True)
class Finished:
    """A project that ran to its end; look, don't touch."""

    project: Path
    folders: Folders
    ran: Ran

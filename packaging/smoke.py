"""Use the packaged program as somebody does who has nothing else, and print how long each step takes.

``python packaging/smoke.py`` runs ``dist/dclgui`` with an empty home, without a screen, without a network and
without a Python to be found: the window opens, the demo runs to its end, a model leaves as ONNX and labels by it.
"""

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "dist" / "dclgui" / ("dclgui.exe" if sys.platform == "win32" else "dclgui")
PROJECT, PICTURES = (
    Path("demo-output", "default.dclproj"),
    Path("demo-output", "SYNTHETIC-images", "SYNTHETIC-camera-b"),
)
NOWHERE = "http://127.0.0.1:9"
MODELS = ("model.onnx", "model.fp16.onnx", "model.pt2", "model.safetensors")
WARM_STARTS = 5
LONGEST = 900
SLOWER = "can't run in onnxruntime"
"""What a run says when something that it needs was left out of the package; it goes on, three times slower."""


def main() -> None:
    """All steps; the first that fails ends it with what the program said."""
    if not PROGRAM.exists():
        sys.exit("There is no packaged program yet: make package")
    isolated = without_network()
    print(f"Without network: {'a namespace of its own' if isolated else 'by proxies that lead nowhere'}\n")
    print("| step | s |\n| --- | ---: |")
    with tempfile.TemporaryDirectory(prefix="dclgui-smoke-") as made:
        home = Path(made)
        start(isolated, home)
        run = Step(isolated, home)
        findings = [json.loads(line) for line in run("doctor", "--window", "--seconds", "1", "--json").splitlines()]
        expect(not any(finding["blocks"] for finding in findings[:2]), f"The doctor found: {findings}")
        expect(not any(finding["problem"] for finding in findings[:2]), f"The window found: {findings[:2]}")
        said = run("demo")
        expect(SLOWER not in said, said)
        for model in MODELS:
            run("export", str(PROJECT), "--model", model)
        run("label", "model.onnx", str(PICTURES), "-o", "labels.csv")
        run("label", str(PROJECT), str(PICTURES), "-o", "labels-by-project.csv")
        expect_same(home / "labels.csv", home / "labels-by-project.csv")
        expect(not (home / ".cache" / "huggingface" / "hub").exists(), "Something was fetched from a model hub.")
    print("\nThe packaged program works.")


class Step:
    """Runs the program with some words and prints the seconds."""

    def __init__(self, isolated: tuple[str, ...], home: Path) -> None:
        self._isolated, self._home = isolated, home

    def __call__(self, *words: str) -> str:
        """Everything that it printed."""
        with timed(" ".join(("dclgui", *words))):
            done = subprocess.run(
                [*self._isolated, str(PROGRAM), *words],
                cwd=self._home,
                env=environment(self._home),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if "--json" not in words else subprocess.DEVNULL,
                encoding="utf-8",
                timeout=LONGEST,
                check=False,
            )
        expect(done.returncode == 0, f"dclgui {' '.join(words)} ended with {done.returncode}:\n{done.stdout}")
        return done.stdout


def start(isolated: tuple[str, ...], home: Path) -> None:
    """From the start of the process to the window's first paint, at first with its files dropped from memory."""
    forgotten = forget(PROGRAM.parent)
    first = seconds_to_paint(isolated, home)
    warm = statistics.median(seconds_to_paint(isolated, home) for _ in range(WARM_STARTS))
    print(f"| from the command to the first paint{', nothing of it in memory' if forgotten else ''} | {first:.2f} |")
    print(f"| the same, started before | {warm:.2f} |")


def seconds_to_paint(isolated: tuple[str, ...], home: Path) -> float:
    """The doctor says that the window was painted in the first line that it prints."""
    began = time.perf_counter()
    command = [*isolated, str(PROGRAM), "doctor", "--window", "--seconds", "0", "--json"]
    with subprocess.Popen(
        command, cwd=home, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
        for member in (*psutil.Process(process.pid).children(recursive=True), process):
            member.kill()  # the rest of what the doctor does is no part of this
    expect(line.startswith(b"{") and not json.loads(line)["problem"], f"The window did not open: {line!r}")
    return seconds


def forget(folder: Path) -> bool:
    """Ask the system to drop the files of ``folder`` from its memory; only some systems can be asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    os.sync()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            handle = os.open(file, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)
    return True


def without_network() -> tuple[str, ...]:
    """Words before a command that leave it no network but its own; none where the system has no such thing."""
    for words in (("unshare", "-n"), ("unshare", "-r", "-n")):
        with contextlib.suppress(OSError):
            if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
                return (shutil.which(words[0]) or words[0], *words[1:])
    return ()


def environment(home: Path) -> dict[str, str]:
    """Almost nothing: no Python, no screen, and no way out for what does not ask for a namespace."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "NUMBER_OF_PROCESSORS") if name in os.environ}
    own = {"HOME": str(home), "USERPROFILE": str(home), "TMPDIR": str(home), "TEMP": str(home), "LANG": "C.UTF-8"}
    nowhere = {"PATH": str(home / "nothing"), "HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE}
    return {**kept, **own, **nowhere, "QT_QPA_PLATFORM": "offscreen"}


def expect(held: bool, otherwise: str) -> None:
    """End with ``otherwise`` if it does not hold."""
    if not held:
        sys.exit(otherwise)


def expect_same(first: Path, second: Path) -> None:
    """Two files of labels name the same images, and the same class for all but one in a thousand."""
    tables = [[line.split(",")[:2] for line in file.read_text("utf-8-sig").splitlines()] for file in (first, second)]
    differ = sum(one != other for one, other in zip(*tables, strict=True))
    expect(len(tables[0]) > 1 and differ <= len(tables[0]) / 1000, f"{differ} of {len(tables[0])} labels differ.")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print a line of the table."""
    began = time.perf_counter()
    yield
    print(f"| {what} | {time.perf_counter() - began:.1f} |", flush=True)


if __name__ == "__main__":
    main()

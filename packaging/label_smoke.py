"""Use the small package as somebody does who has nothing else: an ONNX model of an earlier version labels its pictures.

``python packaging/label_smoke.py`` after ``make label-package``; an empty home, no Python, no network by a proxy.
"""

import csv
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from package import SMALL
from smoke import environment, expect, timed

ROOT = Path(__file__).parents[1]
PROGRAM = SMALL / ("dclgui.exe" if sys.platform == "win32" else "dclgui")
KEPT = ROOT / "tests" / "old" / "ee7282d.tar.xz"


def main() -> None:
    """All steps; the first that fails ends it."""
    if not PROGRAM.exists():
        sys.exit("There is no small package yet: make label-package")
    print("| step | s |\n| --- | ---: |")
    with tempfile.TemporaryDirectory(prefix="dclgui-small-") as made:
        home = Path(made)
        with tarfile.open(KEPT) as kept:
            kept.extractall(home, filter="data")
        line = home / "line"
        ask(home, "doctor")
        ask(home, "label", "line/model.onnx", "line/new camera", "-o", "labels.csv")
        expect(labels_in(home / "labels.csv") == labels_in(line / "model.onnx.csv"), "Other labels than before.")
        said = ask(home, "adapt", "line/old camera", "line/new camera", "-o", "p.dclproj", code=1)
        expect("only labels" in said, said)
        expect("only labels" in ask(home, "open", code=1), said)
    print("\nThe small package labels.")


def ask(home: Path, *words: str, code: int = 0) -> str:
    """Everything that the program said; ends with it if it ended otherwise than with ``code``."""
    with timed(words[0]):
        ran = subprocess.run(
            (PROGRAM, *words), cwd=home, env=environment(home), capture_output=True, text=True, check=False, timeout=900
        )
    expect(ran.returncode == code, f"{' '.join(words)} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout + ran.stderr


def labels_in(file: Path) -> list[tuple[str, str]]:
    """Path and label of each row."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [(row["path"], row["label"]) for row in csv.DictReader(opened)]


if __name__ == "__main__":
    main()

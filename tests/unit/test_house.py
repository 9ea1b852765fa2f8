"""The rules of the house that no linter knows (docs/decisions/0001)."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tools.house import PICTURE, layers, picture
from tools.screenshots import every_name, shown_names

ROOT = Path(__file__).parents[2]
FILES = sorted(path for room in ("dclgui", "tests", "benchmarks") for path in (ROOT / room).rglob("*.py"))
OURS = [path for path in FILES if path.is_relative_to(ROOT / "dclgui")]

MAX_LINES = 400
MAX_FUNCTION_LINES = 60
MAX_BYTES = 1_048_576
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
MAY_START_THREADS = {
    "dclgui/images/frame.py",  # none; it makes them wait for memory
    "dclgui/images/pictures.py",
    "dclgui/engine/training/side_by_side.py",
    "dclgui/qt/session/run_thread.py",
    "dclgui/qt/parts/thumbnails.py",
    "dclgui/method/pieces.py",
}
MAKES_THREADS = {"threading", "_thread", "concurrent.futures", "concurrent.futures.thread", "multiprocessing.pool"}

ROOMS_WITHOUT_TORCH = ("core", "images", "project", "labels", "review", "qt")
HEAVY = ("torch", "torchvision", "timm", "onnxruntime", "onnx", "safetensors")

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
room, *heavy = sys.argv[1:]
package = importlib.import_module(room)
for module in pkgutil.walk_packages(package.__path__, room + "."):
    importlib.import_module(module.name)
print(",".join(name for name in heavy if name in sys.modules))
"""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def kept_files() -> list[str]:
    """Every file that git keeps, or would by the next commit."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> set[str]:
    """Every module that a file names in an import, ``from a import b`` as both ``a`` and ``a.b``."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.slow
@pytest.mark.parametrize("room", [room for room in ROOMS_WITHOUT_TORCH if (ROOT / "dclgui" / room).is_dir()])
def test_a_room_without_torch_stays_without_it(room: str) -> None:
    heavy = HEAVY if room == "qt" else (*HEAVY, "PySide6")
    command = [sys.executable, "-c", IMPORT_EVERYTHING, f"dclgui.{room}", *heavy]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.strip() == ""


def test_text_is_opened_with_its_encoding() -> None:
    """Elsewhere than on Linux the default is another one, by the system's language."""
    names = ("read_text", "write_text", "open", "TextIOWrapper", "NamedTemporaryFile")
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in OURS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and _called(node) in names and not _names_encoding(node)
    ]
    assert found == []


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _names_encoding(node: ast.Call) -> bool:
    """Whether bytes are opened, an encoding is named, or it is no file that is opened."""
    texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    if any(isinstance(text, str) and text.startswith("utf-8") for text in texts):
        return True
    if any(keyword.arg == "encoding" for keyword in node.keywords):
        return True
    modes = [text for text in texts if isinstance(text, str) and re.fullmatch(r"[rwxab+]{1,3}", text)]
    return _called(node) == "open" and (not modes or all("b" in mode for mode in modes))


def test_what_the_tests_compare_with_stays_out_of_the_program() -> None:
    roots = {name_of(path): {name.split(".")[0] for name in imports_of(path)} for path in OURS}
    assert [name for name, found in roots.items() if found & {"scipy", "sklearn"}] == []


def test_a_file_can_be_read_in_one_sitting() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def test_a_function_fits_on_a_screen() -> None:
    lines = {
        f"{name_of(path)}:{node.lineno}: {node.name}": _lines(node)
        for path in OURS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in lines.items() if count > MAX_FUNCTION_LINES} == {}


def test_no_file_is_large() -> None:
    assert {name: size for name in kept_files() if (size := (ROOT / name).stat().st_size) > MAX_BYTES} == {}


def test_the_screenshots_are_those_that_a_page_shows() -> None:
    kept = {Path(name).stem for name in kept_files() if name.startswith("docs/screenshots/")}
    assert kept == shown_names() <= every_name()


def test_places_in_a_text_are_filled_all_at_once() -> None:
    """``qt/words.filled`` does; one after the other, a value that holds ``%2`` is taken for a place."""
    chained = re.compile(r"""replace\(\s*f?["']%""")
    assert [name_of(path) for path in OURS if chained.search(path.read_text(encoding="utf-8"))] == []


def test_an_array_has_one_name_in_the_whole_house() -> None:
    alias = re.compile(r"^\w+ = npt\.NDArray\[np\.(\w+)\]$", re.MULTILINE)
    named = set(alias.findall((ROOT / "dclgui/core/arrays.py").read_text(encoding="utf-8")))
    assert len(named) > 5
    found = re.compile(rf"npt\.NDArray\[np\.(?:{'|'.join(named)})\]")
    others = [path for path in OURS if name_of(path) != "dclgui/core/arrays.py"]
    assert [name_of(path) for path in others if found.search(path.read_text(encoding="utf-8"))] == []


def test_a_module_is_named_after_what_it_holds() -> None:
    words = {path: set("_".join(path.relative_to(ROOT).with_suffix("").parts).split("_")) for path in FILES}
    assert [name_of(path) for path in FILES if words[path] & NAMES_THAT_SAY_NOTHING] == []


def test_threads_start_in_a_few_known_files_only() -> None:
    assert {name_of(path) for path in OURS if imports_of(path) & MAKES_THREADS} <= MAY_START_THREADS


def test_the_rules_are_asked_of_every_room() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} >= {"dclgui", "tests"}
    assert len(OURS) > 100


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def documents() -> list[Path]:
    return [ROOT / name for name in ("README.md", "CONTRIBUTING.md")] + sorted((ROOT / "docs").rglob("*.md"))


def test_the_picture_of_the_house_is_that_of_its_contracts() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture()


def test_every_room_of_the_contracts_stands_in_the_document_from_the_top_down() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for package, rows in layers().items():
        rooms = [room for row in rows for room in row]
        start = text.index("| Room |" if package == "dclgui" else f"| `{rooms[0]}`")
        places = [text.find(f"`{room}`", start) for room in rooms]
        assert -1 not in places, package
        assert places == sorted(places), package


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_a_file_that_a_document_names_is_there(document: Path) -> None:
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|toml))\b", document.read_text(encoding="utf-8"))
    places = (ROOT, ROOT / "dclgui", document.parent)
    assert [name for name in named if not any((place / name).exists() for place in places)] == []

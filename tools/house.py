"""The house in figures and as a picture.

``python -m tools.house`` prints files, lines, function lengths and arrows between rooms; an arrow is drawn from one
room to another if any file of the first imports any file of the second. ``… picture`` draws ``docs/architecture.svg``
from the layers that ``pyproject.toml`` asks ``import-linter`` to hold.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PACKAGE = "dclgui"
PICTURE = ROOT / "docs" / "architecture.svg"
_WIDTH, _ROW, _GAP, _MARGIN = 900, 34, 8, 16


def main(words: list[str]) -> int:
    """Print one line a figure, or draw."""
    if "picture" in words:
        PICTURE.write_text(picture(), encoding="utf-8")
        return 0
    for name, value in figures().items():
        sys.stdout.write(f"{name}: {value:,}\n")
    return 0


def figures() -> dict[str, int]:
    """Every figure by its name."""
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / PACKAGE).rglob("*.py")]
    lengths = sorted(length for text in texts for length in function_lengths(text))
    found = {
        "files": len(texts),
        "lines of Python": sum(len(text.splitlines()) for text in texts),
        "functions": len(lengths),
        "function length, 90th percentile": lengths[len(lengths) * 9 // 10],
        "function length, longest": lengths[-1],
    }
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    for inside in (PACKAGE, f"{PACKAGE}.engine", f"{PACKAGE}.qt"):
        rooms, arrows, circles = arrows_inside(graph, inside)
        found |= {f"rooms in {inside}": rooms, f"arrows in {inside}": arrows, f"circles in {inside}": circles}
    return found


def function_lengths(text: str) -> Iterator[int]:
    """Lines of every function in the source ``text``."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def arrows_inside(graph: grimp.ImportGraph, inside: str) -> tuple[int, int, int]:
    """How many rooms stand directly in the package ``inside``, how many arrows, and how many pairs are in circles."""
    rooms = graph.find_children(inside)
    arrows = {
        (one, other)
        for one in rooms
        for other in rooms
        if one != other and graph.direct_import_exists(importer=one, imported=other, as_packages=True)
    }
    reached = set(arrows)
    for between in rooms:
        reached |= {(a, d) for a, b in reached if b == between for c, d in reached if c == between}
    return len(rooms), len(arrows), sum((other, one) in reached for one, other in reached if one < other)


def layers() -> dict[str, list[list[str]]]:
    """By package, its layers from the top down, each the names of the rooms side by side."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return {
        contract["containers"][0]: [layer.split(" | ") for layer in contract["layers"]]
        for contract in contracts
        if contract["type"] == "layers"
    }


def picture() -> str:
    """The layers of every package as SVG, one package below the other."""
    parts, top = [], _MARGIN
    for package, rows in layers().items():
        parts.append(f'<text x="{_MARGIN}" y="{top + 18}" font-weight="bold" font-size="16">{escape(package)}</text>')
        top += 28
        for rooms in rows:
            parts += _row(rooms, top)
            top += _ROW + _GAP
        top += _GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" height="{top}" '
        'font-family="DejaVu Sans, Segoe UI, Helvetica, Arial, sans-serif" font-size="14" fill="#17191c">'
    )
    title = "<title>The rooms of dclgui: a room imports from lower rows only</title>"
    ground = f'<rect width="{_WIDTH}" height="{top}" fill="#ffffff"/>'
    return "\n".join((head, title, ground, *parts, "</svg>", ""))


def _row(rooms: list[str], top: int) -> Iterator[str]:
    width = (_WIDTH - 2 * _MARGIN - _GAP * (len(rooms) - 1)) / len(rooms)
    for place, room in enumerate(rooms):
        left = _MARGIN + place * (width + _GAP)
        yield (
            f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_ROW}" rx="6" fill="#f6f7f8" '
            'stroke="#0072B2"/>'
        )
        yield f'<text x="{left + width / 2:.1f}" y="{top + 22}" text-anchor="middle">{escape(room)}</text>'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

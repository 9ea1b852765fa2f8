"""The house in figures: ``python -m tools.house`` prints files, lines, function lengths and arrows between rooms.

An arrow is drawn from one room to another if any file of the first imports any file of the second.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PACKAGE = "dclgui"


def main() -> int:
    """Print one line a figure."""
    files = sorted((ROOT / PACKAGE).rglob("*.py"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    lengths = sorted(length for text in texts for length in function_lengths(text))
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    figures = {
        "files": len(files),
        "lines of Python": sum(len(text.splitlines()) for text in texts),
        "functions": len(lengths),
        "function length, 90th percentile": lengths[len(lengths) * 9 // 10],
        "function length, longest": lengths[-1],
    }
    for inside in (PACKAGE, f"{PACKAGE}.engine", f"{PACKAGE}.qt"):
        rooms, arrows, circles = arrows_inside(graph, inside)
        figures |= {f"rooms in {inside}": rooms, f"arrows in {inside}": arrows, f"circles in {inside}": circles}
    for name, value in figures.items():
        sys.stdout.write(f"{name}: {value:,}\n")
    return 0


def function_lengths(text: str) -> Iterator[int]:
    """Lines of every function in the source ``text``."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def arrows_inside(graph: grimp.ImportGraph, inside: str) -> tuple[int, int, int]:
    """How many rooms stand directly in the package ``inside``, how many arrows, and how many pairs that run in circles.

    Of three rooms or more that run in a circle every pair counts.
    """
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
    circles = sum((other, one) in reached for one, other in reached if one < other)
    return len(rooms), len(arrows), circles


if __name__ == "__main__":
    sys.exit(main())

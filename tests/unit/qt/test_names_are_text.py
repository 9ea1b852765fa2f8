"""Names of classes, files and projects may hold anything; where markup would be obeyed, they are text."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt, QTextDocument

from dclgui.qt.parts.words import tooltip, tooltip_lines

ROOT = Path(__file__).parents[3]
MAY_MAKE_LABELS = "dclgui/qt/parts/widgets.py", "dclgui/qt/review/learning_strip.py", "dclgui/qt/shell/about.py"
NAMES = st.lists(
    st.sampled_from(["<img src='/tmp/fifo'>", "<b>", "</b>", "&lt;", "a < b", "<!--", "划痕", "\n", '<a href="x">']),
    min_size=1,
).map("".join)


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "dclgui" / "qt").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(ROOT).as_posix(), node


def is_text(node: ast.expr) -> bool:
    """Whether it can be no markup but the program's own."""
    match node:
        case ast.Constant(value=""):
            return True
        case ast.IfExp():
            return is_text(node.body) and is_text(node.orelse)
        case ast.Call(func=ast.Name(id="tooltip" | "tooltip_lines")):
            return True
        case ast.Call(func=ast.Attribute(attr="tr"), args=[ast.Constant()]):
            return True
    return False


def test_every_tooltip_goes_through_the_one_function() -> None:
    tips = [(path, call.args[0]) for path, call in calls() if method(call) == "setToolTip"]
    tips += [(path, call.args[1]) for path, call in calls() if method(call) == "setItemData"]
    assert len(tips) > 30
    assert [f"{path}:{node.lineno}" for path, node in tips if not is_text(node)] == []


def test_a_model_that_gives_tooltips_knows_that_function() -> None:
    texts = {path: path.read_text("utf-8") for path in (ROOT / "dclgui" / "qt").rglob("*.py")}
    models = [path for path, text in texts.items() if "ToolTipRole:" in text or "ToolTipRole }" in text]
    assert models
    assert [path.name for path in models if "tooltip(" not in texts[path] and "explained(" not in texts[path]] == []


def test_labels_are_made_where_their_text_is_plain() -> None:
    made = {path for path, call in calls() if isinstance(call.func, ast.Name) and call.func.id == "QLabel"}
    assert made <= set(MAY_MAKE_LABELS)


def method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


@given(name=NAMES)
def test_a_tooltip_shows_a_name_as_it_is(name: str) -> None:
    for made in (tooltip(name), tooltip_lines(name)):
        if not Qt.mightBeRichText(made):
            assert made == name
            continue
        document = QTextDocument()
        document.setHtml(made)
        assert document.toPlainText().split() == name.split()


@pytest.mark.parametrize("plain", ["line 7", "a < b", "ratio %1", "C:\\pictures"])
def test_what_needs_no_markup_stays_as_it_is(plain: str) -> None:
    assert tooltip(plain) == plain

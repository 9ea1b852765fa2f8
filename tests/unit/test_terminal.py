"""On a terminal a name can't move the cursor, turn the text round or look like another line."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.cli.terminal import say, shown

CLI = Path(__file__).parents[2] / "dclgui" / "cli"
MAY_PRINT = "terminal.py"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("划痕 dent 1", "划痕 dent 1"),
        ("\x1b]0;owned\x07.png", "\\x1b]0;owned\\x07.png"),
        ("a\nKept 9 decisions.", "a\\nKept 9 decisions."),
        ("gnp.\u202etxt", "gnp.\\u202etxt"),
        ("a\u2028b\x85c", "a\\u2028b\\x85c"),
        ("\udcff.png", "\\udcff.png"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_what_would_not_show_is_written_out(name: str, wanted: str) -> None:
    assert shown(name) == wanted


@given(st.text())
def test_a_line_stays_one_line_and_can_be_written(line: str) -> None:
    made = shown(line)
    assert len(made.splitlines()) <= 1
    made.encode()
    assert shown(made) == made


def test_each_line_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\nb", "c")
    say("d", err=True)
    assert tuple(capsys.readouterr()) == ("a\\nb\nc\n", "d\n")


def test_the_command_line_speaks_through_that_function_only() -> None:
    """What is left is JSON, whose signs are ASCII, and the lines above a bar, which are shown."""
    loud = []
    for path in sorted(CLI.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or path.name == MAY_PRINT:
                continue
            said = ast.unparse(node)
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in {"print", "echo", "secho"} and not said.startswith(("print(json.dumps(", "print_json(")):
                loud.append((path.name, said))
    assert [(name, said) for name, said in loud if ".print(shown(" not in said] == []

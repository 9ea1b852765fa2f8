"""What the documents name is there: links, make targets, verbs with their options, modules, lines of Python."""

import ast
import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer.main

from dclgui.cli.app import app

ROOT = Path(__file__).parents[2]
SHORT = 110
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_COMMANDS: Any = typer.main.get_command(app)
_TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def fenced(document: Path, *languages: str) -> Iterator[str]:
    """The blocks of code in one of ``languages``, without what a list indents them by."""
    for indent, language, text in re.findall(
        r"^( *)```(\w*)\n(.*?)^ *```$", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    ):
        if language in languages:
            yield re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)


def commands(document: Path, program: str) -> list[list[str]]:
    """The words of each command line of ``program`` in the shell blocks, continued lines joined."""
    found = []
    for block in fenced(document, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words and words[0] in {program, f".venv/bin/{program}"}:
                found.append(words[1:])
    return found


def anchors(document: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_the_readmes_are_short() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= SHORT


def test_the_readmes_show_commands_of_the_guide() -> None:
    """Those are run by tests/e2e/test_documents.py."""
    known = commands(ROOT / "docs" / "engineers-guide.md", "dclgui")
    for name in ("README.md", "README.zh-CN.md"):
        assert [words for words in commands(ROOT / name, "dclgui") if words not in known] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    wrong = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        place, _, anchor = unquote(link).partition("#")
        if re.match(r"\w+://", link):
            continue
        file = document if not place else document.parent / place
        if not file.exists() or (anchor and anchor not in anchors(file)):
            wrong.append(link)
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_is_one_that_the_program_knows(document: Path) -> None:
    for words in commands(document, "dclgui"):
        if not words or words[0].startswith("-"):
            continue
        verb = _COMMANDS.commands[words[0]]
        if hasattr(verb, "commands"):  # a verb of verbs
            verb = verb.commands[words[1]]
        known = {option for parameter in verb.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, words


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_target_of_make_is_in_the_makefile(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = {words[0] for words in commands(document, "make") if words and "=" not in words[0]}
    named |= set(re.findall(r"`make ([a-z-]+)", text))
    assert named - {"help"} <= _TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_that_a_command_runs_is_there(document: Path) -> None:
    named = set(re.findall(r"python -m ((?:benchmarks|tools|dclgui)[\w.]*)", document.read_text(encoding="utf-8")))
    assert [name for name in named if find_spec(name) is None] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_line_of_python_is_python(document: Path) -> None:
    for block in fenced(document, "python"):
        ast.parse(block)

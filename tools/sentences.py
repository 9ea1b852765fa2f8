"""The sentences that come from below the window, read out of the code, so that each can have its translation.

Every text that flows into ``UserError``, ``UnreadableImage``, ``Warned``, a preset or a setting is followed back
through f-strings, conditions, local names, parameters and constants to its literals. What is known only when the
program runs becomes ``%1``, ``%2`` and so on.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

HOLE = "\0"
DOMAINS = ["source", "target"]
TAKES_SENTENCES = {
    "UserError": (0, 1),
    "TwoLayoutsError": (0, 1),
    "UnreadableImage": (0,),
    "UnfitError": (0,),
    "NamedKind": (1,),
    "CheckLine": (1, 2),
    "Warned": (1, 2),
    "Preset": (1, 2),
    "Format": (1, 2),
    "Field": (),
    "DriftFound": (),
    "FileEdited": (),
    "FilesPassedOver": (0, 1),
}
"""Which arguments of a call are for people."""
GIVE_REASONS = {"windows_reason"}
"""Functions that modules other than their own ask for the end of a sentence."""
NAMES_OF_SENTENCES = {"message", "hint", "reason", "title", "says", "description"}
LEFT_OUT = {"cli", "__main__.py", "doctor.py"}
MOST_VARIANTS = 48
DEEPEST = 8

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sentences(package: Path) -> list[str]:
    """All templates of the package, sorted, each once."""
    files = [file for file in sorted(package.rglob("*.py")) if file.relative_to(package).parts[0] not in LEFT_OUT]
    modules = [Module.read(file) for file in files]
    constants = {name: value for module in modules for name, value in module.constants.items()}
    reasons = {name: found for module in modules for name, found in module.functions.items() if name in GIVE_REASONS}
    found = {text for module in modules for text in _Reader(module, constants, reasons).sentences()}
    return sorted({_numbered(text) for text in found if any(map(str.isalpha, text))})


@dataclass(frozen=True, slots=True)
class Module:
    """One file: its functions by name, the calls of each name, and its constants."""

    tree: ast.Module
    constants: dict[str, ast.expr]
    functions: dict[str, list[Function]]
    calls: dict[str, list[tuple[ast.Call, Function | None]]]

    @classmethod
    def read(cls, file: Path) -> "Module":
        """Parse ``file``."""
        tree = ast.parse(file.read_text("utf-8"))
        constants = dict(_assigned(tree.body))
        functions, calls = defaultdict(list), defaultdict(list)
        for node, function in _with_function(tree, None):
            if isinstance(node, Function):
                functions[node.name].append(node)
            elif isinstance(node, ast.Call):
                calls[_name(node.func)].append((node, function))
        return cls(tree, constants, functions, calls)


class _Reader:
    """Follows expressions of one module back to their literals."""

    def __init__(self, module: Module, constants: dict[str, ast.expr], reasons: dict[str, list[Function]]) -> None:
        self._module, self._constants, self._reasons = module, constants, reasons

    def sentences(self) -> Iterator[str]:
        for name, places in TAKES_SENTENCES.items():
            for call, function in self._module.calls[name]:
                given = [call.args[place] for place in places if place < len(call.args)]
                given += [keyword.value for keyword in call.keywords if keyword.arg in NAMES_OF_SENTENCES]
                for expression in given:
                    yield from self._texts(expression, function)
        yield from self._choices()

    def _choices(self) -> Iterator[str]:
        """The words that a setting may be: ``name: Literal["a", "b"] = Field(…)``."""
        for node in ast.walk(self._module.tree):
            match node:
                case ast.AnnAssign(
                    annotation=ast.Subscript(value=ast.Name(id="Literal"), slice=listed), value=ast.Call(func=called)
                ) if _name(called) == "Field":
                    words = listed.elts if isinstance(listed, ast.Tuple) else [listed]
                    yield from (text for word in words for text in self._texts(word, None))

    def _texts(self, node: ast.expr, function: Function | None, deep: int = 0) -> list[str]:
        if deep > DEEPEST:
            return [HOLE]
        found: Iterable[str] = [HOLE]
        match node:
            case ast.Constant(value=str(text)):
                found = [text]
            case ast.JoinedStr(values=parts):
                found = self._joined(parts, function, deep)
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                found = self._texts(value, function, deep + 1)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                found = self._joined([left, right], function, deep)
            case ast.IfExp(body=left, orelse=right):
                found = self._texts(left, function, deep + 1) + self._texts(right, function, deep + 1)
            case ast.BoolOp(op=ast.Or(), values=choices):
                found = [text for choice in choices for text in self._texts(choice, function, deep + 1)]
            case ast.Name(id=name):
                found = self._named(name, function, deep)
            case ast.Call(func=ast.Name(id=name)):
                found = self._returned(name, deep)
        return list(islice(dict.fromkeys(found), MOST_VARIANTS))

    def _joined(self, parts: Iterable[ast.expr], function: Function | None, deep: int) -> Iterator[str]:
        return map("".join, product(*(self._texts(part, function, deep + 1) for part in parts)))

    def _named(self, name: str, function: Function | None, deep: int) -> list[str]:
        if name == "domain":
            return DOMAINS
        if function is not None:
            given = [value for local, value in _assigned(ast.walk(function)) if local == name]
            if given:
                return [text for value in given for text in self._texts(value, function, deep + 1)]
            place = [argument.arg for argument in _parameters(function)]
            if name in place:
                return self._passed(function, name, place.index(name), deep)
        value = self._module.constants.get(name, self._constants.get(name))
        return [HOLE] if value is None else self._texts(value, None, deep + 1)

    def _passed(self, function: Function, name: str, place: int, deep: int) -> list[str]:
        found = []
        for call, caller in self._module.calls[function.name]:
            given = [keyword.value for keyword in call.keywords if keyword.arg == name] or call.args[place : place + 1]
            found += [text for value in given for text in self._texts(value, caller, deep + 1)]
        return found or [HOLE]

    def _returned(self, name: str, deep: int) -> list[str]:
        found = []
        for function in self._module.functions[name] or self._reasons.get(name, []):
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    found += self._texts(node.value, function, deep + 1)
        return found or [HOLE]


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                yield name, value


def _with_function(node: ast.AST, function: Function | None) -> Iterator[tuple[ast.AST, Function | None]]:
    for child in ast.iter_child_nodes(node):
        yield child, function
        yield from _with_function(child, child if isinstance(child, Function) else function)


def _parameters(function: Function) -> list[ast.arg]:
    given = [*function.args.posonlyargs, *function.args.args]
    own = 1 if given and given[0].arg in {"self", "cls"} else 0
    return [*given[own:], *function.args.kwonlyargs]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _numbered(text: str) -> str:
    head, *rest = text.split(HOLE)
    return head + "".join(f"%{number}{part}" for number, part in enumerate(rest, 1))

"""Which labels leave, and how: the options of ``dclgui export`` that become an ``ExportLabels``."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from dclgui.cli.terms import CONFIDENCE, ERROR, chosen_terms
from dclgui.core.protocol.requests import ExportLabels
from dclgui.labels.batch import Link
from dclgui.labels.formats import FORMATS, ToFile
from dclgui.labels.row_filter import Kind

_KINDS: Any = typer.Option(
    "--rows",
    help="Which rows: guaranteed, decided (by a person), high (sure), low (not sure), moved (by its prototype) or "
    "problem; may be repeated, the rows add up.",
)
_CLASSES: Any = typer.Option("--class", metavar="NAME", help="Only rows of this class; may be repeated.")
_LINK: Any = typer.Option("--link", help="How pictures get into a folder.")
_SOURCE_ONLY: Any = typer.Option("--source-only", help="The labels from before adaptation, if that was no help.")
_SEED: Any = typer.Option("--seed", min=0, help="Draws the split of the format yolo.")


def _known(name: str | None) -> str | None:
    if name is not None and name not in FORMATS:
        raise typer.BadParameter(f"{name} is no format; it is one of {', '.join(FORMATS)}.")
    return name


FORMAT: Any = typer.Option(
    "--format", metavar="NAME", callback=_known, help="Write labels in one of the formats below."
)
"""The option that names a format."""


def format_lines() -> list[str]:
    """One line for each format of ``--format``."""
    return [
        f"{form.name} ({f'file {form.to.suffix}' if isinstance(form.to, ToFile) else 'folder'}): {form.meaning}"
        for form in FORMATS.values()
    ]


def with_label_options(verb: Callable[..., None]) -> Callable[..., None]:
    """Give ``verb(…, **chosen)`` the options that ``label_task`` takes."""
    signature = inspect.signature(verb)
    own = [p for p in signature.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    verb.__signature__ = signature.replace(parameters=[*own, *_options()])  # type: ignore[attr-defined]
    return verb


def label_task(project: Path, form: str, place: Path, chosen: Mapping[str, Any]) -> ExportLabels:
    """What the command line asks for, as the window would ask."""
    given = dict(chosen)
    given["kinds"] = tuple(kind.value for kind in given["kinds"] or ())
    given["classes"] = tuple(given["classes"] or ())
    given["link"] = given["link"].value
    given["terms"] = chosen_terms(project, given.pop("error"), given.pop("confidence"))
    return ExportLabels(project, form, place, **given)


def _options() -> Iterator[inspect.Parameter]:
    kinds: list[tuple[str, Any, Any, object]] = [
        ("kinds", list[Kind] | None, _KINDS, None),
        ("classes", list[str] | None, _CLASSES, None),
        ("link", Link, _LINK, Link.COPY),
        ("source_only", bool, _SOURCE_ONLY, False),
        ("error", float | None, ERROR, None),
        ("confidence", float | None, CONFIDENCE, None),
        ("seed", int, _SEED, 0),
    ]
    for name, kind, option, default in kinds:
        yield inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option]
        )

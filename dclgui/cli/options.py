"""Options that several verbs share: the settings of a job, which labels to export, and the terms of a guarantee.

The settings are read off ``Job``, so that a new one needs no line here.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer
from pydantic.fields import FieldInfo

from dclgui.core.errors import UserError
from dclgui.core.job import OLD_KNOBS, OLD_SETTINGS, RECIPES, Job, Method, spelt_anew
from dclgui.core.parsed import toml_in
from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.requests import ExportLabels
from dclgui.core.regular import require_regular
from dclgui.core.terms import Terms
from dclgui.labels.batch import Link
from dclgui.labels.formats import FORMATS, ToFile
from dclgui.labels.table import Kind
from dclgui.project.folder import Project

AsJson = Annotated[bool, typer.Option("--json", help="Print each event as one line of JSON.")]
Model = Annotated[
    Path, typer.Argument(help="Project folder of a run, or a model exported from one: .safetensors or .onnx.")
]
Device = Annotated[
    str | None,
    typer.Option(
        help=f"{Job.model_fields['device'].description} Default: the project's own, or auto.", show_default=False
    ),
]
_OWN_TERMS = " Default: as chosen in the project."
Error = Annotated[
    float | None,
    typer.Option(
        min=0.0001, max=0.5, show_default=False, help=f"Share of wrong labels that a guarantee allows.{_OWN_TERMS}"
    ),
]
Confidence = Annotated[
    float | None, typer.Option(min=0.5, max=0.999, show_default=False, help=f"How sure a guarantee is.{_OWN_TERMS}")
]


_NOW = "Where the {} images of the project are now, if they were moved."
_SOURCE_NOW = Annotated[
    Path | None, typer.Option("--source", metavar="FOLDER", show_default=False, help=_NOW.format("labelled"))
]
_TARGET_NOW = Annotated[
    Path | None, typer.Option("--target", metavar="FOLDER", show_default=False, help=_NOW.format("unlabelled"))
]

_PLACES: tuple[tuple[str, Any, object], ...] = (("source_now", _SOURCE_NOW, None), ("target_now", _TARGET_NOW, None))


def _known_format(name: str | None) -> str | None:
    if name is not None and name not in FORMATS:
        raise typer.BadParameter(f"{name} is no format; it is one of {', '.join(FORMATS)}.")
    return name


LabelFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        callback=_known_format,
        autocompletion=lambda: list(FORMATS),
        help="Write labels in one of the formats below.",
    ),
]
_KINDS = typer.Option(
    "--rows",
    help="Which rows: guaranteed, decided (by a person), high or low (confidence), moved (named otherwise "
    "than by the classifier) or problem; may be repeated, the rows add up.",
)
_CLASSES = typer.Option("--class", metavar="NAME", help="Only rows of this class; may be repeated.")
_SOURCE_ONLY = typer.Option("--source-only", help="The labels from before adaptation, if that was no help.")
_LABEL_OPTIONS: tuple[tuple[str, Any, object], ...] = (
    ("kinds", Annotated[list[Kind] | None, _KINDS], None),
    ("classes", Annotated[list[str] | None, _CLASSES], None),
    ("link", Annotated[Link, typer.Option("--link", help="How pictures get into a folder.")], Link.COPY),
    ("source_only", Annotated[bool, _SOURCE_ONLY], False),
    ("error", Error, None),
    ("confidence", Confidence, None),
    ("seed", Annotated[int, typer.Option("--seed", min=0, help="Draws the split of the format yolo.")], 0),
)
_NOT_OPTIONS = ("source", "target", "method")


def with_job_options(verb: Callable[..., None]) -> Callable[..., None]:
    """Give ``verb(…, **settings)`` one option for each field of ``Job``, and those of ``with_places``.

    Those not given arrive as ``None``.
    """
    fields = Job.model_fields
    options = [(name, _option(name, field), None) for name, field in fields.items() if name not in _NOT_OPTIONS]
    options += [(old, _option(old, fields[new], hidden=True), None) for old, new in OLD_SETTINGS.items()]
    return _with_options(verb, [*options, *_PLACES])


def with_label_options(verb: Callable[..., None]) -> Callable[..., None]:
    """Give ``verb(…, **chosen)`` the options that ``label_task`` takes."""
    return _with_options(verb, _LABEL_OPTIONS)


def with_places(verb: Callable[..., None]) -> Callable[..., None]:
    """Give ``verb(project, …)`` the options ``--source`` and ``--target``: where the project's images are now."""

    @wraps(verb)
    def moved(*, source_now: Path | None, target_now: Path | None, **given: Any) -> None:
        find_again(given["project"], source_now, target_now)
        verb(**given)

    return _with_options(moved, _PLACES)


def find_again(project: Path | None, source: Path | None, target: Path | None) -> None:
    """Store where the images of ``project`` are now, if it is said; raises ``UserError`` if they are not there."""
    given: tuple[tuple[Domain, Path | None], ...] = (("source", source), ("target", target))
    found = {domain: place for domain, place in given if place is not None}
    if found and project is None:
        raise typer.BadParameter("Name the project whose images have moved.")
    if found and project is not None:
        with Project.open(project) as opened:
            opened.move_images(found)


def _with_options(verb: Callable[..., None], options: Sequence[tuple[str, Any, object]]) -> Callable[..., None]:
    """Replace the ``**keywords`` in the signature of ``verb`` by ``options`` (name, annotation, default)."""
    signature = inspect.signature(verb)
    own = [p for p in signature.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, annotation, default in options
    ]
    # typer reads the signature, so that options made from ``Job`` need no function with forty parameters.
    verb.__signature__ = signature.replace(parameters=own + more)  # type: ignore[attr-defined]
    return verb


def label_task(project: Path, form: str, place: Path, chosen: Mapping[str, Any]) -> ExportLabels:
    """The task for the options of ``with_label_options``; raises ``UserError`` if ``project`` can't be opened."""
    given = dict(chosen)
    given["kinds"] = tuple(kind.value for kind in given["kinds"] or ())
    given["classes"] = tuple(given["classes"] or ())
    given["link"] = given["link"].value
    given["terms"] = chosen_terms(project, given.pop("error"), given.pop("confidence"))
    return ExportLabels(project, form, place, **given)


def chosen_terms(project: Path, error: float | None, confidence: float | None) -> Terms:
    """The terms of ``project``, with the given ones in place of its own.

    Raises ``UserError`` if it can't be opened, or if a sample was drawn for other terms: who changes them with the
    answers in sight looks more often than a guarantee pays for.
    """
    with Project.open(project) as opened:
        own, drawn = opened.audits.terms(), opened.audits.last() is not None
    wanted = replace(
        own,
        error=own.error if error is None else error,
        confidence=own.confidence if confidence is None else confidence,
    )
    if drawn and wanted != own:
        raise UserError(
            f"The audit's sample was drawn for a guarantee of at most {own.error:.6g} wrong with confidence "
            f"{own.confidence:.6g}, which was fixed by that.",
            "Leave out --error and --confidence, or use the answers for training and draw anew.",
        )
    return wanted


def format_lines() -> list[str]:
    """One line for each format of ``--format``."""
    return [
        f"{form.name} ({f'file {form.to.suffix}' if isinstance(form.to, ToFile) else 'folder'}): {form.meaning}"
        for form in FORMATS.values()
    ]


def knob_lines() -> list[str]:
    """One line for each knob of the method: name, defaults of the recipes, meaning."""
    lines = []
    for name, field in Method.model_fields.items():
        values = " ".join(f"{recipe}={getattr(method, name)}" for recipe, method in RECIPES.items())
        choices = f" One of {', '.join(get_args(field.annotation))}." if get_origin(field.annotation) is Literal else ""
        lines.append(f"{name} ({values}): {field.description}{choices}")
    return lines


def job_from(
    source: Path | None,
    target: Path | None,
    *,
    job_file: Path | None,
    knobs: Sequence[str],
    settings: dict[str, Any],
) -> Job:
    """The job of a command line, which overrides the job file. Paths in a file are relative to the file.

    Raises ``UserError`` for an invalid setting, ``typer.BadParameter`` for a missing argument.
    """
    kept = _file_settings(job_file) if job_file else {}
    given = spelt_anew({name: value for name, value in settings.items() if value is not None}, OLD_SETTINGS)
    if "recipe" in given:  # the file's knobs belong to its own recipe
        kept.pop("method", None)
    places = {"source": source, "target": target}
    given |= {name: place.absolute() for name, place in places.items() if place is not None}
    _anchor_weights(given, Path.cwd())
    merged = {**kept, **given, "method": {**spelt_anew(kept.get("method", {}), OLD_KNOBS), **_knobs(knobs)}}
    lacking = [name.upper() for name in places if name not in merged]
    if lacking:
        raise typer.BadParameter(
            f"{' and '.join(lacking)} must be named: the labelled folder, then the folder to label."
        )
    return Job.parse(merged)


def checked_device(name: str | None) -> str | None:
    """``name`` if it is a valid device; raises ``UserError`` if not."""
    if name is not None:
        Job.parse({"source": ".", "target": ".", "device": name})
    return name


def _option(name: str, field: FieldInfo, *, hidden: bool = False) -> Any:
    """The annotation of an option for ``field`` of ``Job``; the option's default is ``None``, for "not given"."""
    low, high = _range(field)
    shown = {"min": low, "max": high} if field.annotation is int else {}
    option = typer.Option(
        f"--{name.replace('_', '-')}",
        help=f"{field.description} Default: {field.default}.",
        show_default=False,
        hidden=hidden,
        rich_help_panel="Settings of the run",
        **shown,  # type: ignore[arg-type]
    )
    kind: Any = field.annotation
    return Annotated[kind | None, option]


def _range(field: FieldInfo) -> tuple[int | None, int | None]:
    limits = {key: getattr(bound, key) for bound in field.metadata for key in ("ge", "le", "lt") if hasattr(bound, key)}
    return limits.get("ge"), limits.get("le", limits["lt"] - 1 if "lt" in limits else None)


def _knobs(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not value:
            raise typer.BadParameter(f"{pair!r} is not of the form NAME=VALUE, such as rounds=5.", param_hint="--set")
        name = OLD_KNOBS.get(name, name)
        if name not in Method.model_fields:
            known = ", ".join(Method.model_fields)
            raise typer.BadParameter(f"There is no knob named {name}. There are: {known}.", param_hint="--set")
        found[name] = value
    return found


def _file_settings(file: Path) -> dict[str, Any]:
    require_regular(file)
    try:
        settings = toml_in(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"The job file {file} can't be read: {reason}.", "Mend the file, or choose another.") from error
    settings = spelt_anew(settings, OLD_SETTINGS)
    settings.pop("relative", None)  # a table of a project's job.toml that is not part of the job
    folder = file.absolute().parent
    for domain in ("source", "target"):
        if isinstance(settings.get(domain), str):
            settings[domain] = folder / settings[domain]
    _anchor_weights(settings, folder)
    return settings


def _anchor_weights(settings: dict[str, Any], folder: Path) -> None:
    """Make ``file:PATH`` absolute, since the project may be opened from anywhere."""
    weights = settings.get("weights")
    if isinstance(weights, str) and weights.startswith("file:"):
        settings["weights"] = f"file:{folder / Path(weights.removeprefix('file:')).expanduser()}"

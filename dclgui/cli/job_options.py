"""Every setting of a job as an option, read off the job itself so that a new setting needs no word here."""

import inspect
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer
from pydantic.fields import FieldInfo

from dclgui.core.errors import UserError
from dclgui.core.job import OLD_KNOBS, OLD_SETTINGS, RECIPES, Job, Method, spelt_anew

_NOT_OPTIONS = ("source", "target", "method")


def with_job_options(verb: Callable[..., None]) -> Callable[..., None]:
    """Give ``verb(…, **settings)`` one option for each field of ``Job``; those not given arrive as ``None``."""
    signature = inspect.signature(verb)
    own = [p for p in signature.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    fields = [(name, field) for name, field in Job.model_fields.items() if name not in _NOT_OPTIONS]
    options = [_option(name, field) for name, field in fields]
    options += [_option(old, Job.model_fields[new], hidden=True) for old, new in OLD_SETTINGS.items()]
    verb.__signature__ = signature.replace(parameters=own + options)  # type: ignore[attr-defined]
    return verb


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
    """The job of a command line, which wins over the job file. Paths in a file are relative to the file.

    Raises ``UserError`` for a setting that can't be, ``typer.BadParameter`` for what the command line lacks.
    """
    kept = _file_settings(job_file) if job_file else {}
    given = spelt_anew({name: value for name, value in settings.items() if value is not None}, OLD_SETTINGS)
    if "recipe" in given:
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
    """``name``, if a job could name that device; raises ``UserError`` if not."""
    if name is not None:
        Job.parse({"source": ".", "target": ".", "device": name})
    return name


def _option(name: str, field: FieldInfo, *, hidden: bool = False) -> inspect.Parameter:
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
    annotation: Any = Annotated[kind | None, option]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


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
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"The job file {file} can't be read: {reason}.", "Mend the file, or choose another.") from error
    settings = spelt_anew(settings, OLD_SETTINGS)
    settings.pop("relative", None)  # a project's own job.toml has this table beside the job
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

"""``job.toml``: a job whose two roots are stored both absolute and relative to the project, which may be moved."""

import os
from pathlib import Path, PurePosixPath

import tomli_w

from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError, unwritable
from dclgui.core.job import Job
from dclgui.core.parsed import toml_in
from dclgui.core.protocol.events import Domain
from dclgui.core.same_place import same_place

NAME = "job.toml"
DOMAINS: tuple[Domain, ...] = ("source", "target")
_OF_BEFORE = {"labels": "rounds", "label_smoothing": 0.1, "class_confusion": 0.0}
"""Knobs that came later, as projects of before were made; a project's own file names all that there were."""


def places(job: Job) -> dict[Domain, Path]:
    """The job's paths of the two domains."""
    return {"source": job.source, "target": job.target}


def with_places(job: Job, found: dict[Domain, Path]) -> Job:
    """``job`` with its two roots at ``found``."""
    return job.model_copy(update={"source": found["source"], "target": found["target"]})


def same_places(one: Job, other: Job) -> bool:
    """Whether both jobs mean the same two roots."""
    return all(same_place(places(one)[domain], places(other)[domain]) for domain in DOMAINS)


def write_settings(folder: Path, job: Job) -> None:
    """Write ``job`` into the project ``folder``; raises ``UserError`` if that can't be done."""
    relative = {domain: seen_from(folder, place) for domain, place in places(job).items()}
    known = {domain: place for domain, place in relative.items() if place is not None}
    text = job.to_toml() + "\n" + tomli_w.dumps({"relative": known})
    try:
        with file_in_place(folder / NAME) as file:
            file.write(text.encode())
    except OSError as error:
        raise unwritable(folder / NAME, error, "Check that the folder may be written.") from error


def read_settings(folder: Path) -> Job:
    """The job of the project ``folder``, its roots where the images are now; where they were if they are gone.

    Raises ``UserError`` if the file can't be read or a setting is wrong.
    """
    file = folder / NAME
    try:
        settings = toml_in(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{file} can't be read: {error}.", "Mend the file or put back a copy of it.") from error
    relative = settings.pop("relative", {})
    if isinstance(settings.get("method"), dict):
        settings["method"] = {**_OF_BEFORE, **settings["method"]}
    job = Job.parse(settings)
    return with_places(job, {domain: _found(folder, domain, place, relative) for domain, place in places(job).items()})


def seen_from(start: Path, path: Path) -> str | None:
    """``path`` relative to ``start``, with ``/`` between the parts; ``None`` if they are on different drives."""
    try:
        return Path(os.path.relpath(path.resolve(), start.resolve())).as_posix()
    except ValueError:
        return None


def found_from(start: Path, seen: str) -> Path:
    """The absolute path of the result of ``seen_from(start, …)``; it need not exist."""
    return Path(os.path.normpath(start.resolve() / PurePosixPath(seen)))


def _found(folder: Path, domain: Domain, absolute: Path, relative: object) -> Path:
    seen = relative.get(domain) if isinstance(relative, dict) else None
    candidates = [found_from(folder, seen), absolute] if isinstance(seen, str) else [absolute]
    return next((candidate for candidate in candidates if candidate.exists()), absolute)

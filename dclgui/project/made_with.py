"""What a round was made with and what it left: its settings and a digest of each of its files, kept in its row."""

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from dclgui.core.errors import UserError
from dclgui.core.job import Job

_OF_THE_COMPUTER = {"source", "target", "device", "precision"}
"""Settings that may be others on another computer."""
_OWN_WEIGHTS = "file:"


def settings_of(job: Job) -> str:
    """The settings of ``job`` that the labels depend on, as JSON; weights in a file of one's own without its place."""
    kept = job.model_dump(mode="json", exclude=_OF_THE_COMPUTER)
    return json.dumps(_placeless(kept), sort_keys=True)


def require_same_settings(job: Job, kept: Mapping[str, Any], *, number: int, file: Path) -> None:
    """Raise ``UserError`` if round ``number`` was made with other settings than ``job``, which stands in ``file``.

    ``kept`` is what ``settings_of`` gave; empty for a round of an earlier version. A setting that only one of the two
    knows is no difference.
    """
    then, now = (_by_name(settings) for settings in (kept, json.loads(settings_of(job))))
    for name in sorted(then.keys() & now.keys()):
        if then[name] != now[name]:
            raise UserError(
                f"Round {number} was made with {name} {then[name]}, but {file} says {now[name]}.",
                "Put the setting back as it was, or start a new project for the other one.",
            )


def digests_of(folder: Path, *, but: Collection[str] = ()) -> str:
    """The digest of each file in ``folder``, as JSON, except those named in ``but``."""
    names = sorted(path.name for path in folder.iterdir() if path.name not in but)
    return json.dumps({name: digest_of(folder / name) for name in names})


def digest_of(file: Path) -> str:
    """A digest of the file's bytes; raises ``OSError`` if it can't be read."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _placeless(settings: Mapping[str, Any]) -> dict[str, Any]:
    weights = str(settings["weights"])
    return {**settings, "weights": _OWN_WEIGHTS if weights.startswith(_OWN_WEIGHTS) else weights}


def _by_name(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Knobs of the method beside the other settings."""
    knobs = settings.get("method")
    return {**settings, **(knobs if isinstance(knobs, dict) else {}), "method": None}

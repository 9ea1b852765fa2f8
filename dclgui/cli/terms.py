"""The options that say what a guarantee is to promise."""

from pathlib import Path
from typing import Any

import typer

from dclgui.core.terms import Terms
from dclgui.project.folder import Project

_OWN = " Default: as chosen in the project."
ERROR: Any = typer.Option(
    "--error", min=0.0001, max=0.5, show_default=False, help=f"Share of wrong labels that a guarantee allows.{_OWN}"
)
CONFIDENCE: Any = typer.Option(
    "--confidence", min=0.5, max=0.999, show_default=False, help=f"How sure a guarantee is.{_OWN}"
)


def chosen_terms(project: Path, error: float | None, confidence: float | None) -> Terms:
    """The terms of the project in ``project``, with what was given in place of its own.

    Raises ``UserError`` if it can't be opened.
    """
    with Project.open(project) as opened:
        own = opened.audits.terms()
    return Terms(own.error if error is None else error, own.confidence if confidence is None else confidence)

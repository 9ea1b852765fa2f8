"""``dclgui report``: a result on one page."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.options import Confidence, Error, chosen_terms, with_places
from dclgui.cli.terminal import say
from dclgui.cli.window import qt_explained


class Tongue(StrEnum):
    """Languages of a report."""

    ENGLISH = "en"
    CHINESE = "zh_CN"


@with_places
def report(
    project: Annotated[Path, typer.Argument(help="Project folder of a run.")],
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file; it ends in .pdf or .html. [default: PROJECT.pdf]")
    ] = None,
    language: Annotated[Tongue, typer.Option(help="Language of the report.")] = Tongue.ENGLISH,
    error: Error = None,
    confidence: Confidence = None,
) -> None:
    """Write one page (PDF or HTML): data, settings, what the audit says, the guarantee, the labels saved.

    The same project gives the same file, byte for byte. Nothing is overwritten but an older report of dclgui.
    """
    file = output or project.absolute().with_suffix(".pdf")
    write_report(project, file, language=language, error=error, confidence=confidence)
    say(f"Saved: {file}")


def write_report(
    project: Path,
    file: Path,
    *,
    language: Tongue = Tongue.ENGLISH,
    error: float | None = None,
    confidence: float | None = None,
) -> None:
    """Write the report of ``project`` into ``file``; raises ``UserError`` as ``report_alone`` does, or without Qt."""
    with qt_explained():
        from dclgui.qt.report.save import report_alone
    report_alone(project, file, language=language.value, terms=chosen_terms(project, error, confidence))

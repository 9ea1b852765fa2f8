"""The report into a file."""

from datetime import UTC
from pathlib import Path

from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.core.terms import Terms
from dclgui.project.folder import Project
from dclgui.qt.report.facts import facts_of
from dclgui.qt.report.html import html
from dclgui.qt.report.pdf import fitting, pdf
from dclgui.qt.report.sheet import MAKER
from dclgui.qt.report.wording import ReportWords


def save_result(file: Path, project: Project, *, terms: Terms | None = None) -> None:
    """Write the report, in the language that shows, as HTML or PDF by the ending of ``file``.

    A guarantee is for the project's own terms if none are given. Raises ``UserError`` for another ending, if no round
    is finished, or if the file can't be written.
    """
    facts = facts_of(project, terms=terms)
    sheet = ReportWords().sheet(facts)
    match file.suffix.lower():
        case ".html" | ".htm":
            content = html(sheet, scale=fitting(sheet)).encode()
        case ".pdf":
            content = pdf(sheet, facts.as_of.astimezone(UTC))
        case _:
            raise UserError(f"{file} can't be a report's name.", "Choose one that ends in .pdf or .html.")
    try:
        with file_in_place(file) as written:
            written.write(content)
    except OSError as failure:
        raise UserError(f"{file} can't be written: {failure.strerror}.", "Choose another place.") from failure


def is_result(file: Path) -> bool:
    """Whether ``file`` is a report of this program, HTML or PDF; raises ``UserError`` if it can't be read."""
    try:
        content = file.read_bytes()
    except OSError as failure:
        raise UserError(f"{file} can't be read: {failure.strerror}.", "Choose another place.") from failure
    return any(MAKER.encode(coding) in content for coding in ("utf-8", "utf-16-be"))

"""Write the report into a file: from the window, or without one for the command line."""

import os
import sys
from datetime import UTC
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from dclgui.core.atomic import file_in_place, remove_abandoned
from dclgui.core.errors import UserError, unwritable
from dclgui.core.terms import Terms
from dclgui.project.folder import Project
from dclgui.qt.parts.application import made_application, show_language
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.preferences import Language
from dclgui.qt.parts.save_dialog import ask_for_file
from dclgui.qt.parts.words import filled
from dclgui.qt.report.facts import facts_of
from dclgui.qt.report.html import html
from dclgui.qt.report.pdf import fitting, pdf
from dclgui.qt.report.sheet import MAKER
from dclgui.qt.report.wording import ReportWords
from dclgui.qt.session.session import Session


def save_result(file: Path, project: Project, *, terms: Terms | None = None) -> None:
    """Write the report in the present language, as HTML or PDF by the suffix of ``file``.

    ``terms`` of the guarantee are by default those of the project. Raises ``UserError`` for another suffix, if no round
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
        remove_abandoned(file.parent, file.name)
        with file_in_place(file) as written:
            written.write(content)
    except OSError as failure:
        raise unwritable(file, failure) from failure


def is_result(file: Path) -> bool:
    """Whether ``file`` is a report of this program, HTML or PDF; raises ``UserError`` if it can't be read."""
    try:
        content = file.read_bytes()
    except OSError as failure:
        raise UserError(f"{file} can't be read: {failure.strerror}.", "Choose another place.") from failure
    return any(MAKER.encode(coding) in content for coding in ("utf-8", "utf-16-be"))


def report_alone(project: Path, file: Path, *, language: Language, terms: Terms) -> None:
    """Write the report of ``project`` to ``file`` without a window, byte for byte as the window does.

    Needs no desktop. Raises ``UserError`` as ``save_result`` does, if ``project`` can't be opened, or if ``file``
    exists and is no report.
    """
    if file.exists() and not is_result(file):
        raise UserError(f"{file} exists and is no report of dclgui; it is left as it is.", "Choose another file name.")
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication.instance() or made_application()  # referenced until the end: Qt quits with it
    show_language(language)
    with Project.open(project) as opened:
        save_result(file, opened, terms=terms)


def ask_for_result(page: Page, session: Session) -> None:
    """Ask for a file and write the report to it; the banner of ``page`` shows where it is or what failed."""
    suggested = session.project.folder.with_name(f"{session.project.folder.stem}-report.pdf")
    kinds = QCoreApplication.translate("ReportWords", "Report (*.pdf *.html)")
    title = QCoreApplication.translate("ReportWords", "Save the report")
    chosen = ask_for_file(page, title, suggested, kinds)
    if chosen is not None:
        page.attempt(partial(_save_and_tell, page, session, chosen))


def _save_and_tell(page: Page, session: Session, file: Path) -> None:
    save_result(file, session.project)
    saved = filled(QCoreApplication.translate("ReportWords", "Saved: %1"), str(file))
    look = QCoreApplication.translate("ReportWords", "Open the report")
    page.banner.show_note(saved, next_step=(look, partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(file)))))

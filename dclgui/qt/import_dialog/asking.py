"""The way in: a file is asked for, looked at in a sheet, and taken over if the person wants it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog

from dclgui.core.decisions import Decision
from dclgui.core.protocol.envelope import Failed
from dclgui.qt.import_dialog.dialog import ImportDialog
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.words import filled, number
from dclgui.qt.session.session import Session


def ask_for_decisions(page: Page, session: Session) -> None:
    """Ask for a file of decisions and show what it would change."""
    title = QCoreApplication.translate("ImportDialog", "Bring decisions in")
    kinds = QCoreApplication.translate("ImportDialog", "Labels or Label Studio (*.csv *.json *.txt)")
    chosen, _ = QFileDialog.getOpenFileName(page, title, str(session.project.folder.parent), kinds)
    if chosen:
        look_into(page, session, Path(chosen))


def look_into(page: Page, session: Session, file: Path) -> ImportDialog:
    """Show what ``file`` would change; nothing else of the window can be used until the sheet is closed."""
    sheet = ImportDialog(session, file, page.window())
    sheet.failed.connect(partial(_tell_failure, page))
    sheet.wanted.connect(partial(_take_over, page, session, file.name))
    sheet.open()
    return sheet


def _tell_failure(page: Page, failed: Failed) -> None:
    page.banner.show_error(failed.error, details=failed.details)


def _take_over(page: Page, session: Session, name: str, decisions: list[Decision]) -> None:
    page.attempt(partial(_taken_over, page, session, name, decisions))


def _taken_over(page: Page, session: Session, name: str, decisions: list[Decision]) -> None:
    session.take_over(decisions)
    words = QCoreApplication.translate("ImportDialog", "%1 decisions brought in from %2")
    if len(decisions) == 1:
        words = QCoreApplication.translate("ImportDialog", "One decision brought in from %2")
    page.banner.show_note(
        filled(words, number(len(decisions)), name),
        next_step=(QCoreApplication.translate("Commands", "Undo"), session.undo),
    )
    # The button would take back whatever was decided last.
    session.decided.connect(page.banner.hide, Qt.ConnectionType.SingleShotConnection)

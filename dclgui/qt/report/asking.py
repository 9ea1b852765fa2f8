"""Where the report should go, asked of the person."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from dclgui.qt.parts.page import Page
from dclgui.qt.parts.words import filled
from dclgui.qt.report.save import save_result
from dclgui.qt.session.session import Session


def ask_for_result(page: Page, session: Session) -> None:
    """Ask for a file, write the report into it, and say on ``page`` where it is or why it could not be written."""
    suggested = session.project.folder.with_name(f"{session.project.folder.stem}-report.pdf")
    kinds = QCoreApplication.translate("ReportWords", "Report (*.pdf *.html)")
    title = QCoreApplication.translate("ReportWords", "Save the report")
    chosen, _ = QFileDialog.getSaveFileName(page, title, str(suggested), kinds)
    if chosen:
        page.attempt(partial(_save, page, session, Path(chosen)))


def _save(page: Page, session: Session, file: Path) -> None:
    save_result(file, session.project)
    saved = filled(QCoreApplication.translate("ReportWords", "Saved: %1"), str(file))
    look = QCoreApplication.translate("ReportWords", "Open the report")
    page.banner.show_note(saved, next_step=(look, partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(file)))))

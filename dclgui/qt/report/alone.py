"""The report of a result without a window, for the command line."""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from dclgui.core.errors import UserError
from dclgui.core.terms import Terms
from dclgui.project.folder import Project
from dclgui.qt.parts.application import made_application
from dclgui.qt.parts.language import show_language
from dclgui.qt.parts.preferences import Language
from dclgui.qt.report.save import is_result, save_result


def report_alone(project: Path, file: Path, *, language: Language, terms: Terms) -> None:
    """Write the report of ``project`` into ``file``, the same bytes as the window does; see ``save_result``.

    Needs no desktop. Raises ``UserError`` as ``save_result`` does, if ``project`` can't be opened, or if ``file``
    holds something else than an older report.
    """
    if file.exists() and not is_result(file):
        raise UserError(f"{file} exists and is no report of dclgui; it is left as it is.", "Choose another file name.")
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication.instance() or made_application()  # kept: Qt ends with it
    show_language(language)
    with Project.open(project) as opened:
        save_result(file, opened, terms=terms)

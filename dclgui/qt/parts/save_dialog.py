"""Asks for a file to write, in the folder where something was saved last."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dclgui.qt.parts.preferences import Preferences


def ask_for_file(parent: QWidget, title: str, suggested: Path, kinds: str, *, overwrites: bool = True) -> Path | None:
    """The chosen file, ``None`` if none was; all texts are translated already.

    ``suggested`` has the name, and the folder for the first time. ``overwrites``: an existing file is asked about.
    """
    preferences = Preferences()
    start = (preferences.saved_in or suggested.parent) / suggested.name
    options = QFileDialog.Option(0) if overwrites else QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds, options=options)
    if not chosen:
        return None
    preferences.saved_in = Path(chosen).parent
    return Path(chosen)

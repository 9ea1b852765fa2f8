"""Step 1: which two folders."""

from pathlib import Path

from PySide6.QtCore import Signal

from dclgui.qt.parts.page import Page
from dclgui.qt.run_thread import Serve
from dclgui.qt.session import Session
from dclgui.qt.step import StepState


class FoldersPage(Page):
    """Two drop zones for a new project; for an open one its folders, counts and samples.

    ``project_made``  path of a project that was made of the two folders
    """

    project_made = Signal(object)

    def __init__(self, serve: Serve) -> None:
        super().__init__()
        self._serve = serve
        self._session: Session | None = None
        self.refresh()

    def start_new(self) -> None:
        """Empty zones for a new project."""
        self._session = None

    def show_session(self, session: Session) -> None:
        """The folders of an open project."""
        self._session = session

    def offer(self, dropped: list[Path]) -> None:
        """Folders or files dropped on the window."""

    def close_work(self) -> None:
        """End the scans under way."""

    def step_state(self) -> StepState:
        """How many pictures there are."""
        return StepState(done=self._session is not None)

    def retranslate(self) -> None:
        """All words."""
        self.title.setText(self.tr("Which pictures?"))
        self.subtitle.setText(self.tr("The old camera's pictures teach; the new camera's pictures get their names."))

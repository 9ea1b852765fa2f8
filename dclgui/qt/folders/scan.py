"""Counts the images in the folder of one zone, in a child process."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.requests import ScanFolder
from dclgui.core.protocol.results import FolderScanned
from dclgui.qt.session.questions import Question, Questions
from dclgui.qt.session.run_thread import Serve


class FolderScan(QObject):
    """Counts one folder at a time; choosing another one cancels the scan under way.

    ``changed``  any of the fields below changed

    ``root``   the folder, or a list for the source
    ``level``  of its class folders
    ``found``  what was found so far
    ``error``  why the folder can't serve as this domain; ``found`` may still hold what lies in it
    """

    changed = Signal()

    def __init__(self, serve: Serve, domain: Domain, parent: QObject) -> None:
        super().__init__(parent)
        self._questions, self._domain = Questions(serve, self), domain
        self._question: Question | None = None
        self.root: Path | None = None
        self.level = 0
        self.found: FolderScanned | None = None
        self.error: UserError | None = None

    @property
    def busy(self) -> bool:
        """Whether a scan is under way."""
        return self._question is not None

    def choose(self, root: Path | None, *, level: int = 0) -> None:
        """Scan ``root``, its class folders at ``level`` (``Job.class_level``); for ``None`` forget what was found."""
        self.root, self.level, self.found, self.error = root, level, None, None
        if self._question is not None:
            self._question.cancel()
            self._question = None
        if root is not None:
            self._count(self._domain, root)
        self.changed.emit()

    def close(self) -> None:
        """End the child process."""
        self._questions.close()

    def _count(self, domain: Domain, root: Path) -> None:
        self._question = self._questions.ask(ScanFolder(domain, root, self.level))
        self._question.said.connect(self._on_said)
        self._question.answered.connect(self._on_answered)
        self._question.failed.connect(self._on_failed)

    def _on_said(self, answer: FolderScanned) -> None:
        self.found = answer
        self.changed.emit()

    def _on_answered(self) -> None:
        self._question = None
        self.changed.emit()

    def _on_failed(self, failed: Failed) -> None:
        self._question = None
        # A second failure, of the scan as a target, must not replace the first error.
        if self.root is not None and self.error is None:
            self.error = failed.error
            if self._domain == "source" and self.root.is_dir():
                self._count("target", self.root)  # what lies there decides which fix to offer
        self.changed.emit()

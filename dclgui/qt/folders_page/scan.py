"""What lies in the folder of one zone, counted by a child process."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dclgui.core.answers import FolderScanned
from dclgui.core.errors import UserError
from dclgui.core.events import Domain
from dclgui.core.messages import Failed
from dclgui.core.tasks import ScanFolder
from dclgui.qt.session.run_thread import RunThread, Serve


class FolderScan(QObject):
    """Counts one folder at a time; what is still said of an earlier folder is dropped.

    ``changed``  any of the fields below

    ``root``   the folder, or CSV file of the old camera
    ``found``  what is known of it so far
    ``error``  why it can't be this domain's; ``found`` may hold what lies in it nevertheless
    """

    changed = Signal()

    def __init__(self, serve: Serve, domain: Domain, parent: QObject) -> None:
        super().__init__(parent)
        self._serve, self._domain = serve, domain
        self._thread: RunThread | None = None
        self._at_work: ScanFolder | None = None
        self._next: ScanFolder | None = None
        self.root: Path | None = None
        self.found: FolderScanned | None = None
        self.error: UserError | None = None

    @property
    def busy(self) -> bool:
        """Whether it still counts."""
        return self._at_work is not None or self._next is not None

    def choose(self, root: Path | None) -> None:
        """Count ``root`` from now on; nothing for ``None``."""
        self.root, self.found, self.error = root, None, None
        self._next = ScanFolder(self._domain, root) if root is not None else None
        if self._at_work is None:
            self._begin()
        elif self._thread is not None:
            self._thread.tell("stop")
        self.changed.emit()

    def close(self) -> None:
        """End the child."""
        self._next = self._at_work = None
        if self._thread is not None:
            self._thread.close()
            self._thread = None

    def _begin(self) -> None:
        self._at_work, self._next = self._next, None
        if self._at_work is None:
            return
        if self._thread is None:
            self._thread = RunThread(self._serve, parent=self)
            self._thread.said.connect(self._on_said)
            self._thread.failed.connect(self._on_failed)
            self._thread.done.connect(self._on_done)
        self._thread.ask(self._at_work)

    @property
    def _stale(self) -> bool:
        return self._at_work is None or self._at_work.root != self.root or self._next is not None

    def _on_said(self, answer: object) -> None:
        if isinstance(answer, FolderScanned) and not self._stale:
            self.found = answer
            self.changed.emit()

    def _on_failed(self, failed: Failed) -> None:
        if not self._stale and self.root is not None and self.error is None:
            self.error = failed.error
            if self._domain == "source" and self.root.is_dir():
                self._next = ScanFolder("target", self.root)  # what lies there says which fix to offer
        self._begin()
        self.changed.emit()

    def _on_done(self, _done: object) -> None:
        self._begin()
        self.changed.emit()

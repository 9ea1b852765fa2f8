"""The finished model at work: more pictures of the new camera, from a folder at once or as they arrive."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from dclgui.core.errors import UserError
from dclgui.core.messages import Failed
from dclgui.core.tasks import LabelFolder, Watch
from dclgui.core.watched import (
    DriftEnded,
    DriftFound,
    FileHeldBack,
    FolderLabelled,
    FolderSeen,
    ImagesLabelled,
    Watching,
)
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.pieces import button, card, label
from dclgui.qt.run_thread import RunThread
from dclgui.qt.sentences import spoken
from dclgui.qt.session import Session
from dclgui.qt.theme import GRID
from dclgui.qt.words import number


class MorePictures(Panel):
    """Labels more pictures in a child process of its own, which ends with the project.

    ``told``    (``UserError``) something that the person should know, such as drift
    ``failed``  (``Failed``) the work ended early
    ``saved``   (``Path``) all pictures of a folder have their labels in this file
    """

    told = Signal(object)
    failed = Signal(object)
    saved = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._worker: RunThread | None = None
        self._task: LabelFolder | Watch | None = None
        self._labelled = 0
        self._last = ""
        self._state: Watching | None = None
        self._build()
        session.run_changed.connect(self.retranslate)
        session.table_replaced.connect(self.retranslate)
        self.refresh()

    def start(self, task: LabelFolder | Watch) -> None:
        """Do ``task``; what was under way must have ended."""
        self._task, self._labelled, self._last, self._state = task, 0, "", None
        self._worker = self._session.made_worker()
        self._worker.said.connect(self._on_said)
        self._worker.failed.connect(self._on_failed)
        self._worker.done.connect(self._end)
        self._worker.ask(task)
        self.retranslate()

    def stop(self) -> None:
        """End what is under way; every label so far is in its file."""
        if self._worker is not None:
            self._worker.tell("stop")

    def retranslate(self) -> None:
        """All words, and how far it is."""
        self._title.setText(self.tr("More pictures"))
        self._once.setText(self.tr("Label a folder…"))
        self._watch.setText(self.tr("Watch a folder…"))
        self._stop.setText(self.tr("Stop"))
        busy, ready = self._task is not None, self._session.newest_round is not None
        self._stop.setVisible(busy)
        for piece in (self._once, self._watch):
            piece.setVisible(not busy)
            piece.setEnabled(ready)
            piece.setToolTip("" if ready else self.tr("There is no model yet: let it run first."))
            piece.setAccessibleName(piece.text())
        self._text.setText(self._state_words() if busy else self._offer_words())

    def _build(self) -> None:
        frame, inside = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._title, self._text = label("strong"), label("muted", wrap=True)
        self._once, self._watch, self._stop = button(), button(), button()
        row, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        row.addSpacing(2 * GRID)
        for piece in (self._once, self._watch, self._stop):
            row.addWidget(piece)
        inside.addLayout(row)
        self._once.clicked.connect(self._ask_once)
        self._watch.clicked.connect(self._ask_watch)
        self._stop.clicked.connect(self.stop)

    def _offer_words(self) -> str:
        return self.tr(
            "Label more pictures of the new camera with this model, at once or as they arrive. Watching again with the "
            "same folder and file goes on where it was left."
        )

    def _state_words(self) -> str:
        if self._state is None:
            words = self.tr("%1 labelled so far.").replace("%1", number(self._labelled))
        else:
            words = self.tr("Watching: %1 labelled, %2 unreadable, %3 waiting.")
            words = words.replace("%1", number(self._state.labelled)).replace("%2", number(self._state.problems))
            words = words.replace("%3", number(self._state.waiting))
        return f"{words} {self._last}".strip()

    def _ask_once(self) -> None:
        chosen = self._asked()
        if chosen is not None:
            self.start(LabelFolder(self._session.project.folder, *chosen))

    def _ask_watch(self) -> None:
        chosen = self._asked()
        if chosen is not None:
            self.start(Watch(self._session.project.folder, *chosen))

    def _asked(self) -> tuple[Path, Path] | None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of more pictures"))
        if not folder:
            return None
        suggested = self._session.project.folder.with_name(f"{Path(folder).name}-labels.csv")
        options = QFileDialog.Option.DontConfirmOverwrite
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("File for the labels"), str(suggested), self.tr("Labels (*.csv)"), options=options
        )
        return (Path(folder), Path(file)) if file else None

    def _on_said(self, event: object) -> None:
        match event:
            case ImagesLabelled():
                self._labelled += len(event.images)
                newest = event.images[-1]
                words = self.tr("Last: %1 is %2.").replace("%1", newest.path)
                self._last = words.replace("%2", newest.label)
            case Watching():
                self._state = event
            case FolderLabelled():
                self.saved.emit(event.file)
            case FolderSeen():
                self._last = "" if event.there else self.tr("The folder can't be reached; it is looked for again.")
            case DriftFound() | FileHeldBack():
                self.told.emit(UserError(spoken(event.message), spoken(event.hint)))
            case DriftEnded():
                self._last = self.tr("The newest pictures are again like those that the model knows.")
            case _:
                return
        self.retranslate()

    def _on_failed(self, failed: Failed) -> None:
        self._end()
        self.failed.emit(failed)

    def _end(self, _done: object = None) -> None:
        self._task = None
        if self._worker is not None:
            self._worker.finished.connect(self._worker.deleteLater)
            self._worker.finish()
            self._worker = None
        self.retranslate()

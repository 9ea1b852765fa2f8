"""Label more images of the target domain with the finished model, a folder at once or as they arrive."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Progressed, Warned
from dclgui.core.protocol.requests import FindChanges, LabelFolder, Watch
from dclgui.core.protocol.results import ChangesFound
from dclgui.core.protocol.watch_events import (
    DriftEnded,
    DriftFound,
    FileEdited,
    FileHeldBack,
    FilesPassedOver,
    FolderLabelled,
    FolderSeen,
    ImagesLabelled,
    Watching,
)
from dclgui.qt.export.again import Again
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.save_dialog import ask_for_file
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label, literal, rule
from dclgui.qt.parts.words import filled, number
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session

_WIDEST = 160
"""Pixels for a folder's name on a button."""


class MorePictures(Panel):
    """Labels more images in a child process of its own, which ends when the project closes.

    ``told``     (``UserError``) a warning for the user
    ``drifted``  (``UserError``, ``Path``) a warning of drift among the images that arrive in this folder
    ``failed``   (``Failed``) the work failed
    ``saved``    (``Path``, ``Path | None``, ``str``) the file with all labels, of a folder or of a watch that the user
                 stopped, the backup of a file that was there before, and what the file holds in words
    ``look_wanted``  (``Path``, ``Path``) show the pictures of this labels file and of this folder
    ``left``     (``Path``) the user stopped the labelling of a folder before this file was written
    """

    told = Signal(object)
    drifted = Signal(object, object)
    failed = Signal(object)
    saved = Signal(object, object, str)
    look_wanted = Signal(object, object)
    left = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._question: Question | None = None
        self._task: LabelFolder | Watch | None = None
        self._read: Progressed | None = None
        self._last: ImagesLabelled | FolderSeen | DriftEnded | None = None
        self._state: Watching | None = None
        self._came = 0
        self._preferences = Preferences()
        self.again = Again(session)
        self._build()
        session.run.changed.connect(self.retranslate)
        session.table_replaced.connect(self.retranslate)
        self.refresh()

    def start(self, task: LabelFolder | Watch) -> None:
        """Start ``task``; the task before must have ended."""
        self._task, self._read, self._last, self._state = task, None, None, None
        self._question = self._session.ask(task)
        self._question.said.connect(self._remember)
        self._question.said.connect(self._on_said)
        self._question.failed.connect(self.failed)
        self._question.ended.connect(self._on_ended)
        self.retranslate()

    def look(self) -> None:
        """Ask for the gallery of what was labelled last."""
        labelled = self._preferences.labelled(self._project)
        if labelled is not None:
            folder, file = labelled
            self.look_wanted.emit(file, folder)

    def at_work(self) -> str:
        """What is going on, and what becomes of it if the project closes now; empty for nothing."""
        if isinstance(self._task, Watch):
            return filled(self.tr("%1 is being watched. It is offered again next time."), self._task.folder.name)
        if self._task is not None:
            return self.tr("A folder is being labelled. Its labels would not be written.")
        return self.again.at_work()

    def look_for_new(self) -> None:
        """Look whether pictures came to the target since the run began, to offer labels for them."""
        if self._session.run.newest_round is not None and self._task is None:
            self._session.ask(FindChanges(self._project)).answered.connect(self._on_changes)

    def stop(self) -> None:
        """Stop the task: a watch has written every label so far, a folder at once none."""
        if self._question is not None:
            self._question.tell("stop")
        if isinstance(self._task, Watch):
            self._preferences.watches_no_more(self._project)

    def retranslate(self) -> None:
        """All words, and the progress."""
        self._title.setText(self.tr("More pictures"))
        self._once.setText(self.tr("Label a folder…"))
        self._watch.setText(self.tr("Watch a folder…"))
        self._stop.setText(self.tr("Stop"))
        busy, ready = self._task is not None, self._session.run.newest_round is not None
        before = None if busy else self._preferences.watched(self._project)
        self._stop.setVisible(busy)
        self._stop.setAccessibleName(self.tr("Stop labelling more pictures"))
        self._name_what_was_watched(before)
        self._new.setText(filled(self.tr("Label the new pictures… (%1)"), number(self._came)))
        offers = (
            (self._go_on, before is not None),
            (self._new, self._came > 0),
            (self._once, True),
            (self._watch, True),
        )
        for widget, offered in offers:
            widget.setVisible(not busy and offered)
            widget.setEnabled(ready)
            widget.setToolTip("" if ready else self.tr("There is no model yet: let it run first."))
            widget.setAccessibleName(widget.text())
        self._text.setText(self._state_words() if busy else self._offer_words(before))
        self._offer_to_look()

    def _offer_to_look(self) -> None:
        labelled = self._preferences.labelled(self._project)
        there = labelled is not None and labelled[1].is_file()
        self._look.setText(self.tr("Look at them…"))
        self._look.setAccessibleName(self._look.text())
        self._look.setToolTip(self.tr("Show the pictures that were labelled, to correct them by the keys of Review"))
        words = self.tr("Labelled last: %1, into %2.")
        self._last_words.setText("" if labelled is None else filled(words, labelled[0].name, labelled[1].name))
        for widget in (self._look, self._last_words):
            widget.setVisible(there)

    def _build(self) -> None:
        frame, inside = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._title, self._text = label("strong"), label("muted", wrap=True)
        self._go_on, self._new, self._once, self._watch, self._stop = (button() for _ in range(5))
        self._look, self._last_words = button(), label("muted", wrap=True)
        last = QHBoxLayout()
        last.addWidget(self._last_words, 1)
        last.addSpacing(2 * GRID)
        last.addWidget(self._look)
        row, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        row.addSpacing(2 * GRID)
        for widget in (self._go_on, self._new, self._once, self._watch, self._stop):
            row.addWidget(widget)
        inside.addLayout(row)
        inside.addLayout(last)
        inside.addWidget(rule())
        inside.addWidget(self.again)
        self._go_on.clicked.connect(self._go_on_watching)
        self._new.clicked.connect(self._ask_new)
        self._once.clicked.connect(self._ask_once)
        self._watch.clicked.connect(self._ask_watch)
        self._stop.clicked.connect(self.stop)
        self._look.clicked.connect(self.look)

    @property
    def _project(self) -> Path:
        return self._session.project.folder

    def _name_what_was_watched(self, before: tuple[Path, Path] | None) -> None:
        if before is not None:
            name = QFontMetrics(self._go_on.font()).elidedText(before[0].name, Qt.TextElideMode.ElideMiddle, _WIDEST)
            self._go_on.setText(filled(self.tr("Go on watching %1"), literal(name)))

    def _offer_words(self, before: tuple[Path, Path] | None) -> str:
        if self._came:
            words = self.tr("Came to the new camera's folder since the run began, without labels yet: %1.")
            return filled(words, number(self._came))
        if before is None:
            return self.tr("Label more pictures of the new camera with this model, at once or as they arrive.")
        words = self.tr("%1 was being watched. Its labels go on in %2, and none is made twice.")
        return filled(words, before[0].name, before[1].name)

    def _state_words(self) -> str:
        state, read = self._state, self._read
        if state is not None:
            words = self.tr("Watching: %1 labelled, of low confidence %2, unreadable %3, waiting %4.")
            words = filled(words, *map(number, (state.labelled, state.low, state.problems, state.waiting)))
            return paragraph(words, self._last_said())
        if read is not None:
            return filled(self.tr("%1 of %2 pictures are read."), number(read.done), number(read.total))
        return self.tr("Getting the model ready.")

    def _last_said(self) -> str:
        match self._last:
            case ImagesLabelled():
                newest = self._last.images[-1]
                return filled(self.tr("Last: %1 is %2."), newest.path, newest.label)
            case FolderSeen() if not self._last.there:
                return self.tr("The folder can't be reached; it is looked for again.")
            case DriftEnded():
                return self.tr("The newest pictures are again like those that the model knows.")
        return ""

    def _go_on_watching(self) -> None:
        before = self._preferences.watched(self._project)
        if before is not None:
            self.start(Watch(self._project, *before))

    def _ask_once(self) -> None:
        chosen = self._asked("{}-labels.csv", overwrites=True)
        if chosen is not None:
            self.start(LabelFolder(self._project, *chosen))

    def _ask_new(self) -> None:
        file = self._asked_file(f"{self._project.stem}-new-labels.csv", overwrites=True)
        if file is not None:
            self.start(LabelFolder(self._project, self._session.job.target, file, only_new=True))

    def _ask_watch(self) -> None:
        # A file that an earlier watch wrote is continued, not overwritten.
        chosen = self._asked("{}-watched.csv", overwrites=False)
        if chosen is not None:
            self.start(Watch(self._project, *chosen))

    def _asked(self, name: str, *, overwrites: bool) -> tuple[Path, Path] | None:
        beside = str(self._session.job.target.parent)
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of more pictures"), beside)
        if not folder:
            return None
        file = self._asked_file(name.format(Path(folder).name), overwrites=overwrites)
        return None if file is None else (Path(folder), file)

    def _asked_file(self, name: str, *, overwrites: bool) -> Path | None:
        title, kinds = self.tr("File for the labels"), self.tr("Labels (*.csv)")
        return ask_for_file(self, title, self._project.with_name(name), kinds, overwrites=overwrites)

    def _held(self, done: FolderLabelled) -> str:
        words = self.tr("Pictures: %1, of high confidence %2, of low confidence %3, unreadable %4.")
        return filled(words, *map(number, (done.images, done.high, done.low, done.problems)))

    def _on_changes(self, found: ChangesFound) -> None:
        self._came = found.came
        self.retranslate()

    def _remember(self, event: object) -> None:
        """Which pictures can be looked at now."""
        there = isinstance(event, FolderLabelled) or (isinstance(event, Watching) and event.labelled > 0)
        if there and self._task is not None:
            self._preferences.labels(self._project, self._task.folder, self._task.file)

    def _on_said(self, event: object) -> None:
        match event:
            case Progressed() if event.total:
                self._read = event
            case ImagesLabelled() | FolderSeen() | DriftEnded():
                self._last = event
            case Watching():
                # Remembered from the first look on: a task that is refused at once is not offered again.
                if self._state is None and isinstance(self._task, Watch):
                    self._preferences.watches(self._project, self._task.folder, self._task.file)
                self._state = event
            case FolderLabelled():
                self.saved.emit(event.file, event.backup, self._held(event))
            case DriftFound() if self._task is not None:
                self.drifted.emit(UserError(event.message, event.hint), self._task.folder)
            case FileHeldBack() | FileEdited() | FilesPassedOver() | Warned():
                self.told.emit(UserError(event.message, event.hint))
            case _:
                return
        self.retranslate()

    def _on_ended(self) -> None:
        task, self._task = self._task, None
        stopped = self._question is not None and self._question.stopped
        if stopped and isinstance(task, Watch):
            self._preferences.watches_no_more(self._project)
            self.saved.emit(task.file, None, "")
        elif stopped and task is not None:
            self.left.emit(task.file)
        self.retranslate()

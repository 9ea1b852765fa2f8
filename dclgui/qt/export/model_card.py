"""The card that saves the model: it shows how far that is, and a button to cancel it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dclgui.core.atomic import remove_abandoned
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import MODEL_WRITTEN_FROM, SaveModel
from dclgui.core.protocol.results import ModelSaved
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import filled, share
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session

_DESCRIPTIONS = (".md", ".json", ".classes.json")


class ModelCard(Panel):
    """Saves in a child process, which ends when it is cancelled.

    ``wanted``  ask where to save the model
    ``saved``   (``ModelSaved``) it is there
    ``failed``  (``Failed``) it could not be saved
    ``left``    (``Path``) it was cancelled: nothing was written there
    """

    wanted = Signal()
    saved = Signal(object)
    failed = Signal(object)
    left = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._question: Question | None = None
        self._saved: ModelSaved | None = None
        self._done, self._cancelling, self._ready = 0.0, False, False
        frame, inside = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._title, self.text = label("strong"), label("muted", wrap=True)
        self.save, self.cancel = button(), button()
        row, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self.text)
        row.addLayout(words, 1)
        row.addSpacing(2 * GRID)
        for widget in (self.save, self.cancel):
            row.addWidget(widget)
        inside.addLayout(row)
        self.save.clicked.connect(self.wanted)
        self.cancel.clicked.connect(self.give_up)
        self.refresh()

    @property
    def busy(self) -> bool:
        """Whether a model is being saved."""
        return self._question is not None and self._question.under_way

    def start(self, task: SaveModel) -> None:
        """Let a child process save the model; does nothing while it is busy."""
        if self.busy:
            return
        self._done, self._saved, self._cancelling = 0.0, None, False
        self._question = self._session.ask(task)
        self._question.said.connect(self._on_said)
        self._question.failed.connect(self.failed)
        self._question.ended.connect(self._on_ended)
        self.retranslate()

    def give_up(self) -> None:
        """Cancel it: at once while nothing is written yet, else as soon as the child has removed what it began."""
        if self._question is None or not self.busy:
            return
        self._cancelling = True
        if self._done < MODEL_WRITTEN_FROM:
            self._question.cancel(at_once=True)
        else:
            self._question.tell("stop")
        self.retranslate()

    def allow(self, *, ready: bool) -> None:
        """Whether there is a model to save."""
        self._ready = ready
        self.retranslate()

    def retranslate(self) -> None:
        """All words, and the progress."""
        busy = self.busy
        self._title.setText(self.tr("Model"))
        self.save.setText(self.tr("Save the model…"))
        self.save.setAccessibleName(self.save.text())
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel saving the model"))
        self.save.setEnabled(self._ready)
        self.cancel.setEnabled(not self._cancelling)
        self.save.setVisible(not busy)
        self.cancel.setVisible(busy)
        meaning = self.tr(
            "ONNX, safetensors or a PyTorch program, compared with the run's own model; a card says how to use it."
        )
        self.text.setText(self._progress_words() if busy else meaning)

    def _progress_words(self) -> str:
        if self._cancelling:
            return self.tr("Cancelling; nothing will be written.")
        if self._done < MODEL_WRITTEN_FROM:
            return filled(self.tr("Making the file of the model: %1"), share(self._done / 100))
        return filled(self.tr("Comparing the file with the run's own model: %1"), share(self._done / 100))

    def _on_said(self, said: object) -> None:
        if isinstance(said, ModelSaved):  # whatever was asked meanwhile
            self._saved = said
        elif isinstance(said, Progressed):
            self._done = float(said.done)
            self.retranslate()

    def _on_ended(self) -> None:
        question = self._question
        assert question is not None
        assert isinstance(question.task, SaveModel)
        if self._saved is not None:
            self.saved.emit(self._saved)
        elif question.stopped or question.cancelled:
            file = question.task.file
            # A child that was killed as it began to write could not remove it.
            for place in (file, *map(file.with_suffix, _DESCRIPTIONS)):
                remove_abandoned(place.parent, place.name)
            self.left.emit(file)
        self.retranslate()

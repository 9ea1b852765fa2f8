"""Step 6: export the labels, the model and the report, and label more images."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import SaveModel
from dclgui.core.protocol.results import LabelsExported, ModelSaved
from dclgui.core.wording import listed
from dclgui.qt.export.again import is_there
from dclgui.qt.export.contents_card import ContentsCard
from dclgui.qt.export.labels_card import LabelsCard
from dclgui.qt.export.later import LaterPictures
from dclgui.qt.export.model_card import ModelCard
from dclgui.qt.export.more_pictures import MorePictures
from dclgui.qt.import_dialog.dialog import ask_for_decisions
from dclgui.qt.parts.empty import Empty
from dclgui.qt.parts.page import Page, StepState
from dclgui.qt.parts.save_dialog import ask_for_file
from dclgui.qt.parts.sentences import paragraph, spoken
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label, scroll_area
from dclgui.qt.parts.words import filled, number, share, tooltip
from dclgui.qt.report.save import ask_for_result
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session
from dclgui.review.sureness import Contents, Sureness


class ExportPage(Page):
    """What can be exported, and the work with the finished model."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._saved: Path | None = None
        self._writing: Question | None = None
        self.empty = Empty()
        self.body.addWidget(self.empty, 1)
        self._area, self._cards = scroll_area()
        self.body.addWidget(self._area, 1)
        self._cards.setSpacing(12)
        self.contents, self.labels = ContentsCard(), LabelsCard()
        self.labels.setObjectName("labels")
        self._cards.addWidget(self.contents)
        self._cards.addWidget(self.labels)
        self.model = ModelCard(session)
        self._cards.addWidget(self.model)
        self._report_title, self._report_text, self._report_button = self._made_card()
        self.more, self.later = MorePictures(session), LaterPictures(session, self)
        self.pictures = self.later.gallery
        self.body.addWidget(self.later, 1)
        self.later.hide()
        self._cards.addWidget(self.more)
        self._cards.addStretch()
        self.bring_in = button()
        self.corner.addWidget(self.bring_in)
        self._wire()
        self.refresh()

    def _wire(self) -> None:
        session = self._session
        self.bring_in.clicked.connect(partial(ask_for_decisions, self, session))
        self.empty.wanted.connect(partial(self.go, "run"))
        self.labels.wanted.connect(self._choose_labels)
        self.labels.stopped.connect(self._stop_writing)
        self.more.told.connect(self.banner.show_error)
        self.more.drifted.connect(self._tell_drift)
        self.more.failed.connect(self._on_failed)
        for calls in (self.more.told, self.more.drifted):
            calls.connect(lambda error, *_: self.called.emit(spoken(error.message)))
        self.more.failed.connect(lambda failed: self.called.emit(spoken(failed.error.message)))
        self.more.saved.connect(self._tell_labels)
        self.more.left.connect(self._tell_left)
        self.more.look_wanted.connect(self._look_at)
        self.later.left.connect(self._leave_later)
        self.later.adapt_wanted.connect(self._adapt_with)
        self.more.again.finished.connect(self._tell_adapted)
        self.more.again.stopped.connect(self._tell_stopped)
        self.more.again.failed.connect(self._on_again_failed)
        self.model.wanted.connect(self._choose_model)
        self.model.saved.connect(self._tell_model)
        self.model.failed.connect(self._on_failed)
        self.model.left.connect(self._tell_left)
        self._report_button.clicked.connect(partial(ask_for_result, self, session))
        learning = session.learning.under_way_changed
        for changed in (session.table_replaced, session.images_changed, session.decided, session.round_ready, learning):
            changed.connect(self.retranslate)

    def entered(self) -> None:
        """Show the present counts, and what came since the run."""
        super().entered()
        self.retranslate()
        self.more.look_for_new()

    def close_work(self) -> None:
        """Stop the threads that decode images."""
        self.later.close_work()

    def at_work(self) -> str:
        """A model or labels that are being written, a watch or another labelling."""
        if self.model.busy or (self._writing is not None and self._writing.under_way):
            return self.tr("A file is being written. It would not be finished.")
        return self.more.at_work()

    def step_state(self) -> StepState:
        """Done once something was saved."""
        return StepState(note=self.tr("labels and model"), done=self._saved is not None)

    def export_labels_to(self, place: Path) -> None:
        """Let a child process write the chosen labels in the chosen format to ``place``."""
        self.labels.show_progress(self.tr("Writing…"))
        self._writing = self._session.ask(self.labels.task(self._session.project.folder, place))
        self._writing.said.connect(self._on_written)
        self._writing.answered.connect(self._tell_exported)
        self._writing.failed.connect(self._on_failed)
        self._writing.ended.connect(partial(self._end_writing, place))

    def save_model_to(self, file: Path) -> None:
        """Let a child process write the newest model to ``file``."""
        self.model.start(SaveModel(self._session.project.folder, file))

    def retranslate(self) -> None:
        """All words, counts and what can be done."""
        away = self.tr("Take the labels and the model away")
        looking = not self.later.isHidden()
        self.title.setText(self.tr("Are the names of later pictures right?") if looking else away)
        self.subtitle.setText(self._which_names())
        self.subtitle.setVisible(not looking)
        self.labels.show_classes(self._session.table.class_names)
        self._report_title.setText(self.tr("Report"))
        self._report_text.setText(
            self.tr("One page (PDF or HTML): data, settings, what the audit says, the guarantee, the labels saved.")
        )
        self._report_button.setText(self.tr("Save the report…"))
        self.bring_in.setText(self.tr("Bring decisions in…"))
        known = self._session.target is not None
        offer = self.tr("What was decided elsewhere comes back: a labels CSV, also from Excel, Label Studio, labelme.")
        self.bring_in.setToolTip(tooltip(offer if known else self.tr("There are no labels yet: let it run first.")))
        self.bring_in.setEnabled(known)
        self.bring_in.setAccessibleName(self.bring_in.text())
        self._show_counts()
        self.empty.say(
            self.tr("There are no labels yet"),
            self.tr("Labels, model and report leave from here once the run has named the pictures."),
            self.tr("Go to Run"),
        )
        ready, learning = self._session.run.newest_round is not None, self._session.names_follow_soon
        self.empty.setVisible(not ready)
        self._area.setVisible(ready and not looking)
        self.bring_in.setVisible(not looking)
        for widget in (self.labels.save, self._report_button):
            widget.setEnabled(ready)
            widget.setToolTip("")
        self.model.allow(ready=ready)
        for widget in (self.labels.save, self._report_button) if learning else ():
            widget.setEnabled(False)
            widget.setToolTip(tooltip(self.subtitle.text()))
        self._report_button.setAccessibleName(self._report_button.text())

    def _which_names(self) -> str:
        session = self._session
        if session.newer_round_waits:
            return self.tr("What you save has the names of a newer round; F5 in Review shows them.")
        if session.names_follow_soon:
            return self.tr("Learning from your answers… The other names follow in a moment.")
        return self.tr("Your decisions stand in place of the machine's names.")

    def _show_counts(self) -> None:
        table = self._session.table
        held = Contents.of(table, self._session.project.audits.answers())
        self.contents.show_contents(held, known=Sureness.of(table).known)

    def _made_card(self) -> tuple[QLabel, QLabel, QPushButton]:
        frame, inside = card()
        title, text, pressed = label("strong"), label("muted", wrap=True), button()
        row, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(title)
        words.addWidget(text)
        row.addLayout(words, 1)
        row.addSpacing(2 * GRID)
        row.addWidget(pressed)
        inside.addLayout(row)
        self._cards.addWidget(frame)
        return title, text, pressed

    def _choose_labels(self) -> None:
        suggested = self.labels.suggested(self._session.project.folder)
        self._choose(self.tr("Save the labels"), suggested.name, self.labels.kinds_of_file(), self.export_labels_to)

    def _choose_model(self) -> None:
        kinds = (
            self.tr("ONNX model (*.onnx)"),
            self.tr("ONNX model of half the size (*.fp16.onnx)"),
            self.tr("Safetensors (*.safetensors)"),
            self.tr("PyTorch program (*.pt2)"),
        )
        self._choose(self.tr("Save the model"), "model.onnx", ";;".join(kinds), self.save_model_to)

    def _choose(self, title: str, name: str, kinds: str, save: Callable[[Path], None]) -> None:
        chosen = ask_for_file(self, title, self._session.project.folder.parent / name, kinds)
        if chosen is not None:
            self.attempt(partial(save, chosen))

    def _tell_saved(self, file: Path, more: str = "") -> None:
        self._saved = file
        self.state_changed.emit()
        folder = QUrl.fromLocalFile(str(file.parent))
        self.banner.show_note(
            filled(self.tr("Saved: %1"), str(file)),
            more,
            next_step=(self.tr("Open the folder"), lambda: QDesktopServices.openUrl(folder)),
        )

    def _tell_labels(self, file: Path, backup: Path | None, more: str = "") -> None:
        words = self.tr("The labels that were there are now in %1.")
        kept = "" if backup is None else filled(words, backup.name)
        self._tell_saved(file, paragraph(kept, more))

    def _left_out(self, answer: LabelsExported) -> str:
        unnamed = answer.left_out - answer.unopened - answer.gone
        words = [filled(self.tr("Left out, without a name: %1."), number(unnamed))] * bool(unnamed)
        if answer.unopened:
            unopened = self.tr("Left out, of a kind that programs for this format do not open: %1.")
            words.append(filled(unopened, number(answer.unopened)))
        if answer.gone:
            words.append(filled(self.tr("Left out, no longer there: %1."), number(answer.gone)))
        if answer.empty:
            words.append(filled(self.tr("Classes without a picture: %1."), listed(answer.empty)))
        return paragraph(*words)

    def _on_written(self, said: object) -> None:
        if isinstance(said, Progressed):
            self.labels.show_progress(self._doing(said))

    def _doing(self, said: Progressed) -> str:
        if said.step == "export labels":
            return filled(self.tr("%1 of %2 written"), number(said.done), number(said.total))
        return filled(self.tr("Working out what the labels came from: %1"), share(said.done / max(1, said.total)))

    def _tell_exported(self, answer: LabelsExported) -> None:
        self._tell_labels(answer.place, answer.backup, self._left_out(answer))

    def _tell_model(self, answer: ModelSaved) -> None:
        words = self.tr("Compared with the run's own model on %1 pictures: the same name for %2.")
        told = [filled(words, number(answer.images), share(answer.same, digits=1))]
        told += [filled(self.tr("The description that was there is now in %1."), str(place)) for place in answer.older]
        self._tell_saved(answer.file, paragraph(*told))

    def _stop_writing(self) -> None:
        if self._writing is not None:
            self.labels.show_stopping()
            self._writing.tell("stop")

    def _end_writing(self, place: Path) -> None:
        self.labels.show_progress(None)
        if self._writing is not None and self._writing.stopped:
            self._tell_left(place)

    def _on_failed(self, failed: Failed) -> None:
        self.banner.show_error(failed.error, details=failed.details)

    def _tell_drift(self, error: UserError, folder: Path) -> None:
        again = self.more.again
        step = None if again.busy else (self.tr("Adapt again"), partial(again.start, folder))
        self.banner.show_error(error, next_step=step)

    def _look_at(self, labels: Path, folder: Path) -> None:
        """Show the gallery of what a model labelled, in place of the cards."""
        self.attempt(partial(self._begin_to_look, labels, folder))

    def _begin_to_look(self, labels: Path, folder: Path) -> None:
        self.later.show_labelled(labels, folder)
        self.banner.hide()
        self.later.show()
        self.commands = self.later.commands
        self.commands_changed.emit()
        self.retranslate()
        self.later.gallery.setFocus()

    def _leave_later(self) -> None:
        self.later.hide()
        self.banner.hide()  # what it says is of those pictures
        self.commands = {}
        self.commands_changed.emit()
        self.retranslate()
        self.setFocus()

    def _adapt_with(self, folder: Path, decisions: Path) -> None:
        self._leave_later()
        self.more.again.start(folder, decisions if decisions.is_file() else None)

    def _tell_left(self, file: Path) -> None:
        self.banner.show_note(filled(self.tr("Stopped: %1 was not written."), str(file)))

    def _tell_adapted(self, project: Path) -> None:
        words = filled(self.tr("Adapted again: %1"), str(project))
        self.banner.show_note(words, next_step=self._opening(project))

    def _tell_stopped(self, project: Path) -> None:
        step = self._opening(project)
        words = filled(self.tr("Stopped. What is finished is kept in %1"), str(project))
        self.banner.show_note(words if step else self.tr("Stopped before the new project was made."), next_step=step)

    def _on_again_failed(self, failed: Failed, project: Path) -> None:
        self.banner.show_error(failed.error, details=failed.details, next_step=self._opening(project))

    def _opening(self, project: Path) -> tuple[str, Callable[[], object]] | None:
        return (self.tr("Open it"), partial(self.project_wanted.emit, project)) if is_there(project) else None

"""What a file of decisions would change, shown before anything changes."""

from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dclgui.core.decisions import Decision, Preview
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import ReadDecisions
from dclgui.core.protocol.results import DecisionsRead
from dclgui.qt.import_dialog.differences import LINE, PICTURE, Conflicts, Lines, Table, left_out
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.panel import Dialog
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import filled, number, tooltip
from dclgui.qt.session.session import Session

WIDTH = 760
_FEW, _MORE = 3, 6
"""Visible lines, of each of two tables or of a single one."""
_SAID, _REASON = 168, 280
"""Widths of columns in pixels."""


class ImportDialog(Dialog):
    """Lets a child process read ``file`` and shows what it would change; changes nothing itself.

    ``wanted``  (``list[Decision]``) the user accepted these; the dialog is closed
    ``failed``  (``Failed``) the file can't be read; the dialog is closed
    """

    wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)  # what is shown must still be true when it is accepted
        self._session, self._file = session, file
        self.found: Preview | None = None
        self._conflicts: Lines | None = None
        self._left_out: Lines | None = None
        self._pool = ThumbnailPool(self)
        self._build()
        self._question = session.ask(ReadDecisions(session.project.folder, file))
        self._question.answered.connect(self._on_answered)
        self._question.failed.connect(self._on_failed)
        self.finished.connect(self._pool.close)
        self.refresh()

    @property
    def prefer(self) -> Literal["mine", "theirs"]:
        """Whose decision counts where the two differ."""
        return "theirs" if self.take_theirs.isChecked() else "mine"

    @property
    def decisions(self) -> list[Decision]:
        """The decisions that would be imported now."""
        return [] if self.found is None else self.found.decisions(self.prefer)

    def show_preview(self, found: Preview) -> None:
        """Show what the file has, and let the user choose."""
        target = self._session.target
        assert target is not None, "a project without pictures of the new camera has no rows to decide"
        self.found = found
        self._reading.hide()
        self._figures_frame.show()
        strange = bool(found.unknown_files or found.unknown_classes or found.unclear or found.disagreements)
        most = _FEW if strange and found.conflicts else _MORE
        if found.conflicts:
            self._pool.open({"target": target}, self._session.project.cache)
            self._conflicts = Conflicts(found.conflicts, target, self._pool, self)
            self.conflicts.show_lines(self._conflicts, (_SAID, _SAID), most=most)
            self._conflicts_part.show()
        if strange:
            self._left_out = left_out(found, target, self)
            self.left_out.show_lines(self._left_out, (_REASON,), most=most)
            self._left_out_part.show()
        self.retranslate()
        self._settle()
        choices = [self.bring, self.keep_mine, self.cancel]
        next(choice for choice in choices if choice.isVisible() and choice.isEnabled()).setFocus()

    def retranslate(self) -> None:
        """All words and counts."""
        self.setWindowTitle(self.tr("Bring decisions in"))
        self._title.setText(filled(self.tr("Decisions from %1"), self._file.name))
        self._title.setToolTip(tooltip(str(self._file)))
        self._reading_words.setText(self.tr("Reading the file and comparing it with your decisions…"))
        self._bar.setAccessibleName(self._reading_words.text())
        self.keep_mine.setText(self.tr("Keep mine"))
        self.take_theirs.setText(self.tr("Take the file's"))
        self._conflicts_title.setText(self.tr("You decided otherwise"))
        self.conflicts.setAccessibleName(self._conflicts_title.text())
        self._left_out_title.setText(self.tr("Left out"))
        self.left_out.setAccessibleName(self._left_out_title.text())
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Change nothing. (Esc)"))
        for widget in (self.keep_mine, self.take_theirs, self.cancel):
            widget.setAccessibleName(widget.text())
        if self._conflicts is not None:
            self._conflicts.retitle(self.tr("Picture"), self.tr("Yours"), self.tr("The file's"))
        if self._left_out is not None:
            self._left_out.retitle(self.tr("Picture in the file"), self.tr("Why"))
        self._show_counts()
        self._offer()

    def done(self, result: int) -> None:
        """Close, and cancel the question if it is not answered yet."""
        self._question.cancel()
        super().done(result)

    def _build(self) -> None:
        self._title = label("title", wrap=True)
        self._build_reading()
        self._build_figures()
        self._build_conflicts()
        self._build_left_out()
        self._why, self.cancel, self.bring = label("muted", wrap=True), button(), button("primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._why, 1)
        for widget in (self.cancel, self.bring):
            buttons.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (self._title, self._reading, self._figures_frame, self._conflicts_part, self._left_out_part):
            layout.addWidget(part)
        layout.addStretch()
        layout.addLayout(buttons)
        self.setFixedWidth(WIDTH)
        for part in (self._figures_frame, self._conflicts_part, self._left_out_part):
            part.hide()
        self.bring.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.bring.clicked.connect(self._bring)

    def _build_reading(self) -> None:
        self._reading, inside = _part()
        self._reading_words, self._bar = label("muted"), QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        inside.addWidget(self._reading_words)
        inside.addWidget(self._bar)

    def _build_figures(self) -> None:
        self._figures_frame, inside = card()
        columns = QHBoxLayout()
        columns.setSpacing(3 * GRID)
        self._figures = [(label("figure"), label("muted", wrap=True)) for _ in range(4)]
        for figure, words in self._figures:
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(figure)
            column.addWidget(words)
            column.addStretch()
            columns.addLayout(column, 1)
        inside.addLayout(columns)
        self._ends = label("muted", wrap=True)
        self._ends.hide()
        inside.addWidget(self._ends)

    def _build_conflicts(self) -> None:
        self._conflicts_part, inside = _part()
        self._conflicts_title, self.conflicts = label("strong"), Table(PICTURE + GRID)
        self.keep_mine, self.take_theirs = QRadioButton(), QRadioButton()
        self.keep_mine.setChecked(True)
        self._choice = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self._conflicts_title, 1)
        for choice in (self.keep_mine, self.take_theirs):
            self._choice.addButton(choice)
            row.addWidget(choice)
        self._choice.buttonToggled.connect(self._offer)
        frame, lines = card()
        lines.setContentsMargins(GRID, 4, GRID, 4)
        lines.addWidget(self.conflicts)
        inside.addLayout(row)
        inside.addWidget(frame)

    def _build_left_out(self) -> None:
        self._left_out_part, inside = _part()
        self._left_out_title, self._left_out_hint = label("strong"), label("muted", wrap=True)
        self.left_out = Table(LINE)
        frame, lines = card()
        lines.setContentsMargins(GRID, 4, GRID, 4)
        lines.addWidget(self.left_out)
        inside.addWidget(self._left_out_title)
        inside.addWidget(self._left_out_hint)
        inside.addWidget(frame)

    def _show_counts(self) -> None:
        found = self.found
        if found is None:
            return
        counts = (
            (len(found.new), self.tr("new decisions")),
            (len(found.same), self.tr("the same as yours")),
            (len(found.conflicts), self.tr("you decided otherwise")),
            (found.silent, self.tr("without a person's word")),
        )
        for (figure, name), (count, word) in zip(self._figures, counts, strict=True):
            figure.setText(number(count))
            name.setText(word)
        files, classes = len(found.unknown_files), len(found.unknown_classes)
        hints = []
        if files:
            hints.append(filled(self.tr("Pictures that are not in this project: %1."), number(files)))
        if classes:
            hints.append(filled(self.tr("Names that are no class here: %1."), number(classes)))
            hints.append(self.tr("In Review, “Name a new class…” makes a class; then bring the file in again."))
        if found.unclear:
            words = self.tr("Lines of another model: %1. Nothing in them tells whether a person gave the name.")
            hints.append(filled(words, number(len(found.unclear))))
        if found.disagreements:
            words = self.tr("Pictures of which the file says two things: %1. Decide these yourself.")
            hints.append(filled(words, number(len(found.disagreements))))
        self._show_ends(found)
        self._figures[-1][1].setToolTip(self.tr("Lines that are empty, or hold the name the machine gave itself."))
        self._left_out_hint.setText(paragraph(*hints))

    def _show_ends(self, found: Preview) -> None:
        ends = found.ends
        self._ends.setVisible(ends is not None)
        if ends is None:
            return
        if ends.parts:
            words = self.tr("The paths are another computer's. They were matched by their last parts alone: %1.")
            self._ends.setText(filled(words, number(ends.parts)))
        else:
            words = self.tr("The paths are another computer's: “%1” there was taken for “%2” here.")
            self._ends.setText(filled(words, ends.there or "/", ends.here or "/"))

    def _offer(self) -> None:
        """Update the button for the choice, with the reason if there is nothing to import."""
        count = len(self.decisions)
        words = self.tr("Bring in one decision") if count == 1 else self.tr("Bring in %1 decisions")
        self.bring.setText(filled(words, number(count)))
        self.bring.setVisible(self.found is not None)
        self.bring.setEnabled(count > 0)
        self.bring.setAccessibleName(self.bring.text())
        why = "" if count else self._why_not()
        self._why.setText(why)
        self.bring.setToolTip(tooltip(why or self.tr("One step: Undo takes all of it back.")))

    def _why_not(self) -> str:
        found = self.found
        if found is None:
            return ""
        if found.conflicts:
            return self.tr("Nothing is new, and where the file differs you keep your own.")
        if found.same:
            return self.tr("All that the file says is in the project already.")
        if found.unknown_files or found.unknown_classes or found.unclear or found.disagreements:
            return self.tr("Nothing in the file fits this project.")
        return self.tr("Nobody has decided anything in this file.")

    def _bring(self) -> None:
        decisions = self.decisions
        self.accept()
        self.wanted.emit(decisions)

    def _settle(self) -> None:
        """Resize the dialog to the height it needs, and centre it in the window."""
        layout = self.layout()
        assert layout is not None, "made in _build"
        layout.activate()
        self.resize(WIDTH, layout.totalHeightForWidth(WIDTH))  # ``adjustSize`` stops at two thirds of the screen
        parent = self.parentWidget()
        if parent is not None:
            self.move(parent.frameGeometry().center() - self.rect().center())

    def _on_answered(self, answer: DecisionsRead) -> None:
        self.show_preview(answer.preview)

    def _on_failed(self, failed: Failed) -> None:
        self.reject()
        self.failed.emit(failed)


def _part() -> tuple[QFrame, QVBoxLayout]:
    """A group without a border."""
    frame = QFrame()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    return frame, layout


def ask_for_decisions(page: Page, session: Session) -> None:
    """Ask for a file of decisions and show what it would change."""
    title = QCoreApplication.translate("ImportDialog", "Bring decisions in")
    kinds = QCoreApplication.translate("ImportDialog", "Labels, Label Studio or labelme (*.csv *.json *.tsv *.txt)")
    chosen, _ = QFileDialog.getOpenFileName(page, title, str(session.project.folder.parent), kinds)
    if chosen:
        look_into(page, session, Path(chosen))


def look_into(page: Page, session: Session, file: Path) -> ImportDialog:
    """Show what ``file`` would change in a dialog that is modal for the window."""
    dialog = ImportDialog(session, file, page.window())
    dialog.failed.connect(lambda failed: page.banner.show_error(failed.error, details=failed.details))
    dialog.wanted.connect(lambda _: page.attempt(partial(_take_over, page, session, file.name, dialog)))
    dialog.open()
    return dialog


def _take_over(page: Page, session: Session, name: str, dialog: ImportDialog) -> None:
    assert dialog.found is not None, "there is no button before"
    brought = session.bring_in(dialog.found, dialog.prefer)
    words = QCoreApplication.translate("ImportDialog", "%1 decisions brought in from %2")
    if brought == 1:
        words = QCoreApplication.translate("ImportDialog", "One decision brought in from %2")
    page.banner.show_note(
        filled(words, number(brought), name),
        next_step=(QCoreApplication.translate("Commands", "Undo"), session.undo),
    )
    # Hidden with the next decision: the button would undo that one instead.
    session.decided.connect(page.banner.hide, Qt.ConnectionType.SingleShotConnection)

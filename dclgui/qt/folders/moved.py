"""Asks where the pictures of a project are now, if they are no longer where they were."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Domain
from dclgui.project.moved import require_fit
from dclgui.project.settings import places
from dclgui.qt.parts.panel import Dialog
from dclgui.qt.parts.sentences import in_full
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import filled, number
from dclgui.qt.session.session import Session

_WIDTH = 620


class MovedDialog(Dialog):
    """One part for each domain that is missing; a folder is taken only if the project's pictures are in it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self._found: dict[Domain, Path] = {}
        self._tried: dict[Domain, Path] = {}
        self._titles: dict[Domain, QLabel] = {}
        self._were: dict[Domain, QLabel] = {}
        self._said: dict[Domain, QLabel] = {}
        self._browse: dict[Domain, QPushButton] = {}
        self._title, self._why = label("title", wrap=True), label("muted", wrap=True)
        self.later, self.take = button(), button("primary")
        self._build()
        self.refresh()

    def choose(self, domain: Domain, folder: Path) -> None:
        """Take ``folder`` for ``domain`` if its pictures are there, else say why not."""
        self._tried[domain] = folder
        fit = self._session.project.fit(domain, folder)
        self._found.pop(domain, None)
        try:
            require_fit(fit, domain, folder)
        except UserError as error:
            self._said[domain].setText(in_full(error))
        else:
            self._found[domain] = folder
            words = self.tr("%1: %2 of %3 pictures looked for are there.")
            self._said[domain].setText(filled(words, str(folder), number(fit.there), number(fit.looked_for)))
        self._said[domain].show()
        self.take.setEnabled(bool(self._found))
        self.adjustSize()

    def retranslate(self) -> None:
        """All words."""
        self.setWindowTitle(self.tr("Where are the pictures now?"))
        self._title.setText(self.tr("Where are the pictures now?"))
        self._why.setText(
            self.tr("They are not where this project found them. Labels and decisions are safe, and can be looked at.")
        )
        roots = places(self._session.job)
        for domain in self._titles:
            old = domain == "source"
            self._titles[domain].setText(self.tr("Labelled (old camera)") if old else self.tr("To label (new camera)"))
            self._were[domain].setText(filled(self.tr("They were in %1"), str(roots[domain])))
            self._browse[domain].setText(self.tr("Choose the folder…"))
            self._browse[domain].setAccessibleName(f"{self._browse[domain].text()} {self._titles[domain].text()}")
        self.later.setText(self.tr("Go on without them"))
        self.take.setText(self.tr("They are here"))
        for widget in (self.later, self.take):
            widget.setAccessibleName(widget.text())
        for domain, folder in self._tried.items():
            self.choose(domain, folder)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._why)
        for domain in self._session.project.missing:
            layout.addWidget(self._part(domain))
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(self.later)
        buttons.addWidget(self.take)
        layout.addLayout(buttons)
        self.setFixedWidth(_WIDTH)
        self.take.setEnabled(False)
        self.take.setDefault(True)
        self.later.clicked.connect(self.reject)
        self.take.clicked.connect(self._take)

    def _part(self, domain: Domain) -> QWidget:
        frame, inner = card()
        self._titles[domain], self._were[domain] = label("strong"), label("small", wrap=True)
        self._said[domain], self._browse[domain] = label("muted", wrap=True), button()
        self._said[domain].hide()
        for widget in (self._titles[domain], self._were[domain], self._said[domain]):
            inner.addWidget(widget)
        inner.addWidget(self._browse[domain], 0, Qt.AlignmentFlag.AlignLeft)
        self._browse[domain].clicked.connect(partial(self._ask, domain))
        return frame

    def _ask(self, domain: Domain) -> None:
        was = places(self._session.job)[domain]
        title = self._titles[domain].text()
        if was.suffix and domain == "source":
            chosen, _ = QFileDialog.getOpenFileName(self, title, "", self.tr("List (*.csv *.tsv *.txt)"))
        else:
            chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self.choose(domain, Path(chosen))

    def _take(self) -> None:
        try:
            self._session.move_images(self._found)
        except UserError as error:
            self._why.setText(in_full(error))
        else:
            self.accept()

"""Flag pictures with a question to somebody who knows."""

from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from dclgui.core.arrays import Rows
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import counted
from dclgui.qt.session.session import Session

_WIDTH, _LONGEST = 360, 300


class Asking(Panel):
    """A popup that asks for the question about the selected images; Enter keeps it, Escape changes nothing."""

    def __init__(self, session: Session, gallery: Gallery, page: Page) -> None:
        super().__init__(page)  # not the gallery, whose keys would take what is typed
        self._session, self._gallery, self._page = session, gallery, page
        self._rows: Rows = np.empty(0, np.int64)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "panel")
        self.setFixedWidth(_WIDTH)
        self._words, self.question, self._hint = label("strong", wrap=True), QLineEdit(), label("small", wrap=True)
        self.question.setMaxLength(_LONGEST)
        self.ask, self.take_away = button("primary"), button()
        acts = QHBoxLayout()
        acts.addStretch()
        acts.addWidget(self.take_away)
        acts.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(GRID)
        for widget in (self._words, self.question, self._hint):
            column.addWidget(widget)
        column.addLayout(acts)
        self.question.returnPressed.connect(self._keep)
        self.ask.clicked.connect(self._keep)
        self.take_away.clicked.connect(partial(self._set, None))
        self.refresh()

    def begin(self) -> None:
        """Ask for the question about what is selected; the words that stand there already are offered again."""
        self._rows = self._gallery.acted_on
        if not len(self._rows):
            return
        table = self._session.table
        flagged = self._rows[table.ask[self._rows]].tolist()
        said = {table.questions[row] for row in flagged}
        self.question.setText(said.pop() if len(said) == 1 else "")
        self.question.selectAll()
        self.take_away.setVisible(bool(flagged))
        self.retranslate()
        self.adjustSize()
        corner = self._gallery.viewport().rect().center() - self.rect().center()
        self.move(self._gallery.viewport().mapToGlobal(corner))
        self.show()
        self.question.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes it and changes nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set all texts."""
        one = self.tr("What is to be asked about this picture?")
        self._words.setText(counted(len(self._rows), one, self.tr("What is to be asked about these %1 pictures?")))
        self.question.setAccessibleName(self.tr("Question"))
        self.question.setPlaceholderText(self.tr("Such as: is this rust or dirt?"))
        self._hint.setText(self.tr("Its name stays as it is. The filter shows all pictures with a question."))
        self.ask.setText(self.tr("Flag it"))
        self.take_away.setText(self.tr("Take the flag away"))

    def _keep(self) -> None:
        self._set(self.question.text().strip())

    def _set(self, question: str | None) -> None:
        self.hide()
        self._gallery.setFocus()
        self._page.attempt(partial(self._session.ask_about, self._rows, question))

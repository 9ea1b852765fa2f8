"""Flag pictures with a question to somebody who knows."""

from functools import partial

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.line_popup import LinePopup
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.widgets import button
from dclgui.qt.parts.words import counted
from dclgui.qt.session.session import Session

_LONGEST = 300


class Asking(LinePopup):
    """Asks for the question about the selected images."""

    def __init__(self, session: Session, gallery: Gallery, page: Page) -> None:
        super().__init__(page, longest=_LONGEST)  # not of the gallery, whose keys would take what is typed
        self._session, self._gallery, self._page = session, gallery, page
        self._rows: Rows = np.empty(0, np.int64)
        self.take_away = button()
        self.acts.insertWidget(1, self.take_away)
        self.kept.connect(self._set)
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
        self.take_away.setVisible(bool(flagged))
        self.retranslate()
        self.open_over(self._gallery.viewport(), said.pop() if len(said) == 1 else "")

    def retranslate(self) -> None:
        """Set all texts."""
        one = self.tr("What is to be asked about this picture?")
        self.heading.setText(counted(len(self._rows), one, self.tr("What is to be asked about these %1 pictures?")))
        self.line.setAccessibleName(self.tr("Question"))
        self.line.setPlaceholderText(self.tr("Such as: is this rust or dirt?"))
        self.hint.setText(self.tr("Its name stays as it is. The filter shows all pictures with a question."))
        self.keep.setText(self.tr("Flag it"))
        self.take_away.setText(self.tr("Take the flag away"))

    def _set(self, question: str | None) -> None:
        self.hide()
        self._gallery.setFocus()
        self._page.attempt(partial(self._session.ask_about, self._rows, question))

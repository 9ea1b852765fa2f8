"""The commands that label the selected images."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from dclgui.core.arrays import Rows
from dclgui.core.decisions import Verdict
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.session.session import Session


class Deciding(QObject):
    """Labels the selection, or the current image if nothing is selected, and goes to the next image.

    ``went_on``   a decision was made
    ``refused``   (what, why) the command had nothing to act on
    """

    went_on = Signal()
    refused = Signal(str, str)

    def __init__(self, session: Session, gallery: Gallery) -> None:
        super().__init__(gallery)
        self._session, self._gallery = session, gallery

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The commands, by their names in the command table."""
        return {
            "right": self.confirm,
            "unsure": partial(self._decide, Verdict.UNSURE),
            "none of these": partial(self._decide, Verdict.NONE_OF_THESE),
            "undo": partial(self._step_back, Session.undo),
            "redo": partial(self._step_back, Session.redo),
            "next doubtful": self.go_to_doubtful,
            **{f"label {digit}": partial(self.give, place) for place, digit in enumerate(DIGITS)},
        }

    def give(self, label: int) -> None:
        """Give the images the class ``label``."""
        if label < len(self._session.table.class_names):
            self._decide(Verdict.LABEL, label)
        else:
            self.refused.emit(self.tr("No class has this key."), self.tr("The keys are in the row below the pictures."))

    def confirm(self) -> None:
        """Confirm the labels that are shown."""
        rows = self._rows()
        named = rows[self._session.table.label[rows] >= 0]
        if len(rows) and not len(named):
            self.refused.emit(
                self.tr("There is no name yet that could be right."),
                self.tr("Give one with a number key, or press L for all classes."),
            )
        elif len(named):
            self._session.confirm(named)
            self._go_on(rows)

    def go_to_doubtful(self) -> None:
        """Go to the image that the review queue puts first after all decisions so far.

        Where answers teach, that may be any, until they have shown which names are sure.
        """
        queue = self._session.queue
        order = queue.order(ahead=1)
        shown = np.zeros(len(self._session.table), np.bool_)
        shown[self._gallery.shown] = True
        if self._gallery.current_row is not None:
            shown[self._gallery.current_row] = False
        waiting = order[shown[order] & queue.asked(order)]
        if len(waiting):
            self._gallery.go_to(int(waiting[0]))
        else:
            self.refused.emit(
                self.tr("Nothing doubtful is left among these pictures."),
                self.tr("Clear the filter to see the others, or go on to the audit."),
            )

    def _decide(self, verdict: Verdict, label: int = -1) -> None:
        rows = self._rows()
        if len(rows):
            self._session.decide(rows, verdict, label)
            self._go_on(rows)

    def _step_back(self, step: Callable[[Session], Rows]) -> None:
        rows = step(self._session)
        shown = self._gallery.shown[np.isin(self._gallery.shown, rows)]
        if len(shown):
            self._gallery.go_to(int(shown[0]))
        elif len(rows):
            self.refused.emit(
                self.tr("Done, but the filter hides the pictures that this was about."),
                self.tr("Clear the filter to see them."),
            )

    def _rows(self) -> Rows:
        chosen, current = self._gallery.selected_rows(), self._gallery.current_row
        if len(chosen) or current is None:
            return chosen
        return np.array([current], np.int64)

    def _go_on(self, decided: Rows) -> None:
        """Go to the tile behind the last one that was decided; the very last tile stays current."""
        self.went_on.emit()
        shown = self._gallery.shown
        places = np.flatnonzero(np.isin(shown, decided)) if len(decided) > 1 else np.flatnonzero(shown == decided[0])
        if len(places) and places[-1] + 1 < len(shown):
            self._gallery.go_to(int(shown[places[-1] + 1]))

"""The commands that label the selected images."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, Signal

from dclgui.core.arrays import Codes, Ints, Rows
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.choice import Choice
from dclgui.qt.parts.class_keys import OWN_KEY
from dclgui.qt.parts.commands import DIGITS
from dclgui.qt.parts.words import counted, filled, number
from dclgui.review.keyed import keyed_classes
from dclgui.review.table import ReviewTable

KEYS = frozenset(
    {"right", "unsure", "none of these", "name", "take back", OWN_KEY, *(f"label {digit}" for digit in DIGITS)}
)
"""Commands of the gallery by which one picture is decided."""


class Decidable(Protocol):
    """What keeps the decisions on images; all but ``table`` raise ``UserError`` where the disk refuses."""

    @property
    def table(self) -> ReviewTable:
        """The images, with their decisions."""

    def take_over(self, decisions: list[Decision]) -> None:
        """Keep ``decisions``, as one step for undo."""

    def take_back(self, rows: Rows) -> None:
        """Decide nothing on ``rows`` any more, as one step for undo."""

    def undo(self) -> Rows:
        """Take back the last step; the rows it was about."""

    def redo(self) -> Rows:
        """Bring back the step undone last; the rows it is about."""


class Deciding(QObject):
    """Labels the selection, or the current image if nothing is selected, and goes to the next undecided image.

    ``went_on``   a decision was made
    ``ran_out``   all images that show are decided
    ``told``      what was decided of several images at once, to be shown beside an offer to undo it
    ``refused``   (what, why) the command had nothing to act on
    ``hidden``    row of an image that undo or redo was about, and that the filter hides
    ``failed``    ``UserError``: the answer to a question could not be kept
    """

    went_on = Signal()
    ran_out = Signal()
    told = Signal(str)
    refused = Signal(str, str)
    hidden = Signal(int)
    failed = Signal(object)

    def __init__(self, kept: Decidable, gallery: Gallery) -> None:
        super().__init__(gallery)
        self._kept, self._gallery = kept, gallery

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The commands, by their names in the command table."""
        return {
            "right": self.confirm,
            "unsure": partial(self._decide, Verdict.UNSURE),
            "none of these": partial(self._decide, Verdict.NONE_OF_THESE),
            "take back": self.take_back,
            "undo": partial(self._step_back, self._kept.undo),
            "redo": partial(self._step_back, self._kept.redo),
            **{f"label {digit}": partial(self._give_keyed, place) for place, digit in enumerate(DIGITS)},
        }

    @property
    def keyed(self) -> Rows:
        """The classes that the digits give now, in their order."""
        return keyed_classes(self._kept.table, self._gallery.current_row)

    def give(self, label: int) -> None:
        """Give the images the class ``label``."""
        self._decide(Verdict.LABEL, label)

    def confirm(self) -> None:
        """Confirm the labels that are shown."""
        rows, labels = self._gallery.acted_on, self._kept.table.label
        named = rows[labels[rows] >= 0]
        if len(rows) and not len(named):
            self.refused.emit(
                self.tr("There is no name yet that could be right."),
                self.tr("Give one with a number key, or press L for all classes."),
            )
        self._ask([Decision(row, Verdict.LABEL, int(labels[row])) for row in named.tolist()])

    def take_back(self) -> None:
        """Take back what was said of the images; raises ``UserError`` if nothing was."""
        rows = self._gallery.acted_on
        decided = rows[self._kept.table.decided[rows]]
        if not len(decided):
            raise UserError("Nothing is decided here that could be taken back.")
        self._kept.take_back(decided)

    def _give_keyed(self, place: int) -> None:
        keyed = self.keyed
        if place < len(keyed):
            self.give(int(keyed[place]))
        else:
            self.refused.emit(self.tr("No class has this key."), self.tr("The keys are in the row below the pictures."))

    def _decide(self, verdict: Verdict, label: int = -1) -> None:
        self._ask([Decision(row, verdict, label) for row in self._gallery.acted_on.tolist()])

    def _ask(self, made: list[Decision]) -> None:
        """Decide; where that would change decisions on some of several images, ask before."""
        table = self._kept.table
        decided = table.decided
        others = [one for one in made if not decided[one.row] or _same(one, table.verdict, table.label)]
        changed = len(made) - len(others)
        if len(made) < 2 or not changed:
            self._take(made)
            return
        words = self.tr("%1 of these %2 pictures are decided already, otherwise.")
        one = self.tr("1 of these %2 pictures is decided already, otherwise.")
        message = filled(one if changed == 1 else words, number(changed), number(len(made)))
        keep = (counted(len(others), self.tr("Only the other one"), self.tr("Only the %1 others")), others)
        change = (filled(self.tr("Change all %1"), number(len(made))), made)
        answers = [(said, partial(self._take_after_all, wanted)) for said, wanted in (keep, change) if wanted]
        Choice(message, self.tr("Undo brings back what was said before."), answers, self._gallery.window()).open()

    def _take_after_all(self, made: list[Decision]) -> None:
        try:
            self._take(made)
        except UserError as error:
            self.failed.emit(error)

    def _take(self, made: list[Decision]) -> None:
        if not made:
            return
        revised = bool(self._kept.table.decided[[one.row for one in made]].all())
        self._kept.take_over(made)
        self.went_on.emit()
        if len(made) > 1:
            one = self.tr("One picture decided")
            self.told.emit(counted(len(made), one, self.tr("%1 pictures decided")))
        self._go_on(revised=revised)

    def _step_back(self, step: Callable[[], Rows]) -> None:
        rows = step()
        shown = self._gallery.shown[np.isin(self._gallery.shown, rows)]
        if len(shown):
            self._gallery.go_to(int(shown[0]))
        elif len(rows):
            self.hidden.emit(int(rows[0]))

    def _go_on(self, *, revised: bool) -> None:
        """Go to the next undecided tile, at the end to the first one; after what was ``revised`` to the next tile."""
        table, shown = self._kept.table, self._gallery.shown
        current = int(np.flatnonzero(shown == self._gallery.current_row)[0])
        if revised:
            self._gallery.go_to(int(shown[min(current + 1, len(shown) - 1)]))
            return
        # Unreadable images and those set aside wait for a name only where nothing else shows.
        wanted = table.waiting | table.look_again if table.countable[shown].any() else ~table.decided
        places = np.flatnonzero(wanted[shown])
        if not len(places):
            self.ran_out.emit()
            return
        later = places[places > current]
        self._gallery.go_to(int(shown[later[0] if len(later) else places[0]]))


def _same(one: Decision, verdicts: Codes, labels: Ints) -> bool:
    """Whether ``one`` says what is decided already."""
    if verdicts[one.row] != one.verdict.code:
        return False
    return one.verdict is not Verdict.LABEL or bool(labels[one.row] == one.label)

"""The commands that label the images of Review, and the one that goes to the next doubtful image."""

from collections.abc import Callable

import numpy as np

from dclgui.qt.gallery.deciding import Deciding
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.session.session import Session


class DecidingByDoubt(Deciding):
    """Knows the review queue."""

    def __init__(self, session: Session, gallery: Gallery) -> None:
        super().__init__(session, gallery)
        self._session = session

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The commands, by their names in the command table."""
        return {**super().commands, "next doubtful": self.go_to_doubtful}

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

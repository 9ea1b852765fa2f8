"""The commands that label the images of Review, and the one that goes to the next doubtful image."""

from collections.abc import Callable

import numpy as np

from dclgui.qt.gallery.deciding import Deciding
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.banner import Banner
from dclgui.qt.session.session import Session


class DecidingByDoubt(Deciding):
    """Knows the review queue."""

    def __init__(self, session: Session, gallery: Gallery, *, banner: Banner, clear: Callable[[], object]) -> None:
        """``clear`` removes every condition of the filter; ``banner`` offers it where that hides what is asked."""
        super().__init__(session, gallery)
        self._session, self._banner, self._clear = session, banner, clear

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
        asked = order[queue.asked(order)]
        waiting = asked[shown[asked]]
        if len(waiting):
            self._gallery.go_to(int(waiting[0]))
            return
        hidden = not np.isin(asked, self._gallery.shown).all()
        self._banner.show_note(
            self.tr("Nothing doubtful is left among these pictures."),
            self.tr("Clear the filter to see the others, or go on to the audit."),
            next_step=(self.tr("Clear the filter"), self._go_on_among_all) if hidden else None,
        )

    def _go_on_among_all(self) -> None:
        self._banner.hide()
        self._clear()
        self.go_to_doubtful()
        self._gallery.setFocus()

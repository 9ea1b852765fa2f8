"""Offers the newest round where an older one shows, else to refine the one that shows."""

from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.refine_button import RefineButton
from dclgui.qt.parts.words import filled
from dclgui.qt.session.session import Session


class Newest(KeyButton):
    """Visible while a newer round than the one shown is on the disk; ``refine`` is visible while it is not."""

    def __init__(self, session: Session, refine: RefineButton) -> None:
        super().__init__()
        self._session, self._refine = session, refine

    def offer(self) -> None:
        """Follow the rounds, and set all words."""
        shown, newest = self._session.shown_round, self._session.run.newest_round
        ready = shown is not None and newest is not None and newest > shown
        self.setVisible(ready)
        self._refine.setVisible(shown is not None and not ready)  # first review the newest round
        if ready:
            words = filled(self.tr("Round %1 is ready"), str(newest))
            self.say(words, key="F5", tip=self.tr("Nothing moves before you take it over"))

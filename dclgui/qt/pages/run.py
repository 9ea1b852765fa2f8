"""The page of the step run."""

from dclgui.qt.parts.page import Page
from dclgui.qt.session import Session


class RunPage(Page):
    """The step run of an open project."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.refresh()

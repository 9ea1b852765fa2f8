"""The page of the step audit."""

from dclgui.qt.parts.page import Page
from dclgui.qt.session import Session


class AuditPage(Page):
    """The step audit of an open project."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.refresh()

"""The page of the step export."""

from dclgui.qt.parts.page import Page
from dclgui.qt.session import Session


class ExportPage(Page):
    """The step export of an open project."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.refresh()

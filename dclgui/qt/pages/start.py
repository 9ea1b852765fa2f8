"""What shows before a project is open."""

from PySide6.QtCore import Signal

from dclgui.qt.parts.page import Page
from dclgui.qt.preferences import Preferences


class StartPage(Page):
    """Recent projects, New, Open and the demo.

    ``project_wanted``  path of a recent project
    ``command_wanted``  ``new``, ``open`` or ``demo`` of the command table
    """

    project_wanted = Signal(object)
    command_wanted = Signal(str)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.refresh()

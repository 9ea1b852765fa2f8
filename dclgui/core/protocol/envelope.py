"""What goes through the pipe between a window and its child process."""

from dataclasses import dataclass
from typing import Literal

from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Event
from dclgui.core.protocol.results import Answer

Command = Literal["pause", "go on", "stop"]


@dataclass(frozen=True, slots=True)
class Said:
    """One event of the task at hand."""

    event: Event | Answer


@dataclass(frozen=True, slots=True)
class Failed:
    """The task ended with ``error``; ``details`` is a traceback if the program itself is at fault."""

    error: UserError
    details: str


@dataclass(frozen=True, slots=True)
class Done:
    """The task ended: by itself, or because it was told to stop."""

    stopped: bool


Message = Said | Failed | Done

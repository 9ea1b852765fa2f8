"""One child process of the window and the thread that listens to it."""

import multiprocessing
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Condition
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Command, Failed, Message, Said
from dclgui.core.protocol.requests import WRITES_INSIDE, Task

Serve = Callable[[Connection, Path | None], None]
"""``dclgui.worker.serve``, given from above: the window may not import what imports torch."""

START = "spawn"
"""How a child comes to be, by ``multiprocessing``'s name for it; with this one nothing of the window's is in it."""
_SECONDS_TO_END = 5.0


@dataclass(slots=True, eq=False)
class Turn:
    """One task in the line; no two turns are equal, so that a command finds its task or nothing.

    ``early``   commands for a task that the child does not have yet
    ``begun``   the child has it
    ``spoke``   the child said something of it
    ``killed``  the child was killed because of it
    """

    task: Task
    early: list[Command] = field(default_factory=list)
    begun: bool = False
    spoke: bool = False
    killed: bool = False


class RunThread(QThread):
    """Starts a child process with the first task, and gives it one task after the other.

    ``heard``  (``Turn``, ``Message``): what the child said in this turn; ``Done`` or ``Failed`` is the last of it. If
               the child itself ended badly, the next task starts a new one.
    """

    heard = Signal(object, object)

    def __init__(self, serve: Serve, *, log: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serve, self._log = serve, log
        self._line: deque[Turn] = deque()
        self._change = Condition()
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._finishing = self._closing = False

    def ask(self, task: Task) -> Turn:
        """Give the child ``task`` after those asked before."""
        turn = Turn(task)
        with self._change:
            self._line.append(turn)
            self._change.notify()
        self.start()
        return turn

    def take_out(self, turn: Turn) -> bool:
        """Whether the child had not begun with ``turn`` and never will."""
        with self._change:
            waits = turn in self._line and not turn.begun
            if waits:
                self._line.remove(turn)
            return waits

    def tell(self, turn: Turn, command: Command) -> None:
        """Pause the task of ``turn``, go on with it or stop it; one that is over hears nothing."""
        with self._change:
            if not turn.begun:
                turn.early.append(command)
            elif turn in self._line and self._pipe is not None:
                with suppress(OSError):  # a child that is gone is said by ``heard``
                    self._pipe.send(command)

    def give_up(self, turn: Turn) -> None:
        """Have the child leave ``turn`` if it is at it: by a kill, unless it may be writing a file of the person's."""
        if not isinstance(turn.task, WRITES_INSIDE):
            self.tell(turn, "stop")
            return
        with self._change:
            if turn.begun and turn in self._line:
                turn.killed = True
                self._kill_child()

    def finish(self) -> None:
        """End thread and child after the tasks asked so far, without waiting for that."""
        with self._change:
            self._finishing = True
            self._change.notify()

    def close(self) -> None:
        """Stop the task at hand and end the child; what was finished is on the disk.

        A child that has nothing to save is not waited for: it may load its libraries for seconds before it hears.
        """
        with self._change:
            self._finishing = self._closing = True
            self._change.notify()
            at_hand = next((turn for turn in self._line if turn.begun), None)
            if at_hand is None or (isinstance(at_hand.task, WRITES_INSIDE) and not at_hand.spoke):
                self._kill_child()
            else:
                self.tell(at_hand, "stop")
        if self.wait(round(_SECONDS_TO_END * 1000)):
            return
        with self._change:
            self._kill_child()
        # Without a child the thread itself is ending it, which it does within as many seconds again.
        self.wait()

    def run(self) -> None:
        """The thread: one task after the other."""
        while (turn := self._next_turn()) is not None:
            message = self._followed(turn)
            with self._change, suppress(ValueError):  # it was taken out
                self._line.remove(turn)
            if turn.killed:  # perhaps after its last word, and then the child takes a moment to be gone
                self._end_child()
            if message is not None:
                self.heard.emit(turn, message)
        self._end_child()

    def _next_turn(self) -> Turn | None:
        with self._change:
            self._change.wait_for(lambda: self._line or self._finishing)
            return self._line[0] if self._line and not self._closing else None

    def _followed(self, turn: Turn) -> Message | None:
        """The last that the child says in ``turn``; ``None`` if that was taken out while the child was on its way."""
        try:
            pipe = self._connected()
            if not self._handed_over(pipe, turn):
                return None
            while True:
                message: Message = pipe.recv()
                if not isinstance(message, Said):
                    return message
                turn.spoke = True
                self.heard.emit(turn, message)
        except (EOFError, OSError):
            return Failed(self._end_child(), "")

    def _handed_over(self, pipe: Connection, turn: Turn) -> bool:
        with self._change:
            if turn in self._line and not self._closing:
                turn.begun = True
                for word in (turn.task, *turn.early):
                    pipe.send(word)
            return turn.begun

    def _connected(self) -> Connection:
        if self._child is not None and not self._child.is_alive():
            self._end_child()  # it ended between two tasks; the next one is not at fault
        if self._pipe is None:
            context: Any = multiprocessing.get_context(START)
            self._pipe, far = context.Pipe()
            child: BaseProcess = context.Process(target=self._serve, args=(far, self._log), daemon=True)
            child.start()
            with self._change:
                self._child = child
                if self._closing:
                    self._kill_child()
            far.close()  # so that the child's end is the only one, and its death ends our waiting
        return self._pipe

    def _kill_child(self) -> None:
        """Only with ``_change`` held."""
        if self._child is not None:
            self._child.kill()

    def _end_child(self) -> UserError:
        """Close the pipe, which ends the child; what to say if that was not meant."""
        with self._change:
            child, self._child = self._child, None
            pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if child is None:
            return UserError("The program that does the work could not be started.", "Try again.")
        child.join(_SECONDS_TO_END)
        if child.is_alive():
            child.kill()
            child.join()
        code = child.exitcode
        child.close()
        why = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
        return UserError(
            f"The program that does the work ended unexpectedly ({why}).",
            "Everything up to the last finished round is kept; press Resume to go on from there.",
        )

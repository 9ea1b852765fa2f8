"""One child process of the window and the thread that listens to it."""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from dclgui.core.errors import UserError
from dclgui.core.messages import Command, Done, Failed, Message, Said
from dclgui.core.tasks import WRITES_INSIDE, Task

Serve = Callable[[Connection, Path | None], None]
"""``dclgui.worker.serve``, given from above: the window may not import what imports torch."""

START = "spawn"
"""How a child comes to be, by ``multiprocessing``'s name for it; with this one nothing of the window's is in it."""
_SECONDS_TO_END = 5.0


class RunThread(QThread):
    """Starts a child process with the first task, and says what it answers.

    ``said``    an ``Event`` or ``Answer``
    ``failed``  ``Failed``: the task or the whole child ended badly; the next task starts a new child
    ``done``    ``Done``
    """

    said = Signal(object)
    failed = Signal(object)
    done = Signal(object)

    def __init__(self, serve: Serve, *, log: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serve, self._log = serve, log
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closing = False
        self._turn = Lock()
        self._unanswered = 0
        self._at_hand: Task | None = None
        self._spoke = False
        self._early: list[Command] = []

    def ask(self, task: Task) -> None:
        """Give the child ``task`` after those asked before."""
        with self._turn:
            self._unanswered += 1
        self._tasks.put(task)
        if not self.isRunning():
            self.start()

    def tell(self, command: Command) -> None:
        """Pause the task at hand, go on with it or stop it; without a task there is nothing to tell."""
        with self._turn:
            if not self._unanswered:
                return
            if self._at_hand is None or self._pipe is None:
                self._early.append(command)  # the child is still on its way
                return
            with suppress(OSError):  # a child that is gone is said by ``failed``
                self._pipe.send(command)

    @property
    def process_id(self) -> int | None:
        """The child's, while there is one."""
        return self._child.pid if self._child is not None else None

    def finish(self) -> None:
        """End thread and child after the tasks asked so far, without waiting for that."""
        self._tasks.put(None)

    def close(self) -> None:
        """Stop the task at hand and end the child; what was finished is on the disk.

        A child that has nothing to save is not waited for: it may load its libraries for seconds before it hears.
        """
        self._closing = True
        self._tasks.put(None)
        if self._unanswered and (self._spoke or not isinstance(self._at_hand, WRITES_INSIDE)):
            self.tell("stop")
        else:
            self._kill_child()
        if self.wait(round(_SECONDS_TO_END * 1000)):
            return
        self._kill_child()
        # Without a child the thread itself is ending it, which it does within as many seconds again.
        self.wait()

    def _kill_child(self) -> None:
        with self._turn:
            if self._child is not None:
                self._child.kill()

    def run(self) -> None:
        """The thread: one task after the other."""
        while (task := self._tasks.get()) is not None and not self._closing:
            self._follow(task)
        self._end_child()

    def _follow(self, task: Task) -> None:
        try:
            pipe = self._connected()
            self._begin(pipe, task)
            while not isinstance(message := self._heard(pipe), Done | Failed):
                self._spoke = True
                self.said.emit(message.event)
        except (EOFError, OSError):
            message = Failed(self._end_child(), "")
        with self._turn:
            self._unanswered -= 1
            self._at_hand, self._spoke = None, False
        if self._closing:
            return
        if isinstance(message, Failed):
            self.failed.emit(message)
        else:
            self.done.emit(message)

    def _begin(self, pipe: Connection, task: Task) -> None:
        with self._turn:
            for word in (task, *self._early):
                pipe.send(word)
            self._early.clear()
            self._at_hand = task

    def _connected(self) -> Connection:
        if self._pipe is None:
            context: Any = multiprocessing.get_context(START)
            self._pipe, far = context.Pipe()
            child: BaseProcess = context.Process(target=self._serve, args=(far, self._log), daemon=True)
            child.start()
            with self._turn:
                self._child = child
                if self._closing:
                    child.kill()
            far.close()  # so that the child's end is the only one, and its death ends our waiting
        return self._pipe

    @staticmethod
    def _heard(pipe: Connection) -> Message:
        message = pipe.recv()
        assert isinstance(message, Said | Done | Failed)
        return message

    def _end_child(self) -> UserError:
        """Close the pipe, which ends the child; what to say if that was not meant."""
        with self._turn:
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

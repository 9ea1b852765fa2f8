"""One child process of the window and the thread that listens to it."""

import multiprocessing
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from threading import RLock
from typing import Any, Protocol

from PySide6.QtCore import QObject, QThread, Signal

from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Command, Done, Failed, Message, Said
from dclgui.core.protocol.requests import WRITES_INSIDE, Task

Serve = Callable[[Connection, Path | None], None]
"""``dclgui.worker.serve``, given from above: the window may not import what imports torch."""

START = "spawn"
"""How a child comes to be, by ``multiprocessing``'s name for it; with this one nothing of the window's is in it."""
_SECONDS_TO_END = 5.0


class _Question(Protocol):
    """A question as this file sees it."""

    task: Task

    def hear(self, message: Message) -> None: ...

    def end(self) -> None: ...


class RunThread(QThread):
    """Starts a child process with the first question and has it answer one after the other.

    The child gets a question only when the end of the one before was heard here, so that what is told to one that has
    just ended reaches no other. If the whole child ends badly, the next question starts a new one.
    """

    _said = Signal(object)

    def __init__(self, serve: Serve, *, log: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serve, self._log = serve, log
        self._line: deque[_Question] = deque()
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._turn = RLock()  # for what both threads touch: the child, its pipe, and how far the task is
        self._sent = self._spoke = self._over = self._killed = self._closing = False
        self._early: list[Command] = []
        self._said.connect(self._hear)

    def ask(self, question: _Question) -> None:
        """Put ``question`` at the end of the line."""
        self._line.append(question)
        if len(self._line) == 1:
            self._give()

    def take_out(self, question: _Question) -> bool:
        """Whether ``question`` waited in the line, which it now does no more."""
        waited = question in self._line and not self._is_at_hand(question)
        if waited:
            self._line.remove(question)
        return waited

    def tell(self, question: _Question, command: Command) -> None:
        """Pause ``question``, go on with it or stop it, if it is at hand."""
        with self._turn:
            if not self._is_at_hand(question):
                return
            if not self._sent:
                self._early.append(command)  # the child is still on its way
            elif self._pipe is not None:
                with suppress(OSError):  # a child that is gone is heard of
                    self._pipe.send(command)

    def give_up(self, question: _Question, *, kill: bool) -> None:
        """Have the child leave ``question`` if it is at hand: by a ``kill``, where that leaves everything whole."""
        if not kill:
            self.tell(question, "stop")
            return
        with self._turn:
            if self._is_at_hand(question) and not self._over:
                self._killed = True
                self._kill_child()

    def finish(self) -> None:
        """End thread and child after the question at hand, without waiting for that."""
        self._tasks.put(None)

    def close(self) -> None:
        """Stop the question at hand and end the child and all questions; what was finished is on the disk.

        A child that has nothing to save is not waited for: it may load its libraries for seconds before it hears.
        """
        self._closing = True
        self._tasks.put(None)
        if self._line and (self._spoke or not isinstance(self._line[0].task, WRITES_INSIDE)):
            self.tell(self._line[0], "stop")
        else:
            self._kill_child()
        if not self.wait(round(_SECONDS_TO_END * 1000)):
            self._kill_child()
            # Without a child the thread itself is ending it, which it does within as many seconds again.
            self.wait()
        while self._line:
            self._line.popleft().end()

    def run(self) -> None:
        """The thread: one task after the other."""
        while (task := self._tasks.get()) is not None and not self._closing:
            message = self._followed(task)
            with self._turn:
                self._over = True
                killed, self._killed = self._killed, False
            if killed:  # perhaps after its last word, and then it takes a moment to be gone
                self._end_child()
            self._said.emit(message)
        self._end_child()

    def _is_at_hand(self, question: _Question) -> bool:
        return bool(self._line) and question is self._line[0]

    def _give(self) -> None:
        self._sent = self._spoke = self._over = False
        self._early.clear()
        self._tasks.put(self._line[0].task)
        self.start()

    def _hear(self, message: Message) -> None:
        if not self._line:
            return  # closed meanwhile
        question = self._line[0]
        if not isinstance(message, Said):
            self._line.popleft()
            if self._line:
                self._give()
        question.hear(message)

    def _followed(self, task: Task) -> Done | Failed:
        """How ``task`` ended."""
        try:
            pipe = self._connected()
            with self._turn:
                for word in (task, *self._early):
                    pipe.send(word)
                self._sent = True
            while isinstance(message := self._heard(pipe), Said):
                self._spoke = True
                self._said.emit(message)
        except (EOFError, OSError):
            return Failed(self._end_child(), "")
        assert isinstance(message, Done | Failed)
        return message

    def _heard(self, pipe: Connection) -> Message:
        """The child's next word; raises ``EOFError`` or ``OSError`` if it ended without one.

        Its end alone tells that: on Windows a child that dies while it starts leaves its end of the pipe open here.
        """
        assert self._child is not None
        wait((pipe, self._child.sentinel))
        if not pipe.poll():
            raise EOFError
        message: Message = pipe.recv()
        return message

    def _connected(self) -> Connection:
        if self._child is not None and not self._child.is_alive():
            self._end_child()  # it ended between two tasks; the next one is not at fault
        if self._pipe is None:
            context: Any = multiprocessing.get_context(START)
            self._pipe, far = context.Pipe()
            child: BaseProcess = context.Process(target=self._serve, args=(far, self._log), daemon=True)
            child.start()
            with self._turn:
                self._child = child
                if self._closing or self._killed:
                    child.kill()
            far.close()  # so that the child's end is the only one, and its death ends our waiting
        return self._pipe

    def _kill_child(self) -> None:
        with self._turn:
            if self._child is not None:
                self._child.kill()

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

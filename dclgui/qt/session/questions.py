"""What is asked of child processes: each question hears its own answer and its own end."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from dclgui.core.protocol.envelope import Command, Done, Failed, Message, Said
from dclgui.core.protocol.events import Event
from dclgui.core.protocol.requests import (
    WRITES_INSIDE,
    Adapt,
    AdaptAgain,
    FindAlike,
    FindLike,
    LabelFolder,
    MakeDemo,
    ReadDecisions,
    Refine,
    Relearn,
    Resume,
    Task,
    Watch,
)
from dclgui.core.protocol.results import Answer
from dclgui.qt.session.run_thread import RunThread, Serve

_ALONE = (Adapt, Resume, Refine, AdaptAgain, LabelFolder, Watch, MakeDemo, ReadDecisions)
"""These have a child of their own, which ends with them."""
_Lane = Literal["looks", "learns", "works"]
"""A child each, which stays: for what a person looks at, for what answers teach, and for all else."""


class Question(QObject):
    """One task in the hands of a child process, or in the line before it.

    ``said``      an ``Event`` or ``Answer``, each as it comes, also the last one
    ``answered``  the task was done to its end: the last ``Event`` or ``Answer`` once more
    ``failed``    ``Failed``: the task could not be done, or its child ended
    ``ended``     exactly once and after all others, whatever happened; a project that closes is no time to ask more

    ``under_way``  false from the end on
    ``stopped``    it ended early because ``tell`` said so
    """

    said = Signal(object)
    answered = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, task: Task, thread: RunThread) -> None:
        super().__init__()
        self.task, self._thread = task, thread
        self._last: Event | Answer | None = None
        self._wanted = self.under_way = True
        self.stopped = self.cancelled = False
        thread.ask(self)

    def tell(self, command: Command) -> None:
        """Pause, go on or stop early. What comes of it is said as always: a stop may come too late."""
        if command == "stop" and self._thread.take_out(self):
            self.hear(Done(stopped=True))
        else:
            self._thread.tell(self, command)

    def cancel(self, *, at_once: bool = False) -> None:
        """Hear no more of it but ``ended``; the child turns to the next question as soon as it can.

        ``at_once`` ends the child, though its task is one that writes elsewhere than inside a project: whoever asks so
        knows that it has written nothing yet, or removes it.
        """
        self._wanted, self.cancelled = False, True
        if self._thread.take_out(self):
            self.end()
        else:
            self._thread.give_up(self, kill=at_once or isinstance(self.task, WRITES_INSIDE))

    def end(self) -> None:
        """There is no child to hear of any more."""
        self._wanted = False
        self.hear(Done(stopped=True))

    def hear(self, message: Message) -> None:
        """Take what the child says of it; ``Done`` or ``Failed`` is the last."""
        if isinstance(message, Said):
            self._last = message.event
            if self._wanted:
                self.said.emit(message.event)
            return
        self.under_way = False
        if self._wanted:
            self._tell_outcome(message)
        self.ended.emit()

    def _tell_outcome(self, message: Done | Failed) -> None:
        if isinstance(message, Failed):
            self.failed.emit(message)
        elif message.stopped:
            self.stopped = True
        else:
            self.answered.emit(self._last)


class Questions(QObject):
    """Knows which child answers what: long work has its own, what a person waits for has a lane, the rest is in line.

    What children print goes to the end of the file ``log``, if one is named.
    """

    def __init__(self, serve: Serve, parent: QObject | None = None, *, log: Path | None = None) -> None:
        super().__init__(parent)
        self._serve, self._log = serve, log
        self._shared: dict[_Lane, RunThread] = {}

    def ask(self, task: Task) -> Question:
        """Give ``task`` to a child; connect to what comes back before the event loop goes on."""
        if isinstance(task, _ALONE):
            thread = self._made_thread()
            thread.finished.connect(thread.deleteLater)
            question = Question(task, thread)
            thread.finish()
            return question
        lane = _lane(task)
        if lane not in self._shared:
            self._shared[lane] = self._made_thread()
        return Question(task, self._shared[lane])

    def close(self) -> None:
        """Stop what is under way, wait for that, and end all children and questions."""
        self._shared.clear()
        for thread in self.findChildren(RunThread):
            thread.close()
            thread.deleteLater()

    def _made_thread(self) -> RunThread:
        return RunThread(self._serve, log=self._log, parent=self)


def _lane(task: Task) -> _Lane:
    if isinstance(task, FindAlike | FindLike):
        return "looks"
    return "learns" if isinstance(task, Relearn) else "works"

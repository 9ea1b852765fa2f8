"""Checks for ``doctor``: whether the window paints itself here, and whether its child process works."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import EstimateTime
from dclgui.core.protocol.results import TimeEstimated
from dclgui.qt.parts.application import made_application
from dclgui.qt.session.questions import Questions
from dclgui.qt.session.run_thread import Serve
from dclgui.qt.shell.main_window import MainWindow

_PATIENCE = 30_000
"""Milliseconds to wait for the first paint."""
_LONGEST_WORK = 120_000
"""Milliseconds to wait for the answer of the child process."""
_COLOURS = {"old/bright": Qt.GlobalColor.white, "old/dark": Qt.GlobalColor.black, "new": Qt.GlobalColor.gray}
_PICTURES = 8
"""Images in each of these folders."""


def open_for_a_moment(serve: Serve) -> str:
    """Show the window until its first paint; return Qt's name of the platform.

    Raises ``UserError`` if it does not paint itself.
    """
    app = made_application()
    window = MainWindow(serve)
    paint = _FirstPaint(window)
    window.show()
    if not paint.happened:
        _run_at_most(app, _PATIENCE)
    window.close()
    if not paint.happened:
        raise UserError(
            "The window opens but does not paint itself.",
            "Update the driver of the graphics card, or try another screen.",
        )
    return QApplication.platformName()


def work_for_a_moment(serve: Serve) -> str:
    """Let a child process, as the window has one, predict a few images; return the device that it used.

    Raises ``UserError`` if the child does not answer, or the error that it answers with.
    """
    # Kept in a name: Qt ends when the object is collected.
    _application = QApplication.instance() or made_application()
    with TemporaryDirectory(prefix="dclgui-") as made:
        place = Path(made)
        for name, colour in _COLOURS.items():
            (place / name).mkdir(parents=True)
            picture = QImage(64, 64, QImage.Format.Format_RGB32)
            picture.fill(colour)
            for number in range(_PICTURES):
                picture.save(str(place / name / f"{number}.png"))
        # ``finetune`` runs the backbone itself; ``frozen`` would export it first, which takes longer than all else.
        job = Job(source=place / "old", target=place / "new", mode="finetune", image_size=64)
        answer = _done_by_a_child(serve, EstimateTime(job, place / "none"))
    if isinstance(answer, TimeEstimated):
        return answer.device
    if isinstance(answer, Failed):
        raise answer.error
    raise UserError("The child process that works for the window does not answer.", "Restart the computer.")


def _done_by_a_child(serve: Serve, task: EstimateTime) -> TimeEstimated | Failed | None:
    """The answer to ``task``, its failure, or ``None`` if none came in time."""
    heard: list[TimeEstimated | Failed] = []
    questions = Questions(serve)
    question = questions.ask(task)
    for signal in (question.answered, question.failed):
        signal.connect(heard.append)
    question.ended.connect(QApplication.quit)
    _run_at_most(QApplication.instance(), _LONGEST_WORK)
    questions.close()
    return heard[-1] if heard else None


def _run_at_most(app: QCoreApplication | None, milliseconds: int) -> None:
    """Run the event loop until something quits it. The timer goes with it, or it would quit the next loop."""
    timer = QTimer(app, singleShot=True, interval=milliseconds)
    timer.timeout.connect(QCoreApplication.quit)
    timer.start()
    QCoreApplication.exec()
    timer.stop()


class _FirstPaint(QObject):
    """Records the first paint of ``window``, and ends the event loop then."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.happened = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Watch events; filter none."""
        if event.type() == QEvent.Type.Paint and not self.happened:
            self.happened = True
            QTimer.singleShot(0, QApplication.quit)
        return super().eventFilter(watched, event)

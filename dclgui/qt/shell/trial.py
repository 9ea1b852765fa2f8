"""Whether the window can show itself here, and whether the child process that works for it can work."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
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
"""Milliseconds after which a window that has not painted itself never will."""
_LONGEST_WORK = 120_000
"""The same for a child process that has not answered."""
_COLOURS = {"old/bright": Qt.GlobalColor.white, "old/dark": Qt.GlobalColor.black, "new": Qt.GlobalColor.gray}
_PICTURES = 8
"""In each of these folders."""


def open_for_a_moment(serve: Serve) -> str:
    """Show the window until it has painted itself once; gives Qt's name for the platform that showed it.

    Raises ``UserError`` if it does not paint itself.
    """
    app = made_application()
    window = MainWindow(serve)
    paint = _FirstPaint(window)
    window.show()
    if not paint.happened:
        QTimer.singleShot(_PATIENCE, app.quit)
        app.exec()
    window.close()
    if not paint.happened:
        raise UserError(
            "The window opens but does not paint itself.",
            "Update the driver of the graphics card, or try another screen.",
        )
    return QApplication.platformName()


def work_for_a_moment(serve: Serve) -> str:
    """Let a child process, as the window has one, read and judge a few pictures; gives the device that it took.

    Raises ``UserError`` if the child does not answer, or that with which it answers.
    """
    _application = QApplication.instance() or made_application()
    with TemporaryDirectory(prefix="dclgui-") as made:
        place = Path(made)
        for name, colour in _COLOURS.items():
            (place / name).mkdir(parents=True)
            picture = QImage(64, 64, QImage.Format.Format_RGB32)
            picture.fill(colour)
            for number in range(_PICTURES):
                picture.save(str(place / name / f"{number}.png"))
        # So the backbone itself is at work, but need not be exported first, which takes longer than all else.
        job = Job(source=place / "old", target=place / "new", mode="finetune", image_size=64)
        answer = _done_by_a_child(serve, EstimateTime(job, place / "none"))
    if isinstance(answer, TimeEstimated):
        return answer.device
    if isinstance(answer, Failed):
        raise answer.error
    raise UserError("The child process that works for the window does not answer.", "Restart the computer.")


def _done_by_a_child(serve: Serve, task: EstimateTime) -> TimeEstimated | Failed | None:
    """The last answer to ``task``, or what went wrong, or nothing."""
    heard: list[TimeEstimated | Failed] = []
    questions = Questions(serve)
    question = questions.ask(task)
    for signal in (question.answered, question.failed):
        signal.connect(heard.append)
    question.ended.connect(QApplication.quit)
    QTimer.singleShot(_LONGEST_WORK, QApplication.quit)
    QApplication.exec()
    questions.close()
    return heard[-1] if heard else None


class _FirstPaint(QObject):
    """Notes that ``window`` was painted first, and ends the application's loop then."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.happened = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look on only."""
        if event.type() == QEvent.Type.Paint and not self.happened:
            self.happened = True
            QTimer.singleShot(0, QApplication.quit)
        return super().eventFilter(watched, event)

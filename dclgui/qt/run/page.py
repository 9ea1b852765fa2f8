"""Step 3: choose how thorough, start, and watch."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget

from dclgui.core.errors import UserError
from dclgui.core.eta import fraction_done
from dclgui.core.protocol.envelope import Failed
from dclgui.qt.parts.page import Page, StepState
from dclgui.qt.parts.refine_button import RefineButton
from dclgui.qt.parts.widgets import button, give_role
from dclgui.qt.parts.words import filled, number, run_note
from dclgui.qt.run.setup import Setup
from dclgui.qt.run.side_panel import RunSidePanel
from dclgui.qt.session.session import Session

if TYPE_CHECKING:
    from dclgui.qt.run.live import LiveView

_IDLE_MS = 400
"""Milliseconds on the page after which the live view is built, while the user reads the presets."""


class RunPage(Page):
    """The presets before the first round; the run, live or finished, from then on."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._setup = Setup(session)
        self._live: LiveView | None = None
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._told = StepState()
        self._shape: tuple[object, ...] = ()
        self._main, self._review, self._again = button("primary"), button(), button()
        self._refine = RefineButton(session)
        for widget in (self._again, self._refine, self._review, self._main):
            self.corner.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._setup)
        self.body.addWidget(self._stack, 1)
        self.side_panel = self._side_panel = RunSidePanel(session)
        self.side_panel_folds = True
        self.commands = {"start": self.start}
        self._idle.timeout.connect(self._made_live)
        self._main.clicked.connect(self._on_main)
        self._review.clicked.connect(partial(self.go, "review"))
        self._refine.clicked.connect(partial(self.attempt, session.run.refine))
        self._again.clicked.connect(self._ask_to_start_over)
        self._setup.job_changed.connect(self._on_job_changed)
        session.run.changed.connect(self._on_run_changed)
        session.images_changed.connect(self._on_run_changed)
        session.run.failed.connect(self._on_failed)
        self.refresh()

    def start(self) -> None:
        """Start, continue a paused run, or resume after the last finished round.

        Raises ``UserError`` if the settings are invalid or can't be saved.
        """
        session = self._session
        if session.run.status == "paused":
            session.run.go_on()
        elif session.run.status == "idle" and self._finished:
            self._ask_to_start_over()
        elif session.run.status == "idle":
            job = session.job if session.run.newest_round is not None else self._setup.job
            self.banner.hide()
            session.run.start(job)
            self._show_live()

    def entered(self) -> None:
        """Show the newest figures."""
        super().entered()
        if self._before_run:
            self._idle.start()
        self._update()

    def at_work(self) -> str:
        """A run."""
        if self._session.run.status == "idle":
            return ""
        return self.tr("A run is going on. Its finished rounds are kept, and it can go on later.")

    def close_work(self) -> None:
        """Stop the threads that read images."""
        if self._live is not None:
            self._live.close_work()

    def step_state(self) -> StepState:
        """Progress of the run in one line."""
        session = self._session
        if session.run.status != "idle":
            done = fraction_done(session.run.state)
            return StepState(note=run_note(session.run.status, session.run.state), share=round(done, 2))
        newest = session.run.newest_round
        if self._finished:
            return StepState(note=self.tr("Done"), done=True)
        if session.run.failure is not None:
            return StepState(note=self.tr("Ended unexpectedly"))
        if newest is None:
            return StepState(note=self.tr("Not started"))
        words = self.tr("Stopped after round %1 of %2")
        return StepState(note=filled(words, str(newest), str(session.project.planned_rounds)))

    def retranslate(self) -> None:
        """All words."""
        self._review.setText(self.tr("Go to Review"))
        self._review.setToolTip(self.tr("Look at the pictures that are worth a look."))
        self._again.setText(self.tr("Start over…"))
        self._again.setToolTip(self.tr("Remove all rounds and choose anew; what you decided stays."))
        self._say()

    @property
    def _before_run(self) -> bool:
        return self._session.run.status == "idle" and self._session.run.newest_round is None

    @property
    def _finished(self) -> bool:
        newest = self._session.run.newest_round
        return newest is not None and newest >= self._session.project.planned_rounds

    def _say(self) -> None:
        """Set title, subtitle and buttons for the present state."""
        session = self._session
        running, has_rounds = session.run.status != "idle", session.run.newest_round is not None
        self._again.setVisible(has_rounds and not running)
        self._refine.setVisible(self._finished and not running)
        self._review.setVisible(has_rounds and (running or not self._finished))
        self._main.setVisible(not running or session.run.status == "paused")
        self._main.setObjectName("go on" if self._finished else "start")
        give_role(self._main, "primary")
        if running:
            self.title.setText(self.tr("Learning the new camera"))
            self.subtitle.setText(self.tr("You can review while it runs. Nothing you decide is ever overwritten."))
            self._main.setText(self.tr("Go on"))
        elif self._finished:
            self.title.setText(self.tr("The pictures have their names"))
            self.subtitle.setText(self._result_words())
            self._main.setText(self.tr("Go to Review"))
        elif has_rounds:
            self.title.setText(self.tr("The run was stopped"))
            self.subtitle.setText(self.tr("Finished rounds are kept. Resume goes on after the last of them."))
            self._main.setText(self.tr("Resume"))
        else:
            self.title.setText(self.tr("Learn the new camera"))
            self.subtitle.setText(self.tr("Choose how much time it may take. You can review while it runs."))
            self._main.setText(self.tr("Start"))

    def _result_words(self) -> str:
        rounds = self._session.run.state.rounds
        images = len(self._session.target) if self._session.target is not None else 0
        one = self.tr("%1 pictures after one round. How many names are right is known once a person looks.")
        many = self.tr("%1 pictures after %2 rounds. How many names are right is known once a person looks.")
        return filled(one if rounds[-1].round == 1 else many, number(images), str(rounds[-1].round))

    def _on_main(self) -> None:
        if self._finished and self._session.run.status == "idle":
            self.go("review")
        else:
            self.attempt(self.start)

    def _on_job_changed(self) -> None:
        try:
            self._side_panel.show_job(self._setup.job)
        except UserError:
            return  # the form says so at the field

    def _on_run_changed(self) -> None:
        told = self.step_state()
        if told != self._told:
            self._told = told
            self.state_changed.emit()
        if self.isVisible():
            self._update()

    def _on_failed(self, failed: Failed) -> None:
        words = self.tr("Resume") if self._session.run.newest_round is not None else self.tr("Start")
        again = (words, partial(self.attempt, self.start))
        self.banner.show_error(failed.error, details=failed.details, next_step=again)

    def _ask_to_start_over(self) -> None:
        self.banner.show_note(
            self.tr("Start over? All rounds of this project are removed."),
            self.tr("Everything you decided and every picture you set aside stays as it is."),
            next_step=(self.tr("Remove the rounds"), self._start_over),
        )

    def _start_over(self) -> None:
        self.attempt(self._session.start_over)
        if self._before_run:
            self._setup.show_job(self._session.job)
            self._setup.measure()

    def _update(self) -> None:
        session = self._session
        state = session.run.state
        shape = (
            *(session.run.status, session.run.failure, id(session.source), id(session.target)),
            *(state.started, state.mode, state.warnings, len(state.rounds)),
        )
        if shape != self._shape:
            self._shape = shape
            self._say()
            self._side_panel.update_all()
        if self._before_run:
            self._stack.setCurrentWidget(self._setup)
            self._setup.measure()
        else:
            self._show_live().update_all()

    def _show_live(self) -> "LiveView":
        live = self._made_live()
        self._stack.setCurrentWidget(live)
        return live

    def _made_live(self) -> "LiveView":
        if self._live is None:
            # pyqtgraph takes a third of a second to load: neither the window's start nor a run should wait for it.
            from dclgui.qt.run.live import LiveView  # noqa: PLC0415

            self._live = LiveView(self._session)
            self._stack.addWidget(self._live)
        return self._live

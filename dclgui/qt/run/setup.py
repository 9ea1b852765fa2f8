"""What shows before a run: the presets with their times, and all settings folded away."""

import math

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.presets import PRESETS, PresetName, preset_of
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import EstimateTime
from dclgui.core.protocol.results import TimeEstimated
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled
from dclgui.qt.run.job_form import JobForm
from dclgui.qt.run.preset_cards import PresetCards, time_words
from dclgui.qt.run.step_strip import StepStrip
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session

_SETTLED_MS = 800
"""Milliseconds without a change after which own settings are measured."""


class Estimates(QObject):
    """Measures in a child process how long jobs take here, each once; ``changed``: an estimate came or improved."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._question: Question | None = None
        self._waiting: list[Job] = []
        self._known: dict[Job, TimeEstimated] = {}
        self.failure: Failed | None = None
        session.run.changed.connect(self._make_way)
        session.images_changed.connect(self._forget)

    def of(self, job: Job) -> tuple[float | None, str]:
        """Seconds and device of ``job``: ``None`` while it is measured, NaN if that failed."""
        known = self._known.get(job)
        if known is not None:
            return known.seconds, known.device
        return (math.nan, "") if self.failure is not None else (None, "")

    def ask(self, job: Job) -> None:
        """Queue ``job`` for measuring, unless it is known or queued already, or a run is going on."""
        idle = self._session.run.status == "idle"
        if idle and job not in self._known and job not in self._waiting and self.failure is None:
            self._waiting.append(job)
            self._ask_next()

    def _ask_next(self) -> None:
        """Ask for one job at a time, so that other questions can come in between; ``_waiting[0]`` is being measured."""
        if self._waiting and self._question is None:
            self._question = self._session.ask(EstimateTime(self._waiting[0], self._session.project.folder))
            self._question.said.connect(self._on_said)
            self._question.answered.connect(self._on_answered)
            self._question.failed.connect(self._on_failed)

    def _on_said(self, said: object) -> None:
        if isinstance(said, TimeEstimated):
            self._known[said.job] = said
            self.changed.emit()

    def _on_answered(self) -> None:
        self._question = None
        self._waiting.pop(0)
        self._ask_next()

    def _on_failed(self, failed: Failed) -> None:
        self._question, self.failure = None, failed
        self._waiting.clear()
        self.changed.emit()

    def _make_way(self) -> None:
        """Cancel for a run: it exports the same backbone and needs the processors."""
        if self._session.run.status != "idle":
            self._leave()

    def _forget(self) -> None:
        self._leave()
        self._known.clear()
        self.failure = None
        self.changed.emit()

    def _leave(self) -> None:
        if self._question is not None:
            self._question.cancel()
            self._question = None
            self._known.pop(self._waiting[0], None)  # the rough estimate, if any
        self._waiting.clear()


class Setup(Panel):
    """``job_changed``: ``job`` has changed."""

    job_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._preset: PresetName = preset_of(session.job) or "balanced"
        self._estimates = Estimates(session, self)
        self.cards, self.form = PresetCards(), JobForm(session.job)
        self.advanced, self._own = button("link"), label("muted", wrap=True)
        self._steps_title, self._steps = label("section"), StepStrip(explains=True)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        layout.addWidget(self.cards)
        layout.addWidget(self._own)
        layout.addWidget(self._steps_title)
        layout.addWidget(self._steps)
        layout.addWidget(self.advanced, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.form)
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.form.hide()
        self.cards.chosen.connect(self._on_chosen)
        self.advanced.clicked.connect(self._on_advanced)
        self.form.changed.connect(self._on_changed)
        self.form.preset_wanted.connect(self._on_preset_wanted)
        self._settled.timeout.connect(self._measure)
        self._estimates.changed.connect(self._show_times)
        self.show_job(session.job)
        self.refresh()

    @property
    def job(self) -> Job:
        """The job that Start would run; raises ``UserError`` for an invalid setting."""
        return self.form.job

    def show_job(self, job: Job) -> None:
        """Show ``job`` and its preset; does not emit ``job_changed``."""
        found = preset_of(job)
        self._preset = found or self._preset
        self.cards.choose(found)
        self.form.show_job(job, preset=PRESETS[self._preset].plain(job))
        self._show_times()

    def measure(self) -> None:
        """Have the times of the presets and of the present settings measured."""
        for name in PRESETS:
            self._estimates.ask(self._job_of(name))
        self._measure()

    def retranslate(self) -> None:
        """All words."""
        self._steps_title.setText(self.tr("What a run does"))
        for widget in (self._steps_title, self._steps):
            widget.setVisible(Preferences().experts)
        folded = self.form.isHidden()
        self.advanced.setText(self.tr("Advanced ▸") if folded else self.tr("Advanced ▾"))
        self.advanced.setAccessibleName(self.tr("Advanced"))
        self.advanced.setAccessibleDescription(self.tr("folded away") if folded else self.tr("unfolded"))
        self.advanced.setToolTip(self.tr("Every setting of the method, with the device to run on."))
        self._show_times()

    @property
    def _valid_job(self) -> Job | None:
        """``None`` for an invalid setting; the form says so at its field."""
        try:
            return self.form.job
        except UserError:
            return None

    def _job_of(self, name: PresetName) -> Job:
        return PRESETS[name].chosen_for(self._session.job)

    def _show_times(self) -> None:
        for name in PRESETS:
            self.cards.show_time(name, *self._estimates.of(self._job_of(name)))
        job = self._valid_job
        self._own.setVisible(job is not None and preset_of(job) is None)
        if job is not None:
            self._own.setText(filled(self.tr("Your own settings: %1"), time_words(*self._estimates.of(job))))

    def _measure(self) -> None:
        job = self._valid_job
        if job is not None:
            self._estimates.ask(job)
            self._show_times()

    def _on_chosen(self, name: str) -> None:
        self._preset = next(known for known in PRESETS if known == name)
        kept = self._valid_job or self._session.job
        self.form.show_job(PRESETS[self._preset].chosen_for(kept), preset=PRESETS[self._preset].plain(kept))
        self._changed()

    def _on_preset_wanted(self) -> None:
        plain = PRESETS[self._preset].plain(self._session.job)
        self.form.show_job(plain, preset=plain)
        self.cards.choose(self._preset)
        self._changed()

    def _on_changed(self) -> None:
        job = self._valid_job
        self.cards.choose(None if job is None else preset_of(job))
        self._changed()

    def _changed(self) -> None:
        self._show_times()
        self._settled.start()
        self.job_changed.emit()

    def _on_advanced(self) -> None:
        self.form.setVisible(self.form.isHidden())
        self.retranslate()

"""What shows before a run: the presets, and all settings folded away."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.presets import PRESETS, PresetName, preset_of
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled
from dclgui.qt.run.estimates import Estimates
from dclgui.qt.run.job_form import JobForm
from dclgui.qt.run.preset_cards import PresetCards, time_words
from dclgui.qt.run.step_strip import StepStrip
from dclgui.qt.session.session import Session

_SETTLED_MS = 800
"""Milliseconds without a change after which a person's own settings are measured."""


class Setup(Panel):
    """``job_changed`` says that ``job`` is another one."""

    job_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._preset: PresetName = preset_of(session.job) or "balanced"
        self._estimates = Estimates(session, self)
        self.cards, self.form = PresetCards(), JobForm(session.job)
        self.advanced, self._own = button("link"), label("muted", wrap=True)
        self._steps_title, self._steps = label("section"), StepStrip()
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
        """What Start would run; raises ``UserError`` for a setting that can't be."""
        return self.form.job

    def show_job(self, job: Job) -> None:
        """Show ``job`` with the preset that it has; says nothing."""
        found = preset_of(job)
        self._preset = found or self._preset
        self.cards.choose(found)
        self.form.show_job(job, preset=PRESETS[self._preset].plain(job))
        self._show_times()

    def measure(self) -> None:
        """Have the times of the presets measured, and that of the settings as they are."""
        for name in PRESETS:
            self._estimates.ask(self._job_of(name))
        self._measure()

    def retranslate(self) -> None:
        """All words."""
        self._steps_title.setText(self.tr("What a run does"))
        folded = self.form.isHidden()
        self.advanced.setText(self.tr("Advanced ▸") if folded else self.tr("Advanced ▾"))
        self.advanced.setAccessibleName(self.tr("Advanced"))
        self.advanced.setAccessibleDescription(self.tr("folded away") if folded else self.tr("unfolded"))
        self.advanced.setToolTip(self.tr("Every setting of the method, with the device to run on."))
        self._show_times()

    def _job_of(self, name: PresetName) -> Job:
        return PRESETS[name].chosen_for(self._session.job)

    def _show_times(self) -> None:
        for name in PRESETS:
            self.cards.show_time(name, *self._estimates.of(self._job_of(name)))
        try:
            job = self.form.job
        except UserError:
            self._own.hide()
            return
        self._own.setVisible(preset_of(job) is None)
        words = time_words(*self._estimates.of(job))
        self._own.setText(filled(self.tr("Your own settings: %1"), words))

    def _measure(self) -> None:
        try:
            self._estimates.ask(self.form.job)
        except UserError:
            return  # said at its field already
        self._show_times()

    def _on_chosen(self, name: str) -> None:
        self._preset = next(known for known in PRESETS if known == name)
        try:
            kept = self.form.job
        except UserError:
            kept = self._session.job
        self.form.show_job(PRESETS[self._preset].chosen_for(kept), preset=PRESETS[self._preset].plain(kept))
        self._changed()

    def _on_preset_wanted(self) -> None:
        plain = PRESETS[self._preset].plain(self._session.job)
        self.form.show_job(plain, preset=plain)
        self.cards.choose(self._preset)
        self._changed()

    def _on_changed(self) -> None:
        try:
            found = preset_of(self.form.job)
        except UserError:
            found = None
        self.cards.choose(found)
        self._changed()

    def _changed(self) -> None:
        self._show_times()
        self._settled.start()
        self.job_changed.emit()

    def _on_advanced(self) -> None:
        self.form.setVisible(self.form.isHidden())
        self.retranslate()

"""Beside the run: class shares, warnings, and the settings of this run."""

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from dclgui.core.job import Job
from dclgui.core.presets import PRESETS, preset_of
from dclgui.core.protocol.events import Warned
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import card, give_role, label
from dclgui.qt.parts.words import filled
from dclgui.qt.run.class_shares import ClassShare, ShareBars
from dclgui.qt.run.preset_cards import preset_text
from dclgui.qt.session.session import Session

_MOST_WARNINGS = 4


def class_shares(session: Session) -> tuple[ClassShare, ...]:
    """Of every class; before the first round the old camera's alone, empty while nothing is known."""
    rounds, source = session.run.state.rounds, session.source
    names = source.class_names if source is not None else ()
    if rounds and len(names) == len(rounds[-1].source_shares):
        newest = rounds[-1]
        return tuple(map(ClassShare, names, newest.source_shares, newest.class_shares))
    if source is None or not len(source):
        return ()
    counts = np.bincount(source.labels[source.labels >= 0], minlength=len(names)) / len(source)
    return tuple(ClassShare(name, float(share), None) for name, share in zip(names, counts, strict=True))


def settings_words(job: Job, mode: str) -> str:
    """What a person would want to know of ``job``, in one line."""
    translate, method = QCoreApplication.translate, job.method
    name = preset_of(job)
    recipe = (
        translate("RunSidePanel", "The patent's plain text")
        if job.recipe == "patent"
        else translate("RunSidePanel", "Own settings")
    )
    trained = {
        "frozen": translate("RunSidePanel", "feature extractor stays as it is"),
        "finetune": translate("RunSidePanel", "all layers are trained"),
    }
    parts = [
        preset_text(PRESETS[name].title) if name is not None else recipe,
        job.backbone,
        trained.get(mode, translate("RunSidePanel", "what is trained depends on the device")),
        filled(translate("RunSidePanel", "%1 rounds"), str(method.rounds)),
        filled(
            translate("RunSidePanel", "share %1 → %2"),
            f"{method.high_fraction_start:g}",
            f"{method.high_fraction_end:g}",
        ),
        preset_text(method.distance),
        filled(translate("RunSidePanel", "%1 weight"), preset_text(method.weighting)),
        filled(translate("RunSidePanel", "seed %1"), str(job.seed)),
    ]
    return " · ".join(parts)


class RunSidePanel(Panel):
    """The right column of the page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        area.setWidget(inside)
        inside.setAutoFillBackground(False)  # the panel below gives the colour
        outer.addWidget(area)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        self._title, self._subtitle, self.bars = label("strong"), label("subtitle", wrap=True), ShareBars()
        self._box: QFrame
        self._box, self._warnings = card("notice")
        self._heading, self.texts = label("strong"), [label("muted", wrap=True) for _ in range(_MOST_WARNINGS + 1)]
        self._warnings.setSpacing(6)
        for text in (self._heading, *self.texts):
            self._warnings.addWidget(text)
        self._settings_title, self._settings = label("section"), label("muted", wrap=True)
        for widget in (self._title, self._subtitle, self.bars):
            layout.addWidget(widget)
        layout.addSpacing(GRID)
        layout.addWidget(self._box)
        layout.addSpacing(GRID)
        layout.addWidget(self._settings_title)
        layout.addWidget(self._settings)
        layout.addStretch()
        self._job = session.job
        self.refresh()

    def show_job(self, job: Job) -> None:
        """The settings that stand in the form before the run."""
        self._job = job
        self._say_settings()

    def update_all(self) -> None:
        """Show what the session knows."""
        shares = class_shares(self._session)
        self.bars.show_shares(shares)
        self._say_warnings(shares)
        self._say_settings()

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("Class shares"))
        self._settings_title.setText(self.tr("Settings of this run"))
        self.setAccessibleName(self.tr("Beside the run"))
        self.update_all()

    def _say_warnings(self, shares: tuple[ClassShare, ...]) -> None:
        rounds = self._session.run.state.rounds
        if not shares:
            self._subtitle.setText(self.tr("The classes appear here when the pictures have been found."))
        elif not rounds:
            self._subtitle.setText(self.tr("How often the old camera has each class."))
        else:
            self._subtitle.setText(self.tr("Old camera above, new camera below. A class that vanishes is a warning."))
        warnings = self._sentences(shares)
        self._box.setVisible(bool(rounds or warnings))
        give_role(self._box, "trouble" if warnings else "notice")
        if warnings:
            self._heading.setText(self.tr("Warnings"))
        else:
            self._heading.setText(self.tr("No warnings"))
            warnings = [self.tr("No class has vanished or grown far beyond its share of the old camera.")]
        if len(warnings) > _MOST_WARNINGS:
            more = filled(self.tr("and %1 more"), str(len(warnings) - _MOST_WARNINGS))
            warnings = [*warnings[-_MOST_WARNINGS:][::-1], more]
        for place, text in enumerate(self.texts):
            _say(text, warnings[place] if place < len(warnings) else "")

    def _sentences(self, shares: tuple[ClassShare, ...]) -> list[str]:
        """What the run warned of; of a project opened again, the classes that have vanished."""
        if self._session.run.state.started is not None:
            return [_warning_words(warned) for warned in self._session.run.state.warnings]
        words = self.tr("No picture is named %1 in the newest round.")
        return [filled(words, one.name) for one in shares if one.vanished]

    def _say_settings(self) -> None:
        session = self._session
        begun = session.run.status != "idle" or session.run.newest_round is not None
        job = session.job if begun else self._job
        state = session.run.state
        _say(self._settings, settings_words(job, state.mode.mode if state.mode is not None else job.mode))


def _warning_words(warned: Warned) -> str:
    return f"{spoken(warned.message)} {spoken(warned.hint)}".rstrip()


def _say(place: QLabel, words: str) -> None:
    place.setVisible(bool(words))
    if place.text() != words:
        place.setText(words)

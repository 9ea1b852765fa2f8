"""Beside the run: class shares, warnings, and the settings of this run."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dclgui.core.job import Job
from dclgui.core.presets import PRESETS, preset_of
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.sentences import in_full
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, font, tokens
from dclgui.qt.parts.widgets import card, give_role, label
from dclgui.qt.parts.words import filled, share
from dclgui.qt.run.preset_cards import preset_text
from dclgui.qt.session.session import Session
from dclgui.review.table import State

ROW = 20
_BAR = 4
_NAME = 92
_FIGURES = 84
_LEAST = 0.01
"""A class with at least this share in the source, and no image in the target, counts as vanished."""
_MOST_WARNINGS = 4


@dataclass(frozen=True, slots=True)
class ClassShare:
    """Shares of a class in [0, 1]; ``target`` is ``None`` before the first round."""

    name: str
    source: float
    target: float | None

    @property
    def vanished(self) -> bool:
        """Whether no target image has this label, though the source has the class."""
        return self.target == 0 and self.source >= _LEAST


class ShareBars(Panel):
    """One painted row per class: the share in the source above, in the target below."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[ClassShare, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.refresh()

    @property
    def shares(self) -> tuple[ClassShare, ...]:
        """What shows."""
        return self._shares

    def show_shares(self, shares: tuple[ClassShare, ...]) -> None:
        """Show ``shares``, in this order."""
        if shares != self._shares:
            self._shares = shares
            self.retranslate()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A row for each class."""
        return QSize(200, ROW * len(self._shares))

    def retranslate(self) -> None:
        """Tooltip, and what a screen reader says."""
        self.setAccessibleName(self.tr("Class shares"))
        self.setAccessibleDescription("; ".join(f"{one.name}: {self._figures(one)}" for one in self._shares))
        self.setToolTip(
            self.tr("Above the old camera's share of the class, below the new camera's in the newest round.")
        )

    def restyle(self) -> None:
        """Painted in the theme's colours."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """All rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = max((max(one.source, one.target or 0.0) for one in self._shares), default=1.0) or 1.0
        for row, one in enumerate(self._shares):
            self._paint_row(painter, row * ROW, one, 1 / (1.25 * longest))

    def _paint_row(self, painter: QPainter, top: int, one: ClassShare, scale: float) -> None:
        colours = tokens()
        painter.setFont(font(13))
        painter.setPen(QColor(colours.ink))
        vertical = Qt.AlignmentFlag.AlignVCenter
        name = painter.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideMiddle, _NAME - 8)
        painter.drawText(QRectF(0, top, _NAME, ROW), vertical, name)
        width = self.width() - _NAME - _FIGURES
        bars = [(one.source, colours.faint, (ROW - _BAR) // 2)]
        if one.target is not None:
            bars = [(one.source, colours.faint, 5), (one.target, colours.accent, 12)]
        painter.setPen(Qt.PenStyle.NoPen)
        for value, colour, offset in bars:
            painter.setBrush(QColor(colours.track))
            painter.drawRoundedRect(QRectF(_NAME, top + offset, width, _BAR), 2, 2)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(_NAME, top + offset, max(2.0, width * value * scale), _BAR), 2, 2)
        figures = QRectF(_NAME + width, top, _FIGURES, ROW)
        painter.setPen(QColor(STATE_COLOURS[State.PROBLEM] if one.vanished else colours.muted))
        painter.drawText(figures, vertical | Qt.AlignmentFlag.AlignRight, self._figures(one))

    @staticmethod
    def _figures(one: ClassShare) -> str:
        source = share(one.source)
        if one.target is None:
            return source
        words = f"{source.removesuffix(' %')} · {share(one.target)}"
        return f"⚠ {words}" if one.vanished else words


def class_shares(session: Session) -> tuple[ClassShare, ...]:
    """The shares of every class; before the first round of the source only, empty while nothing is known."""
    rounds, source = session.run.state.rounds, session.source
    names = source.class_names if source is not None else ()
    if rounds and len(names) == len(rounds[-1].source_shares):
        newest = rounds[-1]
        listed = session.project.class_changes.now().listed
        shares = [ClassShare(names[k], newest.source_shares[k], newest.class_shares[k]) for k in listed]
        return tuple(shares)
    if source is None or not len(source):
        return ()
    counts = np.bincount(source.labels[source.labels >= 0], minlength=len(names)) / len(source)
    return tuple(ClassShare(name, float(share), None) for name, share in zip(names, counts, strict=True))


def settings_words(job: Job, mode: str) -> str:
    """The main settings of ``job`` in one line; ``mode`` is the one that the run uses."""
    translate, method = QCoreApplication.translate, job.method
    name = preset_of(job)
    patent, own = translate("RunSidePanel", "The patent's plain text"), translate("RunSidePanel", "Own settings")
    recipe = patent if job.recipe == "patent" else own
    trained = {
        "frozen": translate("RunSidePanel", "feature extractor stays as it is"),
        "finetune": translate("RunSidePanel", "all layers are trained"),
    }
    fractions = (method.high_fraction_start, method.high_fraction_end)
    parts = [
        preset_text(PRESETS[name].title) if name is not None else recipe,
        job.backbone,
        trained.get(mode, translate("RunSidePanel", "what is trained depends on the device")),
        filled(translate("RunSidePanel", "%1 rounds"), str(method.rounds)),
        filled(translate("RunSidePanel", "share %1 → %2"), *(f"{fraction:g}" for fraction in fractions)),
        preset_text(method.distance),
        filled(translate("RunSidePanel", "%1 weight"), preset_text(method.weighting)),
        filled(translate("RunSidePanel", "seed %1"), str(job.seed)),
    ]
    return " · ".join(parts)


class RunSidePanel(Panel):
    """The right column of the run page."""

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
        """Show the settings in the form before the run."""
        self._job = job
        self._say_settings()

    def update_all(self) -> None:
        """Show the present state of the session."""
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
        """The warnings of the run; of a reopened project, the classes that have vanished."""
        if self._session.run.state.started is not None:
            warnings = self._session.run.state.warnings
            return [in_full(warned) for warned in warnings]
        words = self.tr("No picture is named %1 in the newest round.")
        return [filled(words, one.name) for one in shares if one.vanished]

    def _say_settings(self) -> None:
        session = self._session
        begun = session.run.status != "idle" or session.run.newest_round is not None
        job = session.job if begun else self._job
        state = session.run.state
        experts = Preferences().experts
        self._settings_title.setVisible(experts)
        mode = state.mode.mode if state.mode is not None else job.mode
        _say(self._settings, settings_words(job, mode) if experts else "")


def _say(place: QLabel, words: str) -> None:
    place.setVisible(bool(words))
    if place.text() != words:
        place.setText(words)

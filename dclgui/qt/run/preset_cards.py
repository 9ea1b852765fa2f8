"""The three presets as cards, each with its estimated time on this computer."""

import math
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout

from dclgui.core.presets import PRESETS, Preset, PresetName
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import duration, filled

_GAP, _LEAST_HEIGHT = 14, 136


def preset_text(text: str) -> str:
    """A title or sentence of a preset, translated."""
    return QCoreApplication.translate("Sentences", text)


def device_words(device: str) -> str:
    """``CPU`` or the name of the GPU, from the engine's description of the device."""
    first, *rest = (part.strip() for part in device.split(","))
    return rest[0] if first.startswith("cuda") and rest else first.upper()


def time_words(seconds: float | None, device: str) -> str:
    """``about 2 min on this computer (CPU)``; ``None``: still being measured, NaN: unknown."""
    if seconds is None:
        return QCoreApplication.translate("PresetCards", "measuring…")
    if math.isnan(seconds):
        return QCoreApplication.translate("PresetCards", "time not known")
    words = QCoreApplication.translate("PresetCards", "about %1 on this computer (%2)")
    return filled(words, duration(seconds), device_words(device))


class PresetCard(QAbstractButton):
    """One preset: title, description and estimated time."""

    def __init__(self, preset: Preset) -> None:
        super().__init__()
        self.preset = preset
        self.setObjectName(f"preset {preset.name}")
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 14, 2 * GRID, 14)
        layout.setSpacing(6)
        self._title, self._says, self.time = label("strong"), label("muted", wrap=True), label("small", wrap=True)
        layout.addWidget(self._title)
        layout.addWidget(self._says, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.time)
        for words in (self._title, self._says, self.time):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, time: str) -> None:
        """Set all texts, with ``time`` as the last line."""
        title, says = preset_text(self.preset.title), preset_text(self.preset.says)
        self._title.setText(title)
        self._says.setText(says)
        self.time.setText(time)
        self.setAccessibleName(title)
        self.setAccessibleDescription(paragraph(says, time))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A card; the chosen one has the accent's frame and a filled dot."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        marked = chosen or self.hasFocus()
        painter.setPen(QPen(QColor(colours.accent if marked else colours.line), 1.5 if marked else 1))
        hovered = self.underMouse() and self.isEnabled()
        painter.setBrush(QColor(colours.accent_soft if chosen else colours.hover if hovered else colours.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        dot = QRectF(self.width() - 32, 16, 14, 14)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.faint), 1.5))
        painter.drawEllipse(dot)
        if chosen:
            painter.setBrush(QColor(colours.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(dot.adjusted(3.5, 3.5, -3.5, -3.5))


class PresetCards(Panel):
    """The cards in a row; ``chosen`` has the name of the preset that the user chose."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self._group = QButtonGroup(self)
        self.cards: dict[PresetName, PresetCard] = {}
        self._times: dict[PresetName, tuple[float | None, str]] = {}
        for name, preset in PRESETS.items():
            card = PresetCard(preset)
            card.clicked.connect(partial(self._on_clicked, name))
            self._group.addButton(card)
            self.cards[name] = card
            row.addWidget(card, 1)
        self.refresh()

    def choose(self, name: PresetName | None) -> None:
        """Mark the card of ``name``, or none for own settings; does not emit ``chosen``."""
        self._group.setExclusive(False)
        for other, card in self.cards.items():
            card.setChecked(other == name)
        self._group.setExclusive(name is not None)

    def show_time(self, name: PresetName, seconds: float | None, device: str = "") -> None:
        """Show the time of one preset: ``None`` while it is measured, NaN if that failed."""
        self._times[name] = seconds, device
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("Presets"))
        for name, card in self.cards.items():
            card.say(time_words(*self._times.get(name, (None, ""))))
        self._fit()

    def restyle(self) -> None:
        """The cards paint themselves."""
        for card in self.cards.values():
            card.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Adapt the height to the longest text."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A layout in a scroll area ignores height-for-width of wrapped text, so the height is set here."""
        width = (self.width() - _GAP * (len(self.cards) - 1)) // len(self.cards)
        self.setFixedHeight(max(_LEAST_HEIGHT, *(card.heightForWidth(width) for card in self.cards.values())))

    def _on_clicked(self, name: PresetName) -> None:
        self.choose(name)
        self._group.setExclusive(True)
        self.chosen.emit(name)

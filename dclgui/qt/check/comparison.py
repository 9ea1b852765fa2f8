"""Both cameras side by side: how bright, which colours, which sizes."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.findings import CheckReport, DomainStatistics
from dclgui.core.protocol.events import Domain
from dclgui.qt.parts.histogram import TwoHistograms
from dclgui.qt.parts.noop import QT_TRANSLATE_NOOP
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.pictures import SampleStrip
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import card, label
from dclgui.qt.parts.words import filled, number, share

_MUCH, _SOME, _FLAT = 0.12, 0.05, 0.6
_DARKER = QT_TRANSLATE_NOOP("Comparison", "The new pictures are much darker than the old ones.")
_BRIGHTER = QT_TRANSLATE_NOOP("Comparison", "The new pictures are much brighter than the old ones.")
_FLATTER = QT_TRANSLATE_NOOP("Comparison", "The new pictures have much less contrast than the old ones.")
_HARDER = QT_TRANSLATE_NOOP("Comparison", "The new pictures have much more contrast than the old ones.")
_COLOURS = QT_TRANSLATE_NOOP("Comparison", "The new pictures have other colours than the old ones.")
_RANGE = QT_TRANSLATE_NOOP("Comparison", "The two cameras store their pictures with different ranges of values.")
_LITTLE_DARKER = QT_TRANSLATE_NOOP("Comparison", "The new pictures are a little darker than the old ones.")
_LITTLE_BRIGHTER = QT_TRANSLATE_NOOP("Comparison", "The new pictures are a little brighter than the old ones.")
_ALIKE = QT_TRANSLATE_NOOP("Comparison", "Both cameras' pictures are about equally bright and of similar colours.")
_STRONG_HINT = QT_TRANSLATE_NOOP(
    "Comparison",
    "The program adapts to such differences. If exposure or white balance of the new camera is simply set wrong, "
    "setting it right gives better names.",
)
_MILD_HINT = QT_TRANSLATE_NOOP("Comparison", "That makes the new camera easier to learn.")
_PAIRS = 10
_MANY = 6
"""Sizes from which nobody wants to know how many there are; the statistics name only the commonest."""


def verdict(report: CheckReport) -> tuple[str, bool]:
    """How the two cameras differ, in the language that shows, and whether strongly."""
    source, target = report.source, report.target
    lighter = _brightness(target) - _brightness(source)
    contrast = target.contrast / max(source.contrast, 1e-6)
    ranges = [statistics.ranges[0][0] if statistics.ranges else 0.0 for statistics in (source, target)]
    colour = any(finding.kind == "colour" for finding in report.findings)
    strong = (
        (ranges[0] != ranges[1], _RANGE),
        (lighter < -_MUCH, _DARKER),
        (lighter > _MUCH, _BRIGHTER),
        (contrast < _FLAT, _FLATTER),
        (contrast > 1 / _FLAT, _HARDER),
        (colour, _COLOURS),
    )
    mild = ((lighter < -_SOME, _LITTLE_DARKER), (lighter > _SOME, _LITTLE_BRIGHTER), (True, _ALIKE))
    found = next((words for holds, words in strong if holds), None)
    words = found or next(words for holds, words in mild if holds)
    return QCoreApplication.translate("Comparison", words), found is not None


def _brightness(statistics: DomainStatistics) -> float:
    """Mean luminance in [0, 1]."""
    bins = len(statistics.brightness)
    return float((statistics.brightness * (np.arange(bins) + 0.5) / bins).sum())


class ComparisonCard(Panel):
    """One sentence, two histograms, two rows of figures and samples of both."""

    def __init__(self, report: CheckReport, catalogs: dict[Domain, Catalog], pool: ThumbnailPool) -> None:
        super().__init__()
        self._report = report
        self._title, self._hint, self._light = label("strong", wrap=True), label("muted", wrap=True), label("section")
        self._histograms = TwoHistograms()
        self._rows = {domain: _Row(domain, pool) for domain in catalogs}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        outer.addWidget(frame)
        inner.addWidget(self._title)
        inner.addWidget(self._hint)
        columns = QHBoxLayout()
        columns.setSpacing(4 * GRID)
        left = QVBoxLayout()
        left.addWidget(self._light)
        left.addWidget(self._histograms)
        columns.addLayout(left, 2)
        right = QVBoxLayout()
        right.setSpacing(12)
        for row in self._rows.values():
            right.addWidget(row)
        right.addStretch()
        columns.addLayout(right, 3)
        inner.addSpacing(GRID)
        inner.addLayout(columns)
        self._histograms.show_shares(report.source.brightness, report.target.brightness)
        for domain, catalog in catalogs.items():
            statistics = report.source if domain == "source" else report.target
            self._rows[domain].show_statistics(statistics, np.linspace(0, len(catalog) - 1, _PAIRS).astype(np.int64))
        self.refresh()

    def retranslate(self) -> None:
        """All words."""
        words, strong = verdict(self._report)
        self._title.setText(words)
        self._hint.setText(QCoreApplication.translate("Comparison", _STRONG_HINT if strong else _MILD_HINT))
        self._light.setText(self.tr("How bright the pictures are: old camera above, new camera below"))
        self.setAccessibleName(self.tr("The two cameras compared"))


class _Row(Panel):
    """One camera: its mean colour, sizes, range, and samples."""

    def __init__(self, domain: Domain, pool: ThumbnailPool) -> None:
        super().__init__()
        self._domain = domain
        self._statistics: DomainStatistics | None = None
        self._swatch, self._name, self._facts = _Swatch(), label("strong"), label("small", wrap=True)
        self._samples = SampleStrip(pool, domain, side=56)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._swatch, 0, 0)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(self._facts, 0, 2)
        grid.addWidget(self._samples, 1, 0, 1, 3)
        grid.setColumnStretch(2, 1)
        self.refresh()

    def show_statistics(self, statistics: DomainStatistics, rows: Rows) -> None:
        """Show ``statistics``, and catalog rows ``rows`` [n] as samples."""
        self._statistics = statistics
        self._swatch.show_colour(QColor.fromRgbF(*statistics.colour.clip(0, 1).tolist()))
        self._samples.show_rows(rows)
        self.retranslate()

    def retranslate(self) -> None:
        """Name and figures."""
        old = self._domain == "source"
        self._name.setText(self.tr("Old camera") if old else self.tr("New camera"))
        self._swatch.setToolTip(self.tr("The mean colour of all pictures"))
        self._swatch.setAccessibleName(self._swatch.toolTip())
        self._samples.setAccessibleName(self.tr("Some of the pictures"))
        if self._statistics is not None:
            self._facts.setText(" · ".join(filter(None, (self._sizes(), self._ranges()))))

    def _sizes(self) -> str:
        assert self._statistics is not None
        sizes = self._statistics.sizes
        if not sizes:
            return ""
        width, height, images = sizes[0]
        if len(sizes) == 1:
            words = self.tr("all %1 × %2")
        elif len(sizes) < _MANY:
            words = self.tr("%3 are %1 × %2, the others have %4 other sizes")
        else:
            words = self.tr("many sizes, most often %1 × %2")
        part = share(images / sum(count for _, _, count in sizes))
        return filled(words, number(width), number(height), part, number(len(sizes) - 1))

    def _ranges(self) -> str:
        assert self._statistics is not None
        tops = [f"{top:g}" for top, _ in self._statistics.ranges[:3]]
        return filled(self.tr("values up to %1"), ", ".join(tops)) if tops else ""


class _Swatch(QWidget):
    """A small field of one colour."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self.setFixedSize(28, 20)

    def show_colour(self, colour: QColor) -> None:
        """Show ``colour``."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Small."""
        return QSize(28, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The colour inside a thin line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens().line))
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

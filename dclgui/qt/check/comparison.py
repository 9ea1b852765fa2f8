"""Compares both domains: brightness, colours, sizes and value ranges."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dclgui.core.arrays import Doubles, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.findings import CheckReport, DomainStatistics
from dclgui.core.protocol.events import Domain
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.pictures import SampleStrip
from dclgui.qt.parts.theme import GRID, font, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import card, label
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP, filled, number, share

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
"""From this number of sizes on their count is not shown; the statistics keep only the most frequent ones."""

_AXIS_WORDS = 20
_PILES = 3
"""Number of highest bins that may be cut off, so that the others can be seen."""


def verdict(report: CheckReport) -> tuple[str, bool]:
    """How the two domains differ, in the window's language, and whether strongly."""
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
    # The sentence names only the first difference that holds.
    found = next((words for holds, words in strong if holds), None)
    words = found or next(words for holds, words in mild if holds)
    return QCoreApplication.translate("Comparison", words), found is not None


def _brightness(statistics: DomainStatistics) -> float:
    """Mean luminance in [0, 1]."""
    bins = len(statistics.brightness)
    return float((statistics.brightness * (np.arange(bins) + 0.5) / bins).sum())


class ComparisonCard(Panel):
    """One sentence, two histograms, and figures and samples of both domains."""

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
        """Set all texts."""
        words, strong = verdict(self._report)
        self._title.setText(words)
        self._hint.setText(QCoreApplication.translate("Comparison", _STRONG_HINT if strong else _MILD_HINT))
        self._light.setText(self.tr("How bright the pictures are: old camera above, new camera below"))
        self.setAccessibleName(self.tr("The two cameras compared"))


class _Row(Panel):
    """One domain: mean colour, sizes, value range and samples."""

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
        """Show ``statistics``, and the images of catalog rows ``rows`` [n] as samples."""
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
    """A small patch of one colour."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self.setFixedSize(28, 20)

    def show_colour(self, colour: QColor) -> None:
        """Show ``colour``."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The fixed size."""
        return QSize(28, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The colour inside a thin line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens().line))
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class TwoHistograms(Panel):
    """Two brightness histograms with the same bins on one axis: one above it, the other below; dark at the left."""

    def __init__(self) -> None:
        super().__init__()
        self._above: Doubles = np.zeros(1)
        self._below: Doubles = np.zeros(1)
        self._ends = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(156)
        self.refresh()

    def show_shares(self, above: Doubles, below: Doubles) -> None:
        """Show ``above`` and ``below``, fractions [B] each."""
        self._above, self._below = above, below
        self.update()

    def retranslate(self) -> None:
        """The ends of the axis, and the accessible name."""
        self._ends = (self.tr("dark"), self.tr("bright"))
        self.setAccessibleName(self.tr("Brightness of both cameras' pictures"))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(320, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Both histograms, the axis, and the texts at its ends."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = (self.height() - _AXIS_WORDS) / 2
        most = max(_usual_height(self._above), _usual_height(self._below))
        for shares, ink, up in ((self._above, colours.faint, 1.0), (self._below, colours.accent, -1.0)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            painter.drawPolygon(self._outline(shares / most, half, up=up))
        painter.setPen(QColor(colours.line))
        painter.drawLine(QPointF(0, half), QPointF(self.width(), half))
        painter.setFont(font(12))
        painter.setPen(QColor(colours.muted))
        ends = QRectF(0, self.height() - _AXIS_WORDS, self.width(), _AXIS_WORDS)
        painter.drawText(ends, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._ends[0])
        painter.drawText(ends, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._ends[1])

    def _outline(self, heights: Doubles, half: float, *, up: float) -> QPolygonF:
        """Outline of the bins as a polygon; ``up`` is 1 above the axis and -1 below."""
        width = self.width() / len(heights)
        room = half - 6
        points = [QPointF(0, half)]
        for place, height in enumerate(np.minimum(heights, 1).tolist()):
            level = half - up * height * room
            points += [QPointF(place * width, level), QPointF((place + 1) * width, level)]
        return QPolygonF([*points, QPointF(self.width(), half)])


def _usual_height(shares: Doubles) -> float:
    """Height of the axis: a little above all bins but the highest, in which black or white pixels pile up."""
    highest = np.sort(shares)
    return max(1.2 * float(highest[-_PILES - 1 :][0]), float(highest[-1]) / 12, 1e-9)

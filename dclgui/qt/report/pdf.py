"""The report as a PDF of one A4 page, painted by Qt; positions and sizes in millimetres."""

import math
import re
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QLocale, QMarginsF, QPointF, QRectF, Qt, QUuid
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QPicture,
    QTextLayout,
    QTextOption,
)

from dclgui.images.thumbnails import decode
from dclgui.qt.parts.theme import LIGHT, base_font
from dclgui.qt.parts.thumbnails import image_of
from dclgui.qt.report.sheet import MAKER, ClassLine, ClassTable, Figure, Group, Pictures, Sheet
from dclgui.review.intervals import Interval

DOTS = 1200
"""Dots per inch."""
_MM = DOTS / 25.4
_PT = DOTS / 72
HEIGHT = 297.0
_WIDTH, _SIDE, _TOP, _BOTTOM = 210.0, 14.0, 12.0, 287.0
_GAP, _COLUMN_GAP = 5.0, 8.0
_TEXT, _SMALL, _TINY, _LARGE = 8.5, 7.5, 6.5, 18.0
_LEADING = 1.35
"""Line height as a multiple of the font size, independent of the font."""
_IN_A_ROW = 8
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MOST_LINES, _CAPTION_LINES, _VALUE_LINES, _FOOTER_LINES = 5, 2, 2, 20
"""Lines of a wrapped text; the last one is cut. The footer must not be cut, since it has the settings of the run."""
_TIGHT_FROM = 17
"""From this number of classes on the lines of the table are smaller."""
_SMALLEST = 0.5
_DATES = re.compile(rb"(?<=Date \(D:)\d{14}|(?<=Date=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


class Sheets:
    """Paints with ``painter`` on a device with ``DOTS`` per inch; ``scale`` makes text and lines smaller."""

    def __init__(self, painter: QPainter, *, scale: float = 1.0) -> None:
        self._painter = painter
        self._scale = scale
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)

    def paint(self, sheet: Sheet) -> float:
        """Paint everything; returns the height in millimetres, above ``HEIGHT`` if it does not fit."""
        y = self._header(sheet)
        y = self._figures(sheet.figures, y)
        y = self._columns(sheet.columns, y)
        y = self._classes(sheet.classes, y)
        for row in sheet.pictures:
            y = self._pictures(row, y)
        return self._footer(sheet.footer, y)

    def _header(self, sheet: Sheet) -> float:
        whole = _WIDTH - 2 * _SIDE
        state = self._width(sheet.state, _TEXT)
        y = self._line(sheet.title, _SIDE, _TOP, whole, size=_LARGE, bold=True)
        self._line(sheet.state, _SIDE, y, whole, colour=LIGHT.muted, align=_RIGHT)
        y = self._line(sheet.subtitle, _SIDE, y, whole - state - _GAP, colour=LIGHT.muted)
        self._rule(y + 2)
        return y + 2 + _GAP

    def _figures(self, figures: tuple[Figure, ...], top: float) -> float:
        gap, pad = 3.0, 3.0
        width = (_WIDTH - 2 * _SIDE - gap * (len(figures) - 1)) / len(figures)
        lefts = [_SIDE + place * (width + gap) for place in range(len(figures))]
        ends = []
        for figure, left in zip(figures, lefts, strict=True):
            y = self._line(figure.name, left + pad, top + 2, width - 2 * pad, colour=LIGHT.muted)
            y = self._line(figure.value, left + pad, y, width - 2 * pad, size=_LARGE, bold=True)
            ends.append(self._wrapped(figure.note, left + pad, y, width - 2 * pad))
        self._pen(LIGHT.line)
        for left in lefts:
            self._painter.drawRoundedRect(_area(left, top, width, max(ends) + 2 - top), 2.5 * _MM, 2.5 * _MM)
        return max(ends) + 2 + _GAP

    def _columns(self, columns: tuple[tuple[Group, ...], ...], top: float) -> float:
        width = (_WIDTH - 2 * _SIDE - _COLUMN_GAP) / 2
        ends = [top]
        for place, groups in enumerate(columns):
            y = top
            for group in groups:
                y = self._group(group, _SIDE + place * (width + _COLUMN_GAP), y, width) + 3
            ends.append(y)
        return max(ends) + 1

    def _group(self, group: Group, left: float, top: float, width: float) -> float:
        y = self._line(group.title, left, top, width, bold=True) + 0.5
        for name, value in group.lines:
            free = width - 3 - min(self._width(value, _TEXT), 0.6 * width)
            named = min(self._width(name, _TEXT), free)
            self._line(name, left, y, named + 1, colour=LIGHT.muted)
            for line in self._broken(value, width - named - 3, _TEXT, most=_VALUE_LINES):
                y = self._line(line, left + named + 3, y, width - named - 3, align=_RIGHT)
        return y

    def _classes(self, table: ClassTable, top: float) -> float:
        y = self._line(table.title, _SIDE, top, _WIDTH - 2 * _SIDE, bold=True) + 0.5
        width = (_WIDTH - 2 * _SIDE - _COLUMN_GAP) / 2
        half = (len(table.lines) + 1) // 2
        size = _TEXT if len(table.lines) < _TIGHT_FROM else _SMALL
        end = y
        for place, lines in enumerate((table.lines[:half], table.lines[half:])):
            if lines:
                end = max(end, self._half(table, lines, _SIDE + place * (width + _COLUMN_GAP), y, width, size))
        if table.more:
            end = self._line(table.more, _SIDE, end + 1, _WIDTH - 2 * _SIDE, colour=LIGHT.muted)
        return end + _GAP

    def _half(
        self, table: ClassTable, lines: tuple[ClassLine, ...], left: float, top: float, width: float, size: float
    ) -> float:
        bar = 13.0
        rows = [table.columns, *((one.name, one.labels, one.share, one.right) for one in lines)]
        widths = [max(self._width(row[place], size) for row in rows) + 1 for place in range(4)]
        names = width - bar - sum(widths[1:]) - 3 * 1.5
        y = top
        for number, row in enumerate(rows):
            colour = LIGHT.muted if number == 0 else LIGHT.ink
            end = self._line(row[0], left, y, names, size=size, colour=colour)
            x = left + names
            for text, room in zip(row[1:], widths[1:], strict=True):
                self._line(text, x + 1.5, y, room, size=size, colour=colour, align=_RIGHT)
                x += room + 1.5
            if number:
                self._bar(lines[number - 1].interval, x + 3, (y + end) / 2, bar - 3)
            self._pen(LIGHT.hover)
            self._painter.drawLine(_point(left, end + 0.2), _point(left + width, end + 0.2))
            y = end + 0.5
        return y

    def _bar(self, found: Interval | None, left: float, middle: float, width: float) -> None:
        if found is None or found.answered == 0:
            return
        painter = self._painter
        painter.fillRect(_area(left, middle - 0.25, width, 0.5), QColor(LIGHT.track))
        painter.fillRect(
            _area(left + width * found.low, middle - 0.25, width * (found.high - found.low), 0.5), QColor(LIGHT.accent)
        )
        if not math.isnan(found.point):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.accent))
            painter.drawEllipse(_point(left + width * found.point, middle), 0.8 * _MM, 0.8 * _MM)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _pictures(self, row: Pictures, top: float) -> float:
        y = self._line(row.title, _SIDE, top, _WIDTH - 2 * _SIDE, bold=True)
        if not row.pictures:
            return self._wrapped(row.note, _SIDE, y, _WIDTH - 2 * _SIDE, size=_TEXT) + 3
        y, gap = y + 1, 2.0
        side = (_WIDTH - 2 * _SIDE - gap * (_IN_A_ROW - 1)) / _IN_A_ROW
        shown = side * self._scale
        end = y
        for place, picture in enumerate(row.pictures):
            left = _SIDE + place * (side + gap)
            self._picture(picture.jpeg, _area(left, y, shown, shown), row.colour)
            under = y + shown + 0.5
            under = self._wrapped(picture.name, left, under, side, colour=LIGHT.ink, most=_CAPTION_LINES)
            if picture.instead:
                under = self._wrapped(picture.instead, left, under, side, most=_CAPTION_LINES)
            end = max(end, under)
        return end + 3

    def _picture(self, jpeg: bytes, area: QRectF, colour: str) -> None:
        painter, edge = self._painter, QPainterPath()
        edge.addRoundedRect(area, 1.5 * _MM, 1.5 * _MM)
        painter.save()
        painter.setClipPath(edge)
        pixels = decode(jpeg)
        if pixels is not None:
            painter.drawImage(area, image_of(pixels))
        painter.restore()
        self._pen(colour, width=0.7)
        painter.drawPath(edge)

    def _footer(self, lines: tuple[str, ...], top: float) -> float:
        width = _WIDTH - 2 * _SIDE
        height = sum(len(self._broken(line, width, _TINY, most=_FOOTER_LINES)) for line in lines) * self._height(_TINY)
        y = max(top, _BOTTOM - height - 2)
        self._rule(y)
        y += 2
        for line in lines:
            y = self._wrapped(line, _SIDE, y, width, size=_TINY, most=_FOOTER_LINES)
        return round(y + HEIGHT - _BOTTOM, 3)  # rounded: a sum of floats must not exceed the page

    def _rule(self, y: float) -> None:
        self._pen(LIGHT.line)
        self._painter.drawLine(_point(_SIDE, y), _point(_WIDTH - _SIDE, y))

    def _line(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        *,
        size: float = _TEXT,
        bold: bool = False,
        colour: str = LIGHT.ink,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> float:
        """Paint one line, elided in the middle if it is too long; returns the top of the next one."""
        chosen = self._font(size, bold=bold)
        metrics = QFontMetricsF(chosen)
        self._painter.setFont(chosen)
        self._painter.setPen(QColor(colour))
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideMiddle, width * _MM + 1)
        # Text is positioned by its left end, so that eliding never depends on how the device rounds.
        across = metrics.horizontalAdvance(shown) / _MM
        x = left if align == _LEFT else left + width - across
        spare = self._height(size) * _MM - metrics.ascent() - metrics.descent()
        self._painter.drawText(QPointF(x * _MM, top * _MM + spare / 2 + metrics.ascent()), shown)
        return top + self._height(size)

    def _wrapped(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        *,
        size: float = _SMALL,
        colour: str = LIGHT.muted,
        most: int = _MOST_LINES,
    ) -> float:
        for line in self._broken(text, width, size, most=most):
            top = self._line(line, left, top, width, size=size, colour=colour)
        return top

    def _broken(self, text: str, width: float, size: float, *, most: int = _MOST_LINES) -> list[str]:
        """``text`` wrapped into lines; the last of ``most`` has all the rest."""
        layout = QTextLayout(text.replace(" %", "\N{NO-BREAK SPACE}%"), self._font(size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units = layout.text().encode("utf-16-le", "surrogatepass")  # Qt counts in UTF-16 units
        starts = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * _MM)
            starts.append(line.textStart())
        layout.endLayout()
        spans = zip(starts[:most], [*starts[1:most], len(units) // 2], strict=True)
        lines = (units[2 * start : 2 * end] for start, end in spans)
        return [line.decode("utf-16-le", "surrogatepass").strip(" ") for line in lines]

    def _height(self, size: float) -> float:
        return _LEADING * size * self._scale * _PT / _MM

    def _width(self, text: str, size: float) -> float:
        return QFontMetricsF(self._font(size)).horizontalAdvance(text) / _MM

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        chosen = base_font()
        chosen.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        chosen.setPixelSize(round(size * self._scale * _PT))
        return chosen

    def _pen(self, colour: str, *, width: float = 0.25) -> None:
        self._painter.setPen(QPen(QColor(colour), width * _MM))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)


def _area(left: float, top: float, width: float, height: float) -> QRectF:
    return QRectF(left * _MM, top * _MM, width * _MM, height * _MM)


def _point(left: float, top: float) -> QPointF:
    return QPointF(left * _MM, top * _MM)


def pdf(sheet: Sheet, at: datetime) -> bytes:
    """``sheet`` as a PDF with the creation date ``at``, in UTC; scaled down until it fits."""
    # Qt numbers fonts and images in the order of its hash tables, which are seeded anew in each process, and it shapes
    # text by the language that was shown last.
    shown = QLocale()
    QHashSeed.setDeterministicGlobalSeed()
    QLocale.setDefault(QLocale(sheet.language))
    try:
        made = _painted(sheet)
    finally:
        QHashSeed.resetRandomGlobalSeed()
        QLocale.setDefault(shown)
    formats = {True: "%Y-%m-%dT%H:%M:%S", False: "%Y%m%d%H%M%S"}
    return _DATES.sub(lambda found: at.strftime(formats[b"T" in found[0]]).encode(), made)


def _painted(sheet: Sheet) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    writer.setResolution(DOTS)
    writer.setTitle(sheet.title)
    writer.setCreator(MAKER)
    writer.setDocumentId(QUuid(str(uuid5(NAMESPACE_OID, repr(sheet)))))
    painter = QPainter(writer)
    Sheets(painter, scale=fitting(sheet)).paint(sheet)
    painter.end()
    buffer.close()
    return bytes(content.data())


def fitting(sheet: Sheet) -> float:
    """The largest scale, in steps of 0.02, at which everything fits on one page; at least ``_SMALLEST``."""
    scale = 1.0
    while scale > _SMALLEST:
        trial = QPicture()
        painter = QPainter(trial)
        height = Sheets(painter, scale=scale).paint(sheet)
        painter.end()
        if height <= HEIGHT:
            break
        scale -= 0.02
    return scale

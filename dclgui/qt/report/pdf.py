"""The report as a PDF of one sheet of A4, painted by Qt; the same sheet gives the same bytes."""

import re
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QPicture

from dclgui.qt.report.painting import DOTS, HEIGHT, Sheets
from dclgui.qt.report.sheet import MAKER, Sheet

_SMALLEST = 0.5
_DATES = re.compile(rb"(?<=Date \(D:)\d{14}|(?<=Date=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def pdf(sheet: Sheet, at: datetime) -> bytes:
    """``sheet`` as a PDF that says it was made at ``at``, in UTC; what does not fit is made smaller."""
    # Qt numbers fonts and pictures in the order of its hash tables, which is another in each process.
    QHashSeed.setDeterministicGlobalSeed()
    try:
        made = _painted(sheet)
    finally:
        QHashSeed.resetRandomGlobalSeed()
    return _DATES.sub(lambda found: _written(at, like=found[0]), made)


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
    """The largest of a few scales at which everything stands on one sheet."""
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


def _written(at: datetime, *, like: bytes) -> bytes:
    return at.strftime("%Y-%m-%dT%H:%M:%S" if b"T" in like else "%Y%m%d%H%M%S").encode()

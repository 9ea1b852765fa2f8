"""One recent project as a wide button."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from dclgui.qt.parts.theme import font, tokens

HEIGHT = 52
_MARGIN = 16


class RecentRow(QAbstractButton):
    """Name, folder, and when it was used last; Enter and Space open it."""

    def __init__(self, project: Path) -> None:
        super().__init__()
        self.project = project
        self._when = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(str(project))

    def show_when(self, when: str) -> None:
        """Say ``when`` it was used last."""
        self._when = when
        self.setAccessibleName(self.project.stem)
        self.setAccessibleDescription(f"{self.project.parent}, {when}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two lines."""
        return QSize(320, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter as well as Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The name above its folder, the day at the right."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QColor(colours.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(area, 7, 7)
        inner = area.adjusted(_MARGIN, 7, -_MARGIN, -7)
        painter.setFont(font(12))
        painter.setPen(QColor(colours.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._when)
        width = round(inner.width() - painter.fontMetrics().horizontalAdvance(self._when) - 2 * _MARGIN)
        folder = painter.fontMetrics().elidedText(str(self.project.parent), Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, folder)
        painter.setFont(font(13, bold=True))
        painter.setPen(QColor(colours.ink))
        name = painter.fontMetrics().elidedText(self.project.stem, Qt.TextElideMode.ElideRight, width)
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)

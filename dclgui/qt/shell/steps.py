"""The column of steps on the left: the current one, and the state of each."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout

from dclgui.qt.parts.page import STEPS, StepName, StepState
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, font, tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import tooltip

WIDTH, FOLDED = 212, 54
_BADGE = 22


class StepButton(QAbstractButton):
    """One step: a round badge, its name and a note."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._state = StepState()
        self._folded = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click gives the keyboard to the page
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: StepState) -> None:
        """Show ``state``; the tooltip of a step that can't be opened yet says why."""
        self._state = state
        self.setEnabled(not state.why_not)
        self._explain()
        self.setAccessibleDescription(state.why_not or state.note)
        self.update()

    def fold(self, *, folded: bool) -> None:
        """Show the badge alone, with everything else in the tooltip, or all of it."""
        self._folded = folded
        self._explain()
        self.updateGeometry()
        self.update()

    def call(self, name: str) -> None:
        """Set the name of the step."""
        self.setText(name)
        self.setAccessibleName(name)
        self._explain()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for two lines, or for the badge."""
        return QSize(_BADGE + 16 if self._folded else WIDTH - 3 * GRID, 52 if not self._folded else _BADGE + 16)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Badge, name, note."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(colours.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setBrush(QColor(colours.accent_soft if self.isChecked() else colours.hover))
            painter.drawRoundedRect(area, 7, 7)
        self._paint_badge(painter, QRectF(8, 8, _BADGE, _BADGE))
        if self._folded:
            return
        ink = colours.ink if self.isEnabled() else colours.faint
        left = 8 + _BADGE + 10
        width = self.width() - left - 8
        painter.setFont(font(13, bold=self.isChecked()))
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(left, 7, width, 20), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(font(12))
        painter.setPen(QColor(colours.muted if self.isEnabled() else colours.faint))
        note = painter.fontMetrics().elidedText(self._state.note, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, 26, width, 18), Qt.AlignmentFlag.AlignVCenter, note)

    def _explain(self) -> None:
        lines = (self.text(), self._state.note) if self._folded else ()
        self.setToolTip(tooltip("\n".join(filter(None, (*lines, self._state.why_not)))))

    def _paint_badge(self, painter: QPainter, area: QRectF) -> None:
        colours = tokens()
        centre = Qt.AlignmentFlag.AlignCenter
        painter.setFont(font(12, bold=self.isChecked()))
        if self._state.share is not None and not self.isChecked():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawEllipse(area)
            painter.setBrush(QColor(colours.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPie(area.adjusted(4, 4, -4, -4), 90 * 16, round(-360 * 16 * self._state.share))
            return
        filled = colours.accent if self.isChecked() else colours.accent_soft if self._state.done else colours.panel
        painter.setBrush(QColor(filled))
        plain = not self.isChecked() and not self._state.done
        painter.setPen(QColor(colours.line) if plain else Qt.PenStyle.NoPen)
        painter.drawEllipse(area)
        ink = colours.on_accent if self.isChecked() else colours.accent if self._state.done else colours.muted
        painter.setPen(QColor(ink))
        painter.drawText(area, centre, "✓" if self._state.done and not self.isChecked() else str(self._number))


class Steps(Panel):
    """Project name and the six steps; ``chosen`` names the one that was clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(FOLDED)  # so that a window can become so narrow that they fold
        self._column = layout = QVBoxLayout(self)
        layout.setSpacing(4)
        self._name, self._place = label("strong"), label("small")
        for text in (self._name, self._place):
            text.setContentsMargins(8, 0, 0, 0)
            text.setMinimumWidth(10)
            layout.addWidget(text)
        layout.addSpacing(2 * GRID)
        self._group = QButtonGroup(self)
        self._buttons: dict[StepName, StepButton] = {}
        for number, name in enumerate(STEPS, 1):
            button = StepButton(number)
            button.setObjectName(f"step {name}")
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[name] = button
            layout.addWidget(button)
        layout.addStretch()
        self.fold(folded=False)
        self.refresh()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as they may be."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def fold(self, *, folded: bool) -> None:
        """Show the badges alone, so that a page has more room in a small window."""
        side = GRID if folded else 12
        self._column.setContentsMargins(side, 2 * GRID, side, 2 * GRID)
        self.setMaximumWidth(FOLDED if folded else WIDTH)
        for text in (self._name, self._place):
            text.setVisible(not folded)
        for button in self._buttons.values():
            button.fold(folded=folded)

    def name_project(self, name: str, place: str) -> None:
        """Show name and folder of the project above the steps."""
        for text, words in ((self._name, name), (self._place, place)):
            text.setText(text.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, WIDTH - 5 * GRID))
            text.setToolTip(tooltip(words))

    def show_state(self, name: StepName, state: StepState) -> None:
        """Show the state of step ``name``."""
        self._buttons[name].show_state(state)

    def choose(self, name: StepName) -> None:
        """Mark ``name`` as the current step, without emitting ``chosen``."""
        self._buttons[name].setChecked(True)

    def retranslate(self) -> None:
        """The names of the steps."""
        names: dict[StepName, str] = {
            "folders": self.tr("Folders"),
            "check": self.tr("Check"),
            "run": self.tr("Run"),
            "review": self.tr("Review"),
            "audit": self.tr("Audit"),
            "export": self.tr("Export"),
        }
        for name, words in names.items():
            self._buttons[name].call(words)
        self.setAccessibleName(self.tr("Steps"))

"""One setting of the job as a widget, made from its pydantic ``FieldInfo``."""

import re
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRegularExpression, QSignalBlocker, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegularExpressionValidator, QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QVBoxLayout, QWidget

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.theme import STATE_COLOURS, tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import tooltip
from dclgui.review.table import State

_DECIMALS = 8
_LARGEST = 1e9


def model_text(text: str) -> str:
    """A title, description or choice of the model, translated."""
    return QCoreApplication.translate("Sentences", text)


class NumberBox(QDoubleSpinBox):
    """A bounded number without trailing zeros; the wheel scrolls the page, it does not change the number."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__()
        self._whole = whole
        self.setDecimals(0 if whole else _DECIMALS)
        self.setLocale(QLocale.c())
        self.setGroupSeparatorShown(False)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)  # the arrow keys count up and down
        self.setStepType(
            QDoubleSpinBox.StepType.DefaultStepType if whole else QDoubleSpinBox.StepType.AdaptiveDecimalStepType
        )

    def textFromValue(self, value: float) -> str:  # noqa: N802 - Qt's name
        """``value`` without trailing zeros."""
        if self._whole:
            return str(round(value))
        return f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".") or "0"

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the page."""
        event.ignore()


class ChoiceBox(QComboBox):
    """A combo box that the wheel does not change by accident."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the arrow, which the style sheet hides."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().muted), 1.5))
        x, y = self.width() - 18, self.height() / 2 - 2
        painter.drawPolyline([QPointF(x, y), QPointF(x + 4, y + 4), QPointF(x + 8, y)])

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the page."""
        event.ignore()


class JobField(Panel):
    """Title and help come from ``info``; ``changed``: the user changed the value.

    A number gets its bounds, a ``Literal`` its choices, a text with examples an editable list; a path is read-only.
    """

    changed = Signal()

    def __init__(self, name: str, info: FieldInfo) -> None:
        super().__init__()
        self.name, self.info = name, info
        self._kept: Any = None
        self._shown: Any = None
        self.setObjectName(f"setting {name}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.widget = self._made()
        self._trouble = label("small", wrap=True)
        self._trouble.hide()
        layout.addWidget(self.widget)
        layout.addWidget(self._trouble)
        self.refresh()

    @property
    def title(self) -> str:
        """The translated title."""
        return model_text(self.info.title or self.name)

    @property
    def help(self) -> str:
        """The translated description."""
        return model_text(self.info.description or "").replace("`", "")

    @property
    def value(self) -> Any:
        """The value in the widget; an untouched value comes back exactly as it was set, to the last digit."""
        now = self._read()
        return self._kept if now == self._shown else now

    @property
    def acceptable(self) -> bool:
        """Whether an editable text matches the pattern of its setting."""
        box = self.widget
        if not isinstance(box, QComboBox) or not box.isEditable():
            return True
        pattern = _pattern(self.info)
        return bool(re.fullmatch(pattern, box.currentText()) if pattern else box.currentText().strip())

    def set_value(self, value: Any) -> None:
        """Show ``value``; does not emit ``changed``."""
        self._kept = value
        with QSignalBlocker(self.widget):
            match self.widget:
                case NumberBox():
                    self.widget.setValue(value)
                case ChoiceBox() if self.widget.isEditable():
                    self.widget.setCurrentText(value)
                case ChoiceBox():
                    self.widget.setCurrentIndex(self.widget.findData(value))
                case QLineEdit():
                    self.widget.setText(str(value))
                    self.widget.setCursorPosition(0)
        self._shown = self._read()
        self.say_trouble("")

    def say_trouble(self, sentence: str) -> None:
        """Show below the widget why its value is invalid; hide that for an empty sentence."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def retranslate(self) -> None:
        """Names, choices and help."""
        self.widget.setAccessibleName(self.title)
        self.widget.setAccessibleDescription(self.help)
        tip = self.help
        if isinstance(self.widget, QLineEdit):
            tip = paragraph(tip, self.tr("A project keeps its folders; make a new project for others."))
        self.widget.setToolTip(tooltip(tip))
        if isinstance(self.widget, ChoiceBox) and not self.widget.isEditable():
            for place in range(self.widget.count()):
                self.widget.setItemText(place, model_text(str(self.widget.itemData(place))))

    def restyle(self) -> None:
        """Trouble has the colour of problems."""
        self._trouble.setStyleSheet(f"color: {STATE_COLOURS[State.PROBLEM]}")

    def _made(self) -> QWidget:
        if get_origin(self.info.annotation) is Literal:
            return self._made_choice(get_args(self.info.annotation))
        if self.info.annotation in {int, float}:
            return self._made_number()
        if self.info.annotation is str:
            return self._made_text()
        line = QLineEdit()
        line.setReadOnly(True)
        return line

    def _made_choice(self, choices: tuple[object, ...]) -> QWidget:
        box = ChoiceBox()
        for choice in choices:
            box.addItem(str(choice), choice)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _made_number(self) -> QWidget:
        whole = self.info.annotation is int
        box = NumberBox(whole=whole)
        box.setRange(*bounds(self.info))
        box.valueChanged.connect(self.changed)
        return box

    def _made_text(self) -> QWidget:
        box = ChoiceBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems([str(example) for example in self.info.examples or []])
        pattern = _pattern(self.info)
        if pattern:
            box.setValidator(_Lenient(QRegularExpression(pattern), box))
        box.currentTextChanged.connect(self.changed)
        return box

    def _read(self) -> Any:
        match self.widget:
            case NumberBox():
                return round(self.widget.value()) if self.info.annotation is int else self.widget.value()
            case ChoiceBox() if self.widget.isEditable():
                return self.widget.currentText().strip()
            case ChoiceBox():
                return self.widget.currentData()
        return self._kept


class _Lenient(QRegularExpressionValidator):
    """Accepts any text as intermediate, so that the user can go on typing what does not match yet."""

    def validate(self, text: str, place: int) -> object:
        """Acceptable or intermediate, never invalid."""
        found = super().validate(text, place)
        state = found[0] if isinstance(found, tuple) else found
        fits = state == QValidator.State.Acceptable
        return (QValidator.State.Acceptable if fits else QValidator.State.Intermediate, text, place)


def bounds(info: FieldInfo) -> tuple[float, float]:
    """Smallest and largest value that the model accepts, both inclusive; integers for an ``int``."""
    least, largest = -_LARGEST, _LARGEST
    step = 1.0 if info.annotation is int else 10.0**-_DECIMALS
    for rule in info.metadata:
        match rule:
            case Ge():
                least = float(str(rule.ge))
            case Gt():
                least = float(str(rule.gt)) + step
            case Le():
                largest = float(str(rule.le))
            case Lt():
                largest = float(str(rule.lt)) - step
    return least, largest


def _pattern(info: FieldInfo) -> str | None:
    return next((rule.pattern for rule in info.metadata if getattr(rule, "pattern", None)), None)

"""The card that exports labels: in which format, and which of them."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout

from dclgui.core.protocol.requests import ExportLabels
from dclgui.labels.formats import FORMATS, Format, ToFile, ToFolder
from dclgui.labels.table import Kind
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP, tooltip

_CLASS_NAME = 12
"""Letters of a class's name that its box has room for; the list that it opens has more."""
_KINDS = (
    (Kind.ALL, QT_TRANSLATE_NOOP("LabelsCard", "All pictures")),
    (Kind.GUARANTEED, QT_TRANSLATE_NOOP("LabelsCard", "Guaranteed only")),
    (Kind.DECIDED, QT_TRANSLATE_NOOP("LabelsCard", "Decided by you only")),
    (Kind.HIGH, QT_TRANSLATE_NOOP("LabelsCard", "High confidence only")),
    (Kind.LOW, QT_TRANSLATE_NOOP("LabelsCard", "Low confidence only")),
    (Kind.MOVED, QT_TRANSLATE_NOOP("LabelsCard", "Moved only")),
)
_LINKS = (
    ("copy", QT_TRANSLATE_NOOP("LabelsCard", "Copy the pictures")),
    ("hard", QT_TRANSLATE_NOOP("LabelsCard", "Hard links")),
    ("symbolic", QT_TRANSLATE_NOOP("LabelsCard", "Symbolic links")),
)
_ACROSS = 3
"""Choices in one line of a small window."""
_MODELS = (QT_TRANSLATE_NOOP("LabelsCard", "Adapted labels"), QT_TRANSLATE_NOOP("LabelsCard", "The old model's labels"))


class LabelsCard(Panel):
    """``wanted``: export in the chosen format; ``stopped``: stop the export that is going on."""

    wanted = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._title, self._text = label("strong"), label("muted", wrap=True)
        self.save, self._stop, self._stopping = button("primary"), button(), False
        head, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._text)
        head.addLayout(words, 1)
        head.addSpacing(2 * GRID)
        for widget in (self.save, self._stop):
            head.addWidget(widget)
        self.formats, self.kinds, self.classes = QComboBox(), QComboBox(), QComboBox()
        self.links, self.models = QComboBox(), QComboBox()
        self._choices = QGridLayout()
        self._choices.setSpacing(GRID)
        counts = (len(FORMATS), len(_KINDS), 1, len(_MODELS), len(_LINKS))
        boxes = (self.formats, self.kinds, self.classes, self.models, self.links)
        for box, count in zip(boxes, counts, strict=True):
            box.addItems([""] * count)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # their words come later
        self.classes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.classes.setMinimumContentsLength(_CLASS_NAME)
        self.classes.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        inside.addLayout(head)
        inside.addSpacing(GRID)
        inside.addLayout(self._choices)
        self.save.clicked.connect(self.wanted)
        self._stop.clicked.connect(self.stopped)
        self.formats.currentIndexChanged.connect(self.retranslate)
        self.show_progress(None)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange the choices in one line if they have room."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def format(self) -> Format:
        """The format that is chosen."""
        return tuple(FORMATS.values())[max(0, self.formats.currentIndex())]

    def task(self, project: Path, place: Path) -> ExportLabels:
        """The request for the child process."""
        kind = _KINDS[self.kinds.currentIndex()][0]
        chosen = self.classes.currentIndex()
        return ExportLabels(
            project,
            self.format.name,
            place,
            kinds=() if kind is Kind.ALL else (kind.value,),
            classes=(self.classes.itemText(chosen),) if chosen > 0 else (),
            link=_LINKS[self.links.currentIndex()][0],  # type: ignore[arg-type]  # a tuple's str
            source_only=self.models.currentIndex() == 1,
        )

    def show_classes(self, names: tuple[str, ...]) -> None:
        """Offer each class of ``names`` that has a name, and all of them together."""
        names = tuple(filter(None, names))
        if tuple(self.classes.itemText(place) for place in range(1, self.classes.count())) == names:
            return
        self.classes.clear()
        self.classes.addItems([self.tr("All classes"), *names])

    def show_progress(self, words: str | None) -> None:
        """Show ``words`` in place of the description of the format during an export; ``None`` after it."""
        if words is None or not self._stopping:
            self._stopping = False
            self._show(words)

    def show_stopping(self) -> None:
        """Say that what was written is being removed, until ``show_progress`` ends it: many files take a while."""
        self._stopping = True
        self._show(self.tr("Removing what was written…"))

    def _show(self, words: str | None) -> None:
        self.save.setVisible(words is None)
        self._stop.setVisible(words is not None)
        self._stop.setEnabled(not self._stopping)
        self._text.setText(words if words is not None else self._meaning())

    def retranslate(self) -> None:
        """All words."""
        self._title.setText(self.tr("Labels"))
        self.save.setText(self.tr("Save the labels…"))
        self.save.setAccessibleName(self.save.text())
        self._stop.setText(self.tr("Stop"))
        for place, found in enumerate(FORMATS.values()):
            self.formats.setItemText(place, spoken(found.title))
        tables = ((self.kinds, [w for _, w in _KINDS]), (self.links, [w for _, w in _LINKS]), (self.models, _MODELS))
        for box, words in tables:
            for place, text in enumerate(words):
                box.setItemText(place, self.tr(text))
        self.classes.setItemText(0, self.tr("All classes"))
        named = (
            (self.formats, self.tr("Format")),
            (self.kinds, self.tr("Which pictures")),
            (self.classes, self.tr("Which class")),
            (self.models, self.tr("Whose labels")),
            (self.links, self.tr("How the pictures go along")),
        )
        for box, name in named:
            box.setAccessibleName(name)
            box.setToolTip(tooltip(name))
        to = self.format.to
        self.links.setVisible(isinstance(to, ToFolder) and to.places)
        self._arrange()
        if self.save.isVisibleTo(self):
            self._text.setText(self._meaning())

    def kinds_of_file(self) -> str:
        """The file dialog's filter; empty for a format that is a folder."""
        to = self.format.to
        return f"{spoken(self.format.title)} (*{to.suffix})" if isinstance(to, ToFile) else ""

    def suggested(self, project: Path) -> Path:
        """A name beside ``project``."""
        to = self.format.to
        return project.with_name("labels" + to.suffix if isinstance(to, ToFile) else f"labels-{self.format.name}")

    def _arrange(self) -> None:
        boxes = [self.formats, self.kinds, self.classes, self.models, self.links]
        needed = sum(box.sizeHint().width() + GRID for box in boxes)
        across = len(boxes) if needed <= self.width() - 4 * GRID else _ACROSS
        for place, box in enumerate(boxes):
            self._choices.addWidget(box, place // across, place % across)
        for column in range(len(boxes) + 1):
            self._choices.setColumnStretch(column, int(column == across))

    def _meaning(self) -> str:
        meaning = spoken(self.format.meaning)
        return meaning[:1].upper() + meaning[1:]

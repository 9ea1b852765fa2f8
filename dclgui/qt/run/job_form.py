"""A form for every setting of a job, made from the pydantic model; what differs from the preset is marked."""

from collections.abc import Iterator

from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from dclgui.core.errors import UserError
from dclgui.core.job import RECIPES, Job, Method
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP, filled, tooltip
from dclgui.qt.run.job_fields import JobField, model_text

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("JobForm", "How long it learns"),
        ("recipe", "labels", "rounds", "epochs", "source_epochs", "heads"),
    ),
    (QT_TRANSLATE_NOOP("JobForm", "This computer"), ("device", "mode", "precision", "batch_size", "seed")),
    (QT_TRANSLATE_NOOP("JobForm", "The model"), ("backbone", "weights", "image_size")),
    (
        QT_TRANSLATE_NOOP("JobForm", "High confidence"),
        ("high_fraction_start", "high_fraction_end", "distance", "prototype_layer", "weighting", "temperature"),
    ),
    (
        QT_TRANSLATE_NOOP("JobForm", "How far it follows the new camera"),
        (
            "trust",
            "enough",
            "target_loss_weight",
            "target_loss_warmup",
            "class_confusion",
            "normalise",
            "own_statistics",
        ),
    ),
    (QT_TRANSLATE_NOOP("JobForm", "Pictures that are alike"), ("neighbours", "purity", "smoothing", "smoothing_steps")),
    (QT_TRANSLATE_NOOP("JobForm", "Learning rates"), ("source_learning_rate", "learning_rate")),
)
_OTHER = QT_TRANSLATE_NOOP("JobForm", "Pictures")
"""The last group: settings that no other group names, such as the two folders."""


def settings() -> dict[str, FieldInfo]:
    """Every field of ``Job`` and of its ``Method``."""
    return {**{name: info for name, info in Job.model_fields.items() if name != "method"}, **Method.model_fields}


def setting_of(job: Job, name: str) -> object:
    """The value of setting ``name``, a field of ``job`` or of its method."""
    return getattr(job.method if name in Method.model_fields else job, name)


class JobForm(Panel):
    """``changed``: the user changed a setting; ``preset_wanted``: reset all settings to the preset."""

    changed = Signal()
    preset_wanted = Signal()

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = self._preset = job
        self.fields = {name: JobField(name, info) for name, info in settings().items()}
        self._titles = {name: label() for name in self.fields}
        self._helps = {name: label("small", wrap=True) for name in self.fields}
        self._back = button()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._differing = label("muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._differing, 1)
        head.addWidget(self._back)
        layout.addLayout(head)
        self._group_labels = []
        for heading, names in _all_groups(self.fields):
            frame, inner = card()
            title = label("section")
            self._group_labels.append((title, heading))
            inner.addWidget(title)
            inner.addLayout(self._grid(names))
            layout.addWidget(frame)
        for field in self.fields.values():
            field.changed.connect(self._on_changed)
        self._back.clicked.connect(self.preset_wanted)
        self.show_job(job, preset=job)
        self.refresh()

    @property
    def job(self) -> Job:
        """The job that the form shows; raises ``UserError`` for the first invalid setting."""
        values = {name: field.value for name, field in self.fields.items()}
        method = {name: values.pop(name) for name in Method.model_fields}
        return Job.parse({**values, "method": method})

    @property
    def differing(self) -> list[str]:
        """Names of the settings that differ from the preset's."""
        return [name for name, field in self.fields.items() if field.value != setting_of(self._preset, name)]

    def show_job(self, job: Job, *, preset: Job) -> None:
        """Show ``job`` and mark what differs from ``preset``; does not emit ``changed``."""
        self._job, self._preset = job, preset
        for name, field in self.fields.items():
            field.set_value(setting_of(job, name))
        self._mark()

    def retranslate(self) -> None:
        """All words."""
        for title, heading in self._group_labels:
            title.setText(QCoreApplication.translate("JobForm", heading))
        for name, field in self.fields.items():
            self._helps[name].setText(field.help)
        self._back.setText(self.tr("Back to the preset"))
        self.setAccessibleName(self.tr("Advanced settings"))
        self._mark()

    def restyle(self) -> None:
        """The marks have the accent's colour."""
        self._mark()

    def _grid(self, names: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 190)
        grid.setColumnStretch(2, 1)
        for row, name in enumerate(names):
            field = self.fields[name]
            self._titles[name].setBuddy(field.widget)
            grid.addWidget(self._titles[name], row, 0)
            if field.widget.metaObject().className() == "QLineEdit":
                grid.addWidget(field, row, 1, 1, 2)
                continue
            field.setFixedWidth(190)
            grid.addWidget(field, row, 1)
            grid.addWidget(self._helps[name], row, 2, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def _on_changed(self) -> None:
        sender = self.sender()
        if isinstance(sender, JobField) and sender.name == "recipe" and sender.acceptable:
            for name, value in RECIPES[sender.value].model_dump().items():
                self.fields[name].set_value(value)
        for field in self.fields.values():
            field.say_trouble("" if field.acceptable else self._refusal(field))
        self._mark()
        self.changed.emit()

    def _refusal(self, field: JobField) -> str:
        try:
            Job.parse({**self._job.model_dump(), field.name: field.value})
        except UserError as error:
            return filled(self.tr("“%1” can't be. %2"), str(field.value), field.help or spoken(error.message))
        return ""

    def _mark(self) -> None:
        differing = self.differing
        for name, field in self.fields.items():
            marked = name in differing
            title = self._titles[name]
            title.setText(f"● {field.title}" if marked else field.title)
            title.setStyleSheet(f"color: {tokens().accent}" if marked else "")
            words = filled(self.tr("The preset has %1."), model_text(f"{setting_of(self._preset, name)}"))
            title.setToolTip(tooltip(words if marked else field.help))
        self._back.setEnabled(bool(differing))
        self._back.setToolTip("" if differing else self.tr("Nothing differs from the preset."))
        words = self.tr("%1 settings differ from the preset; they are marked with ●.")
        self._differing.setText(
            filled(words, str(len(differing)))
            if differing
            else self.tr("All settings are the preset's. Hover a name for what it does.")
        )


def _all_groups(fields: dict[str, JobField]) -> Iterator[tuple[str, tuple[str, ...]]]:
    named = {name for _, names in _GROUPS for name in names}
    yield from _GROUPS
    yield _OTHER, tuple(name for name in fields if name not in named)

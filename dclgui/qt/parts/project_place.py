"""The folder of a new project: a default, and the row in which another one is chosen."""

from itertools import count
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from dclgui.core.rights import may_write
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import tooltip

SUFFIX = ".dclproj"


def documents() -> Path:
    """The user's documents folder, or the home folder if the system names none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


def default_place(target: Path) -> Path:
    """A path not yet taken beside the folder ``target``, or in the documents folder if that can't be written."""
    beside = target.absolute().parent
    folder = beside if may_write(beside) else documents()
    name = target.absolute().name or "pictures"
    tries = (folder / f"{name}{f' {turn}' if turn > 1 else ''}{SUFFIX}" for turn in count(1))
    return next(place for place in tries if not place.exists())


class PlaceRow(Panel):
    """The folder of the new project, and the button that makes the project.

    ``changed``      another folder was typed or chosen
    ``make_wanted``  the button was pressed
    """

    changed = Signal()
    make_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        inner.setContentsMargins(20, 12, 20, 12)
        outer.addWidget(frame)
        self._words, self._line, self._browse, self._make = label("muted"), QLineEdit(), button(), button("primary")
        self._why = label("small", wrap=True)
        self._why_not = ""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._words)
        row.addWidget(self._line, 1)
        row.addWidget(self._browse)
        row.addSpacing(GRID)
        row.addWidget(self._make)
        inner.addLayout(row)
        inner.addWidget(self._why)
        self._line.textEdited.connect(self._on_edited)
        self._browse.clicked.connect(self._ask)
        self._make.clicked.connect(self.make_wanted)
        self._line.returnPressed.connect(self._on_return)
        self._chosen = False
        self.allow(why_not="")
        self.refresh()

    @property
    def folder(self) -> Path | None:
        """The folder as typed; ``None`` for an empty field."""
        text = self._line.text().strip()
        return Path(text).expanduser() if text else None

    def start_over(self) -> None:
        """Empty the field."""
        self._chosen = False
        self._line.clear()

    def suggest(self, place: Path) -> None:
        """Fill in ``place`` unless a folder was typed or chosen."""
        if not self._chosen:
            self._line.setText(str(place))

    def allow(self, *, why_not: str) -> None:
        """Enable the button, or disable it for the reason ``why_not``."""
        self._why_not = why_not
        self._make.setEnabled(not why_not)
        self.retranslate()

    def retranslate(self) -> None:
        """Set all texts."""
        self._words.setText(self.tr("The project is kept in"))
        self._line.setAccessibleName(self._words.text())
        self._line.setPlaceholderText(self.tr("a new folder; it takes the new camera's name once that is chosen"))
        self._browse.setText(self.tr("Browse…"))
        self._browse.setAccessibleName(self.tr("Choose where the project is kept"))
        self._make.setText(self.tr("Make the project"))
        self._make.setAccessibleName(self._make.text())
        self._make.setToolTip(tooltip(self._why_not))
        self._why.setText(self._why_not or self.tr("Your pictures stay where they are and are only read."))

    def _on_edited(self) -> None:
        self._chosen = bool(self._line.text().strip())
        self.changed.emit()

    def _on_return(self) -> None:
        if not self._why_not:
            self.make_wanted.emit()

    def _ask(self) -> None:
        start = self.folder.parent if self.folder is not None else documents()
        chosen = QFileDialog.getExistingDirectory(self, self._words.text(), str(start))
        if not chosen:
            return
        folder = Path(chosen)
        name = self.folder.name if self.folder is not None else f"project{SUFFIX}"
        # An empty folder is taken as it is; in another one the project gets a folder of its own.
        self._line.setText(str(folder if _is_empty(folder) else folder / name))
        self._chosen = True
        self.changed.emit()


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError:
        return False

"""Tables of what a file would change. Cells are made as they scroll into view, so any number of lines is fast."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Conflict, Decision, Preview, Verdict
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.words import filled, tooltip

PICTURE, LINE, HEAD = 40, 28, 32
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Lines(QAbstractTableModel):
    """A table of ``count`` lines and ``columns`` columns; ``words`` gives the cells of a line by its number."""

    def __init__(self, columns: int, count: int, words: Callable[[int], tuple[str, ...]], parent: QObject) -> None:
        super().__init__(parent)
        self._count, self._words = count, words
        self._titles = ("",) * columns

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of lines."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, also as tooltip, since a long path is elided."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        words = self._words(index.row())[index.column()]
        return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def retitle(self, *titles: str) -> None:
        """Set the headings."""
        self._titles = titles
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)


class Conflicts(Lines):
    """An image, its decision in the project, and the one in the file."""

    def __init__(self, conflicts: Sequence[Conflict], target: Catalog, pool: ThumbnailPool, parent: QObject) -> None:
        super().__init__(3, len(conflicts), self._line, parent)
        self._conflicts, self._target, self._pool = conflicts, target, pool
        self._lines: dict[int, int] = {}
        pool.ready.connect(self._on_ready)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """As ``Lines.data``, with the thumbnail beside the path once it is loaded."""
        if role != Qt.ItemDataRole.DecorationRole or index.column():
            return super().data(index, role)
        row = self._conflicts[index.row()].mine.row
        self._lines[row] = index.row()
        found = self._pool.thumbnail("target", row, 2 * PICTURE)
        return None if found is None else QIcon(found)

    def _line(self, number: int) -> tuple[str, ...]:
        found = self._conflicts[number]
        return self._target.paths[found.mine.row], self._said(found.mine), self._said(found.theirs)

    def _said(self, decision: Decision) -> str:
        if decision.verdict is Verdict.LABEL:
            return self._target.class_names[decision.label]
        if decision.verdict is Verdict.NONE_OF_THESE:
            return QCoreApplication.translate("Image", "none of these")
        return QCoreApplication.translate("ImportDialog", "not sure")

    def _on_ready(self, _domain: str, row: int) -> None:
        if row in self._lines:
            place = self.index(self._lines[row], 0)
            self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])


def left_out(found: Preview, target: Catalog, parent: QObject) -> Lines:
    """What is not imported from the file, and why: two answers, unknown images, unknown classes, unclear lines."""
    split, files, classes, unclear = found.disagreements, found.unknown_files, found.unknown_classes, found.unclear

    def line(number: int) -> tuple[str, ...]:
        if number < len(split):
            why = filled(
                QCoreApplication.translate("ImportDialog", "the file says %1"), " / ".join(split[number].words)
            )
            return target.paths[split[number].row], why
        number -= len(split)
        if number < len(files):
            return files[number], QCoreApplication.translate("ImportDialog", "no such picture in this project")
        number -= len(files)
        if number < len(classes):
            path, name = classes[number]
            return path, filled(QCoreApplication.translate("ImportDialog", "no class is called “%1”"), name)
        why = QCoreApplication.translate("ImportDialog", "perhaps another model's word")
        return unclear[number - len(classes)], why

    return Lines(2, len(split) + len(files) + len(classes) + len(unclear), line, parent)


class Table(QTableView):
    """A read-only table with lines ``line`` pixels high."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self._line = line
        self.setStyleSheet("QTableView::item { padding: 0 5px; }")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(PICTURE, PICTURE))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(line)
        self.horizontalHeader().setFixedHeight(HEAD)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)

    def show_lines(self, model: Lines, widths: tuple[int, ...], *, most: int) -> None:
        """Show ``model``, ``most`` lines at once; ``widths`` are of all columns but the first, which stretches."""
        self.setModel(model)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(widths, 1):
            self.setColumnWidth(column, width)
        self.setFixedHeight(HEAD + self._line * min(most, model.rowCount()))

"""Qt's item model of the gallery: rows of the target catalog laid out in a grid."""

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dclgui.core.arrays import Rows
from dclgui.qt.gallery.tile_words import explained, spoken
from dclgui.review.table import ReviewTable

Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """M catalog rows in cells, left to right and top to bottom; needs no memory for a cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: ReviewTable | None = None
        self._rows: Rows = np.empty(0, np.int64)
        self._columns = 1

    def lay_out(self, table: ReviewTable | None, rows: Rows, columns: int) -> None:
        """Show ``rows`` [M] of ``table`` in ``columns`` columns."""
        self.beginResetModel()
        self.table, self._rows, self._columns = table, rows, columns
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Lines of the grid."""
        return 0 if parent.isValid() else -(-len(self._rows) // self._columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Columns of the grid."""
        return 0 if parent.isValid() else self._columns

    def place(self, index: Index) -> int:
        """Position of ``index``; -1 for an invalid index and for the empty end of the last line."""
        place = index.row() * self._columns + index.column()
        return place if index.isValid() and place < len(self._rows) else -1

    def row(self, index: Index) -> int | None:
        """Catalog row of the image at ``index``."""
        place = self.place(index)
        return int(self._rows[place]) if place >= 0 else None

    def at(self, place: int) -> QModelIndex:
        """Index of the cell at position ``place``."""
        return self.index(place // self._columns, place % self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The texts of a cell; the delegate gets the thumbnail itself."""
        row = self.row(index)
        if row is None or self.table is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.table, row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return explained(self.table, row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells after the last image can't be selected."""
        if self.place(index) < 0:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

"""The selected images and the current one, kept by catalog row so that filter and order may change."""

import numpy as np

from dclgui.core.arrays import Mask, Rows


class Selection:
    """The selection over N catalog rows of which M are shown in the order ``rows``.

    ``rows``     [M] int64, the row at each position
    ``places``   [N] int64, the position of each row, -1 for one that is not shown
    ``mask``     [N] bool, selected; never a row that is not shown
    ``current``  position of the tile that keys act on, -1 if nothing is shown
    """

    def __init__(self, images: int = 0) -> None:
        self.rows: Rows = np.empty(0, np.int64)
        self.places: Rows = np.full(images, -1, np.int64)
        self.mask: Mask = np.zeros(images, np.bool_)
        self.current = -1
        self._anchor = -1

    def show(self, rows: Rows) -> None:
        """Take a new order: rows that are hidden are deselected; the current row stays current if it is shown.

        If it isn't, the first one that is shown becomes current.
        """
        kept = self.current_row
        self.rows = np.ascontiguousarray(rows, np.int64)
        self.places.fill(-1)
        self.places[self.rows] = np.arange(len(self.rows))
        self.mask &= self.places >= 0
        place = self.places[kept] if kept is not None else -1
        self.current = max(int(place), 0) if len(self.rows) else -1
        self._anchor = self.current
        # Keys that decide act on the selection; without one they would do nothing after each change of the filter.
        if not self.mask.any():
            self.only(self.current)

    @property
    def current_row(self) -> int | None:
        """Catalog row of the current tile; ``None`` if nothing is shown."""
        return int(self.rows[self.current]) if 0 <= self.current < len(self.rows) else None

    @property
    def count(self) -> int:
        """How many rows are selected."""
        return int(np.count_nonzero(self.mask))

    def only(self, place: int) -> None:
        """Select only the row at ``place``; it becomes current."""
        self.mask.fill(False)
        if place >= 0:
            self.mask[self.rows[place]] = True
        self.current = self._anchor = place

    def extend(self, place: int) -> None:
        """Select only the rows from the anchor of the selection to ``place``, which becomes current."""
        first, last = sorted((max(self._anchor, 0), place))
        self.mask.fill(False)
        self.mask[self.rows[first : last + 1]] = True
        self.current = place

    def toggle(self, place: int) -> None:
        """Select or deselect the row at ``place``; it becomes current."""
        row = self.rows[place]
        self.mask[row] = not self.mask[row]
        self.current = self._anchor = place

    def cover(self, places: Rows, kept: Mask) -> None:
        """Select the rows at ``places`` [n] and those ``kept`` [N]; the current tile stays."""
        np.copyto(self.mask, kept)
        self.mask[self.rows[places]] = True

    def move(self, place: int) -> None:
        """Make ``place`` current; the selection stays."""
        self.current = place

    def everything(self) -> None:
        """Select all that is shown."""
        np.greater_equal(self.places, 0, out=self.mask)

    def clear(self) -> None:
        """Select nothing; the current tile stays."""
        self.mask.fill(False)

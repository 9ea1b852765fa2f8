"""A layout that puts widgets in a row and begins another row where the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """From left to right, then down; the spacing is that of the layout in both directions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._first = 0
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take ``item`` as the last one."""
        self._items.append(item)

    def begin_second_row(self) -> None:
        """What comes from now on begins a row, unless what came before has wrapped already: then it fills that up."""
        self._first = len(self._items)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The item at ``index``; ``None`` beyond the last one."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Remove the item at ``index``."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the more rows."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of all rows in ``width``."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 - Qt's name
        """Place all items."""
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No row wrapped."""
        first, second = (self._in_one_row(items) for items in (self._items[: self._first], self._items[self._first :]))
        between = self.spacing() if first.height() and second.height() else 0
        return QSize(max(first.width(), second.width()), first.height() + between + second.height())

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest item alone."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(*(max((size.toTuple()[side] for size in sizes), default=0) for side in (0, 1)))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _in_one_row(self, items: list[QLayoutItem]) -> QSize:
        sizes = [item.sizeHint() for item in items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _arrange(self, area: QRect, *, move: bool) -> int:
        left, top, height = 0, 0, 0
        second = next((item for item in self._items[self._first :] if not item.isEmpty()), None)
        for item in self._shown():
            size = item.sizeHint()
            if left and (left + size.width() > area.width() or (item is second and not top)):
                left, top, height = 0, top + height + self.spacing(), 0
            if move:
                item.setGeometry(QRect(area.topLeft() + QPoint(left, top), size))
            left += size.width() + self.spacing()
            height = max(height, size.height())
        return top + height

"""The pictures of an audit that the machine named otherwise than the person, in a row that scrolls sideways."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.picture_row import SIDE, Captioned, PictureRow
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import label


class WrongStrip(Panel):
    """``chosen`` has the row of the picture that is to be looked at; ``corner`` has room for a button."""

    chosen = Signal(int)

    def __init__(self, pool: ThumbnailPool) -> None:
        super().__init__()
        self._head, self._none = label("strong"), label("muted", wrap=True)
        self.pictures = PictureRow(pool, "target", lines=2)
        self.pictures.chosen.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.corner = QHBoxLayout()
        self.corner.addWidget(self._head, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.corner)
        for widget in (self._none, self.pictures):
            column.addWidget(widget)
        self.refresh()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(4 * SIDE, super().sizeHint().height())

    def show_wrong(self, head: str, none: str, shown: tuple[Captioned, ...]) -> None:
        """Show the pictures ``shown`` under ``head``, or the words ``none`` if there are none.

        Below each stands what the person said, and quietly what the machine says instead.
        """
        self._head.setText(head)
        self._none.setText(none)
        self._none.setVisible(not shown)
        self.pictures.setVisible(bool(shown))
        self.pictures.show_pictures(shown)

"""A popup to choose one of many classes by typing a part of its name."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import label

_WIDTH, _HEIGHT = 280, 320
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ClassPopup(Panel):
    """``chosen`` gives the index of the class; Escape or a click outside chooses none."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "panel")
        self.setFixedSize(_WIDTH, _HEIGHT)
        self._names: tuple[str, ...] = ()
        self._keys: Mapping[int, str] = {}
        self.search, self.list, self._empty = QLineEdit(), QListWidget(), label("small", wrap=True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(GRID)
        for widget in (self.search, self.list, self._empty):
            layout.addWidget(widget)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._choose)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self.refresh()

    def ask(self, names: tuple[str, ...], anchor: QWidget, *, keys: Mapping[int, str]) -> None:
        """Open above ``anchor`` with the class names ``names``, of which empty ones are no class.

        ``keys`` has those of the classes that have any.
        """
        self._names, self._keys = names, keys
        self.search.clear()
        self._narrow()
        corner = anchor.mapToGlobal(anchor.rect().topLeft())
        self.move(corner.x(), corner.y() - self.height() - 4)
        self.show()
        self.search.setFocus()

    def retranslate(self) -> None:
        """Set all texts."""
        self.search.setPlaceholderText(self.tr("Type a class name"))
        self.search.setAccessibleName(self.tr("Find a class"))
        self.list.setAccessibleName(self.tr("Classes"))
        self._empty.setText(self.tr("No class is called so. Review, Classes… adds one."))

    def restyle(self) -> None:
        """Padding of the lines, and the soft accent colour for the chosen one."""
        colours = tokens()
        self.list.setStyleSheet(
            "QListWidget::item { padding: 4px 8px; border-radius: 4px; }"
            f"QListWidget::item:selected {{ background: {colours.accent_soft}; color: {colours.ink}; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys move in the list while the search field keeps the focus; Escape closes it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)

    def _narrow(self) -> None:
        wanted = self.search.text().strip().casefold()
        found = [place for place, name in enumerate(self._names) if name and wanted in name.casefold()]
        # Names that begin so come first.
        found.sort(key=lambda place: not self._names[place].casefold().startswith(wanted))
        self.list.clear()
        for place in found:
            item = QListWidgetItem("   ".join(filter(None, (self._names[place], self._keys.get(place)))))
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        self._empty.setVisible(not found)
        self.list.setCurrentRow(0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if not self.list.isHidden():
            self.hide()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

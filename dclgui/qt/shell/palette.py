"""The command palette: find and call any command by keyboard."""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dclgui.qt.parts.commands import CONTEXT
from dclgui.qt.parts.panel import Dialog
from dclgui.qt.parts.theme import GRID, font, tokens
from dclgui.qt.parts.widgets import card
from dclgui.qt.shell.actions import Actions

WIDTH, MOST_ROWS, ROW_HEIGHT = 560, 9, 44
_NAME, _KEYS, _NOTE, _ALLOWED = (Qt.ItemDataRole.UserRole + number for number in range(4))
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -MOST_ROWS, Qt.Key.Key_PageDown: MOST_ROWS}


def likeness(wanted: str, text: str) -> float:
    """Fuzzy match of ``text``: 0 if it lacks a typed letter, higher where letters are adjacent or begin a word."""
    wanted, text = wanted.casefold().replace(" ", ""), text.casefold()
    if not wanted:
        return 1.0
    score, place, last = 1.0, -1, -2
    for letter in wanted:
        place = text.find(letter, place + 1)
        if place < 0:
            return 0.0
        begins = place == 0 or not text[place - 1].isalnum()
        score += 2.0 * (place == last + 1) + 1.5 * begins
        last = place
    # Of two texts that match alike the shorter one comes first.
    return score / (1 + 0.01 * len(text))


class Palette(Dialog):
    """A line to type into and the commands that match, the best first.

    ``chosen`` gives the name of the command, after the palette was closed.
    """

    chosen = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._actions = actions
        self._typed, self._list, self._model = QLineEdit(), QListView(), QStandardItemModel(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(MOST_ROWS * ROW_HEIGHT)
        self._typed.setMinimumHeight(28)
        frame, inner = card()
        inner.setContentsMargins(GRID, GRID, GRID, GRID)
        inner.addWidget(self._typed)
        inner.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.setFixedWidth(WIDTH)
        self._typed.installEventFilter(self)
        self._typed.textChanged.connect(self._find)
        self._list.clicked.connect(self._choose)
        self.refresh()

    def show_over(self, window: QWidget) -> None:
        """Show it in the upper middle of ``window``."""
        self.show()
        corner = window.rect().center() - self.rect().center() - QPoint(0, window.height() // 8)
        self.move(window.mapToGlobal(QPoint(corner.x(), max(corner.y(), 0))))

    @property
    def found(self) -> list[str]:
        """Names of the commands listed, from the top."""
        names = (self._model.index(row, 0).data(_NAME) for row in range(self._model.rowCount()))
        return [str(name) for name in names if name]

    def retranslate(self) -> None:
        """Set all texts, and fill the list again."""
        self.setWindowTitle(self.tr("Find a command"))
        self._typed.setPlaceholderText(self.tr("Type what you want to do"))
        self._typed.setAccessibleName(self.tr("Command"))
        self._list.setAccessibleName(self.tr("Commands that fit"))
        self._find(self._typed.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Pass arrow keys and Enter to the list while the line keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                last = self._model.rowCount() - 1
                row = self._list.currentIndex().row() + _MOVES[key]
                self._list.setCurrentIndex(self._model.index(max(0, min(last, row)), 0))
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        ranked = []
        for place, (name, command) in enumerate(self._actions.rows.items()):
            # English words find a command in every language.
            score = max(likeness(typed, self._actions.text(name)), 0.9 * likeness(typed, command.text))
            if score > 0 and name != "palette":
                ranked.append((-score, not self._actions[name].isEnabled(), place, name))
        self._model.clear()
        for *_, name in sorted(ranked):
            self._model.appendRow(self._made(name))
        if not ranked:
            self._model.appendRow(_item(self.tr("No command fits.")))
        self._list.setCurrentIndex(self._model.index(0, 0))

    def _made(self, name: str) -> QStandardItem:
        action, command = self._actions[name], self._actions.rows[name]
        native = QKeySequence.SequenceFormat.NativeText
        keys = "  ".join(QKeySequence(key).toString(native) for key in command.keys[:1])
        text = self._actions.text(name)
        note = QCoreApplication.translate(CONTEXT, command.tip) if action.isEnabled() else action.toolTip()
        item = _item(text, name, keys, note, allowed=action.isEnabled())
        item.setData(f"{text}, {keys}, {note}", Qt.ItemDataRole.AccessibleTextRole)
        return item

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(_ALLOWED):
            self.accept()
            self.chosen.emit(str(index.data(_NAME)))


def _item(text: str, name: str = "", keys: str = "", note: str = "", *, allowed: bool = False) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    for role, value in ((_NAME, name), (_KEYS, keys), (_NOTE, note), (_ALLOWED, allowed)):
        item.setData(value, role)
    return item


class _Row(QStyledItemDelegate):
    """A command's name, what it does or why it is disabled, and its keys at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Two lines."""
        return QSize(WIDTH - 2 * GRID, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row."""
        colours = tokens()
        area = QRectF(option.rect)
        allowed = bool(index.data(_ALLOWED))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(area, 7, 7)
        inner = area.adjusted(12, 4, -12, -4)
        painter.setFont(font(12))
        painter.setPen(QColor(colours.muted))
        keys = str(index.data(_KEYS))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, keys)
        inner.setWidth(inner.width() - painter.fontMetrics().horizontalAdvance(keys) - GRID)
        note = painter.fontMetrics().elidedText(str(index.data(_NOTE)), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, note)
        painter.setFont(font(13))
        painter.setPen(QColor(colours.ink if allowed else colours.faint))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(index.data()))
        painter.restore()

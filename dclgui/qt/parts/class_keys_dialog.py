"""The dialog in which classes get letters of the operator's own."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from dclgui.core.errors import UserError
from dclgui.qt.parts.class_keys import own_keys, taken_by_the_window
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.panel import Dialog
from dclgui.qt.parts.sentences import in_full
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled
from dclgui.qt.session.session import Session

_WIDTH, _HEIGHT, _KEY = 460, 440, 72
_NO_LETTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ClassKeysDialog(Dialog):
    """A list of all classes with their letters: a letter that is typed goes to the class that is marked."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page.window())
        self._session = session
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(_WIDTH, _HEIGHT)
        self._title, self._how, self.told = label("title"), label("muted", wrap=True), label("strong", wrap=True)
        self.search, self.list, self._close = QLineEdit(), QTreeWidget(), button("primary")
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(1, _KEY)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (self._title, self._how, self.search, self.list):
            column.addWidget(widget)
        column.addLayout(row)
        self.list.installEventFilter(self)
        self.search.textChanged.connect(self._fill)
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.close)
        self.refresh()
        self._fill()

    def begin_at(self, chosen: int) -> None:
        """Mark the class ``chosen``, or the first one if it is not in the list."""
        items = [self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount())]
        found = [item for item in items if item is not None and self._class_of(item) == chosen]
        if marked := next(iter(found or items), None):
            self.list.setCurrentItem(marked)

    def retranslate(self) -> None:
        """Set all texts."""
        self.setWindowTitle(self.tr("Keys of classes"))
        self._title.setText(self.tr("Keys of classes"))
        self._how.setText(
            self.tr("Mark a class and type the letter that is to name its pictures. Backspace takes the letter away.")
        )
        self.search.setPlaceholderText(self.tr("Type a class name"))
        self.search.setAccessibleName(self.tr("Find a class"))
        self.list.setAccessibleName(self.tr("Classes and their letters"))
        self.list.setHeaderLabels([self.tr("Class"), self.tr("Letter")])
        self._close.setText(self.tr("Close"))

    def restyle(self) -> None:
        """Room for the lines, and the soft accent colour for the marked one."""
        colours = tokens()
        self.list.setStyleSheet(
            "QTreeWidget::item { padding: 4px 8px; }"
            f"QTreeWidget::item:selected {{ background: {colours.accent_soft}; color: {colours.ink}; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Give the marked class the letter that was typed, or take its letter away."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.modifiers() & _NO_LETTERS:
            return super().eventFilter(watched, event)
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._give("")
        elif Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
            self._give(chr(event.key()))
        elif event.text().strip() and event.text().isprintable():
            self.told.setText(self.tr("Only letters from A to Z can be keys of classes."))
        else:
            return super().eventFilter(watched, event)
        return True

    def _give(self, letter: str) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        chosen, taken, names = self._class_of(item), taken_by_the_window(), self._session.table.class_names
        holders = [one for one, own in own_keys(self._session).items() if own == letter and one != chosen]
        if letter in taken:
            words = self.tr("%1 is a key of the window already (%2). Take another letter.")
            self.told.setText(filled(words, letter, taken[letter]))
        elif holders:
            words = self.tr("%1 is the letter of %2 already. Take another letter, or take it away there first.")
            self.told.setText(filled(words, letter, names[holders[0]]))
        else:
            self._keep(chosen, letter)

    def _keep(self, chosen: int, letter: str) -> None:
        name = self._session.table.class_names[chosen]
        try:
            self._session.give_class_key(chosen, letter)
        except UserError as error:
            self.told.setText(in_full(error))
            return
        words = self.tr("%1 names %2 now.") if letter else self.tr("%2 has no letter now.")
        self.told.setText(filled(words, letter, name))
        self._fill()

    def _fill(self) -> None:
        """List the classes whose names hold what was typed; the marked one stays marked."""
        item, wanted = self.list.currentItem(), self.search.text().strip().casefold()
        marked, own = 0 if item is None else self._class_of(item), own_keys(self._session)
        self.list.clear()
        for number, name in enumerate(self._session.table.class_names):
            if name and wanted in name.casefold():
                made = QTreeWidgetItem([name, own.get(number, "")])
                made.setData(0, Qt.ItemDataRole.UserRole, number)
                made.setTextAlignment(1, Qt.AlignmentFlag.AlignCenter)
                self.list.addTopLevelItem(made)
        self.begin_at(marked)

    def _class_of(self, item: QTreeWidgetItem) -> int:
        return int(item.data(0, Qt.ItemDataRole.UserRole))


def ask_for_class_keys(page: Page, session: Session, chosen: int = 0) -> ClassKeysDialog:
    """Open the dialog over the window of ``page``, at the class ``chosen``; the page gets the keyboard back."""
    dialog = ClassKeysDialog(session, page)
    dialog.begin_at(chosen)
    dialog.finished.connect(lambda _: page.entered())
    dialog.open()
    dialog.list.setFocus()
    return dialog

"""The table of commands as Qt's actions."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from dclgui.qt.parts.commands import COMMANDS, CONTEXT, DIGITS, MENUS, Command, Menu
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.words import filled, tooltip


class Actions(QObject):
    """A ``QAction`` for each command, in the window's language; ``given`` names the one that was triggered."""

    given = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows = {command.name: command for command in COMMANDS}
        self.actions = {name: self._made(command) for name, command in self.rows.items()}
        self._menus: dict[Menu, QMenu] = {}
        self._inner: dict[str, QMenu] = {}
        self._words: dict[str, str] = {}
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]

    def enable(self, name: str, *, why_not: str = "") -> None:
        """Enable the command, or disable it and show the reason ``why_not`` as its tooltip."""
        action = self.actions[name]
        action.setEnabled(not why_not)
        action.setToolTip(tooltip(why_not or self.tip(name)))
        action.setStatusTip(why_not or self.tip(name))

    def fill(self, bar: QMenuBar) -> None:
        """Add the menus of the table to ``bar``."""
        for menu, _ in MENUS:
            made = bar.addMenu("")
            made.setToolTipsVisible(True)
            self._menus[menu] = made
            group = None
            for command in COMMANDS:
                if command.menu != menu:
                    continue
                if group not in {None, command.group}:
                    made.addSeparator()
                group = command.group
                self._place_in(made, command).addAction(self.actions[command.name])
        self.retranslate()

    def _place_in(self, menu: QMenu, command: Command) -> QMenu:
        """Where in ``menu`` the command stands: in the menu itself, or in one inside it."""
        if not command.inner:
            return menu
        if command.inner not in self._inner:
            self._inner[command.inner] = menu.addMenu("")
            self._inner[command.inner].setToolTipsVisible(True)
        return self._inner[command.inner]

    def menu(self, menu: Menu) -> QMenu:
        """A menu that ``fill`` added."""
        return self._menus[menu]

    def of_pictures(self) -> list[QAction]:
        """The actions whose keys work only while the gallery has the focus."""
        return [self.actions[name] for name, command in self.rows.items() if command.where == "pictures"]

    def call(self, name: str, words: str) -> None:
        """Put ``words``, such as a class name, in place of ``%1`` in the text of the command."""
        self._words[name] = words
        self.actions[name].setText(self.text(name).replace("&", "&&"))

    def name_classes(self, names: Sequence[str]) -> None:
        """Call the digits by the classes ``names``, unless they are those nearest to each picture."""
        for place, digit in enumerate(DIGITS):
            fixed = place < len(names) <= len(DIGITS)
            self.call(f"label {digit}", names[place] if fixed else digit)

    def text(self, name: str) -> str:
        """The command's name in the window's language, without ``&`` marks."""
        words = QCoreApplication.translate(CONTEXT, self.rows[name].text)
        return filled(words, self._words.get(name, name.rsplit(maxsplit=1)[-1]))

    def tip(self, name: str) -> str:
        """What the command does and its first key, in one sentence."""
        command = self.rows[name]
        tip = QCoreApplication.translate(CONTEXT, command.tip)
        keys = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""
        return paragraph(tip, f"({keys})" if keys else "")

    def retranslate(self) -> None:
        """Set all texts in the window's language."""
        for menu, made in self._menus.items():
            made.setTitle(QCoreApplication.translate(CONTEXT, dict(MENUS)[menu]))
        for title, inside in self._inner.items():
            inside.setTitle(QCoreApplication.translate(CONTEXT, title))
        for name, action in self.actions.items():
            action.setText(self.text(name).replace("&", "&&"))
            if action.isEnabled():
                action.setToolTip(tooltip(self.tip(name)))
                action.setStatusTip(action.toolTip())

    def _made(self, command: Command) -> QAction:
        action = QAction(self)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        everywhere = command.where == "window"
        context = Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(context)
        action.setAutoRepeat(everywhere)  # a key held down must not decide a whole row of pictures
        action.triggered.connect(lambda _checked=False: self.given.emit(command.name))
        return action

"""All keys on one page, made from the table of commands."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from dclgui.core.errors import UserError, unwritable
from dclgui.qt.parts.banner import Banner
from dclgui.qt.parts.commands import COMMANDS, CONTEXT, MENUS, Command
from dclgui.qt.parts.panel import Dialog
from dclgui.qt.parts.theme import GRID, LIGHT, Tokens, tokens
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import QT_TRANSLATE_NOOP, filled

AMONG_PICTURES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Left", "Right", "Up", "Down"), QT_TRANSLATE_NOOP("KeyList", "Go to the picture beside")),
    (("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"), QT_TRANSLATE_NOOP("KeyList", "Select on the way there")),
    (("PgUp", "PgDown", "Home", "End"), QT_TRANSLATE_NOOP("KeyList", "Go a page further, to the first or to the last")),
)


class KeyList(Dialog):
    """The keys of all commands by menu, in the window's language; can be saved as a PDF to print."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._page, self.banner = label("title"), QTextBrowser(), Banner()
        self._save, self._close = button(), button("primary")
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._save)
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        layout.setSpacing(12)
        for widget in (self._title, self.banner, self._page):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.resize(840, 640)
        self._save.clicked.connect(self._ask_where)
        self._close.clicked.connect(self.close)
        self.refresh()

    @property
    def text(self) -> str:
        """The page as plain text."""
        return self._page.toPlainText()

    def save_to(self, file: Path) -> None:
        """Write the page as a PDF to print; raises ``UserError`` if that can't be done."""
        try:
            file.touch()  # Qt would report a failure only in its log
        except OSError as error:
            raise unwritable(file, error) from error
        document = QTextDocument()
        document.setHtml(_page(LIGHT))
        writer = QPdfWriter(str(file))
        writer.setTitle(self.windowTitle())
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        document.print_(writer)

    def retranslate(self) -> None:
        """Set all texts."""
        self.setWindowTitle(self.tr("List of keys"))
        self._title.setText(self.tr("List of keys"))
        self._page.setAccessibleName(self.tr("List of keys"))
        self._save.setText(self.tr("Save to print…"))
        self._save.setToolTip(self.tr("Write the list as a PDF file."))
        self._close.setText(self.tr("Close"))
        self._page.setHtml(_page(tokens()))

    def restyle(self) -> None:
        """The page's colours."""
        self._page.setHtml(_page(tokens()))

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save to print"), "dclgui-keys.pdf", "PDF (*.pdf)")
        try:
            if name:
                self.save_to(Path(name))
        except UserError as error:
            self.banner.show_error(error)


def _page(colours: Tokens) -> str:
    rows = "".join(_section(title, lines, colours) for title, lines in _sections())
    return f'<table width="100%" cellspacing="0" cellpadding="3" style="color:{colours.ink}">{rows}</table>'


def _section(title: str, lines: list[tuple[str, str, str]], colours: Tokens) -> str:
    head = f'<tr><td colspan="3" style="color:{colours.muted}; padding-top:12px"><b>{escape(title)}</b></td></tr>'
    return head + "".join(
        f'<tr><td width="24%">{escape(keys)}</td><td width="26%">{escape(text)}</td>'
        f'<td style="color:{colours.muted}">{escape(tip)}</td></tr>'
        for keys, text, tip in lines
    )


def _sections() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    for menu, title in MENUS:
        with_keys = [command for command in COMMANDS if command.menu == menu and command.keys]
        lines = [_line(list(alike)) for _, alike in groupby(with_keys, key=lambda command: command.text)]
        if lines:
            yield QCoreApplication.translate(CONTEXT, title), lines
    moves = [(_native(keys), QCoreApplication.translate("KeyList", text), "") for keys, text in AMONG_PICTURES]
    yield QCoreApplication.translate("KeyList", "Among the pictures"), moves


def _line(alike: list[Command]) -> tuple[str, str, str]:
    """One line for commands that differ only by a number, such as the classes 1 to 10."""
    first, last = alike[0], alike[-1]
    text = filled(QCoreApplication.translate(CONTEXT, first.text), f"1 – {len(alike)}")
    keys = _native(first.keys) if first is last else f"{_native(first.keys)} – {_native(last.keys)}"
    return keys, text, QCoreApplication.translate(CONTEXT, first.tip)


def _native(keys: tuple[str, ...]) -> str:
    called = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    return ", ".join(dict.fromkeys(called))  # Return and Enter have one name in some languages

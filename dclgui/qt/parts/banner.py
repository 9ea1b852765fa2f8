"""Shows an error or a note on a page, with a next step."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from dclgui.core.errors import UserError
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, card, give_role, label


class Banner(Panel):
    """Hidden until there is something to say; ``report_wanted``: a report for support was asked for."""

    report_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._frame: QFrame
        self._frame, inner = card("trouble")
        inner.setContentsMargins(2 * GRID, 12, 12, 12)
        outer.addWidget(self._frame)
        self._message, self._hint = label("strong", wrap=True), label("muted", wrap=True)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFixedHeight(140)
        self._next, self._more, self._report, self._close = button(), button("link"), button("link"), button("link")
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for widget in (self._next, self._more, self._report, self._close):
            row.addWidget(widget)
        row.addStretch()
        inner.addWidget(self._message)
        inner.addWidget(self._hint)
        inner.addLayout(row)
        inner.addWidget(self._details)
        self._act: Callable[[], object] = self.hide
        self._next.clicked.connect(self._do_next)
        self._more.clicked.connect(lambda: self._details.setVisible(not self._details.isVisible()))
        self._report.clicked.connect(self.report_wanted)
        self._close.clicked.connect(self.hide)
        self._error: UserError | None = None
        self.hide()
        self.refresh()

    def show_error(
        self, error: UserError, *, details: str = "", next_step: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show ``error``; ``details`` open by a button; ``next_step`` is a button's text and what it does."""
        give_role(self._frame, "trouble")
        self._say(error, details, next_step)

    def show_note(
        self, message: str, hint: str = "", *, next_step: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a message that is no error; the texts are translated already."""
        give_role(self._frame, "note")
        self._say(UserError(message, hint), "", next_step)

    def retranslate(self) -> None:
        """The buttons, and the message shown."""
        self._more.setText(self.tr("Details"))
        self._report.setText(self.tr("Save report…"))
        self._close.setText(self.tr("Dismiss"))
        self.setAccessibleName(self.tr("Message"))
        if self._error is not None:
            self._message.setText(spoken(self._error.message))
            self._hint.setText(spoken(self._error.hint))

    def _do_next(self) -> None:
        self.hide()
        self._act()

    def _say(self, error: UserError, details: str, next_step: tuple[str, Callable[[], object]] | None) -> None:
        self._error = error
        self._hint.setVisible(bool(error.hint))
        self._details.setPlainText(details)
        self._details.hide()
        self._more.setVisible(bool(details))
        self._report.setVisible(bool(details))
        self._next.setVisible(next_step is not None)
        if next_step is not None:
            words, self._act = next_step
            self._next.setText(words)
        self.retranslate()
        self.show()

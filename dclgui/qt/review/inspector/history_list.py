"""The history of an image's label: one entry for each round that changed it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dclgui.project.row_history import RoundWord
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import tokens
from dclgui.qt.parts.widgets import label
from dclgui.qt.parts.words import filled, tooltip
from dclgui.qt.review.inspector.image_words import why_changed


class HistoryList(Panel):
    """``round 6 [mug]``, and below it the reason."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[RoundWord, ...] = ()
        self._names: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[QWidget] = []
        self.refresh()

    def show_words(self, words: tuple[RoundWord, ...], names: tuple[str, ...]) -> None:
        """Show ``words``, the labels by round, oldest first."""
        self._words, self._names = words, names
        self.retranslate()

    @property
    def lines(self) -> list[str]:
        """The text of each entry."""
        return [line.accessibleName() for line in self._lines]

    def retranslate(self) -> None:
        """Rebuild the entries."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        before: RoundWord | None = None
        for word in self._words:
            if before is None or word.label != before.label:
                self._add(before, word)
            before = word

    def restyle(self) -> None:
        """The chips have colours of the theme."""
        self.retranslate()

    def _add(self, before: RoundWord | None, word: RoundWord) -> None:
        colours = tokens()
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        number, chip, why = label("small"), label("body"), label("small", wrap=True)
        number.setText(filled(self.tr("round %1"), str(word.round)))
        number.setFixedWidth(60)
        name = self._names[word.label]
        chip.setText(chip.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 150))
        chip.setToolTip(tooltip(name))
        chip.setStyleSheet(f"background: {colours.track}; border-radius: 9px; padding: 0 8px; font-size: 12px;")
        chip.setFixedHeight(20)
        why.setText(why_changed(before, word, self._names))
        why.setContentsMargins(68, 0, 0, 0)
        head.addWidget(number)
        head.addWidget(chip)
        head.addStretch()
        column.addLayout(head)
        column.addWidget(why)
        line.setAccessibleName(f"{number.text()} {name}: {why.text()}")
        self._column.addWidget(line)
        self._lines.append(line)

"""One finding of the data check."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dclgui.core.arrays import Mask
from dclgui.core.catalog import Catalog
from dclgui.core.findings import Finding
from dclgui.core.protocol.events import Domain
from dclgui.qt.check.finding_words import sentence, why
from dclgui.qt.check.strip import FindingStrip, StripWords
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import paragraph, spoken
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import button, card, label
from dclgui.qt.parts.words import filled, number

_REASONS = 3


class FindingCard(Panel):
    """Shows what was found, why it matters, and the images.

    ``exclude_wanted``  domain, rows [n] int64 of it, and whether to exclude or to keep them
    ``opened``          the row of it to show large
    """

    exclude_wanted = Signal(str, object, bool)
    opened = Signal(int)

    def __init__(self, finding: Finding, catalogs: dict[Domain, Catalog], pool: ThumbnailPool) -> None:
        super().__init__()
        self.finding = finding
        self._names = _tiny_classes(finding, catalogs)
        self._out: Mask = np.zeros(len(catalogs[finding.domain]), np.bool_)
        self._title, self._why, self._state = label("strong", wrap=True), label("muted", wrap=True), label("small")
        self._all, self._none = button(), button()
        self._strip = FindingStrip(finding, catalogs, pool)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        outer.addWidget(frame)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._why)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addLayout(words, 1)
        for widget in (self._state, self._all, self._none):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._state.setContentsMargins(0, 7, GRID, 0)
        inner.addLayout(head)
        inner.addWidget(self._strip)
        for widget in (self._state, self._all, self._none):
            widget.setVisible(finding.kind != "unreadable")
        self._all.clicked.connect(lambda: self.exclude_wanted.emit(finding.domain, finding.rows, True))
        self._none.clicked.connect(lambda: self.exclude_wanted.emit(finding.domain, finding.rows, False))
        self._strip.toggled.connect(self._on_toggled)
        self._strip.opened.connect(self.opened)
        self.refresh()

    def show_excluded(self, excluded: Mask) -> None:
        """Show which images are excluded: ``excluded`` [N] bool over the finding's domain."""
        self._out = excluded
        self.retranslate()

    def retranslate(self) -> None:
        """Set all texts."""
        finding = self.finding
        self._title.setText(sentence(finding))
        reasons = "; ".join(spoken(reason) for reason in dict.fromkeys(finding.reasons[:_REASONS]))
        self._why.setText(paragraph(why(finding), self._names, f"({reasons})" if reasons else ""))
        out, count = int(self._out[finding.rows].sum()), len(finding.rows)
        words = self.tr("%1 of %2 set aside") if out else self.tr("all kept")
        self._state.setText(filled(words, number(out), number(count)))
        self._all.setText(self.tr("Exclude all"))
        self._none.setText(self.tr("Keep all"))
        self._all.setEnabled(out < count)
        self._none.setEnabled(out > 0)
        self._all.setToolTip("" if out < count else self.tr("All of them are set aside already."))
        self._none.setToolTip("" if out else self.tr("All of them are kept already."))
        for act in (self._all, self._none):
            act.setAccessibleName(f"{act.text()}: {self._title.text()}")
        self._strip.setAccessibleName(self._title.text())
        states = StripWords(self.tr("Exclude"), self.tr("Keep"), self.tr("set aside"), self.tr("kept"))
        self._strip.show_excluded(self._out, states)
        self.setAccessibleName(self._title.text())

    def _on_toggled(self, row: int) -> None:
        self.exclude_wanted.emit(self.finding.domain, np.array([row], np.int64), not self._out[row])


def _tiny_classes(finding: Finding, catalogs: dict[Domain, Catalog]) -> str:
    """Names of the classes with few images, for the finding that is about them."""
    if finding.kind != "tiny class":
        return ""
    catalog = catalogs[finding.domain]
    return ", ".join(dict.fromkeys(catalog.class_names[label] for label in catalog.labels[finding.rows].tolist()))

"""What shows in place of the pictures once all of them are decided: where to go on."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.refine_button import RefineButton
from dclgui.qt.parts.sureness_words import sureness_sentence
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled, number
from dclgui.qt.session.session import Session
from dclgui.review.sureness import Sureness


class Done(Panel):
    """``wanted`` has ``audit``, ``export``, ``others`` (doubtful ones that the filter hides) or ``again``.

    It takes the keyboard itself: a key that decided the last picture and is pressed once more presses no button.
    """

    wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.message, self._hint = label("title"), label("muted", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.learn = RefineButton(session)
        self.others, self.audit, self.export, self.again = button("primary"), button(), button(), button("link")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch()
        for widget in (self.others, self.learn, self.audit, self.export):
            row.addWidget(widget)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self.message, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._hint)
        column.addSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        named = (("others", self.others), ("audit", self.audit), ("export", self.export), ("again", self.again))
        for name, press in named:
            press.setObjectName(f"done {name}")
            press.clicked.connect(partial(self.wanted.emit, name))
        self.refresh()

    def retranslate(self) -> None:
        """All words, and what is left elsewhere."""
        found = Sureness.of(self._session.table)
        self.message.setText(self.tr("All of these pictures are decided"))
        self._hint.setText(sureness_sentence(found, len(self._session.table)))
        one, many = self.tr("Show the other one worth a look"), self.tr("Show the other %1 worth a look")
        self.others.setText(filled(one if found.doubtful == 1 else many, number(found.doubtful)))
        self.others.setVisible(found.doubtful > 0)
        self.audit.setText(self.tr("Go on to Audit"))
        self.audit.setToolTip(self.tr("Name a small random sample: it tells how many names are right."))
        self.export.setText(self.tr("Go on to Export"))
        self.export.setToolTip(self.tr("Take the labels and the model away."))
        self.again.setText(self.tr("Look at them again"))
        for press in (self.others, self.audit, self.export, self.again):
            press.setAccessibleName(press.text())
        self.setAccessibleName(self.message.text())
        self.setAccessibleDescription(self._hint.text())

"""The card that counts what a file of all labels holds, by who named the pictures."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import card, label
from dclgui.qt.parts.words import filled, number
from dclgui.review.sureness import Contents


class ContentsCard(Panel):
    """Three figures that are all pictures together, each with what it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self._held = Contents(0, 0, 0, 0, 0, 0, 0)
        self._known = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inside = card()
        outer.addWidget(frame)
        row = QHBoxLayout()
        row.setSpacing(3 * GRID)
        inside.addLayout(row)
        self.groups = [(label("figure"), label("strong"), label("muted", wrap=True)) for _ in range(3)]
        for group in self.groups:
            column = QVBoxLayout()
            column.setSpacing(2)
            for words in group:
                column.addWidget(words)
            column.addStretch()
            row.addLayout(column, 1)
        self.refresh()

    def show_contents(self, held: Contents, *, known: bool) -> None:
        """Show the counts of ``held``; ``known``: answers have shown which labels are sure."""
        self._held, self._known = held, known
        self.retranslate()

    def retranslate(self) -> None:
        """All words and counts."""
        held, known = self._held, self._known
        sure = ((held.sure, self.tr("%1 sure, by your answers")), (held.others, self.tr("%1 not sure")))
        copies = self.tr("%1 set aside as copies, with the name of their picture")
        machine = (
            *(sure if known else ()),
            (held.unsure, self.tr("%1 you could not tell")),
            (held.machine_copies, copies),
        )
        person = (
            (held.reviewed, self.tr("%1 in Review")),
            (held.audited, self.tr("%1 in the audit")),
            (held.person_copies, copies),
        )
        nobody = (
            (held.none_of_these + held.nameless_copies, self.tr("%1 none of these")),
            (held.unnamed, self.tr("%1 set aside or unreadable")),
        )
        parts = (
            (held.machine, self.tr("named by the machine"), machine),
            (held.person, self.tr("named by a person"), person),
            (held.nameless, self.tr("without a name"), nobody),
        )
        for (figure, head, lines), (count, words, made_of) in zip(self.groups, parts, strict=True):
            figure.setText(number(count))
            head.setText(words)
            lines.setText("\n".join(filled(each, number(some)) for some, each in made_of if some))
        if not known and held.machine:
            lines = self.groups[0][2]
            lines.setText("\n".join(filter(None, (self.tr("which are sure is not known yet"), lines.text()))))

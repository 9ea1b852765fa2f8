"""What the answers so far let expect of all names, and the offer to take the names that follow from them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dclgui.core.consensus import GOAL, LEAST, Expectation
from dclgui.core.errors import UserError
from dclgui.qt.parts.banner import Banner
from dclgui.qt.parts.key_button import KeyButton
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.words import about, filled, number, share, tooltip
from dclgui.qt.session.session import Session

_HEIGHT = 44
_CURVE = QSize(96, 34)
_CURVE_FROM = 760
"""Pixels of width below which the words need the curve's place."""
_LOWEST = 0.5
"""The bottom of the curve, or what was least expected if that is less."""


class LearningStrip(Panel):
    """Hidden where answers teach nothing, and beside the map; its height is always the same.

    ``take_wanted``  take the new names
    """

    take_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._gives_way = session, False
        self.setFixedHeight(_HEIGHT)
        self.expected, self.hope, self.caution = _Line("strong"), _Line("small"), _Line("small")
        self.curve, self.offer = ExpectationCurve(), KeyButton()
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.expected)
        first.addWidget(self.hope, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addLayout(first)
        words.addWidget(self.caution)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addLayout(words, 1)
        row.addWidget(self.offer)
        row.addWidget(self.curve)
        self.offer.clicked.connect(self.take_wanted)
        session.learning.changed.connect(self.retranslate)
        session.table_replaced.connect(self.retranslate)
        self.refresh()

    def retranslate(self) -> None:
        """All words, the curve and the offer."""
        learning = self._session.learning
        self.setVisible(learning.possible and not self._gives_way)
        if not learning.possible:
            return
        self.setAccessibleName(self.tr("What your answers teach"))
        expected = learning.expected
        self.expected.say(self._expected_words(expected), self.tr("Of all names, once they follow your answers"))
        self.hope.say(
            self._hope_words(expected),
            self.tr(
                "An order of magnitude, no bound: so many, the most doubtful first, if an answer taught nothing about "
                "the other pictures; more if mistakes are left that look certain."
            ),
        )
        changed = 0 if self._session.newer_round_waits else learning.names_changed
        self.caution.say(self._caution(expected, changed=changed))
        self.curve.show_points([(round(answers), right) for answers, right in learning.curve.tolist()])
        words = self.tr("One name changed") if changed == 1 else filled(self.tr("%1 names changed"), number(changed))
        words = words if changed else self.tr("Show what is sure now")
        self.offer.say(words, key="F5", tip=self.tr("By your answers; nothing changes before you take the new names"))
        quiet = learning.more_sure and not self._session.newer_round_waits and not self._session.audit_is_current
        self.offer.setVisible(changed > 0 or quiet)

    def give_way(self, *, to_map: bool) -> None:
        """Leave its room to the map, which needs every line of a small window."""
        self._gives_way = to_map
        self.setVisible(self._session.learning.possible and not to_map)

    def take_new_names(self, banner: Banner) -> None:
        """Show the newest round if it does not show yet, else the names that follow the answers.

        While an audit is current, ``banner`` says first what they cost, and offers them.
        """
        session = self._session
        if session.newer_round_waits:
            session.show_newest_round()
        elif (session.learning.names_changed or session.learning.more_sure) and session.audit_is_current:
            banner.show_note(
                self.tr("An audit counts for the names that show."),
                self.tr("With new names its guarantee ends; how many are right is known all the same."),
                next_step=(self.tr("Take the new names"), partial(self._take_all_the_same, banner)),
            )
        else:
            session.take_new_names()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, the words come before the curve."""
        super().resizeEvent(event)
        self.curve.setVisible(self.width() >= _CURVE_FROM)

    def _take_all_the_same(self, banner: Banner) -> None:
        try:
            self._session.take_new_names()
        except UserError as error:
            banner.show_error(error)

    def _expected_words(self, expected: Expectation) -> str:
        missing = LEAST - expected.answers
        if expected.known:
            words = self.tr("After %1 answers: about %2 right")
            return filled(words, number(expected.answers), about(expected.right))
        if missing == 1:
            return self.tr("After one more answer it says about how many names are right")
        return filled(self.tr("After %1 more answers it says about how many names are right"), number(max(1, missing)))

    def _hope_words(self, expected: Expectation) -> str:
        if expected.more <= 0:
            return ""
        if expected.more == 1:
            return filled(self.tr("perhaps about one more until %1"), share(GOAL))
        return filled(self.tr("perhaps about %1 more until %2"), number(expected.more), share(GOAL))

    def _caution(self, expected: Expectation, *, changed: int) -> str:
        if changed and self._session.audit_is_current:
            return self.tr("The names stay, since the audit counts for them: F5 ends its guarantee.")
        if expected.known:
            return self.tr("From the answers so far; only an audit makes it a promise.")
        return self.tr("Each answer teaches other names too; N goes to the picture that teaches most.")


class _Line(QLabel):
    """One line that is cut where there is no room; its tooltip has the words in full, or says more of them."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._words = ""

    def say(self, words: str, tip: str = "") -> None:
        """Show ``words``."""
        self._words = words
        self.setToolTip(tooltip(tip or words))
        self.setAccessibleName(words)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))


class ExpectationCurve(Panel):
    """The fraction expected right by number of answers, and a dashed line at the goal."""

    def __init__(self) -> None:
        super().__init__()
        self._points: list[tuple[int, float]] = []
        self.setFixedSize(_CURVE)
        self.refresh()

    def show_points(self, points: Sequence[tuple[int, float]]) -> None:
        """Draw ``points``: number of answers, rising, and fraction in [0, 1]."""
        self._points = list(points)
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """The same in words: the first and the last point."""
        self.setAccessibleName(self.tr("How right the names are expected to be"))
        words = self.tr("after %1 answers about %2")
        ends = [self._points[0], self._points[-1]] if len(self._points) > 1 else self._points
        told = " → ".join(filled(words, number(answers), about(right)) for answers, right in ends)
        goal = filled(self.tr("The dashed line is at %1."), share(GOAL))
        so_far = filled(self.tr("%1: %2."), self.accessibleName(), told)
        self.setToolTip(tooltip(paragraph(so_far, goal) if told else ""))
        self.setAccessibleDescription(self.toolTip())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Goal, curve, a dot at its end."""
        if not self._points:
            return
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 3, -4, -3)
        lowest = min(_LOWEST, *(right for _, right in self._points))
        most = max(2 * LEAST, *(answers for answers, _ in self._points))

        def at(answers: float, right: float) -> QPointF:
            up = (right - lowest) / (1 - lowest)
            return QPointF(area.left() + area.width() * answers / most, area.bottom() - area.height() * up)

        painter.setPen(QColor(colours.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QPen(QColor(colours.faint), 1, Qt.PenStyle.DashLine))
        painter.drawLine(at(0, GOAL), at(most, GOAL))
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.drawPolyline(QPolygonF([at(*point) for point in self._points]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(at(*self._points[-1]), 3, 3)

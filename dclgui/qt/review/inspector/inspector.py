"""The inspector: everything known of the current image, at the right of the window."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dclgui.core.protocol.results import AlikeFound
from dclgui.project.row_history import RowHistory
from dclgui.qt.gallery.glyphs import draw_glyph
from dclgui.qt.gallery.heading import heading
from dclgui.qt.gallery.tile_words import question
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool, WholePictures
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled, moment, tooltip
from dclgui.qt.review.inspector.figures import SHORT, DistanceBars, Figures
from dclgui.qt.review.inspector.history_list import HistoryList
from dclgui.qt.review.inspector.image_words import agreement, reason_words, sentence, unlike_words
from dclgui.qt.review.inspector.pictures import FITS, AlikeStrip, PictureBox
from dclgui.qt.session.session import Session
from dclgui.review.table import State

_REST = 100
"""Milliseconds on one image before its history is read."""


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(20, 20)
        self.state = State.NONE_YET

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        colour = STATE_COLOURS.get(self.state, tokens().ink)
        draw_glyph(QPainter(self), self.state, QRectF(0, 0, 20, 20), QColor(colour))


class Inspector(QScrollArea):
    """Shows the image of ``show_row``.

    ``closer_wanted``  the large image was clicked
    ``row_wanted``     one of the alike target images was clicked
    """

    closer_wanted = Signal()
    row_wanted = Signal(int)

    def __init__(self, session: Session, pool: ThumbnailPool, whole: WholePictures) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = InspectorContent(session, pool, whole)
        self.setWidget(self.content)
        self.viewport().setAutoFillBackground(False)
        self.content.setAutoFillBackground(False)
        self.content.picture.clicked.connect(self.closer_wanted)
        self.content.sure.chosen.connect(self.row_wanted)

    def show_row(self, row: int) -> None:
        """Show image ``row``; -1 for none."""
        self.content.show_row(row)
        self.verticalScrollBar().setValue(0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any size, since it scrolls."""
        return QSize(0, 0)


class InspectorContent(Panel):
    """The content of the inspector, which scrolls."""

    def __init__(self, session: Session, pool: ThumbnailPool, whole: WholePictures) -> None:
        super().__init__()
        self._session = session
        self._history = RowHistory(session.project.rounds)
        self._problems: dict[int, str] = {}
        self.row = -1
        self._short = True
        self.picture = PictureBox(whole)
        self.sign, self.heading, self.sentence = _Sign(), label("strong", wrap=True), label("muted", wrap=True)
        self.question = label("strong", wrap=True)
        self.who, self.file, self.reasons, self.agreement = (label("small", wrap=True) for _ in range(4))
        self.bars, self.all_bars, self.figures = DistanceBars(), button("link"), Figures()
        self.sure, self.known = AlikeStrip(pool, "target"), AlikeStrip(pool, "source")
        for picture in self.known.pictures:
            picture.setEnabled(False)
        self.history = HistoryList()
        self._titles = {name: label("section") for name in ("distances", "figures", "sure", "known", "history")}
        self._nothing = label("muted", wrap=True)
        # Words come after the frame with the decision, the history after a rest: a held key must not wait.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._soon.timeout.connect(self._say)
        self._rest.timeout.connect(self._show_history)
        self._lay_out()
        self.all_bars.clicked.connect(self._turn_bars)
        session.decided.connect(self._on_decided)
        session.learning.changed.connect(self._on_decided)
        session.table_replaced.connect(self._take_table)
        self.refresh()
        self.hide_alike()
        self._take_table()

    def show_row(self, row: int) -> None:
        """Show image ``row``; -1 for none."""
        self.row = row
        self._details.setVisible(row >= 0)
        self._nothing.setVisible(row < 0)
        self.sure.wait()
        self.known.wait()
        target = self._session.target
        if target is None or row < 0:
            self.picture.show_file(None)
        else:
            self.picture.show_file(target.file(row), target.reading)
        self._soon.start()
        self._rest.start()

    def show_alike(self, found: AlikeFound) -> None:
        """Show the images most like the current one; answers for other images are ignored."""
        source, table = self._session.source, self._session.table
        if found.row != self.row or source is None:
            return
        names = source.class_names
        sure = [(row, f"{names[table.label[row]]}, {distance:.2f}") for row, distance in found.sure[:FITS]]
        known = [(row, f"{names[source.labels[row]]}, {distance:.2f}") for row, distance in found.source[:FITS]]
        self._show_strip("sure", self.sure, sure)
        self._show_strip("known", self.known, known)

    def hide_alike(self) -> None:
        """Hide the alike images, as in a project of an older version, which can't find them."""
        self._show_strip("sure", self.sure, [])
        self._show_strip("known", self.known, [])

    def _show_strip(self, title: str, strip: AlikeStrip, rows: list[tuple[int, str]]) -> None:
        strip.show_rows(rows)
        strip.setVisible(bool(rows))
        self._titles[title].setVisible(bool(rows))

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("The current picture"))
        titles = {
            "distances": self.tr("Nearness as bar, distance as number"),
            "figures": self.tr("What the network says"),
            "sure": self.tr("Most alike, high confidence"),
            "known": self.tr("Most alike, labelled (old camera)"),
            "history": self.tr("What each round called it"),
        }
        for name, words in titles.items():
            self._titles[name].setText(words)
        self.bars.setToolTip(self.tr("The longer the bar, the nearer the mean of the class's high-confidence pictures"))
        self.picture.setAccessibleName(self.tr("Large picture"))
        self.picture.setToolTip(self.tr("Look closer (I)"))
        self._nothing.setText(self.tr("Here stands what is known of a picture once you choose one."))
        self._say()

    def close_work(self) -> None:
        """Stop reading: the project closes before this widget is deleted."""
        self._soon.stop()
        self._rest.stop()
        self.row = -1

    def _lay_out(self) -> None:
        self._details = QWidget()
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.sign, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.heading, 1)
        self.heading.setStyleSheet("font-size: 15px")
        self.all_bars.setStyleSheet("font-size: 12px; min-height: 0; padding: 0")
        column.addWidget(self.picture)
        column.addSpacing(6)
        column.addLayout(head)
        for widget in (self.question, self.sentence, self.who, self.agreement, self.reasons, self.file):
            column.addWidget(widget)
        self._add(column, "distances", self.bars, beside=self.all_bars)
        self._add(column, "sure", self.sure)
        self._add(column, "known", self.known)
        self._add(column, "history", self.history)
        self._add(column, "figures", self.figures)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        outer.addWidget(self._details)
        outer.addWidget(self._nothing)
        outer.addStretch()

    def _add(self, column: QVBoxLayout, title: str, widget: QWidget, *, beside: QWidget | None = None) -> None:
        column.addSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._titles[title], 1)
        if beside is not None:
            head.addWidget(beside)
        column.addLayout(head)
        column.addWidget(widget)

    def _on_decided(self) -> None:
        self._soon.start()

    def _take_table(self) -> None:
        self._problems = self._session.project.problems("target")
        self.show_row(self.row if self.row < len(self._session.table) else -1)

    def _say(self) -> None:
        """Set all texts and figures of the current image."""
        table, row = self._session.table, self.row
        if not 0 <= row < len(table):
            return
        self.sign.state = State(table.state[row])
        self.sign.update()
        self.heading.setText(heading(table, row))
        self.sentence.setText(unlike_words(table, row) or sentence(table, row, self._problems.get(row)))
        self._say_who()
        asked = question(table, row)
        self.question.setText(asked[:1].upper() + asked[1:])
        self.question.setVisible(bool(asked))
        agreed = agreement(table, row)
        self.agreement.setText(agreed)
        self.agreement.setVisible(bool(agreed))
        queue = self._session.queue
        queued = bool(queue.asked(np.array([row]))[0])
        why = reason_words(queue.reasons(row), table.class_names) if queued else ""
        self.reasons.setText(why)
        self.reasons.setVisible(bool(why))
        metrics = self.file.fontMetrics()
        self.file.setText(metrics.elidedText(table.paths[row], Qt.TextElideMode.ElideMiddle, 260))
        self.file.setToolTip(tooltip(table.paths[row]))
        self._show_distances()
        self.figures.show_image(table, row)
        for widget in (self.figures, self._titles["figures"]):
            widget.setVisible(Preferences().experts)

    def _say_who(self) -> None:
        """Who decided and when, if anybody did."""
        said = self._session.project.journal.said_by(self.row) if self._session.table.decided[self.row] else None
        self.who.setVisible(said is not None)
        if said is not None:
            self.who.setText(filled(self.tr("Decided by %1, %2"), said[0], moment(said[1])))

    def _show_history(self) -> None:
        words = self._history.of(self.row) if self.row >= 0 else ()
        self.history.show_words(words, self._session.table.class_names)
        self._titles["history"].setVisible(bool(words))

    def _show_distances(self) -> None:
        table, row = self._session.table, self.row
        self.bars.show_image(table, row, short=self._short)
        self._titles["distances"].setVisible(self.bars.height() > 0)
        self.all_bars.setVisible(len(table.listed) > SHORT and self.bars.height() > 0)
        words = self.tr("All %1") if self._short else self.tr("Nearest only")
        self.all_bars.setText(filled(words, str(len(table.listed))))
        self.all_bars.setAccessibleName(self.tr("How many classes show"))

    def _turn_bars(self) -> None:
        self._short = not self._short
        self._show_distances()

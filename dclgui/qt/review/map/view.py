"""The map with its controls: projection, colours, progress."""

from collections.abc import Iterable
from functools import partial

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from dclgui.core.arrays import Rows
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import ProjectFeatures, Projection
from dclgui.core.protocol.results import Projected
from dclgui.qt.gallery.deciding import KEYS
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled, number, tooltip
from dclgui.qt.review.map.canvas import By, MapCanvas
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session

PROJECTIONS: tuple[Projection, ...] = ("pca", "umap", "tsne")
_HINT_FROM = 280
"""Pixels of height."""
_COLOURED: tuple[By, ...] = ("state", "class")


class MapView(Panel):
    """Asks a child process for a 2-D projection of the features when it comes to the front.

    ``picked``          rows [n] int64 inside the lasso
    ``gallery_wanted``  show the picked images in the gallery
    ``failed``          ``Failed``: the projection could not be made
    """

    picked = Signal(object)
    gallery_wanted = Signal()
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._by: Projection = "pca"
        self._question: Question | None = None
        self._shown: tuple[Projection, int] | None = None
        self._picked = 0
        self.canvas = MapCanvas()
        self.ways = {by: QPushButton() for by in PROJECTIONS}
        self.colours = QComboBox()
        self._words, self._hint = label("muted"), label("small", wrap=True)
        self._progress, self.cancel, self.show_picked = QProgressBar(), button("link"), button()
        self._whole = button()
        self._lay_out()
        self._wire()
        self.refresh()

    def entered(self, of_pictures: Iterable[QAction]) -> None:
        """Project the shown round, unless that is done; of the commands ``of_pictures`` those that decide work here."""
        self.addActions([action for action in of_pictures if action.objectName() in KEYS])
        wanted = (self._by, self._session.shown_round)
        if self._question is None and wanted != self._shown and self._session.shown_round is not None:
            self.ask(self._by)
        self.canvas.redraw()
        self.canvas.setFocus()

    def ask(self, by: Projection) -> None:
        """Project the features with ``by``; a projection under way is cancelled."""
        self._leave()
        self._by = by
        self._progress.setRange(0, 0)
        self._question = self._session.ask(ProjectFeatures(self._session.project.folder, by))
        self._question.said.connect(self._on_said)
        self._question.answered.connect(self._take)
        self._question.failed.connect(self._on_failed)
        self.retranslate()

    def give_up(self) -> None:
        """Cancel the projection under way; the shown one stays."""
        self._leave()
        self._end()

    def light(self, rows: Rows, *, picked: int) -> None:
        """Highlight ``rows`` [n] of the filter; ``picked`` of them come from a lasso."""
        self._picked = picked
        self.canvas.light(rows)
        self.retranslate()

    def retranslate(self) -> None:
        """All words."""
        self.setAccessibleName(self.tr("Map"))
        ways = {
            "pca": ("PCA", self.tr("At once: the two directions in which the features differ most")),
            "umap": ("UMAP", self.tr("Keeps neighbours together; may take some minutes")),
            "tsne": ("t-SNE", self.tr("Draws groups apart; may take some minutes")),
        }
        for by, way in self.ways.items():
            way.setText(ways[by][0])
            way.setToolTip(tooltip(ways[by][1]))
            way.setAccessibleName(ways[by][0])
            way.setChecked(by == self._by)
        for place, words in enumerate((self.tr("Colours: state"), self.tr("Colours: class"))):
            self.colours.setItemText(place, words)
        self.colours.setAccessibleName(self.tr("Colours"))
        self._whole.setText(self.tr("Show all"))
        self._whole.setToolTip(self.tr("All points in view (Home)"))
        self.cancel.setText(self.tr("Cancel"))
        self._progress.setAccessibleName(self.tr("Progress of the map"))
        busy = self._question is not None
        self._progress.setVisible(busy)
        self.cancel.setVisible(busy)
        self._words.setText(self.tr("Laying the pictures out …") if busy else "")
        self.show_picked.setVisible(bool(self._picked))
        self.show_picked.setText(filled(self.tr("See the %1 picked"), number(self._picked)))
        self._hint.setText(
            self.tr("Draw a line around points to pick them; click one to see it. The wheel zooms, a right drag moves.")
        )
        self._place_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room the map comes before the hint, which its tooltip has then."""
        super().resizeEvent(event)
        self._place_hint()

    def _place_hint(self) -> None:
        room = self.height() >= _HINT_FROM
        self._hint.setVisible(room)
        self.canvas.setToolTip("" if room else tooltip(self._hint.text()))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        group = QButtonGroup(self)
        for way in self.ways.values():
            way.setCheckable(True)
            group.addButton(way)
            row.addWidget(way)
        self.colours.addItems([""] * len(_COLOURED))
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(80)
        for widget in (self.colours, self._whole, self._words, self._progress, self.cancel):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.show_picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self._hint)
        self.setFocusProxy(self.canvas)

    def _wire(self) -> None:
        for by, way in self.ways.items():
            way.clicked.connect(partial(self.ask, by))
        self.colours.currentIndexChanged.connect(self._colour)
        self.cancel.clicked.connect(self.give_up)
        self.show_picked.clicked.connect(self.gallery_wanted)
        self._whole.clicked.connect(self.canvas.show_all)
        self.canvas.picked.connect(self.picked)
        self._session.decided.connect(self.canvas.redraw)
        self._session.table_replaced.connect(self._take_table)

    def _colour(self, place: int) -> None:
        self.canvas.colour_by(_COLOURED[max(0, place)])

    def _take_table(self) -> None:
        self.canvas.take_table(self._session.table)

    def _on_said(self, said: object) -> None:
        if isinstance(said, Progressed):
            self._progress.setRange(0, said.total)
            self._progress.setValue(said.done)

    def _take(self, answer: Projected) -> None:
        points = np.load(answer.file)
        self._shown = (answer.by, answer.round)
        self._end()
        if len(points) == len(self._session.table):
            self.canvas.show_points(self._session.table, points)

    def _on_failed(self, failed: Failed) -> None:
        self._end()
        self.failed.emit(failed)

    def _leave(self) -> None:
        if self._question is not None:
            self._question.cancel()

    def _end(self) -> None:
        self._question = None
        if self._shown is not None:
            self._by = self._shown[0]
        self.retranslate()

"""The gallery of pictures that a finished model labelled, to correct them by the keys of Review."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dclgui.core.arrays import Rows
from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision
from dclgui.core.errors import UserError
from dclgui.importing.labelled import Corrections, labelled_pictures
from dclgui.qt.gallery.deciding import KEYS, Deciding
from dclgui.qt.gallery.heading import heading_with_keys
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.answer_bar import AnswerBar
from dclgui.qt.parts.class_keys import own_keys
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.thumbnails import ThumbnailPool, WholePictures
from dclgui.qt.parts.viewer import Viewer
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled, number, tooltip
from dclgui.qt.session.session import Session
from dclgui.review.shown import Filter, shown_rows
from dclgui.review.table import ReviewTable


class _Kept(QObject):
    """Corrections as the gallery's commands want them; ``changed`` has the rows."""

    changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.corrections: Corrections | None = None
        self._nothing = ReviewTable((), (), None, np.empty(0, np.int64))

    @property
    def table(self) -> ReviewTable:
        """What the gallery shows."""
        return self._nothing if self.corrections is None else self.corrections.table

    def take_over(self, decisions: list[Decision]) -> None:
        """Keep ``decisions``."""
        if self.corrections is not None:
            self.corrections.take_over(decisions)
            self.changed.emit(np.array([one.row for one in decisions], np.int64))

    def take_back(self, rows: Rows) -> None:
        """Decide nothing on ``rows`` any more."""
        if self.corrections is not None:
            self.corrections.take_back(rows.tolist())
            self.changed.emit(rows)

    def undo(self) -> Rows:
        """Take back the last step."""
        return self._changed([] if self.corrections is None else self.corrections.undo())

    def redo(self) -> Rows:
        """Bring back the step undone last."""
        return self._changed([] if self.corrections is None else self.corrections.redo())

    def _changed(self, rows: list[int]) -> Rows:
        changed = np.array(rows, np.int64)
        self.changed.emit(changed)
        return changed


class LaterPictures(Panel):
    """Shows pictures of later days and keeps what is said of them in a list beside their labels.

    ``left``          go back to the page
    ``adapt_wanted``  (``Path``, ``Path``) adapt again to the pictures of this folder, with this list of decisions
    """

    left = Signal()
    adapt_wanted = Signal(object, object)

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._folder, self._labels = Path(), Path()
        self._catalog: Catalog | None = None
        self._kept = _Kept(self)
        self.thumbnails, self._whole = ThumbnailPool(self), WholePictures(self)
        self.gallery = Gallery(self.thumbnails)
        self._closer = Viewer(self._whole, page)
        self.deciding = Deciding(self._kept, self.gallery)
        self.answers = AnswerBar(rows=2, confirms=True)
        self._counts, self._where = label("strong"), label("muted", wrap=True)
        self.low, self.back, self.adapt = button("chip"), button(), button("primary")
        self.low.setCheckable(True)
        self._lay_out()
        self._wire()
        self.refresh()

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The commands, by their names in the command table."""
        return {
            **self.deciding.commands,
            "name": self.answers.ask,
            "look closer": self._turn_closer,
            "select all": self.gallery.select_all,
            "select none": self._select_none,
        }

    def show_labelled(self, labels: Path, folder: Path) -> None:
        """Show the pictures in ``folder`` by the file of their ``labels``; raises ``UserError`` if it can't be read."""
        session = self._session
        if session.target is None:
            return
        pictures = labelled_pictures(labels, folder, session.target)
        if not len(pictures.catalog):
            raise UserError(f"There are no pictures in {labels} yet.", "Wait until the first ones are labelled.")
        self._kept.corrections = Corrections(labels, pictures)
        self._folder, self._labels, self._catalog = folder, labels, pictures.catalog
        self.thumbnails.open({"target": pictures.catalog}, None)
        self.gallery.set_table(pictures.table, self._rows())
        shown = self.gallery.shown
        open_ones = shown[pictures.table.waiting[shown]]
        self.gallery.go_to(int(open_ones[0] if len(open_ones) else shown[0]))
        self._name_keys()
        self.retranslate()

    def close_work(self) -> None:
        """Stop the threads that decode images."""
        self.thumbnails.close()
        self._whole.close()

    def retranslate(self) -> None:
        """All words and counts."""
        table = self._kept.table
        low = len(self._low())
        words = self.tr("%1 pictures, %2 of them decided by you")
        self._counts.setText(filled(words, number(len(table)), number(int(table.decided.sum()))))
        self.low.setText(filled(self.tr("Low confidence only (%1)"), number(low)))
        self.low.setToolTip(tooltip(self.tr("Show only the pictures that the model names with low confidence")))
        self.back.setText(self.tr("Back"))
        self.adapt.setText(self.tr("Adapt again with these"))
        self.adapt.setToolTip(
            tooltip(self.tr("Go on from this model with these pictures, in a new project that knows your decisions"))
        )
        kept = "" if self._kept.corrections is None else self._kept.corrections.file.name
        self._where.setText(filled(self.tr("What you say is kept in %1, beside the labels."), kept))
        for press in (self.low, self.back, self.adapt):
            press.setAccessibleName(press.text())

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(self._counts)
        words.addWidget(self._where)
        head.addLayout(words, 1)
        head.setSpacing(GRID)
        for press in (self.low, self.back, self.adapt):
            head.addWidget(press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.gallery, 1)
        column.addWidget(self.answers)

    def _wire(self) -> None:
        self.low.clicked.connect(self._show_rows)
        self.back.clicked.connect(self.left)
        self.adapt.clicked.connect(self._adapt)
        self._kept.changed.connect(self._on_changed)
        self.gallery.current_changed.connect(self._name_keys)
        self.gallery.current_changed.connect(self._follow_closer)
        self.gallery.opened.connect(self._turn_closer)
        self._session.class_keys_changed.connect(self._name_keys)
        self._session.table_replaced.connect(self._follow_classes)
        self._closer.moved.connect(self.gallery.step)
        self.answers.serve(self._page, self._session, self.gallery)
        self.answers.named.connect(self._name)
        self.answers.given.connect(self._perform)
        self.deciding.refused.connect(self._page.banner.show_note)
        self.deciding.failed.connect(self._page.banner.show_error)
        self.deciding.ran_out.connect(self._say_done)

    def _low(self) -> Rows:
        """Ascending, the pictures whose label is of low confidence, decided or not."""
        table = self._kept.table
        return np.flatnonzero(~table.high & (table.machine_label >= 0))

    def _rows(self) -> Rows:
        """The most doubtful first; unreadable ones last."""
        rows = self._low() if self.low.isChecked() else None
        return shown_rows(self._kept.table, Filter(rows=rows), "doubt", descending=True)

    def _show_rows(self) -> None:
        self.gallery.set_rows(self._rows())
        self.gallery.setFocus()

    def _name_keys(self) -> None:
        table = self._kept.table
        if len(table):
            self.answers.show_classes(table.class_names, self.deciding.keyed.tolist(), own_keys(self._session))

    def _follow_classes(self) -> None:
        """Read labels and corrections again once the classes are others; both are understood by former names."""
        table, target, row = self._kept.table, self._session.target, self.gallery.current_row
        if not len(table) or target is None or table.class_names == target.class_names:
            return
        self._page.attempt(partial(self.show_labelled, self._labels, self._folder))
        if row is not None:
            self.gallery.go_to(row)

    def _name(self, label_: int) -> None:
        self.gallery.setFocus()
        self._page.attempt(partial(self.deciding.give, label_))

    def _perform(self, name: str) -> None:
        self.gallery.setFocus()
        self._page.attempt(self.commands[name])

    def _on_changed(self, rows: Rows) -> None:
        self.gallery.rows_changed(rows)
        self._follow_closer()
        self.retranslate()

    def _say_done(self) -> None:
        self._closer.reject()  # it would hide what is said, as that hides the buttons of the page
        adapt = (self.adapt.text(), self._adapt)
        hint = self.tr("Adapt again with them, or go back.")
        self._page.banner.show_note(self.tr("All that show are decided."), hint, next_step=adapt)

    def _select_none(self) -> None:
        if len(self.gallery.selected_rows()) > 1:
            self.gallery.clear_selection()
        else:
            self.left.emit()

    def _turn_closer(self) -> None:
        if self._closer.isVisible():
            self._closer.reject()
        else:
            self._closer.borrow_keys(self.gallery, KEYS)
            self._show_closer()

    def _follow_closer(self) -> None:
        if self._closer.isVisible():
            self._show_closer()

    def _show_closer(self) -> None:
        row, catalog = self.gallery.current_row, self._catalog
        if row is not None and catalog is not None:
            told = heading_with_keys(self._kept.table, row, own_keys(self._session))
            self._closer.show_file(catalog.file(row), catalog.paths[row], reading=catalog.reading, told=told)

    def _adapt(self) -> None:
        if self._kept.corrections is not None:
            self.adapt_wanted.emit(self._folder, self._kept.corrections.file)

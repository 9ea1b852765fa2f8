"""Step 4: review the doubtful images and correct their labels."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dclgui.core.arrays import Rows
from dclgui.core.protocol.envelope import Failed
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.answer_bar import AnswerBar
from dclgui.qt.parts.class_keys import own_keys
from dclgui.qt.parts.page import Page, StepState
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.refine_button import RefineButton
from dclgui.qt.parts.sureness_words import sureness_sentence
from dclgui.qt.parts.thumbnails import ThumbnailPool, WholePictures
from dclgui.qt.parts.toast import Toast
from dclgui.qt.parts.widgets import rule
from dclgui.qt.parts.words import filled, number
from dclgui.qt.review.alike import Alike, AlikeBar, AlikeTogether
from dclgui.qt.review.asking import Asking
from dclgui.qt.review.confusion import Confusion
from dclgui.qt.review.done import Done
from dclgui.qt.review.filter.bar import FilterBar, rows_of
from dclgui.qt.review.filter.named_views import NamedViews
from dclgui.qt.review.finding import Finding
from dclgui.qt.review.inspector.inspector import Inspector
from dclgui.qt.review.learning_strip import LearningStrip
from dclgui.qt.review.loupe import Loupe
from dclgui.qt.review.map.view import MapView
from dclgui.qt.review.menu import PictureMenu
from dclgui.qt.review.naming import Naming
from dclgui.qt.review.newest import Newest
from dclgui.qt.review.next_doubtful import DecidingByDoubt
from dclgui.qt.review.views import NoPictures, View, ViewSwitch
from dclgui.qt.session.session import Session
from dclgui.review.shown import Filter, Mark, counts, mark_counts
from dclgui.review.sureness import Sureness

_DEBOUNCE = 60
"""Milliseconds after a decision before the counts are updated, so that the next frame need not wait for them."""
_LEAST = 48
"""Pixels of height that stay for the pictures, which scroll, where everything else has taken its own."""


class ReviewPage(Page):
    """The gallery with filter and keys, the map and the confusion matrix; the inspector is the side panel."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._preferences = Preferences()
        self.thumbnails, self._whole = ThumbnailPool(self), WholePictures(self)
        self.gallery = Gallery(self.thumbnails)
        self.pictures = self.gallery
        self.filter_bar, self.key_bar = FilterBar(self._preferences.tile), AnswerBar(rows=2, confirms=True)
        self.switch, self.refine, self.empty = ViewSwitch(), RefineButton(session), NoPictures()
        self.newest, self.learning = Newest(session, self.refine), LearningStrip(session, self)
        self.alike, self.alike_bar = Alike(session, self), AlikeBar()
        self.together = AlikeTogether(session, self.gallery, self.alike, self.alike_bar)
        self.deciding = DecidingByDoubt(session, self.gallery, banner=self.banner, clear=self.filter_bar.clear)
        self._menu = PictureMenu(session, self.gallery)
        self.naming = Naming(session, self.gallery, self)
        self.asking, self.views = Asking(session, self.gallery, self), NamedViews(session, self.filter_bar, self)
        self.inspector = Inspector(session, self.thumbnails, self._whole)
        self.side_panel, self.side_panel_folds = self.inspector, True
        self._closer = Loupe(session, self.gallery, self._whole, self, alike=self.alike)
        self.finding = Finding(session, self.gallery, self.filter_bar, self._whole, self)
        self.map, self.confusion, self.done = MapView(session), Confusion(), Done(session)
        self._view: View = "gallery"
        self._debounce = QTimer(self, singleShot=True, interval=_DEBOUNCE)
        self._new, self._ran_out = True, False
        self._build()
        self._wire()
        self.refresh()
        self._open_pictures()
        self._take_table()

    def entered(self) -> None:
        """Give the keyboard to the shown view."""
        self._pages[self._view].setFocus()

    def close_work(self) -> None:
        """Stop the threads that decode images."""
        self.alike.close()
        self.inspector.content.close_work()
        self._debounce.stop()
        self.thumbnails.close()
        for viewer in (self._closer, self.finding.viewer):
            viewer.close_work()
        self._whole.close()

    def step_state(self) -> StepState:
        """How many doubtful images are left."""
        if self._session.shown_round is None:
            return StepState(note=self.tr("after the first round"))
        found = Sureness.of(self._session.table)
        if found.done:
            return StepState(note=self.tr("nothing doubtful left"), done=True)
        if found.doubtful:
            return StepState(note=filled(self.tr("%1 worth a look"), number(found.doubtful)))
        return StepState(note=self.tr("not known yet"))

    def retranslate(self) -> None:
        """All words."""
        self.title.setText(self.tr("Is the name right?"))
        self._say_counts()
        self.newest.offer()
        self._show_view()

    def take_files(self, paths: list[Path]) -> None:
        """Find the pictures like the one that was dropped."""
        self.finding.find_like(paths)

    def show_only(self, shown: Filter) -> None:
        """Show in the gallery only what passes the filter ``shown``."""
        self.filter_bar.set_filter(shown)
        self._choose_view("gallery")

    def go_to(self, row: int) -> None:
        """Show image ``row``; clears the filter if it hides the image."""
        if not self.gallery.go_to(row):
            self.filter_bar.clear()
            self.gallery.go_to(row)
        self._choose_view("gallery")

    def _build(self) -> None:
        for widget in (self.switch, self.refine, self.newest):
            self.corner.addWidget(widget)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(_LEAST)  # else the tallest of its pages takes it from the filter and the keys
        pictures = QWidget()
        pictures.setFocusProxy(self.gallery)
        column = QVBoxLayout(pictures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for bar in (self.finding.bar, self.alike_bar, self.naming):
            column.addWidget(bar)
        column.addWidget(self.gallery, 1)
        self._pages = {"gallery": pictures, "map": self.map, "confusion": self.confusion}
        for page in (*self._pages.values(), self.empty, self.done):
            self._stack.addWidget(page)
        self.toast = Toast(self._stack)
        self.body.addWidget(self.filter_bar)
        self.body.addWidget(self._stack, 1)
        bottom = QVBoxLayout()
        bottom.setSpacing(6)
        bottom.addWidget(rule())
        bottom.addWidget(self.learning)
        bottom.addWidget(self.key_bar)
        self.body.addLayout(bottom)
        self.body.setSpacing(10)
        self.gallery.set_tile_size(self._preferences.tile)
        for before, after in ((self.filter_bar, self.gallery), (self.gallery, self.key_bar)):
            self.setTabOrder(before, after)

    def _wire(self) -> None:
        session = self._session
        self._wire_views()
        self.key_bar.serve(self, session, self.gallery)
        self.key_bar.named.connect(self._name)
        session.class_keys_changed.connect(self._name_keys)
        session.images_changed.connect(self._open_pictures)
        session.table_replaced.connect(self._take_table)
        session.round_ready.connect(self.newest.offer)
        session.look_wanted.connect(self._pick)
        session.decided.connect(self._on_decided)
        self.filter_bar.changed.connect(self.naming.end)
        self.filter_bar.changed.connect(self._show_rows)
        self.filter_bar.tile_changed.connect(self._take_size)
        self.filter_bar.left.connect(self.entered)
        self.newest.clicked.connect(partial(self._perform, "new names"))
        self.learning.take_wanted.connect(partial(self._perform, "new names"))
        self.refine.clicked.connect(partial(self.attempt, session.run.refine))
        self.empty.wanted.connect(self._leave_empty)
        self.naming.left.connect(self._show_rows)
        self.naming.failed.connect(self.banner.show_error)
        self.naming.showing.connect(partial(self._choose_view, "gallery"))
        self.alike.found.connect(self.inspector.content.show_alike)
        self.alike.failed.connect(self._on_alike_failed)
        self.gallery.current_changed.connect(self.alike.look_at)
        self.gallery.current_changed.connect(self.inspector.show_row)
        self.gallery.current_changed.connect(self._name_keys)
        self.gallery.selection_changed.connect(self._count_selected)
        self.gallery.opened.connect(self._closer.turn)
        self.inspector.closer_wanted.connect(self._closer.turn)
        self.inspector.row_wanted.connect(self.go_to)
        self.deciding.went_on.connect(self.together.leave)
        self.deciding.ran_out.connect(self._on_ran_out)
        self.deciding.told.connect(lambda said: self.toast.say(said, self.tr("Undo"), partial(self._perform, "undo")))
        self.deciding.refused.connect(self.banner.show_note)
        self.deciding.hidden.connect(self._offer_hidden)
        self.deciding.failed.connect(self.banner.show_error)
        self.done.wanted.connect(self._leave_done)
        self.done.learn.clicked.connect(partial(self.attempt, session.run.refine))
        self._debounce.timeout.connect(self._count)
        self.commands = {
            **self.deciding.commands,
            **self._menu.commands,
            **self.finding.commands,
            "new class": self.naming.begin,
            "ask": self.asking.begin,
            "name": self.key_bar.ask,
            "same for alike": self.together.begin,
            "look closer": self._closer.turn,
            "new names": partial(self.learning.take_new_names, self.banner),
            "select all": self.gallery.select_all,
            "select none": self._select_none,
            "find": self.filter_bar.begin_to_find,
            "larger": partial(self.filter_bar.resize_tiles, 1),
            "smaller": partial(self.filter_bar.resize_tiles, -1),
        }

    def _wire_views(self) -> None:
        self._session.learning.changed.connect(self._count)
        self._session.learning.failed.connect(self._on_failed)
        self.key_bar.given.connect(self._perform)
        self.switch.chosen.connect(self._choose_view)
        self.confusion.cell_chosen.connect(self.show_only)
        self.confusion.audit_wanted.connect(partial(self.go, "audit"))
        self.finding.found.connect(partial(self._choose_view, "gallery"))
        self.finding.failed.connect(self._on_failed)
        self.map.picked.connect(self._pick)
        self.map.gallery_wanted.connect(partial(self._choose_view, "gallery"))
        self.map.failed.connect(self._on_failed)
        self.map.canvas.clicked.connect(self._point_at)
        self.map.canvas.opened.connect(self.go_to)
        self.gallery.current_changed.connect(self.map.canvas.show_current)

    # Which images are shown

    def _open_pictures(self) -> None:
        self.thumbnails.open(self._session.catalogs, self._session.project.cache)

    def _take_table(self) -> None:
        table = self._session.table
        self.together.end()
        self.filter_bar.show_table(table)
        judged = self._session.shown_round is not None
        self._ran_out = False
        self.gallery.set_table(table, self._rows_to_show())
        if judged and (self._new or not self._session.looked_at):  # later rounds keep the filter that the user has set
            self._new = False
            marks = frozenset({Mark.DOUBTFUL} if table.doubtful.any() else ())
            self.filter_bar.set_filter(replace(self.filter_bar.shown, marks=marks))
            if len(self.gallery.shown):
                self.gallery.go_to(int(self.gallery.shown[0]))
        self._name_keys()
        self._count()
        self.newest.offer()
        self._choose_view(self._view)

    def _name_keys(self) -> None:
        """Call the digits by the classes that they give to the current image."""
        names, keyed = self._session.table.class_names, self.deciding.keyed.tolist()
        self.key_bar.show_classes(names, keyed, own_keys(self._session))

    def _rows_to_show(self) -> Rows:
        named = self.naming.group
        return rows_of(self.filter_bar, self._session) if named is None else named

    def _show_rows(self) -> None:
        """Apply a new filter or order, the only moment at which tiles may move."""
        self._ran_out = False
        self.together.end()
        self.gallery.set_rows(self._rows_to_show())
        self._count()
        self._show_view()
        if self._view == "map":
            self._light()

    def _count(self) -> None:
        table, shown = self._session.table, self.filter_bar.shown
        self.filter_bar.show_counts(counts(table, shown), mark_counts(table, shown))
        self._say_counts()
        self.learning.retranslate()
        if self._view == "confusion":
            self.confusion.show_table(table, self._session.named_by_person())
        self.state_changed.emit()

    def _say_counts(self) -> None:
        if self._session.shown_round is None:
            self.subtitle.setText(self.tr("The pictures get their names in the first round."))
        else:
            self.subtitle.setText(sureness_sentence(Sureness.of(self._session.table), len(self._session.table)))

    def _show_view(self) -> None:
        judged = self._session.shown_round is not None
        self.empty.show_why(judged=judged)
        something = judged and (len(self.gallery.shown) > 0 or self._view != "gallery")
        done = self._ran_out and self._view == "gallery"
        of_pictures = judged and self._view != "confusion"
        self.filter_bar.setVisible(of_pictures)
        self.key_bar.setVisible(of_pictures and something and not done)
        self.learning.give_way(to_map=self._view == "map")
        self._stack.setCurrentWidget(self.done if done else self._pages[self._view] if something else self.empty)
        self.toast.raise_()

    def _on_ran_out(self) -> None:
        """Say where to go on, unless only some pictures were set out to be named together."""
        if not self.naming.active:
            self._ran_out = True
            self.noted.emit("")
            self._closer.reject()
            self.done.refresh()
            self._show_view()
            self.done.setFocus()

    def _leave_done(self, wanted: str) -> None:
        if wanted == "others":
            self.filter_bar.set_filter(Filter(marks=frozenset({Mark.DOUBTFUL})))
            self.entered()
        elif wanted == "again":
            self._choose_view("gallery")
        else:
            self.go("audit" if wanted == "audit" else "export")

    def _choose_view(self, view: View) -> None:
        self._view, self._ran_out = view, False
        self.switch.show_view(view)
        self._show_view()
        if self._session.shown_round is None:
            return
        if view == "map":
            self._light()
            self.map.entered(self.gallery.actions())
        elif view == "confusion":
            self.confusion.show_table(self._session.table, self._session.named_by_person())
        if self.isVisible():  # what comes late takes no keyboard from another page
            self._pages[view].setFocus()

    def _light(self) -> None:
        rows = self.filter_bar.shown.rows
        self.map.light(self.gallery.shown, picked=0 if rows is None else len(rows))

    def _pick(self, rows: Rows) -> None:
        """Make a lasso on the map the filter and the selection."""
        self.filter_bar.set_filter(Filter(rows=rows))
        self.gallery.select_all()

    def _on_failed(self, failed: Failed) -> None:
        self.banner.show_error(failed.error, details=failed.details)

    def _point_at(self, row: int) -> None:
        """Make image ``row`` of the map current, or only inspect it if the filter hides it."""
        if not self._session.table.in_audit[row] and not self.gallery.go_to(row):
            self.inspector.show_row(row)
            self.map.canvas.show_current(row)
            self.alike.look_at(row)

    def _leave_empty(self) -> None:
        if self._session.shown_round is None:
            self.go("run")
        else:
            self.filter_bar.clear()

    def _take_size(self, side: int) -> None:
        self._preferences.tile = side
        self.gallery.set_tile_size(side)

    # Labelling

    def _perform(self, name: str) -> None:
        self.gallery.setFocus()  # before: what opens takes the keyboard
        self.attempt(self.commands[name])

    def _count_selected(self, count: int) -> None:
        self.noted.emit(filled(self.tr("%1 selected"), number(count)) if count > 1 else "")

    def _on_decided(self, rows: Rows) -> None:
        self.gallery.rows_changed(rows)
        self.toast.hide()
        self._debounce.start()
        if self._ran_out and self._session.table.waiting[self.gallery.shown].any():  # taken back
            self._choose_view("gallery")

    def _offer_hidden(self, row: int) -> None:
        words = self.tr("Done. The filter hides the picture that this was about.")
        self.toast.say(words, self.tr("Show it"), partial(self.go_to, row))

    def _name(self, label: int) -> None:
        self.gallery.setFocus()
        self.attempt(partial(self.deciding.give, label))

    def _select_none(self) -> None:
        if self.naming.active:
            self.naming.leave()
        elif not self.alike_bar.isHidden():
            self.together.leave()
        elif len(self.gallery.selected_rows()) > 1 or not self.finding.leave():
            self.gallery.clear_selection()

    def _on_alike_failed(self, failed: Failed) -> None:
        self.inspector.content.hide_alike()
        if self.alike_bar.isVisible():
            self.together.end()
            self._on_failed(failed)

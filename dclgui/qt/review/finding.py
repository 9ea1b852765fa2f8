"""Find the pictures most like one: of the gallery, or a file from elsewhere."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.requests import FindLike
from dclgui.core.protocol.results import LikeFound
from dclgui.qt.gallery.view import Gallery
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.picture_row import Captioned, PictureRow
from dclgui.qt.parts.theme import GRID, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool, WholePictures, image_of
from dclgui.qt.parts.viewer import Viewer
from dclgui.qt.parts.widgets import button, label
from dclgui.qt.parts.words import filled, number
from dclgui.qt.review.filter.bar import FilterBar
from dclgui.qt.review.filter.chips import shortened
from dclgui.qt.session.session import Session
from dclgui.review.shown import Filter, Like

COUNT = 24
"""Labelled pictures of the old camera that are shown with those of the new one."""
_SIDE, _MOST_CLASSES = 32, 3


class KnownPopup(Panel):
    """The most alike pictures of the old camera with their names; opens below ``anchor``."""

    def __init__(self, pool: ThumbnailPool, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "panel")
        self.row = PictureRow(pool, "source", lines=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 4)
        layout.addWidget(self.row)
        self.row.chosen.connect(self.hide)
        self.refresh()

    def open(self) -> None:
        """Show them, the nearest with the keyboard."""
        self.setFixedWidth(self._anchor.width())
        self.move(self._anchor.mapToGlobal(self._anchor.rect().bottomLeft()))
        self.show()
        if self.row.tiles:
            self.row.tiles[0].setFocus()

    def retranslate(self) -> None:
        """The name."""
        self.setAccessibleName(self.tr("Most alike of the old camera"))


class FindBar(Panel):
    """What is looked for, what the old camera's most alike pictures are called, and a link that shows them."""

    def __init__(self, pool: ThumbnailPool) -> None:
        super().__init__()
        self._awaited, self._classes = "", ""
        self._frame = QFrame()
        self.sought, self.words, self.show_known = label(), label("body", wrap=True), button("link")
        self.known = KnownPopup(pool, self)
        self.sought.setScaledContents(True)
        self.sought.setFixedSize(_SIDE, _SIDE)
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(GRID, 4, GRID, 4)
        row.setSpacing(GRID)
        row.addWidget(self.sought)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_known)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, GRID)
        outer.addWidget(self._frame)
        self.show_known.clicked.connect(self.known.open)
        self.hide()
        self.refresh()

    def wait(self, name: str) -> None:
        """Show that the pictures like the one called ``name`` are being looked for."""
        self._awaited = name
        self._show_parts()
        self.show()

    def stop_waiting(self, *, shows: bool) -> None:
        """Nothing came of it; ``shows``: pictures like another one still do."""
        self._awaited = ""
        self._show_parts()
        self.setVisible(shows)

    def show_found(self, found: LikeFound, source: tuple[Captioned, ...]) -> None:
        """Show the file that was looked for, and the ``source`` pictures most like it."""
        self._awaited = ""
        self.sought.setPixmap(QPixmap())
        if found.picture is not None:
            self.sought.setPixmap(QPixmap.fromImage(image_of(found.picture)))
        self.known.row.show_pictures(source)
        named = Counter(one.strong for one in source).most_common(_MOST_CLASSES)
        self._classes = ", ".join(f"{name} {number(count)}" for name, count in named)
        self._show_parts()
        self.show()

    def retranslate(self) -> None:
        """All words."""
        awaited = filled(self.tr("Looking for pictures like %1 …"), shortened(self._awaited))
        known = filled(self.tr("Most alike of the old camera: %1"), self._classes)
        self.words.setText(awaited if self._awaited else known)
        self.show_known.setText(self.tr("Show them"))
        self.show_known.setAccessibleName(self.tr("Show the old camera's most alike pictures"))
        self.sought.setAccessibleName(self.tr("The picture that is looked for"))

    def restyle(self) -> None:
        """The accent colour marks an unusual view."""
        self._frame.setStyleSheet(
            f"QFrame {{ background: {tokens().accent_soft}; border-radius: 8px; }} QLabel {{ background: none; }}"
        )

    def _show_parts(self) -> None:
        self.sought.setVisible(not self._awaited and not self.sought.pixmap().isNull())
        self.show_known.setVisible(not self._awaited and bool(self._classes))
        self.retranslate()


class Finding(QObject):
    """Asks a child for all pictures by likeness, and makes that the filter; a newer round is asked anew.

    ``found``   the filter is set
    ``failed``  ``Failed``: the file is no picture, or the project can't find alike ones
    """

    found = Signal()
    failed = Signal(object)

    def __init__(
        self, session: Session, gallery: Gallery, filter_bar: FilterBar, whole: WholePictures, page: QWidget
    ) -> None:
        super().__init__(page)
        self._session, self._gallery, self._filter_bar, self._page = session, gallery, filter_bar, page
        self.bar = FindBar(gallery.thumbnails)
        self.viewer = Viewer(whole, page)
        self._sought: int | Path = 0
        self._awaited: int | Path | None = None
        self._found: LikeFound | None = None
        self._folder, self._looked_at = "", -1
        self.bar.known.row.chosen.connect(self._look_at)
        self.viewer.moved.connect(self._walk)
        filter_bar.changed.connect(self._follow)
        session.table_replaced.connect(self._ask_anew)

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The commands, by their names in the command table."""
        return {"find like": self.find_like_current, "find like a file": self.ask_for_file}

    def find_like_current(self) -> None:
        """Find the pictures like the current one."""
        if self._gallery.current_row is not None:
            self._find(self._gallery.current_row)

    def find_like(self, files: list[Path]) -> None:
        """Find the pictures like the one in ``files``; raises ``UserError`` if it is not one."""
        if len(files) != 1:
            raise UserError("One picture at a time can be looked for.", "Drop one picture.")
        self._find(files[0])

    def ask_for_file(self) -> None:
        """Let the user choose a file, and find the pictures like it."""
        chosen, _ = QFileDialog.getOpenFileName(self._page, self.tr("Find pictures like a file"), self._folder)
        if chosen:
            self._folder = str(Path(chosen).parent)
            self._find(Path(chosen))

    def leave(self) -> bool:
        """Stop looking, or go back to what showed before; false if nothing was looked for."""
        like, row = self._filter_bar.shown.like, self._sought
        if self._awaited is not None:
            self._wait_no_more()
            return True
        if like is None:
            return False
        self._filter_bar.set_filter(like.before)
        if isinstance(row, int):
            self._gallery.go_to(row)
        return True

    def _find(self, sought: int | Path) -> None:
        # What is not awaited any more is answered all the same: to cancel it would end the child, which starts slowly.
        self._awaited = sought
        self.bar.wait(self._name_of(sought))
        question = self._session.ask(FindLike(self._session.project.folder, sought, COUNT))
        question.answered.connect(self._take)
        question.failed.connect(partial(self._give_up, sought))

    def _name_of(self, sought: int | Path) -> str:
        return sought.name if isinstance(sought, Path) else self._session.table.paths[sought].rpartition("/")[2]

    def _take(self, found: LikeFound) -> None:
        if found.like != self._awaited:
            return
        self._awaited = None
        if len(found.target) and found.target.max() >= len(self._session.table):  # another table shows by now
            self._wait_no_more()
            return
        self._sought, self._found = found.like, found
        shown = self._filter_bar.shown
        before = shown if shown.like is None else shown.like.before
        self.bar.show_found(found, self._captioned(found))
        self._filter_bar.set_filter(Filter(like=Like(self._name_of(found.like), found.round, found.target, before)))
        if len(self._gallery.shown):
            self._gallery.go_to(int(self._gallery.shown[0]))
        self.found.emit()

    def _captioned(self, found: LikeFound) -> tuple[Captioned, ...]:
        source = self._session.source
        if source is None:
            return ()
        return tuple(Captioned(row, source.class_names[source.labels[row]]) for row, _ in found.source)

    def _give_up(self, sought: int | Path, failed: Failed) -> None:
        if sought == self._awaited:
            self._wait_no_more()
            self.failed.emit(failed)

    def _wait_no_more(self) -> None:
        self._awaited = None
        self.bar.stop_waiting(shows=self._filter_bar.shown.like is not None)

    def _follow(self) -> None:
        if self._awaited is None and self._filter_bar.shown.like is None:
            self.bar.hide()

    def _ask_anew(self) -> None:
        like = self._filter_bar.shown.like
        if like is not None and like.round != self._session.shown_round:
            self._find(self._sought)
        elif like is not None and self._found is not None and self._awaited is None:
            self.bar.show_found(self._found, self._captioned(self._found))  # classes may have other names

    def _walk(self, by: int) -> None:
        rows = [tile.shown.row for tile in self.bar.known.row.tiles]
        if self._looked_at in rows:
            self._look_at(rows[min(max(rows.index(self._looked_at) + by, 0), len(rows) - 1)])

    def _look_at(self, row: int) -> None:
        source = self._session.source
        if source is not None:
            self._looked_at = row
            name = source.class_names[source.labels[row]]
            self.viewer.show_file(source.file(row), source.paths[row], reading=source.reading, told=name)

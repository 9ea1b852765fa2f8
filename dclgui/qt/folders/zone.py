"""A drop zone for one folder, which shows what lies in the folder."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from dclgui.core.arrays import Rows
from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.results import FolderScanned
from dclgui.core.wording import listed
from dclgui.qt.folders.judge import Trouble
from dclgui.qt.parts.icons import Icon, IconLabel
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.pictures import SampleStrip
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.theme import GRID, STATE_COLOURS, font, tokens
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import button, card, label, literal
from dclgui.qt.parts.words import counted, filled, folder_words, number, tooltip
from dclgui.review.table import State

_RADIUS = 12.0
_LINE, _BAR, _GAP = 22, 6, 24
_NAMES, _WIDEST_NAME, _FIGURES = 0.52, 190, 46
_MOST_NOTES, _MOST_CLASSES = 4, 5
_ENDS = tuple(".!?…。！？")


class DropZone(Panel):
    """Takes one folder; is empty, counting, filled, or says what is wrong with the folder.

    ``dropped``     list of paths, from a drop or a dialog
    ``fix_wanted``  what the button beside the trouble should do
    ``level_wanted``  the level of class folders that a person chose
    """

    dropped = Signal(list)
    fix_wanted = Signal(str)
    level_wanted = Signal(int)

    def __init__(self, domain: Domain, pool: ThumbnailPool) -> None:
        super().__init__()
        self.domain = domain
        self._root: Path | None = None
        self._found: FolderScanned | None = None
        self._trouble: Trouble | None = None
        self._notes: Sequence[str] = ()
        self._busy = self._over = self._fixed = False
        self._title, self._role = label("strong"), label("small", wrap=True)
        self._browse, self._browse_empty, self._fix, self._list = button(), button(), button(), button("link")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty_half())
        self._stack.addWidget(self._full_half(pool))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._role)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self._browse, 0, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 2 * GRID, 20, 2 * GRID)
        outer.setSpacing(12)
        outer.addLayout(head)
        outer.addWidget(self._stack, 1)
        for ask in (self._browse, self._browse_empty):
            ask.clicked.connect(self._ask_for_folder)
        self._list.clicked.connect(self._ask_for_list)
        self._fix.clicked.connect(self._on_fix)
        self.setAcceptDrops(True)
        self.refresh()

    def show_choice(
        self,
        root: Path | None,
        found: FolderScanned | None,
        trouble: Trouble | None,
        *,
        busy: bool,
        fixed: bool,
        notes: Sequence[str] = (),
    ) -> None:
        """Show folder ``root``, or an empty zone for ``None``; a ``fixed`` one takes no other folder."""
        self._notes = notes
        self._root, self._found, self._trouble, self._busy, self._fixed = root, found, trouble, busy, fixed
        self._stack.setCurrentIndex(0 if root is None else 1)
        self.setAcceptDrops(not fixed)
        self._role.setVisible(root is None)
        self._browse.setVisible(root is not None and not fixed)
        has_pictures = found is not None and found.images > 0
        self._frame.setVisible(trouble is not None)
        self._fix.setVisible(trouble is not None and bool(trouble.fix) and not trouble.layouts)
        for place, choose in enumerate(self._layouts):
            choose.setVisible(trouble is not None and place < len(trouble.layouts))
        self._noted.setVisible(bool(notes) and trouble is None)
        self._wait.setVisible(busy)
        for widget in (self._images, self._counted, self._strip):
            widget.setVisible(has_pictures)
        self._bars.setVisible(has_pictures and found is not None and bool(found.counts))
        self.retranslate()
        self.update()

    def show_rows(self, rows: Rows) -> None:
        """Show catalog rows ``rows`` [n] as samples."""
        self._strip.show_rows(rows)

    def retranslate(self) -> None:
        """Set all texts."""
        source = self.domain == "source"
        self._title.setText(self.tr("Labelled (old camera)") if source else self.tr("To label (new camera)"))
        self._role.setText(
            self.tr("These pictures teach. One sub-folder for each class, named after the class; or a CSV list.")
            if source
            else self.tr("These pictures get their names. Any folder of pictures, sorted or not.")
        )
        self._hint.setText(self.tr("Drop the folder here"))
        for ask in (self._browse, self._browse_empty):
            ask.setText(self.tr("Choose another…") if ask is self._browse else self.tr("Browse…"))
            ask.setAccessibleName(f"{ask.text()} {self._title.text()}")
        self._list.setText(self.tr("or choose a CSV list"))
        self._list.setAccessibleName(self._list.text())
        self._list.setVisible(source)
        self._retranslate_found()
        self._retranslate_trouble()
        self.setAccessibleName(self._title.text())
        said = [
            self._name.text(),
            self._images.text(),
            self._counted.text(),
            self._message.text(),
            self._advice.text(),
            self._noted.text(),
        ]
        whole = paragraph(*(self._sentence(text) for text in said if text))
        self.setAccessibleDescription(self._hint.text() if self._root is None else whole)

    def _sentence(self, text: str) -> str:
        """``text`` with an end, at which a screen reader rests."""
        return text if text.endswith(_ENDS) else filled(self.tr("%1."), text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The border: dashed while empty, solid when filled, in the accent colour while files are held over it."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if self._over else colours.faint if self._root is None else colours.line
        if self._trouble is not None and not self._over:
            edge = STATE_COLOURS[State.PROBLEM]
        pen = QPen(QColor(edge), 2 if self._over else 1)
        if self._root is None and not self._over:
            pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(colours.accent_soft if self._over else colours.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Highlight the zone while files are held over it."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._hover(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """End the highlight."""
        self._hover(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped."""
        self._hover(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def _empty_half(self) -> QWidget:
        half = QWidget()
        column = QVBoxLayout(half)
        column.setSpacing(12)
        self._hint = label("muted")
        column.addStretch(2)
        column.addWidget(IconLabel(Icon.FOLDER, 56), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._browse_empty, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._list, 0, Qt.AlignmentFlag.AlignHCenter)
        policy = self._list.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that both zones look the same
        self._list.setSizePolicy(policy)
        column.addStretch(3)
        return half

    def _full_half(self, pool: ThumbnailPool) -> QWidget:
        half = QWidget()
        column = QVBoxLayout(half)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._name, self._path = label("strong"), label("small")
        self._images, self._counted, self._wait = label("figure"), label("muted"), QProgressBar()
        self._wait.setRange(0, 0)
        self._wait.setTextVisible(False)
        self._frame, inner = card("notice")
        inner.setContentsMargins(2 * GRID, 12, 2 * GRID, 12)
        self._message, self._advice = label("strong", wrap=True), label("muted", wrap=True)
        inner.addWidget(self._message)
        inner.addWidget(self._advice)
        inner.addWidget(self._fix, 0, Qt.AlignmentFlag.AlignLeft)
        self._layouts, self._noted = (button(), button()), label("small", wrap=True)
        for place, choose in enumerate(self._layouts):
            inner.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
            choose.clicked.connect(partial(self._on_layout, place))
        self._bars, self._strip = ClassBars(lines=4), SampleStrip(pool, self.domain, lines=2)
        figures = QHBoxLayout()
        figures.setSpacing(GRID)
        figures.addWidget(self._images)
        figures.addWidget(self._counted, 1, Qt.AlignmentFlag.AlignBottom)
        for text in (self._name, self._path):
            text.setMinimumWidth(10)
            column.addWidget(text)
        column.addWidget(self._wait)
        column.addWidget(self._frame)
        column.addLayout(figures)
        column.addWidget(self._noted)
        column.addWidget(self._bars, 1)
        column.addStretch()  # takes the room where there are no bars
        column.addWidget(self._strip)
        return half

    def _retranslate_found(self) -> None:
        root, found = self._root, self._found
        self._name.setText(root.name or str(root) if root is not None else "")
        self._path.setText(folder_words(root.parent) if root is not None else "")
        self._path.setToolTip(tooltip(str(root) if root is not None else ""))
        self._wait.setAccessibleName(self.tr("Counting the pictures"))
        images, classes = (found.images, len(found.counts)) if found is not None else (0, 0)
        self._images.setText(number(images) if images else "")
        words = self.tr("pictures")
        if classes:
            many = self.tr("pictures in %1 classes") if self.domain == "source" else self.tr("pictures in %1 folders")
            one = self.tr("pictures in one class") if self.domain == "source" else self.tr("pictures in one folder")
            words = counted(classes, one, many)
        self._counted.setText(filled(words if not self._busy else self.tr("pictures so far…"), number(classes)))
        self._bars.show_counts(() if found is None else self._counts_of(found))
        self._strip.setAccessibleName(self.tr("Some of the pictures"))
        more = "\n…" if len(self._notes) > _MOST_NOTES else ""
        self._noted.setText("\n".join(self._notes[:_MOST_NOTES]) + more)

    def _counts_of(self, found: FolderScanned) -> tuple[tuple[str, int], ...]:
        """Images of each class or folder; those that lie beside the folders are one more line."""
        beside = found.images - sum(count for _, count in found.counts)
        if self.domain == "source" or not found.counts or beside <= 0:
            return found.counts
        return (*found.counts, (self.tr("beside the folders"), beside))

    def _retranslate_trouble(self) -> None:
        fixes = {
            "layout": "",
            "swap": self.tr("Swap them"),
            "move": self.tr("Put it on the other side"),
            "parent": self.tr("Use the folder it lies in"),
            "choose": self.tr("Choose another…"),
        }
        trouble = self._trouble
        self._message.setText(trouble.message if trouble is not None else "")
        self._advice.setText(trouble.hint if trouble is not None else "")
        self._advice.setVisible(bool(self._advice.text()))
        self._fix.setText(fixes[trouble.fix] if trouble is not None and trouble.fix else "")
        self._fix.setAccessibleName(self._fix.text())
        for choose, layout in zip(self._layouts, trouble.layouts if trouble is not None else (), strict=False):
            names = listed(layout.classes, most=_MOST_CLASSES)
            choose.setText(literal(filled(self.tr("The classes are: %1"), names)))
            choose.setAccessibleName(choose.text())

    def _on_layout(self, place: int) -> None:
        if self._trouble is not None and place < len(self._trouble.layouts):
            self.level_wanted.emit(self._trouble.layouts[place].level)

    def _on_fix(self) -> None:
        if self._trouble is not None and self._trouble.fix == "choose":
            self._ask_for_folder()
        elif self._trouble is not None:
            self.fix_wanted.emit(self._trouble.fix)

    def _ask_for_folder(self) -> None:
        start = str(self._root.parent) if self._root is not None else ""
        chosen = QFileDialog.getExistingDirectory(self, self._title.text(), start)
        if chosen:
            self.dropped.emit([Path(chosen)])

    def _ask_for_list(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self._title.text(), "", self.tr("List (*.csv *.tsv *.txt)"))
        if chosen:
            self.dropped.emit([Path(chosen)])


class ClassBars(Panel):
    """Images of each class as bars in up to two columns; classes that don't fit are only counted, the tooltip has all.

    ``lines`` is the least height in classes; where there is more room, more of them show.
    """

    def __init__(self, *, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self._counts: tuple[tuple[str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(lines * _LINE)
        self.refresh()

    def show_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Show ``counts``, pairs of class name and number of images, in this order."""
        self._counts = tuple(counts)
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """The texts for screen readers, and the tooltip."""
        self.setAccessibleName(self.tr("Pictures of each class"))
        words = "\n".join(f"{name}  {number(count)}" for name, count in self._counts)
        self.setToolTip(tooltip(words))
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for short names."""
        return QSize(240, self._lines * _LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Name, bar, number."""
        if not self._counts:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines = max(1, self.height() // _LINE)
        columns = 1 if len(self._counts) <= lines else 2
        room = columns * lines
        shown = self._counts if len(self._counts) <= room else self._counts[: room - 1]
        width = (self.width() - (columns - 1) * _GAP) / columns
        most = max(count for _, count in self._counts)
        for place, (name, count) in enumerate(shown):
            column, line = divmod(place, lines)
            area = QRectF(column * (width + _GAP), line * _LINE, width, _LINE)
            self._paint_class(painter, area, name, count, share=count / max(1, most))
        if len(shown) < len(self._counts):
            area = QRectF(width + _GAP, (lines - 1) * _LINE, width, _LINE)
            more = filled(self.tr("and %1 more classes"), number(len(self._counts) - len(shown)))
            painter.setPen(QColor(tokens().muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, more)

    @staticmethod
    def _paint_class(painter: QPainter, area: QRectF, name: str, count: int, *, share: float) -> None:
        colours = tokens()
        painter.setFont(font(12))
        names = min(area.width() * _NAMES, _WIDEST_NAME)
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, round(names - 8))
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRectF(area.left(), area.top(), names, area.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(colours.muted))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, right, number(count))
        track = QRectF(area.left() + names, area.center().y() - _BAR / 2, area.width() - names - _FIGURES, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(
            QRectF(track.left(), track.top(), max(_BAR, track.width() * share), _BAR), _BAR / 2, _BAR / 2
        )

"""Thumbnails from the disk cache or decoded, in threads of their own; visible tiles come first."""

import contextlib
import threading
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from dclgui.core.arrays import Pixels, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.protocol.events import Domain
from dclgui.core.reading import Reading
from dclgui.images.decode import UnreadableImage, load_picture, open_picture
from dclgui.images.stretch import open_stretched
from dclgui.images.thumbnails import SIDE, Thumbnails, decode

MEMORY = 256 * 2**20
"""Bytes of decoded thumbnails kept in memory."""

LARGEST = 512
"""Pixels of the largest thumbnail that is made."""

_MOST_PIXELS = 64_000_000
"""Of a whole picture in the window; a larger one is shown smaller."""
_THREADS = 2
_MOST_ASKED = 256
_AT_A_TIME, _PAUSE = 12, 5
"""Thumbnails that the window's thread takes over at once, and milliseconds until it takes the next ones."""
_GOOD_FOR = round(1.25 * SIDE)
"""Pixels up to which a thumbnail from the cache may be enlarged."""

Key = tuple[Domain, int]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where images come from; answers that carry another source are stale and dropped."""

    catalogs: dict[Domain, Catalog]
    cache_folder: Path | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """``image`` is sharp enough for a tile of ``side`` pixels; ``None`` for an unreadable file."""

    source: _Source
    key: Key
    image: QImage | None
    side: int


@dataclass(frozen=True, slots=True)
class _Held:
    """A thumbnail in memory, sharp enough for a tile of ``side`` pixels; no ``pixmap`` for an unreadable file."""

    pixmap: QPixmap | None
    side: int
    size: int


class _Wanted(NamedTuple):
    """A whole picture, as its domain is read or with its contrast stretched."""

    path: Path
    reading: Reading
    stretched: bool


class _Queue:
    """Requests for the threads: visible tiles in their order, then single requests newest first, then sharpening."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._source: _Source | None = None
        self._visible: OrderedDict[Key, int] = OrderedDict()
        self._single: OrderedDict[Key, int] = OrderedDict()
        self._sharpen: OrderedDict[Key, int] = OrderedDict()
        self._answers: deque[_Answer] = deque()
        self._closed = False
        self._calm = threading.Event()
        self._calm.set()

    def restart(self, source: _Source | None) -> None:
        with self._changed:
            self._source = source
            self._answers.clear()
            # What a thread has begun still comes, but carries the old source and is dropped by the pool.
            for requests in (self._visible, self._single, self._sharpen):
                requests.clear()

    def show(self, domain: Domain, requests: Iterable[tuple[Key, int]]) -> None:
        """Replace the visible tiles of ``domain``; requests for those that scrolled away are dropped."""
        with self._changed:
            for waiting in (self._visible, self._sharpen):
                for key in [key for key in waiting if key[0] == domain]:
                    del waiting[key]
            self._visible.update(requests)
            self._changed.notify_all()

    def ask(self, key: Key, side: int) -> None:
        with self._changed:
            self._single[key] = side
            self._single.move_to_end(key)
            if len(self._single) > _MOST_ASKED:
                self._single.popitem(last=False)
            self._changed.notify()

    def sharpen(self, source: _Source, key: Key, side: int) -> None:
        with self._changed:
            # The thread may have worked for a project that was closed in the meantime.
            if source is self._source:
                self._sharpen[key] = side

    def answer(self, answer: _Answer) -> None:
        with self._changed:
            self._answers.append(answer)

    def answers(self) -> list[_Answer]:
        """Some of the answers, oldest first; ask again until there are none."""
        with self._changed:
            some = [self._answers.popleft() for _ in range(min(_AT_A_TIME, len(self._answers)))]
            self._changed.notify_all()
        return some

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        self._calm.clear()
        try:
            yield
        finally:
            self._calm.set()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self) -> tuple[_Source, Key, int, bool] | None:
        """Wait for a request: source, key, side, whether to skip the cache; ``None`` when closed."""
        self._calm.wait()
        with self._changed:
            while not self._closed:
                # Not further ahead than the window takes over: by then other tiles may be visible.
                heard = len(self._answers) < 2 * _AT_A_TIME
                for requests, last in ((self._visible, False), (self._single, True), (self._sharpen, False)):
                    if heard and requests and self._source is not None:
                        key, side = requests.popitem(last=last)
                        return self._source, key, side, requests is self._sharpen
                self._changed.wait()
            return None


class _Reader(QThread):
    """Reads one image after the other; a connection of SQLite belongs to one thread, so each has its own cache."""

    answered = Signal()

    def __init__(self, queue: _Queue) -> None:
        super().__init__()
        self._queue = queue

    def run(self) -> None:
        """The thread."""
        cache: Thumbnails | None = None
        opened: _Source | None = None
        while (work := self._queue.take()) is not None:
            source, key, side, sharpen = work
            if source is not opened:
                if cache is not None:
                    cache.close()
                cache, opened = Thumbnails(source.cache_folder), source
            jpeg = None if sharpen or cache is None else cache.load(key[0], source.catalogs[key[0]], key[1])
            # Not by Qt's readers: one that waits for a lock of Qt's holds Python's, which the window's thread may want.
            pixels = None if jpeg is None else decode(jpeg)
            answer = _decoded(source, key, side) if pixels is None else _fitted(source, key, pixels, side)
            # The signal carries no answer: the window takes a few at a time from the queue.
            self._queue.answer(answer)
            self.answered.emit()
            if answer.side < side:
                self._queue.sharpen(source, key, side)
        if cache is not None:
            cache.close()


class ThumbnailPool(QObject):
    """Square thumbnails of both domains, in memory or requested.

    ``ready``  (domain, row): a thumbnail came, or the file turned out to be unreadable
    """

    ready = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: _Source | None = None
        self._held: OrderedDict[Key, _Held] = OrderedDict()
        self._bytes = 0
        self._queue = _Queue()
        self._readers: list[_Reader] = []
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._take_some)

    def open(self, catalogs: dict[Domain, Catalog], cache_folder: Path | None) -> None:
        """Serve the images of ``catalogs``; forget all others and all requests."""
        self._source = _Source(dict(catalogs), cache_folder)
        self._held.clear()
        self._bytes = 0
        self._queue.restart(self._source)

    def thumbnail(self, domain: Domain, row: int, side: int = SIDE) -> QPixmap | None:
        """The thumbnail of image ``row`` for ``side`` device pixels; requests it if it is not in memory.

        It may be less sharp or larger than asked for; ``ready`` tells when a better one came.
        """
        if self._is_lacking((domain, row), side):
            self._ask([(domain, row)], side, visible=None)
        return self.held(domain, row)

    def held(self, domain: Domain, row: int) -> QPixmap | None:
        """The thumbnail of image ``row`` if it is in memory; requests nothing."""
        held = self._held.get((domain, row))
        if held is None:
            return None
        self._held.move_to_end((domain, row))
        return held.pixmap

    def show(self, domain: Domain, rows: Rows, side: int = SIDE) -> None:
        """Request the thumbnails of ``rows`` [n], which are visible now, in this order and before all others.

        Requests of an earlier call that no thread has begun are dropped.
        """
        lacking = [(domain, row) for row in rows.tolist() if self._is_lacking((domain, row), side)]
        self._ask(lacking, side, visible=domain)

    def resting(self) -> contextlib.AbstractContextManager[None]:
        """No thread begins an image while this lasts, so that painting does not wait for the GIL."""
        return self._queue.resting()

    def close(self) -> None:
        """End the threads and wait for them."""
        self._queue.close()
        for reader in self._readers:
            reader.wait()
        self._readers.clear()
        self._soon.stop()

    def _is_lacking(self, key: Key, side: int) -> bool:
        held = self._held.get(key)
        return held is None or held.side < min(side, LARGEST)

    def _ask(self, keys: list[Key], side: int, *, visible: Domain | None) -> None:
        if self._source is None:
            return
        largest = min(side, LARGEST)
        known = [key for key in keys if key[0] in self._source.catalogs]
        if visible is not None:
            self._queue.show(visible, [(key, largest) for key in known])
        else:
            for key in known:
                self._queue.ask(key, largest)
        if known and not self._readers:
            self._start()

    def _start(self) -> None:
        """Threads start with the first request: many windows never show a thumbnail."""
        for _ in range(_THREADS):
            reader = _Reader(self._queue)
            reader.answered.connect(self._hear, Qt.ConnectionType.QueuedConnection)
            reader.start(QThread.Priority.LowPriority)
            self._readers.append(reader)

    def _hear(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _take_some(self) -> None:
        """A few at a time, so that a page full of thumbnails does not delay the next key press."""
        some = self._queue.answers()
        for answer in some:
            self._take(answer)
        if some:
            self._hear()

    def _take(self, answer: _Answer) -> None:
        if answer.source is not self._source:
            return
        image = answer.image
        pixmap = QPixmap.fromImage(image) if image is not None else None
        size = image.sizeInBytes() if image is not None else 0
        old = self._held.pop(answer.key, None)
        self._held[answer.key] = _Held(pixmap, answer.side, size)
        self._bytes += size - (old.size if old else 0)
        while self._bytes > MEMORY and len(self._held) > 1:
            self._bytes -= self._held.popitem(last=False)[1].size
        self.ready.emit(*answer.key)


class WholePictures(QObject):
    """Single images at full size, or as large as the memory allows; only the last request is answered.

    The last image is kept, so that whoever asks for it again has it at once.

    ``came``  (path, ``QImage``): a null image for an unreadable file
    """

    came = Signal(object, object)
    _decoded = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: _Wanted | None = None
        self._kept: tuple[_Wanted, QImage] | None = None
        self._threads = QThreadPool(self)
        self._threads.setMaxThreadCount(1)
        self._decoded.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def ask(self, path: Path, reading: Reading, *, stretched: bool = False) -> None:
        """Decode ``path`` as its domain is read, or ``stretched``; earlier requests that have not begun are dropped."""
        before, self._wanted = self._wanted, _Wanted(path, reading, stretched)
        if self._kept is not None and self._kept[0] == self._wanted:
            self._threads.clear()
            self.came.emit(path, self._kept[1])
        elif before != self._wanted:
            self._threads.clear()
            self._threads.start(partial(self._decode, self._wanted))

    def close(self) -> None:
        """Wait for the image under way."""
        self._wanted = None
        self._threads.clear()
        self._threads.waitForDone()

    def _decode(self, wanted: _Wanted) -> None:
        read = open_stretched if wanted.stretched else open_picture
        try:
            picture = read(wanted.path, wanted.reading, most=_MOST_PIXELS)
        except UnreadableImage:
            image = QImage()
        else:
            image = image_of(np.asarray(picture))
        self._decoded.emit(wanted, image)

    def _take(self, wanted: _Wanted, image: QImage) -> None:
        if wanted == self._wanted:
            self._kept = wanted, image
            self.came.emit(wanted.path, image)


def _decoded(source: _Source, key: Key, side: int) -> _Answer:
    """Decode the file itself: the whole image, made square as the model sees it."""
    try:
        catalog = source.catalogs[key[0]]
        pixels = load_picture(catalog.file(key[1]), side, catalog.reading).pixels
    except UnreadableImage:
        return _Answer(source, key, None, LARGEST)
    return _Answer(source, key, image_of(pixels), side)


def _fitted(source: _Source, key: Key, pixels: Pixels, side: int) -> _Answer:
    """Scale a cached thumbnail down to its tile, in this thread and not in the window's; never enlarge it."""
    ready = image_of(pixels)
    if ready.width() <= side:
        return _Answer(source, key, ready, _GOOD_FOR)
    smooth, whole = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
    return _Answer(source, key, ready.scaled(side, side, whole, smooth), side)


def image_of(pixels: Pixels) -> QImage:
    """[H, W, 3] uint8 RGB in the screen's format, so that the window's thread need not convert it."""
    height, width, _ = pixels.shape
    whole = np.ascontiguousarray(pixels)
    # QImage does not copy ``whole``; the conversion does, before it is freed.
    image = QImage(whole.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)

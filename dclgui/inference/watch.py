"""Watch a folder: files are labelled as they arrive, each once, also across restarts and lost network shares."""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.errors import UserError
from dclgui.core.predictor import Answers, Predictor
from dclgui.core.protocol.watch_events import (
    DriftUnknown,
    FileHeldBack,
    FilesPassedOver,
    FolderSeen,
    ImageRenamed,
    ImagesLabelled,
    ImageUnreadable,
    WatchEvent,
    Watching,
)
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.images.decode import Picture, UnreadableImage, load_picture
from dclgui.images.walk import endings_named
from dclgui.inference.arrivals import UNREAD, Arrivals, Mark, Pace, Sight, look, mark_of
from dclgui.inference.drift import WINDOW, Drift
from dclgui.inference.folder import BATCH, labelled_images
from dclgui.inference.labels_file import LabelsFile, require_own
from dclgui.inference.ledger import Entry, Ledger
from dclgui.labels.table import Labelled, LabelTable

LONGEST_SILENCE = 0.25
"""Seconds after which something is said, so that a stop is heard."""
_PAUSES = 8
"""Seconds from one look to the next, as a multiple of what a look takes."""
_UNFINISHED = frozenset({".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp"})
"""Endings of files that are still being copied, and will have another name."""
_DEFAULT = Pace()


def ledger_of(file: Path) -> Path:
    """Where the watch that writes the labels ``file`` keeps what it has done."""
    place, of_old = (file.with_name(f"{name}.watch.sqlite") for name in (file.name, file.stem))
    # The first versions called it by the stem, so that labels.txt and labels.csv shared one.
    return of_old if file.suffix == ".csv" and of_old.exists() and not place.exists() else place


def watch(
    predictor: Predictor, folder: Path, file: Path, *, pace: Pace = _DEFAULT
) -> Generator[WatchEvent, None, None]:
    """Label the images under ``folder``, those there and those that arrive, into the CSV ``file`` until closed.

    Killed at any moment, the next watch of the same folder and file goes on. A file that is labelled is left alone as
    long as its content stays; moved or renamed it keeps its row, deleted too; replaced by another content it gets a new
    label. What others write into ``file`` is moved beside it. Raises ``UserError`` if ``folder`` is missing at first,
    if ``file`` is somebody else's or can't be written at first, or if another watch writes it.
    """
    folder, file = folder.absolute(), file.absolute()
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}.", "Check the spelling, and that its drive is connected.")
    require_own(file, ledger_of(file))
    with (
        closing(Ledger(ledger_of(file), folder, labels=file.name)) as ledger,
        closing(LabelsFile(file, ledger)) as labels,
    ):
        yield from _Watch(predictor, folder, ledger, labels, pace=pace).events()


class _Watch:
    def __init__(self, predictor: Predictor, folder: Path, ledger: Ledger, file: LabelsFile, *, pace: Pace) -> None:
        self._predictor, self._folder, self._pace = predictor, folder, pace
        self._ledger, self._file = ledger, file
        self._problems, self._low = ledger.problems(), ledger.count_low()
        self._arrivals = Arrivals(folder, ledger.marks(), pace=pace)
        reference = predictor.reference
        self._model = reference.key if reference else ""
        self._drift = Drift(reference, ledger.newest(WINDOW, model=self._model)) if reference else None
        self._held_back = False
        self._others = set[str]()

    def events(self) -> Generator[WatchEvent, None, None]:
        """Look at the folder again and again, until the generator is closed."""
        edited = self._file.keep_up()
        if edited:
            yield edited
        if self._drift is None:
            yield DriftUnknown()
        there = True
        while True:
            start = time.monotonic()
            sight = look(self._folder)
            # 100,000 files take a tenth of a second to look over; so large a folder is looked at every second.
            pause = max(self._pace.every, _PAUSES * (time.monotonic() - start))
            if (sight is not None) != there:
                there = not there
                yield FolderSeen(self._folder, there)
            if sight is not None:
                yield from self._told_of_others(sight)
                yield from self._took(sight)
            yield from self._kept_up()
            yield from self._rest(start + pause)

    def _state(self) -> Watching:
        labelled = self._arrivals.settled - len(self._problems)
        return Watching(labelled, len(self._problems), self._arrivals.waiting, self._low)

    def _rest(self, until: float) -> Generator[WatchEvent, None, None]:
        while True:
            yield self._state()
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, LONGEST_SILENCE))

    def _told_of_others(self, sight: Sight) -> Generator[WatchEvent, None, None]:
        new = sight.passed.keys() - self._others - _UNFINISHED
        self._others |= new
        if new:
            yield FilesPassedOver(
                f"Files that are passed over: {endings_named(sight.passed)}.",
                "Pictures of other kinds are read when they are saved as JPEG, PNG or TIFF.",
            )

    def _took(self, sight: Sight) -> Generator[WatchEvent, None, None]:
        if sight.whole:
            self._drop_vanished_problems(sight)
        ready = self._arrivals.ready(sight, time.monotonic())
        for start in range(0, len(ready), BATCH):
            yield from self._batch(ready[start : start + BATCH], sight)
            self._low = self._ledger.count_low()
            yield from self._kept_up()
            yield self._state()  # many files may be read in vain, and a stop must be heard

    def _drop_vanished_problems(self, sight: Sight) -> None:
        """Forget deleted files that were never labelled; a labelled one keeps its row."""
        gone = self._problems.keys() - sight.entries.keys()
        if gone:
            self._ledger.drop(gone)
            self._file.outdate()
        for path in gone:
            del self._problems[path]
            self._arrivals.forget(path)

    def _batch(self, ready: Sequence[tuple[str, Mark]], sight: Sight) -> Generator[WatchEvent, None, None]:
        entries, pictures = list[Entry](), list[Picture]()
        for path, mark in ready:
            try:
                picture = load_picture(self._folder / path, self._predictor.side, self._predictor.reading)
            except UnreadableImage as error:
                yield from self._failed(path, mark, error)
                continue
            # A race: a camera that writes while the file is read may leave half a picture that still decodes.
            if mark_of(self._folder / path) != mark:
                self._arrivals.changed_meanwhile(path, time.monotonic())
                continue
            moved = self._known(path, mark, picture, sight)
            if moved is None:
                entries.append(Entry(path, mark, picture.digest))
                pictures.append(picture)
            else:
                yield from moved
        if entries:
            yield from self._label(entries, pictures)

    def _known(self, path: str, mark: Mark, picture: Picture, sight: Sight) -> tuple[WatchEvent, ...] | None:
        """What to say of a file whose content has its label already; ``None`` for an image of its own."""
        places = self._ledger.places(picture.digest)
        if path in places:
            self._ledger.touch(path, mark)
            self._arrivals.settle(path, mark)
            return ()
        # A folder that can't be listed hides files that are there; they are not renamed.
        before = next((place for place in places if sight.whole and self._has_vanished(place, sight)), None)
        if before is None:
            return None
        self._ledger.rename(before, path, mark)
        self._arrivals.forget(before)
        self._arrivals.settle(path, mark)
        self._problems.pop(path, None)
        self._file.outdate()
        return (ImageRenamed(before, path),)

    def _has_vanished(self, path: str, sight: Sight) -> bool:
        return path not in sight.entries or mark_of(self._folder / path) is None

    def _failed(self, path: str, mark: Mark, error: UnreadableImage) -> Generator[WatchEvent, None, None]:
        now = time.monotonic()
        # In this order: a known read error, a file still being written, and one that was given time and stays broken.
        if error.passing and self._problems.get(path) == error.reason:
            self._arrivals.settle(path, UNREAD)
        elif mark_of(self._folder / path) not in {mark, None}:
            self._arrivals.changed_meanwhile(path, now)
        elif self._arrivals.put_off(path, now):
            nothing = Answers.none(len(self._predictor.classes)).table().scattered(np.empty(0, np.intp), 1)
            self._keep([Entry(path, UNREAD if error.passing else mark, problem=error.reason)], nothing)
            yield ImageUnreadable(path, error.reason)

    def _label(self, entries: list[Entry], pictures: list[Picture]) -> Generator[WatchEvent, None, None]:
        found = self._predictor.label(np.stack([picture.pixels for picture in pictures])).table()
        table = self._keep(entries, found)
        yield ImagesLabelled(labelled_images(table))
        if self._drift:
            notice = self._drift.take(zip(table.entropy.tolist(), table.distance.tolist(), strict=True))
            if notice:
                yield notice

    def _keep(self, entries: Sequence[Entry], found: PseudoLabels) -> LabelTable:
        """Keep row i of ``found`` for entry i: in the ledger first, then in the labels file.

        After a kill in between, the labels file is written anew from the ledger.
        """
        paths, nothing = tuple(entry.path for entry in entries), np.full(len(entries), UNKNOWN, np.int32)
        sizes = np.array([entry.mark.size for entry in entries], np.int64)
        mtimes = np.array([entry.mark.mtime_ns for entry in entries], np.int64)
        catalog = Catalog(self._folder, paths, self._predictor.classes, nothing, sizes, mtimes)
        problems = {row: entry.problem for row, entry in enumerate(entries) if entry.problem}
        table = Labelled(catalog, found, problems, self._predictor.round).table()
        self._ledger.put(entries, table, model=self._model)
        if any(self._arrivals.is_settled(path) for path in paths):
            self._file.outdate()
        else:
            self._file.add(table)
        for entry in entries:
            self._arrivals.settle(entry.path, entry.mark)
            self._problems.pop(entry.path, None)
            if entry.problem:
                self._problems[entry.path] = entry.problem
        return table

    def _kept_up(self) -> Generator[WatchEvent, None, None]:
        """Bring the labels file up to date; while another program holds it, that is said once and tried again."""
        try:
            edited = self._file.keep_up()
        except UserError as error:
            if not self._held_back:
                self._held_back = True
                yield FileHeldBack(error.message, error.hint)
        else:
            self._held_back = False
            if edited:
                yield edited

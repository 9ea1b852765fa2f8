"""Step 1: which two folders."""

import os
from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain
from dclgui.core.protocol.results import FolderScanned
from dclgui.images.classes import classes_of
from dclgui.images.walk import first_folders
from dclgui.project.folder import Project
from dclgui.project.settings import NAME as JOB_FILE
from dclgui.project.settings import places
from dclgui.qt.folders.judge import DOMAINS, Choice, Trouble, are_swapped, notes_on, trouble_of
from dclgui.qt.folders.moved import MovedDialog
from dclgui.qt.folders.scan import FolderScan
from dclgui.qt.folders.zone import DropZone
from dclgui.qt.parts.page import Page, StepState
from dclgui.qt.parts.project_place import PlaceRow, default_place
from dclgui.qt.parts.sentences import paragraph
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.thumbnails import ThumbnailPool
from dclgui.qt.parts.widgets import button
from dclgui.qt.parts.words import filled, number
from dclgui.qt.session.run_thread import Serve
from dclgui.qt.session.session import Session

_NO_CACHE = Path(os.devnull)
"""No folder: before there is a project, no thumbnail is written beside a person's pictures."""
_SAMPLES = 12
_MOST_COUNTED = 200_000
"""Images of an open project whose folders are counted for the bars; counting more would block the window."""


class FoldersPage(Page):
    """Two drop zones for a new project; the folders, counts and samples of an open one.

    ``project_made``  path of a project that was made from the two folders, or was dropped on a zone
    """

    project_made = Signal(object)

    def __init__(self, serve: Serve) -> None:
        super().__init__()
        self._session: Session | None = None
        self._pool = ThumbnailPool(self)
        self._sampled: dict[Domain, tuple[Path, ...]] = {}
        self._guessing = self._told_missing = False
        self._scans: dict[Domain, FolderScan] = {domain: FolderScan(serve, domain, self) for domain in DOMAINS}
        self._zones: dict[Domain, DropZone] = {domain: DropZone(domain, self._pool) for domain in DOMAINS}
        self._next = button("primary")
        self.corner.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for zone in self._zones.values():
            zone.setObjectName("zone")
            row.addWidget(zone, 1)
        self.body.addLayout(row, 1)
        self._place = PlaceRow()
        self.body.addWidget(self._place)
        self._wire()
        self.refresh()

    def start_new(self) -> None:
        """Show empty zones for a new project."""
        self._clear()
        self._place.start_over()

    def show_session(self, session: Session) -> None:
        """Show the folders of an open project; those that were moved are asked for."""
        self._clear()
        self._session = session
        session.images_changed.connect(self._show_images)
        self._show_images()
        self._tell_missing()

    def offer(self, dropped: list[Path]) -> None:
        """Take folders or files that were dropped on the window beside the zones."""
        if self._session is not None:
            return
        free = [domain for domain in DOMAINS if self._scans[domain].root is None]
        if len(dropped) == 1 and not free:
            self.banner.show_note(
                self.tr("Both sides have a folder already."), self.tr("Drop it on the side it is for.")
            )
        else:
            self._take(free[0] if free else "source", dropped)

    def entered(self) -> None:
        """Say again whose pictures are missing."""
        super().entered()
        self._tell_missing()

    def close_work(self) -> None:
        """Stop the scans and the threads that read thumbnails."""
        for scan in self._scans.values():
            scan.close()
        self._pool.close()

    def step_state(self) -> StepState:
        """How many pictures there are."""
        session = self._session
        if session is None or session.source is None or session.target is None:
            return StepState(done=session is not None)
        counts = (number(len(session.source)), number(len(session.target)))
        return StepState(note=filled(self.tr("%1 and %2 pictures"), *counts), done=True)

    def retranslate(self) -> None:
        """Set all texts."""
        self.title.setText(self.tr("Which pictures?"))
        self.subtitle.setText(self.tr("The old camera's pictures teach; the new camera's pictures get their names."))
        self._next.setText(self.tr("Go on to Check"))
        self._next.setAccessibleName(self._next.text())
        self._show_choices()
        self._tell_missing()

    def _wire(self) -> None:
        for domain in DOMAINS:
            self._scans[domain].changed.connect(self._on_scanned)
            self._zones[domain].dropped.connect(partial(self._take, domain))
            self._zones[domain].fix_wanted.connect(partial(self._fix, domain))
            self._zones[domain].level_wanted.connect(self._choose_level)
        self._place.make_wanted.connect(partial(self.attempt, self._make))
        self._place.changed.connect(self._show_choices)
        self._next.clicked.connect(lambda: self.go("check"))

    def _take(self, domain: Domain, paths: list[Path]) -> None:
        self.banner.hide()
        if len(paths) == 1 and (paths[0] / JOB_FILE).is_file():
            self.project_made.emit(paths[0])
        elif len(paths) == 1:
            self._guessing = False
            self._scans[domain].choose(paths[0])
        elif len(paths) == 2:
            self._guessing = True
            for which, path in zip(DOMAINS, paths, strict=True):
                self._scans[which].choose(path)
        else:
            self.banner.show_error(
                UserError(self.tr("That is more than two folders."), self.tr("Drop one folder on each side."))
            )

    def _fix(self, domain: Domain, fix: str) -> None:
        root = self._scans[domain].root
        if fix == "parent" and root is not None:
            self._scans[domain].choose(root.parent)
        else:
            self._swap()

    def _choose_level(self, level: int) -> None:
        """Take the folders of ``level`` for the classes; kept in a project that is open already."""
        session, scan = self._session, self._scans["source"]
        if session is not None:
            self.attempt(lambda: session.project.save_job(session.job.model_copy(update={"class_level": level})))
        scan.choose(scan.root, level=level)

    def _swap(self) -> None:
        source, target = self._scans["source"], self._scans["target"]
        roots = target.root, source.root
        source.choose(roots[0])
        target.choose(roots[1])

    def _on_scanned(self) -> None:
        if self._session is not None:
            self._show_choices()
            return
        # Two folders dropped at once come in any order: put the labelled one on its side.
        if self._guessing and not any(scan.busy for scan in self._scans.values()):
            self._guessing = False
            if are_swapped(self._choices()):
                self._swap()
        target = self._scans["target"]
        if target.root is not None and target.found is not None:
            self._place.suggest(default_place(target.root))
        self._show_choices()

    def _choices(self) -> dict[Domain, Choice]:
        scans = self._scans.items()
        return {domain: Choice(scan.root, scan.found, scan.error) for domain, scan in scans if scan.root is not None}

    def _show_choices(self) -> None:
        fixed = self._session is not None
        self._next.setVisible(fixed)
        self._place.setVisible(not fixed)
        if self._session is not None and self._session.source is not None and self._session.target is not None:
            return
        choices = self._choices()
        troubles: dict[Domain, Trouble | None] = {domain: trouble_of(domain, choices) for domain in DOMAINS}
        for domain, zone in self._zones.items():
            scan = self._scans[domain]
            notes = notes_on(domain, choices)
            zone.show_choice(scan.root, scan.found, troubles[domain], busy=scan.busy, fixed=fixed, notes=notes)
        self._show_samples()
        self._place.allow(why_not=self._why_not(troubles))

    def _why_not(self, troubles: dict[Domain, Trouble | None]) -> str:
        if any(scan.root is None for scan in self._scans.values()):
            return self.tr("Choose both folders first.")
        if any(trouble is not None for trouble in troubles.values()):
            return self.tr("Put right first what is said above.")
        if any(scan.busy for scan in self._scans.values()):
            return self.tr("The pictures are still being counted.")
        place = self._place.folder
        if place is None:
            return self.tr("Say where the project is to be kept.")
        roots = [scan.root for scan in self._scans.values() if scan.root is not None and scan.root.is_dir()]
        if any(place.absolute().is_relative_to(root.absolute()) for root in roots):
            return self.tr("The project can't lie inside a folder of pictures.")
        return ""

    def _show_samples(self) -> None:
        """Show samples as soon as some are known, and again at the end, when they come from all classes."""
        wanted = dict(self._sampled)
        for domain, scan in self._scans.items():
            found = scan.found
            if found is None:
                wanted.pop(domain, None)
            elif found.finished or domain not in wanted:
                wanted[domain] = found.samples
        if wanted == self._sampled:
            return
        self._sampled = wanted
        self._pool.open({domain: _catalog_of(samples) for domain, samples in wanted.items()}, _NO_CACHE)
        for domain, zone in self._zones.items():
            zone.show_rows(np.arange(len(wanted.get(domain, ()))))

    def _show_images(self) -> None:
        """Show the catalogs of the open project; before it has any, scan its folders."""
        session = self._session
        if session is None:
            return
        source, target = session.source, session.target
        if source is None or target is None:
            for domain, root in places(session.job).items():
                if self._scans[domain].root is None:
                    self._scans[domain].choose(root, level=session.job.class_level if domain == "source" else 0)
        else:
            self._show_catalogs(session, {"source": source, "target": target})
        self._show_choices()
        self.state_changed.emit()

    def _show_catalogs(self, session: Session, catalogs: dict[Domain, Catalog]) -> None:
        for scan in self._scans.values():
            scan.choose(None)
        self._sampled = {}
        self._pool.open(catalogs, session.project.cache)
        for domain, root in places(session.job).items():
            found = _found_of(domain, catalogs[domain])
            self._zones[domain].show_choice(root, found, None, busy=False, fixed=True)
            self._zones[domain].show_rows(np.linspace(0, found.images - 1, _SAMPLES).astype(np.int64))

    def ask_where(self) -> MovedDialog | None:
        """Ask where the pictures are now; ``None`` if they are where they were."""
        if self._session is None or not self._session.project.missing:
            return None
        dialog = MovedDialog(self._session, self.window())
        dialog.accepted.connect(self._tell_missing)
        dialog.open()
        return dialog

    def _tell_missing(self) -> None:
        """Say whose pictures are not where they were, until they are found."""
        if self._told_missing:
            self.banner.hide()
        self._told_missing = self._session is not None and bool(self._session.project.missing)
        if self._session is not None and self._told_missing:
            gone = {
                "source": self.tr("The old camera's pictures are not where they were."),
                "target": self.tr("The new camera's pictures are not where they were."),
            }
            words = paragraph(*(gone[domain] for domain in self._session.project.missing))
            hint = self.tr("What needs no picture still works.")
            self.banner.show_note(words, hint, next_step=(self.tr("Where are they now?"), self.ask_where))

    def _clear(self) -> None:
        self._session = None
        self._sampled = {}
        self.banner.hide()
        for scan in self._scans.values():
            scan.choose(None)

    def _make(self) -> None:
        source, target, place = self._scans["source"].root, self._scans["target"].root, self._place.folder
        if source is not None and target is not None and place is not None:
            job = Job(source=source, target=target, class_level=self._scans["source"].level)
            Project.create(place, job).close()
            self.project_made.emit(place)


def _catalog_of(files: tuple[Path, ...]) -> Catalog:
    nothing = np.zeros(len(files), np.int64)
    paths = tuple(str(file) for file in files)
    return Catalog(Path(), paths, (), nothing.astype(np.int32), nothing, nothing)


def _found_of(domain: Domain, catalog: Catalog) -> FolderScanned:
    """What a scan of the folder of ``catalog`` would find."""
    if domain == "source":
        counts = np.bincount(catalog.labels, minlength=len(catalog.class_names)).tolist()
        sums = Counter[str]()  # two folders may be one class by now
        for name, count in zip(catalog.class_names, counts, strict=True):
            sums[name] += count
        counted = tuple(sums.items())
    elif len(catalog) <= _MOST_COUNTED:
        folders = Counter(classes_of([first_folders(path) for path in catalog.paths]))
        counted = tuple((name, count) for name, count in folders.items() if name is not None)
    else:
        counted = ()
    return FolderScanned(domain, catalog.root, len(catalog), counted, (), looks_labelled=True, finished=True)

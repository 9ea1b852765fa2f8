"""One project: a folder with everything that is stored of one adaptation."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Rows
from dclgui.core.atomic import leftovers, remove_abandoned
from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision
from dclgui.core.errors import UserError
from dclgui.core.findings import CheckReport
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain
from dclgui.core.reading import Reading
from dclgui.core.rights import may_write
from dclgui.project import settings
from dclgui.project.audits import Audits
from dclgui.project.catalogs import Catalogs
from dclgui.project.checks import read_report, write_report
from dclgui.project.class_changes import ClassChanges
from dclgui.project.database import Database
from dclgui.project.exclusions import Exclusions
from dclgui.project.flags import Flags
from dclgui.project.habits import Habits
from dclgui.project.journal import Journal
from dclgui.project.locks import run_locked, scan_locked, window_locked
from dclgui.project.made_with import require_same_settings
from dclgui.project.moved import Fit, fit_of, gone, require_fit
from dclgui.project.rounds import Rounds
from dclgui.project.sound import require_sound

_DATABASE, _ROUNDS, _CACHE = "project.sqlite", "rounds", "cache"
_CHANGES = (
    ("at", "steps"),
    ("at", "exclusion_steps"),
    ("at", "audit_draws"),
    ("spent_at", "audit_draws"),
    ("at", "audit_answers"),
    ("at", "added_classes"),
    ("at", "audit_terms"),
)
"""Column and table of every time at which a person changed something; an undo is a change like any other."""


class Project:
    """An open project; the other public fields are its parts.

    Belongs to the thread that opened it; another thread or process opens its own. Close it, or use it as a context
    manager. One that is ``read_only`` can be looked at; what would change it raises ``UserError``.
    """

    def __init__(self, folder: Path, job: Job, database: Database, *, read_only: bool = False) -> None:
        self.folder = folder
        self.read_only = read_only
        self._own_cache: TemporaryDirectory[str] | None = None
        self.rounds = Rounds(folder / _ROUNDS, database)
        self.journal, self.flags = Journal(database), Flags(database)
        self.class_changes = ClassChanges(database, self.journal)
        self.exclusions = Exclusions(database)
        self.audits = Audits(database)
        self.habits = Habits(database)
        self._job = job
        self._database = database
        self._catalogs = Catalogs(database, settings.places(job))

    @classmethod
    def create(cls, folder: Path, job: Job) -> Self:
        """Make ``folder`` a project for ``job``; a project of the same roots without rounds is opened and gets ``job``.

        The roots of ``job`` become absolute. Deletes nothing. Raises ``UserError``, and changes no file, if the folder
        is a project with finished rounds, has other content or can't be written, or if a root does not exist.
        """
        folder = folder.absolute()
        job = _absolute(job)
        if (folder / settings.NAME).exists():
            return cls._reopened(folder, job)
        _make_empty(folder)
        settings.write_settings(folder, job)
        Database(folder / _DATABASE).close()
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the project in ``folder``; one on a disk that can't be written is ``read_only``.

        Its images may be gone (``missing``). Raises ``UserError`` if it is no project, lacks a part, is damaged or of a
        newer version, or if its settings are not those that its newest round was made with.
        """
        folder = folder.absolute()
        missing = [name for name in (settings.NAME, _DATABASE) if not (folder / name).is_file()]
        if missing:
            raise UserError(
                f"{folder} is not a project: it lacks {' and '.join(missing)}.",
                "Choose a folder that dclgui made (its name usually ends in .dclproj), or create a new project.",
            )
        read_only = not may_write(folder)
        job = settings.read_settings(folder)
        filled = any((folder / _ROUNDS).glob("[0-9]*"))
        database = Database(folder / _DATABASE, read_only=read_only, filled=filled)
        project = cls(folder, job, database, read_only=read_only)
        try:
            project._require_sound()
        except BaseException:
            project.close()
            raise
        return project

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; may be called twice."""
        self._database.close()
        if self._own_cache is not None:
            self._own_cache.cleanup()
            self._own_cache = None

    @property
    def job(self) -> Job:
        """The settings, with the roots where the images are now."""
        return self._job

    def save_job(self, job: Job) -> None:
        """Store ``job`` as the project's.

        Raises ``UserError`` if it names other image folders, or other settings than its rounds were made with.
        """
        _require_same_places(self.folder, self._job, job)
        self._require_settings(job)
        job = settings.with_places(job, settings.places(self._job))
        settings.write_settings(self.folder, job)
        self._job = job

    @property
    def missing(self) -> tuple[Domain, ...]:
        """The domains whose images are not where they were."""
        return tuple(domain for domain, place in settings.places(self._job).items() if not place.exists())

    def require_images(self, *domains: Domain) -> None:
        """Raise ``UserError`` if the images of one of ``domains`` are gone."""
        for domain in domains:
            if domain in self.missing:
                raise gone(domain, settings.places(self._job)[domain])

    def fit(self, domain: Domain, root: Path) -> Fit:
        """How well the images in ``root`` are those of ``domain``."""
        return fit_of(self.catalog(domain) if self.has_catalog(domain) else None, root)

    def move_images(self, found: Mapping[Domain, Path]) -> None:
        """Store where the images of the domains in ``found`` are now.

        Raises ``UserError``, and changes nothing, unless these are the folders of the project's images.
        """
        for domain, root in found.items():
            require_fit(self.fit(domain, root), domain, root)
        places = settings.places(self._job) | {domain: root.absolute() for domain, root in found.items()}
        job = settings.with_places(self._job, places)
        settings.write_settings(self.folder, job)
        self._job, self._catalogs = job, Catalogs(self._database, places)

    def last_round(self) -> int:
        """Number of the newest finished round; raises ``UserError`` if there is none."""
        last = self.rounds.last()
        if last is None:
            raise UserError(
                f"The project {self.folder} has no finished round yet.",
                "Let it run first: press Start in the window, or use dclgui adapt with --resume.",
            )
        return last

    @property
    def planned_rounds(self) -> int:
        """The last round planned: by the job, or by the newest refinement."""
        return max(self._job.method.rounds, *self.rounds.refinements().values(), 0)

    @property
    def changed_at(self) -> str | None:
        """When a person last changed anything, as ISO 8601 text in UTC; ``None`` if nobody ever did."""
        times = (self._database.rows(f"SELECT max({column}) FROM {table}")[0][0] for column, table in _CHANGES)
        # All times are written in one format, so that the greatest text is the latest.
        return max((at for at in times if at is not None), default=None)

    @property
    def cache(self) -> Path:
        """An existing folder for what can be computed again; a temporary one if the project is ``read_only``."""
        if self.read_only:
            # Windows does not remove what another thread still has open.
            self._own_cache = self._own_cache or TemporaryDirectory(prefix="dclgui-", ignore_cleanup_errors=True)
            return Path(self._own_cache.name)
        folder = self.folder / _CACHE
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UserError(
                f"{folder} can't be made: {error.strerror}.", "Free some space, and move away what bears this name."
            ) from error
        return folder

    @contextmanager
    def run_lock(self) -> Iterator[None]:
        """The lock of a run, held until the block or the process ends; removes what a killed run left first.

        Raises ``UserError`` if another run holds it; see ``locks.run_locked``.
        """
        with run_locked(self.folder):
            self._remove_leftovers()
            yield

    @contextmanager
    def scan_lock(self) -> Iterator[None]:
        """The lock of a scan that is part of no run; see ``locks.scan_locked``."""
        with scan_locked(self.folder):
            self._remove_leftovers()
            yield

    @contextmanager
    def window_lock(self) -> Iterator[None]:
        """The lock of a window that shows this project, held until the block or the process ends.

        Raises ``UserError`` if another window has it. Who only looks needs none.
        """
        if self.read_only:
            yield
            return
        with window_locked(self.folder):
            yield

    def training_decisions(self) -> dict[int, Decision]:
        """The decisions that training may see, by row: without those on images of the current audit."""
        audited = set(self.audits.rows().tolist())
        return {row: decision for row, decision in self.journal.current().items() if row not in audited}

    def answers(self, upto: int | None = None) -> Rows:
        """[A, 2] int64, row and class of the answers that training may see, in the order given.

        The class of "none of these" is ``UNKNOWN``; see ``Journal.answers_in_order``.
        """
        audited = set(self.audits.rows().tolist())
        kept = [pair for pair in self.journal.answers_in_order(upto) if pair[0] not in audited]
        return np.array(kept, np.int64).reshape(-1, 2)

    def has_catalog(self, domain: Domain) -> bool:
        """Whether a catalog of ``domain`` was saved."""
        return domain in self._catalogs

    def save_catalog(self, domain: Domain, catalog: Catalog) -> None:
        """See ``Catalogs.save``."""
        self._catalogs.save(domain, catalog)

    def catalog(self, domain: Domain) -> Catalog:
        """See ``Catalogs.load``."""
        return self._catalogs.load(domain)

    def reading(self, domain: Domain) -> Reading:
        """See ``Catalogs.reading``."""
        return self._catalogs.reading(domain)

    def class_names(self) -> tuple[str, ...]:
        """The K names of ``catalog``, without reading its images; raises like it."""
        return self._catalogs.class_names("target")

    def add_class(self, name: str, who: str = "operator", rows: Sequence[int] = ()) -> int:
        """See ``ClassChanges.add``; a round learns the class if decisions name it.

        Raises ``UserError`` also if no round is finished.
        """
        if self.rounds.last() is None:
            raise UserError(
                f"The project {self.folder} has no finished round yet, so no class can be added.", "Let it run first."
            )
        return self.class_changes.add(name, who, rows)

    def save_digests(
        self, domain: Domain, rows: Sequence[int] | npt.NDArray[np.integer], digests: Sequence[str]
    ) -> None:
        """See ``Catalogs.save_digests``."""
        self._catalogs.save_digests(domain, rows, digests)

    def digests(self, domain: Domain) -> tuple[str, ...]:
        """See ``Catalogs.digests``."""
        return self._catalogs.digests(domain)

    def save_problems(self, domain: Domain, problems: Mapping[int, str]) -> None:
        """See ``Catalogs.save_problems``."""
        self._catalogs.save_problems(domain, problems)

    def problems(self, domain: Domain) -> dict[int, str]:
        """See ``Catalogs.problems``."""
        return self._catalogs.problems(domain)

    def save_check(self, report: CheckReport) -> None:
        """Store the ``report`` on the two catalogs saved now; raises ``UserError`` if it can't be written."""
        write_report(self.cache, report, catalogs=self._catalogs.fingerprint())
        self.exclusions.save_copies(report)

    def check(self) -> CheckReport | None:
        """The last report; ``None`` if there is none, or the catalogs have changed since."""
        return read_report(self.cache, catalogs=self._catalogs.fingerprint())

    @classmethod
    def _reopened(cls, folder: Path, job: Job) -> Self:
        with run_locked(folder):  # a run under way must not get other settings
            _require_no_rounds(folder)
            # No rounds and no catalog: the first try named wrong folders or was killed early, so other roots may come.
            if not (folder / _ROUNDS).exists():
                with closing(Database(folder / _DATABASE)) as database:
                    if "target" not in Catalogs(database, settings.places(job)):
                        settings.write_settings(folder, job)
            _require_same_places(folder, settings.read_settings(folder), job)
            project = cls.open(folder)
            try:
                project.save_job(job)
            except BaseException:
                project.close()
                raise
            return project

    def _require_sound(self) -> None:
        require_sound(self._database, classes=len(self.class_names()) if self.has_catalog("target") else None)
        self._require_settings(self._job)

    def _require_settings(self, job: Job) -> None:
        last = self.rounds.last()
        if last is not None:
            require_same_settings(job, self.rounds.settings(last), number=last, file=self.folder / settings.NAME)

    def _remove_leftovers(self) -> None:
        self.rounds.remove_leftovers()
        for folder in (self.folder, self.cache, *self.cache.glob("features-*")):
            remove_abandoned(folder)


def _require_same_places(folder: Path, kept: Job, job: Job) -> None:
    if not settings.same_places(kept, job):
        raise UserError(
            f"{folder} is a project of {kept.source} and {kept.target}; its folders of images can't be changed.",
            "Create a new project for the other images.",
        )


def _require_no_rounds(folder: Path) -> None:
    """Raise ``UserError`` if the project has finished rounds, which were made with other settings than a new job's."""
    if not (folder / _ROUNDS).is_dir() or not (folder / _DATABASE).is_file():
        return
    with closing(Database(folder / _DATABASE)) as database:
        last = Rounds(folder / _ROUNDS, database).last()
    if last is not None:
        raise UserError(
            f"The project {folder} has finished {last} rounds already.",
            "Go on with --resume, or choose another project folder.",
        )


def _absolute(job: Job) -> Job:
    for domain, place in settings.places(job).items():
        if not place.exists():
            raise UserError(f"The {domain} images are missing: there is nothing at {place}.", "Check the path.")
    return settings.with_places(job, {domain: place.absolute() for domain, place in settings.places(job).items()})


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = sorted(set(folder.iterdir()) - set(leftovers(folder)))
    except OSError as error:
        raise UserError(f"{folder} can't be a project: {error.strerror}.", "Choose another place.") from error
    if foreign:
        raise UserError(
            f"{folder} can't become a project: it is not empty ({foreign[0].name} is in it).",
            "Choose a new or an empty folder.",
        )

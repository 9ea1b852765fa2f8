"""Step 2: the data check, before any training."""

from functools import partial
from typing import Literal

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from dclgui.core.arrays import Mask, Rows
from dclgui.core.findings import CheckReport, Finding
from dclgui.core.protocol.envelope import Failed
from dclgui.core.protocol.events import Domain, Progressed
from dclgui.core.protocol.requests import CheckImages
from dclgui.qt.check.card import FindingCard
from dclgui.qt.check.comparison import ComparisonCard, verdict
from dclgui.qt.parts.icons import Icon, IconLabel
from dclgui.qt.parts.page import Page, StepState
from dclgui.qt.parts.theme import GRID
from dclgui.qt.parts.thumbnails import ThumbnailPool, WholePictures
from dclgui.qt.parts.viewer import Viewer
from dclgui.qt.parts.widgets import button, card, label, scroll_area
from dclgui.qt.parts.words import STEP_WORDS, filled, number, time_left, translate
from dclgui.qt.session.questions import Question
from dclgui.qt.session.session import Session


class CheckPage(Page):
    """Starts the data check when it is entered for the first time, and lists what was found."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pool, self._whole = ThumbnailPool(self), WholePictures(self)
        self._closer = Viewer(self._whole, self)
        self._closer.moved.connect(self._walk)
        self._looked_at: tuple[Finding, int] | None = None
        self._state: Literal["unknown", "checking", "skipped", "checked"] = "unknown"
        self._question: Question | None = None
        self._progress: Progressed | None = None
        self._report: CheckReport | None = None
        self._cards: list[FindingCard] = []
        self._out: dict[Domain, Mask] = {}
        self._next, self._again = button("primary"), button()
        for widget in (self._again, self._next):
            self.corner.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._advice, self._advised = label("muted", wrap=True), button()
        self._begin, self._later, self._bar = button(), button(), QProgressBar()
        self._work_title, self._work_words = label("strong"), label("muted", wrap=True)
        self._build()
        self.commands = {"undo": session.undo_exclusion, "redo": session.redo_exclusion}
        self._next.clicked.connect(lambda: self.go("run"))
        self._advised.clicked.connect(self.exclude_advised)
        for ask in (self._begin, self._again):
            ask.clicked.connect(self.check)
        self._later.clicked.connect(self.stop)
        session.images_changed.connect(self._on_images_changed)
        session.run.changed.connect(self._show_advice)
        self.refresh()
        self._take_report()

    def entered(self) -> None:
        """Start the check unless it was done or put off, or a run is under way."""
        super().entered()
        self._take_report()
        if self._state == "unknown" and self._session.run.status == "idle":
            self.check()

    def close_work(self) -> None:
        """Stop the threads that read thumbnails."""
        self._pool.close()
        self._closer.close_work()
        self._whole.close()

    def check(self) -> None:
        """Start the data check in a child process."""
        self.banner.hide()
        self._state, self._progress = "checking", None
        self._question = self._session.ask(CheckImages(self._session.project.folder))
        self._question.said.connect(self._on_said)
        self._question.answered.connect(self._on_checked)
        self._question.failed.connect(self._on_failed)
        self._show_state()

    def stop(self) -> None:
        """Cancel the check; a run works without it."""
        if self._question is not None:
            self._question.cancel()
        self._state = "skipped"
        self._show_state()

    def exclude_advised(self) -> None:
        """Exclude all images that the findings advise to exclude."""
        for domain, rows in self._advised_rows().items():
            if len(rows):
                self._session.exclude(domain, rows, excluded=True)

    def step_state(self) -> StepState:
        """Progress of the check, or what was excluded or found."""
        if self._state == "checking":
            progress = self._progress
            done = progress.done / progress.total if progress is not None and progress.total else 0.0
            # The check reads both domains, the source first: each is half of the work.
            half = 0.5 if progress is not None and progress.step == "check target" else 0.0
            return StepState(note=self.tr("Looking at the pictures"), share=round(half + done / 2, 2))
        excluded = sum(int(out.sum()) for out in self._out.values())
        if excluded:
            words = self.tr("1 picture set aside") if excluded == 1 else self.tr("%1 problems set aside")
            return StepState(note=filled(words, number(excluded)), done=True)
        if self._report is None:
            return StepState(note=self.tr("Put off") if self._state == "skipped" else "")
        found = sum(finding.kind != "colour" for finding in self._report.findings)  # the comparison says that
        note = filled(self.tr("Kinds of trouble: %1"), number(found)) if found else self.tr("Nothing found")
        return StepState(note=note, done=True)

    def retranslate(self) -> None:
        """Set all texts."""
        self.title.setText(self.tr("Is anything wrong with the pictures?"))
        self._next.setText(self.tr("Go on to Run"))
        self._again.setText(self.tr("Check again"))
        self._begin.setText(self.tr("Check now"))
        self._later.setText(self.tr("Check later"))
        self._later.setToolTip(self.tr("Stop looking; a run goes without it, and the check can be made any time."))
        for act in (self._next, self._again, self._begin, self._later):
            act.setAccessibleName(act.text())
        self._bar.setAccessibleName(self.tr("Progress of the check"))
        self._clean_title.setText(self.tr("Nothing is wrong with the pictures."))
        self._clean_words.setText(
            self.tr("All can be read; none is blurred, too dark, there twice or far from the others in size.")
        )
        self._show_state()

    def _build(self) -> None:
        area, self._list = scroll_area()
        self._list.setContentsMargins(0, 0, GRID, 0)
        self._list.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self._advised)
        row.addWidget(self._advice, 1)
        row.addStretch()
        self._work, inner = card()
        inner.setContentsMargins(20, 20, 20, 20)
        self._bar.setTextVisible(False)
        acts = QHBoxLayout()
        acts.addWidget(self._begin)
        acts.addWidget(self._later)
        acts.addStretch()
        for widget in (self._work_title, self._work_words, self._bar):
            inner.addWidget(widget)
        inner.addLayout(acts)
        self._clean, inner = card()
        inner.setContentsMargins(20, 20, 20, 20)
        self._clean_title, self._clean_words = label("strong"), label("muted", wrap=True)
        inner.addWidget(IconLabel(Icon.CHECK, 28, accent=True))
        inner.addWidget(self._clean_title)
        inner.addWidget(self._clean_words)
        self._list.addWidget(self._work)
        self._list.addWidget(self._clean)
        self._list.addStretch()
        self.body.addLayout(row)
        self.body.addWidget(area, 1)

    def _take_report(self) -> None:
        """Show the report that is kept in the project."""
        if self._state == "checking":
            return
        report = self._session.project.check()
        if report is not None:
            self._state = "checked"
        elif self._state == "checked":
            self._state = "unknown"  # the pictures have changed since
        self._report = report
        self._show_report()

    def _show_report(self) -> None:
        for shown in self._list_of_cards():
            self._list.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._cards = []
        catalogs, report = self._session.catalogs, self._report
        if len(catalogs) == 2 and report is not None:
            self._pool.open(catalogs, self._session.project.cache)
            findings = [finding for finding in report.findings if finding.kind != "colour"]
            self._cards = [FindingCard(finding, catalogs, self._pool) for finding in findings]
            for place, shown in enumerate(self._cards):
                shown.exclude_wanted.connect(self._on_exclude_wanted)
                shown.opened.connect(partial(self._look_closer, shown.finding))
                self._list.insertWidget(2 + place, shown)
            comparison = ComparisonCard(report, catalogs, self._pool)
            # Behind the two cards that are always there; a strong difference stands before all findings.
            self._list.insertWidget(2 if verdict(report)[1] else 2 + len(self._cards), comparison)
        self._read_excluded()
        self._show_state()

    def _list_of_cards(self) -> list[QWidget]:
        items = (self._list.itemAt(place) for place in range(self._list.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, FindingCard | ComparisonCard)]

    def _read_excluded(self) -> None:
        self._out = {domain: np.zeros(len(catalog), np.bool_) for domain, catalog in self._session.catalogs.items()}
        for domain, out in self._out.items():
            out[self._session.project.exclusions.current(domain)] = True
        for shown in self._cards:
            shown.show_excluded(self._out[shown.finding.domain])

    def _show_state(self) -> None:
        checking, checked = self._state == "checking", self._report is not None
        self._work.setVisible(checking or not checked)
        self._later.setVisible(checking)
        self._begin.setVisible(not checking)
        self._bar.setVisible(checking)
        self._again.setVisible(checked and not checking)
        self._clean.setVisible(checked and not checking and not self._cards)
        for shown in self._list_of_cards():
            shown.setVisible(not checking)
        self._say_work()
        self._show_advice()
        self.state_changed.emit()

    def _say_work(self) -> None:
        progress = self._progress
        if self._state != "checking":
            self._work_title.setText(self.tr("The pictures have not been looked at yet."))
            self._work_words.setText(
                self.tr(
                    "The check finds pictures that are broken, blurred, dark or there twice. A run goes without it."
                )
            )
            return
        self._work_title.setText(self.tr("Looking at every picture once"))
        words = translate(STEP_WORDS.get(progress.step, "")) if progress is not None else ""
        said = [words[:1].upper() + words[1:] or self.tr("Getting ready")]
        self._bar.setRange(0, progress.total if progress is not None else 0)
        if progress is not None:
            self._bar.setValue(progress.done)
            if progress.total:
                count = filled(self.tr("%1 of %2"), number(progress.done), number(progress.total))
                said += [count, time_left(progress.seconds_left)]
        self._work_words.setText(" · ".join(filter(None, said)))

    def _show_advice(self) -> None:
        checking, report = self._state == "checking", self._report
        self.subtitle.setText(
            self.tr("Nothing is taken out unless you say so, and everything can be undone with Ctrl+Z.")
        )
        late = self._session.run.newest_round is not None
        self._advice.setVisible(late and bool(self._cards) and not checking)
        self._advice.setText(
            self.tr("A run has begun already; what you exclude or keep now counts when a run begins anew.")
        )
        advised = sum(len(rows) for rows in self._advised_rows().values()) if report is not None else 0
        self._advised.setVisible(bool(advised) and not checking)
        self._advised.setText(filled(self.tr("Exclude all that are advised (%1)"), number(advised)))
        self._advised.setToolTip(self.tr("Training is better without these; look at them below first."))
        self._advised.setAccessibleName(self._advised.text())

    def _advised_rows(self) -> dict[Domain, Rows]:
        """For each domain the rows that are advised to be excluded and are not yet."""
        advised: dict[Domain, Rows] = {}
        for domain, out in self._out.items():
            meant = np.zeros_like(out)
            for shown in self._cards:
                finding = shown.finding
                if finding.domain == domain and finding.advice == "exclude" and finding.kind != "unreadable":
                    meant[finding.rows] = True
            advised[domain] = np.flatnonzero(meant & ~out)
        return advised

    def _look_closer(self, finding: Finding, row: int) -> None:
        self._looked_at = finding, row
        catalog = self._session.catalogs[finding.domain]
        self._closer.show_file(catalog.file(row), catalog.paths[row], reading=catalog.reading)

    def _walk(self, by: int) -> None:
        """Show the next picture of the same finding large."""
        if self._looked_at is not None:
            finding, row = self._looked_at
            place = int(np.flatnonzero(finding.rows == row)[0]) + by
            if 0 <= place < len(finding.rows):
                self._look_closer(finding, int(finding.rows[place]))

    def _on_exclude_wanted(self, domain: Domain, rows: Rows, excluded: bool) -> None:
        self.attempt(lambda: self._session.exclude(domain, rows, excluded=excluded))

    def _on_images_changed(self) -> None:
        if self._state != "checking" and self._fits():
            self._read_excluded()
            self._show_advice()
            self.state_changed.emit()
        else:
            self._take_report()

    def _fits(self) -> bool:
        """Whether the cards belong to the catalogs as they are now."""
        source, target = self._session.source, self._session.target
        if source is None or target is None or not self._out:
            return False
        return len(source) == len(self._out["source"]) and len(target) == len(self._out["target"])

    def _on_said(self, said: object) -> None:
        if isinstance(said, Progressed):
            self._progress = said
            self._say_work()
            self.state_changed.emit()

    def _on_checked(self) -> None:
        self._state = "unknown"
        self._out = {}  # ``_fits`` is then false, so that the new catalogs and the new report are taken
        self._session.reload_images()

    def _on_failed(self, failed: Failed) -> None:
        self._state = "skipped"
        self.banner.show_error(failed.error, details=failed.details, next_step=(self.tr("Check again"), self.check))
        self._show_state()

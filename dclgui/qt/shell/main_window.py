"""The main window: steps on the left, page in the middle, its side panel at the right, status bar at the bottom."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QEvent, QSize, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from dclgui.core.errors import UserError
from dclgui.project.settings import NAME as JOB_FILE
from dclgui.qt.audit.page import AuditPage
from dclgui.qt.check.page import CheckPage
from dclgui.qt.export.page import ExportPage
from dclgui.qt.folders.page import FoldersPage
from dclgui.qt.import_dialog.dialog import ask_for_decisions
from dclgui.qt.parts.class_keys_dialog import ask_for_class_keys
from dclgui.qt.parts.page import STEPS, Page, StepName, StepState
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.parts.save_dialog import ask_for_file
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.parts.theme import styled_at_once
from dclgui.qt.parts.widgets import rule
from dclgui.qt.parts.words import filled, folder_words
from dclgui.qt.report.save import ask_for_result
from dclgui.qt.review.page import ReviewPage
from dclgui.qt.run.page import RunPage
from dclgui.qt.session.run_thread import Serve
from dclgui.qt.session.session import Session
from dclgui.qt.shell.actions import Actions
from dclgui.qt.shell.classes import ClassesDialog
from dclgui.qt.shell.faults import window_log
from dclgui.qt.shell.help import Help
from dclgui.qt.shell.leaving import asks_before, leave_or_ask
from dclgui.qt.shell.looks import Looks
from dclgui.qt.shell.palette import Palette
from dclgui.qt.shell.places import Asides, Pages
from dclgui.qt.shell.status_bar import StatusBar
from dclgui.qt.shell.steps import Steps
from dclgui.qt.shell.support_report import write_report
from dclgui.qt.shell.tray import Tray
from dclgui.qt.start.page import StartPage
from dclgui.review.sureness import Sureness

NARROW = 1100
"""Pixels; in a window that is narrower the steps show as badges alone, and side panels fold."""
_SMALLEST, _USUAL = QSize(900, 560), QSize(1366, 768)
_FRAME = QSize(8, 40)
"""About what title and border of a window take."""


class MainWindow(QMainWindow):
    """Shows the start page, the folders of a new project, or the six pages of an open one."""

    def __init__(self, serve: Serve) -> None:
        super().__init__()
        self._serve = serve
        self.preferences = Preferences()
        self.session: Session | None = None
        self.actions_table, self._looks = Actions(self), Looks(self.preferences, self)
        self.start_page = StartPage(self.preferences, serve)
        self.folders_page = FoldersPage(serve)
        self.pages: dict[StepName, Page] = {}
        self.help = Help(self, show_demo=self._show_demo, go=self.go, section=self._section)
        self._leaving, self._tray = False, Tray(self)
        self._build()
        self._wire()
        self.setAcceptDrops(True)
        self.setMinimumSize(_SMALLEST)
        self.resize(_USUAL.boundedTo(self.screen().availableGeometry().size() - _FRAME))
        self.restoreGeometry(self.preferences.geometry)
        self.show_start()
        self._retranslate()
        self._looks.changed.connect(self._retranslate)

    @property
    def page(self) -> Page:
        """The current page."""
        return self._stack.page

    def show_start(self) -> None:
        """Close the project, if one is open, and show the start page."""
        self._close_session()
        self.setWindowTitle("dclgui")
        self._steps.hide()
        self._show(self.start_page)

    def new_project(self) -> None:
        """Close the project, if one is open, and show two empty drop zones."""
        self._close_session()
        self.setWindowTitle("dclgui")
        self.folders_page.start_new()
        self._steps.name_project(self.tr("New project"), "")
        self._steps.show()
        self._show_states()
        self.go("folders")

    def open_project(self, folder: Path) -> None:
        """Open the project in ``folder``; raises ``UserError`` if it can't, and leaves the window as it is."""
        folder = folder.absolute()
        if self.session is not None and self.session.project.folder == folder:
            return
        # Opened before the old one is closed: if it can't be opened, the window stays as it is.
        session = Session(folder, self._serve, self)
        self._close_session()
        self.session = session
        self.preferences.opened(folder)
        self._steps.name_project(folder.stem, folder_words(folder.parent))
        self._steps.show()
        self.folders_page.show_session(session)
        self._status.follow(session)
        makers: tuple[Callable[[Session], Page], ...] = (CheckPage, RunPage, ReviewPage, AuditPage, ExportPage)
        with styled_at_once():
            made = [make(session) for make in makers]
            for page in made:
                self._adopt(page)
        self.pages = dict(zip(STEPS, (self.folders_page, *made), strict=True))
        session.table_replaced.connect(self._name_classes)
        session.learning.changed.connect(self._follow_answers)
        session.run.refine_changed.connect(self._allow_by_session)
        session.images_changed.connect(self._allow_by_session)
        self._name_classes()
        self.setWindowTitle(f"{folder.stem} – dclgui")
        self._show_states()
        last = self.preferences.step_of(folder)
        known = last in self.pages and not self.pages[last].step_state().why_not
        self.go(last if known else "check" if session.run.newest_round is None else "review")
        if "target" in session.project.missing:  # without the source, all but training works
            self.folders_page.ask_where()

    def go(self, step: str) -> None:
        """Show the page of ``step``."""
        name = next(name for name in STEPS if name == step)
        page = self.pages.get(name, self.folders_page)
        self._steps.choose(name)
        self._show(page)
        if self.session is not None:
            self.session.looked_at |= name in {"review", "audit", "export"}
            self.preferences.showed(self.session.project.folder, name)

    def show_trouble(self, error: UserError, details: str = "") -> None:
        """Show ``error`` on the current page; ``details`` are a traceback for support."""
        self.page.banner.show_error(error, details=details)

    def save_report(self, file: Path) -> None:
        """Write a report for support to ``file``; raises ``UserError`` if that can't be done."""
        write_report(file, self.session, self.preferences, window_log())
        where = QUrl.fromLocalFile(str(file.parent))
        self.page.banner.show_note(
            filled(self.tr("Saved: %1"), str(file)),
            self.tr("It holds log, versions and settings, and no picture; look into it before you send it."),
            next_step=(self.tr("Open the folder"), partial(QDesktopServices.openUrl, where)),
        )

    def perform(self, name: str) -> None:
        """Do the command ``name``; the current page goes before the window."""
        work = self.page.commands.get(name) or self._commands.get(name)
        if work is not None:
            self.page.attempt(work)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stop what runs, after a question; its finished rounds and all decisions are saved already."""
        if not self._leaving and asks_before(self.leave, self.pages.values(), self, otherwise=self._tray.answers()):
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        self._tray.vanish()  # children may take seconds to end, which nobody should have to watch
        self.folders_page.close_work()
        self.start_page.close_work()
        self._close_session()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the steps where there is little room."""
        super().resizeEvent(event)
        self._steps.fold(folded=self.width() < NARROW)
        self._show_aside()

    def leave(self) -> None:
        """Close the window without a question, whatever goes on."""
        self._leaving = True
        self.close()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept files and folders."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open a project; offer anything else to the page of folders, or to the page of the open project."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(paths) == 1 and (paths[0] / JOB_FILE).is_file():
            event.acceptProposedAction()
            self._open_wanted(paths[0])
        elif paths and self.session is None:
            event.acceptProposedAction()
            if self.page is not self.folders_page:
                self.new_project()
            self.folders_page.offer(paths)
        elif paths:
            event.acceptProposedAction()
            self.page.attempt(partial(self.page.take_files, paths))

    def _build(self) -> None:
        self._steps, self._stack, self._asides, self._status = Steps(), Pages(), Asides(), StatusBar()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._steps)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._asides)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(rule())
        layout.addWidget(self._status)
        self.setCentralWidget(whole)
        self.actions_table.fill(self.menuBar())
        for page in (self.start_page, self.folders_page):
            self._adopt(page)

    def _wire(self) -> None:
        self._steps.chosen.connect(self.go)
        self._status.pause_wanted.connect(lambda: self.perform("pause"))
        self._status.stop_wanted.connect(lambda: self.perform("stop"))
        self.start_page.command_wanted.connect(self.perform)
        self.start_page.demo_made.connect(self.help.begin_tour)
        self.folders_page.project_made.connect(self._open_wanted)
        self.actions_table.given.connect(self.perform)
        self._commands: dict[str, Callable[[], object]] = {
            "new": partial(self._leave_for, self.new_project),
            "open": self._ask_for_project,
            "close": partial(self._leave_for, self.show_start),
            "quit": self.close,
            "import decisions": lambda: self._of_session(partial(ask_for_decisions, self.page)),
            "classes": lambda: self._of_session(lambda session: ClassesDialog(session, self).open()),
            "result report": lambda: self._of_session(partial(ask_for_result, self.page)),
            "class keys": lambda: self._of_session(partial(ask_for_class_keys, self.page)),
            "report": self._ask_for_report,
            "palette": self._show_palette,
            "side panel": self._turn_aside,
            "undo": lambda: self._of_session(Session.undo),
            "redo": lambda: self._of_session(Session.redo),
            "pause": self._pause_or_go_on,
            "stop": lambda: self._of_session(lambda session: session.run.stop()),
            "refine": lambda: self._of_session(lambda session: session.run.refine()),
            **self._looks.commands,
            **self.help.commands,
            **{f"step {number}": partial(self.go, step) for number, step in enumerate(STEPS, 1)},
        }

    def _adopt(self, page: Page) -> None:
        self._stack.addWidget(page)
        if page.side_panel is not None:
            self._asides.addWidget(page.side_panel)
        if page.pictures is not None:
            page.pictures.addActions(self.actions_table.of_pictures())
        page.step_wanted.connect(self.go)
        page.project_wanted.connect(self._open_wanted)
        page.noted.connect(self._status.note)
        page.guide_wanted.connect(partial(self.perform, "guide"))
        page.called.connect(self._tray.call)
        page.banner.report_wanted.connect(self._ask_for_report)
        page.state_changed.connect(self._show_states)
        page.commands_changed.connect(self._allow_commands)

    def _show(self, page: Page) -> None:
        if page is not self.page:
            self.page.banner.hide()  # what it says is of the moment
            self._status.note("")
        self._stack.setCurrentWidget(page)
        self._show_aside()
        self._allow_commands()
        page.entered()
        self._follow_answers()

    def _show_aside(self) -> None:
        self._asides.follow(self.page, narrow=self.width() < NARROW)
        self.actions_table["side panel"].setChecked(not self._asides.isHidden())

    def _turn_aside(self) -> None:
        self._asides.turn()
        self._show_aside()

    def _follow_answers(self) -> None:
        """Where labels are audited or leave the project, they follow what a child has learnt; in Review at F5."""
        if self.session is not None and self.page in {self.pages.get("audit"), self.pages.get("export")}:
            self.page.attempt(self.session.follow_answers)

    def _allow_commands(self) -> None:
        known = {*self.page.commands, *self._commands}
        of_project = {"close", "import decisions", "classes", "class keys", "result report"}
        of_project |= {"undo", "redo", "start", "refine", "pause", "stop"}
        for name in self.actions_table.rows:
            if name not in known:
                self.actions_table.enable(name, why_not=self.tr("This works on another page."))
            elif self.session is None and (name in of_project or name.startswith("step ")):
                self.actions_table.enable(name, why_not=self.tr("Open a project first."))
            else:
                self.actions_table.enable(name)
        self._allow_by_session()

    def _allow_by_session(self) -> None:
        if self.session is not None:
            refusal = self.session.run.why_not_refine
            self.actions_table.enable("refine", why_not=spoken(refusal.message) if refusal else "")
            unread = self.tr("The new camera's pictures are not read yet: press Start in Run first.")
            early = self.tr("There are no classes to change before the first round.")
            self.actions_table.enable("classes", why_not=early if self.session.run.newest_round is None else "")
            self.actions_table.enable("import decisions", why_not=unread if self.session.target is None else "")

    def _show_states(self) -> None:
        for name in STEPS:
            page = self.pages.get(name)
            closed = StepState(why_not="" if name == "folders" else self.tr("Choose the two folders first."))
            self._steps.show_state(name, closed if page is None else page.step_state())

    def _name_classes(self) -> None:
        names = () if self.session is None else self.session.table.class_names
        self.actions_table.name_classes([name for name in names if name])

    def _leave_for(self, other: Callable[[], object]) -> None:
        leave_or_ask(other, self.pages.values(), self)

    def _open_wanted(self, folder: Path) -> None:
        if self.session is None or self.session.project.folder != folder.absolute():
            self._leave_for(lambda: self.page.attempt(partial(self.open_project, folder)))

    def _ask_for_project(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, self.tr("Open a project")):
            self._open_wanted(Path(chosen))

    def _ask_for_report(self) -> None:
        suggested = Path.home() / f"dclgui-report-{QDate.currentDate().toString('yyyy-MM-dd')}.zip"
        chosen = ask_for_file(self, self.tr("Save report"), suggested, self.tr("Report (*.zip)"))
        if chosen is not None:
            self.page.attempt(partial(self.save_report, chosen))

    def _show_palette(self) -> None:
        palette = Palette(self.actions_table, self)
        palette.chosen.connect(self.perform)
        palette.show_over(self)

    def _show_demo(self) -> None:
        self._leave_for(self._draw_demo)

    def _draw_demo(self) -> None:
        self.show_start()
        self.start_page.try_demo()

    def _section(self) -> int:
        """The section of the guide that tells of the page: those of the steps have their numbers."""
        steps = [self.folders_page, *(self.pages[step] for step in STEPS[1:] if self.pages)]
        return 0 if self.page is self.start_page else 1 + steps.index(self.page)

    def _of_session(self, work: Callable[[Session], object]) -> None:
        if self.session is not None:
            work(self.session)

    def _pause_or_go_on(self) -> None:
        if self.session is not None:
            run = self.session.run
            (run.go_on if run.status == "paused" else run.pause)()

    def _retranslate(self) -> None:
        self.actions_table.retranslate()
        self._looks.mark(self.actions_table)
        if self.session is None:
            self.setWindowTitle("dclgui")
            self._steps.name_project(self.tr("New project"), "")
        self._show_states()
        self._allow_commands()

    def _close_session(self) -> None:
        self.help.end_tour()
        session, self.session = self.session, None
        for name, page in self.pages.items():
            if name != "folders":
                page.close_work()
                self._stack.removeWidget(page)
                if page.side_panel is not None:
                    self._asides.removeWidget(page.side_panel)
                    page.side_panel.deleteLater()
                page.deleteLater()
        self.pages = {}
        self._status.follow(None)
        if session is not None:
            if session.shown_round is not None:
                doubtful = Sureness.of(session.table).doubtful
                self.preferences.leaves(session.project.folder, session.shown_round, doubtful)
            session.close()
            session.deleteLater()

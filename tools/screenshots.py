"""Pages of the window on the demo project, as pictures: ``python -m tools.screenshots``.

Draws those that a page of documentation shows into ``docs/screenshots/``; with ``--all`` every page and small window
in both themes and both languages, the pages in every size, into ``build/screenshots/``, to be looked at. Runs
under a virtual display of its own (``make screenshots`` installs one); the demo is made if it is not there. Settings
of the person are left alone.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from dclgui.core.terms import Terms
from tools.qt_libraries import tell

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

from dclgui.qt.shell.main_window import MainWindow

ROOT = Path(__file__).parents[1]
SHOWN = ROOT / "docs" / "screenshots"
EVERYTHING = ROOT / "build" / "screenshots"
DEMO = ROOT / "demo-output"
PROJECT, PICTURES = "default.dclproj", "SYNTHETIC-images"
HOME = Path(tempfile.gettempdir()) / "dclgui-pictures"
"""Of the person who takes the pictures: the window shows ``~`` for it, and no path of this computer."""
INSIDE = "DCLGUI_SCREENSHOTS_INSIDE"
COLOURS = 255
PAGES = ("start", "new", "folders", "check", "run", "review", "audit", "guarantee", "export")
SHEETS = ("palette", "keys", "about")
LANGUAGES = (("english", "en"), ("chinese", "zh"))
THEMES = ("light", "dark")
SIZES = {"": (1366, 768), "-200": (1366, 768), "-900": (900, 560), "-1100": (1100, 680), "-1920": (1920, 1080)}
"""Of the window, by how the names of its pictures end; ``-200`` is at 200 %, ``-1100`` has room in the guide."""
ANSWERED = 60
"""Of an audit, in its picture."""
PROMISED = 0.05
"""The share of wrong labels that the picture of a guarantee allows; the demo's are too wrong for less."""
PATIENCE = 2500
"""Milliseconds for pictures, charts and layout to come to rest."""
TURNS = 60
"""How often a page that is still at work is waited for."""
_LINK = re.compile(r"""!\[[^\]]*\]\(([^)\s]+)[^)]*\)|<img\s[^>]*?src=["']([^"']+)["']""")


def main(words: list[str]) -> int:
    """Take the pictures, in child processes with one scale each; 1 if a page shows one that can't be taken."""
    wanted = every_name() if "--all" in words else shown_names()
    folder = EVERYTHING if "--all" in words else SHOWN
    if unknown := wanted - every_name():
        tell(f"A page of documentation shows what nothing here draws: {', '.join(sorted(unknown))}")
        return 1
    if not (DEMO / PROJECT).is_dir():
        tell("Making the demo first.")
        subprocess.run([sys.executable, "-m", "dclgui", "demo", "-o", str(DEMO)], check=True, cwd=ROOT)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    large = {name for name in wanted if name.endswith("-200")}
    for scale, names in ((1, wanted - large), (2, large)):
        if names:
            _take_in_child(folder, names, scale=scale)
    taken = sorted(folder.glob("*.png"))
    tell(f"{len(taken)} pictures, {sum(file.stat().st_size for file in taken) / 1e6:.1f} MB in {folder}")
    return 0


def shown_names() -> set[str]:
    """The pictures, without their ending, that a page of documentation shows."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(page, *found) for page in pages for found in _LINK.findall(page.read_text(encoding="utf-8"))]
    files = [(page.parent / (plain or tag)).resolve() for page, plain, tag in links]
    return {file.stem for file in files if file.parent == SHOWN and file.suffix == ".png"}


def every_name() -> set[str]:
    """The pictures, without their ending, that can be taken."""
    looks = [f"{theme}-{short}" for theme in THEMES for _, short in LANGUAGES]
    named = {f"{page}-{look}{size}" for page in PAGES for look in looks for size in SIZES}
    named |= {f"{sheet}-{look}" for sheet in SHEETS for look in looks}
    return named | {f"report-{short}" for _, short in LANGUAGES}


def _take_in_child(folder: Path, names: Collection[str], *, scale: int) -> None:
    shutil.rmtree(HOME, ignore_errors=True)
    try:
        for part in (PROJECT, PICTURES):
            shutil.copytree(DEMO / part, HOME / "demo" / part)
        environment = {**os.environ, INSIDE: "1", "QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "xcb"}
        environment |= {"HOME": str(HOME), "XDG_CONFIG_HOME": str(HOME / "settings")}
        environment |= {"XDG_STATE_HOME": str(HOME / "state")}
        command = ["xvfb-run", "-a", "-s", f"-screen 0 {1920 * scale}x{1080 * scale}x24"]
        command += [sys.executable, "-m", "tools.screenshots", str(HOME / "demo"), str(folder), *sorted(names)]
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
    finally:
        shutil.rmtree(HOME, ignore_errors=True)


def take(demo: Path, folder: Path, names: Collection[str]) -> None:
    """The pictures of one scale, in this process, which has a display."""
    from dclgui.qt.parts.application import made_application  # noqa: PLC0415 - only the process with a display needs Qt
    from dclgui.qt.shell.main_window import MainWindow  # noqa: PLC0415
    from dclgui.worker import serve  # noqa: PLC0415

    _application = made_application()
    window = MainWindow(serve)
    window.show()
    for language, short in LANGUAGES:
        for theme in THEMES:
            look = {page: _sizes(f"{page}-{theme}-{short}", names) for page in (*PAGES, *SHEETS)}
            report = f"report-{short}" if theme == "light" and f"report-{short}" in names else ""
            if report or any(look.values()):
                window.perform(language)
                window.perform(f"theme {theme}")
                _wait(0)  # every page hears of both before its project closes
                window.show_start()  # closes the project, whose audit starts anew
                _begin_audit(demo / PROJECT)
            for page, sizes in look.items():
                if sizes and page in PAGES:
                    _open(window, page, demo / PROJECT)
                for name, size in sizes.items():
                    window.setFixedSize(*size)
                    _keep(_grabbed(window, page), folder / f"{name}.png")
            if report:
                _keep(_report(demo / PROJECT), folder / f"{report}.png")
    window.close()


def _sizes(plain: str, names: Collection[str]) -> dict[str, tuple[int, int]]:
    """The pictures of ``plain`` among ``names``, with the sizes of their window."""
    return {f"{plain}{end}": size for end, size in SIZES.items() if f"{plain}{end}" in names}


def _grabbed(window: "MainWindow", page: str) -> "QImage":
    """The window with ``page``, which is open, or the small window of that name."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    if page in PAGES:
        _wait()
        for _ in range(TURNS):  # the pictures are still looked at, however busy the computer is
            if all(one.step_state().share is None for one in window.pages.values()):
                return window.grab().toImage()
            _wait()
        raise SystemExit(f"{page}: its pictures were looked at for too long.")
    window.perform(page)
    _wait(300)
    others = [widget for widget in QApplication.topLevelWidgets() if widget is not window and widget.isWindow()]
    (sheet,) = [widget for widget in others if widget.isVisible()]
    image = sheet.grab().toImage()
    sheet.close()
    return image


def _open(window: "MainWindow", page: str, project: Path) -> None:
    if page == "start":
        window.show_start()
    elif page == "new":
        window.new_project()
    else:
        window.open_project(project)
        if page == "guarantee":
            _answer(project, everything=True)
            window.show_start()
            window.open_project(project)
        window.go("audit" if page == "guarantee" else page)


def _report(project: Path) -> "QImage":
    """The report of the result as its PDF shows it."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415

    from dclgui.project.folder import Project  # noqa: PLC0415
    from dclgui.qt.report.facts import facts_of  # noqa: PLC0415
    from dclgui.qt.report.pdf import DOTS, Sheets, fitting  # noqa: PLC0415
    from dclgui.qt.report.wording import ReportWords  # noqa: PLC0415

    image = QImage(827, 1169, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(100 / DOTS, 100 / DOTS)
    _answer(project, everything=True)
    with Project.open(project) as opened:
        sheet = ReportWords().sheet(facts_of(opened, terms=Terms(PROMISED)))
    Sheets(painter, scale=fitting(sheet)).paint(sheet)
    painter.end()
    return image


def _begin_audit(project: Path) -> None:
    """A new draw of 200 pictures of which the first are answered, by the names of the demo's folders."""
    from dclgui.project.audits import AuditSample  # noqa: PLC0415
    from dclgui.project.folder import Project  # noqa: PLC0415
    from dclgui.review.audit import draw  # noqa: PLC0415
    from dclgui.standing.standing import review_table  # noqa: PLC0415

    with Project.open(project) as opened:
        table = review_table(opened)
        made = draw(table.machine_label, table.high, eligible=table.countable, count=200, seed=1)
        parts = (made.rows, made.core, made.look, made.stratum)
        drawn = AuditSample(1, *parts, opened.rounds.last(), table.version, terms=Terms(PROMISED))
        opened.audits.save(drawn)
    _answer(project, everything=False)


def _answer(project: Path, *, everything: bool) -> None:
    from dclgui.core.decisions import Decision, Verdict  # noqa: PLC0415
    from dclgui.images.scan import known_truth  # noqa: PLC0415
    from dclgui.project.folder import Project  # noqa: PLC0415

    with Project.open(project) as opened:
        truth, sample = known_truth(opened.catalog("target")), opened.audits.last()
        assert truth is not None
        assert sample is not None
        for row in sample.rows[: None if everything else ANSWERED].tolist():
            opened.audits.answer(Decision(row, Verdict.LABEL, int(truth[row])), "demo")


def _wait(milliseconds: int = PATIENCE) -> None:
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _keep(image: "QImage", file: Path) -> None:
    """As PNG with a palette, which is a third of the size and looks the same."""
    from PIL import Image  # noqa: PLC0415

    plain = image.convertToFormat(image.Format.Format_RGB888)
    size, stride = (plain.width(), plain.height()), plain.bytesPerLine()
    picture = Image.frombuffer("RGB", size, bytes(plain.constBits()), "raw", "RGB", stride, 1)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    if INSIDE in os.environ:
        take(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1:]))

"""Every page of the window on the demo project, as pictures: ``python -m tools.screenshots``.

Draws into ``docs/screenshots/``: each page in both themes and both languages at 1366 x 768, some at 200 %, and the
small windows. Runs under a virtual display of its own (``make screenshots`` installs one); the demo is made if it is
not there. Settings of the person are left alone.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.qt_libraries import tell

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from dclgui.qt.main_window import MainWindow

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
DEMO = ROOT / "demo-output"
PROJECT = "default.dclproj"
MOST_BYTES = 8_000_000
INSIDE = "DCLGUI_SCREENSHOTS_INSIDE"
COLOURS = 255
PAGES = ("start", "new", "folders", "check", "run", "review", "audit", "guarantee", "export")
SHEETS = ("palette", "keys", "about")
LARGE = ("review", "run")
LARGE_LOOKS = (("english", "light"), ("chinese", "dark"))
ANSWERED = 60
"""Of an audit, in its picture."""
PROMISED = 0.05
"""The share of wrong labels that the picture of a guarantee allows; the demo's are too wrong for less."""
PATIENCE = 2500
"""Milliseconds for pictures, charts and layout to come to rest."""


def main() -> int:
    """Take all pictures, in child processes with one scale each."""
    if not (DEMO / PROJECT).is_dir():
        tell("Making the demo first.")
        subprocess.run([sys.executable, "-m", "dclgui", "demo", "-o", str(DEMO)], check=True, cwd=ROOT)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for scale in (1, 2):
        with tempfile.TemporaryDirectory() as made:
            home = Path(made)
            shutil.copytree(DEMO / PROJECT, home / "demo" / PROJECT)
            environment = {**os.environ, INSIDE: str(scale), "QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "xcb"}
            environment |= {"XDG_CONFIG_HOME": str(home / "settings"), "XDG_STATE_HOME": str(home / "state")}
            screen = f"-screen 0 {1366 * scale}x{768 * scale}x24"
            command = ["xvfb-run", "-a", "-s", screen, sys.executable, "-m", "tools.screenshots", str(home / "demo")]
            subprocess.run(command, check=True, cwd=ROOT, env=environment)
    taken = sorted(FOLDER.glob("*.png"))
    size = sum(file.stat().st_size for file in taken)
    tell(f"{len(taken)} pictures, {size / 1e6:.1f} MB in {FOLDER.relative_to(ROOT)}")
    return int(size > MOST_BYTES)


def take_all(demo: Path, *, large: bool) -> None:
    """All pictures of one scale, in this process, which has a display."""
    from dclgui.qt.app import made_application  # noqa: PLC0415 - only the process with a display needs Qt
    from dclgui.qt.main_window import MainWindow  # noqa: PLC0415
    from dclgui.worker import serve  # noqa: PLC0415

    app = made_application()
    window = MainWindow(serve)
    window.setFixedSize(1366, 768)
    window.show()
    for language, short in (("english", "en"), ("chinese", "zh")):
        for theme in ("light", "dark"):
            if large and (language, theme) not in LARGE_LOOKS:
                continue
            window.perform(language)
            window.perform(f"theme {theme}")
            window.show_start()  # closes the project, whose audit starts anew
            _begin_audit(demo / PROJECT)
            for page in LARGE if large else PAGES:
                _open(window, page, demo / PROJECT)
                _wait()
                _keep(window.grab().toImage(), f"{page}-{theme}-{short}{'-200' if large else ''}")
            if theme == "light" and not large:
                _keep(_report(window), f"report-{short}")
            for sheet in () if large else SHEETS:
                window.perform(sheet)
                _wait(300)
                shown = [widget for widget in app.topLevelWidgets() if widget is not window and widget.isWindow()]
                (picture,) = [widget for widget in shown if widget.isVisible()]
                _keep(picture.grab().toImage(), f"{sheet}-{theme}-{short}")
                picture.close()
    window.close()


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
            assert window.session is not None
            window.session.error = PROMISED
        window.go("audit" if page == "guarantee" else page)


def _report(window: "MainWindow") -> "QImage":
    """The report of the result as its PDF shows it."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415

    from dclgui.qt.result_report.facts import facts_of  # noqa: PLC0415
    from dclgui.qt.result_report.painting import DOTS, Sheets  # noqa: PLC0415
    from dclgui.qt.result_report.pdf import fitting  # noqa: PLC0415
    from dclgui.qt.result_report.wording import ReportWords  # noqa: PLC0415

    assert window.session is not None
    image = QImage(827, 1169, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(100 / DOTS, 100 / DOTS)
    sheet = ReportWords().sheet(facts_of(window.session.project, error=PROMISED))
    Sheets(painter, scale=fitting(sheet)).paint(sheet)
    painter.end()
    return image


def _begin_audit(project: Path) -> None:
    """A new draw of 200 pictures of which the first are answered, by the names of the demo's folders."""
    from dclgui.project.audits import AuditSample  # noqa: PLC0415
    from dclgui.project.folder import Project  # noqa: PLC0415
    from dclgui.results import review_table  # noqa: PLC0415
    from dclgui.review.audit import draw  # noqa: PLC0415

    with Project.open(project) as opened:
        table = review_table(opened)
        made = draw(table.machine_label, table.high, eligible=table.countable, count=200, seed=1)
        opened.audits.save(AuditSample(1, made.rows, made.core, made.look, made.stratum, opened.rounds.last()))
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


def _keep(image: "QImage", name: str) -> None:
    """As PNG with a palette, which is a third of the size and looks the same."""
    from PIL import Image  # noqa: PLC0415

    plain = image.convertToFormat(image.Format.Format_RGB888)
    size, stride = (plain.width(), plain.height()), plain.bytesPerLine()
    picture = Image.frombuffer("RGB", size, bytes(plain.constBits()), "raw", "RGB", stride, 1)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    if INSIDE in os.environ:
        take_all(Path(sys.argv[1]), large=os.environ[INSIDE] != "1")
    else:
        sys.exit(main())

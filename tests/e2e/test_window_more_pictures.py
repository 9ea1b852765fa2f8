"""The finished model labels more pictures from the window: a folder at once, or files as they arrive."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dclgui.core.protocol.requests import LabelFolder, Watch
from dclgui.core.protocol.watch_events import ImagesLabelled, LabelledImage
from dclgui.inference.watch import ledger_of
from dclgui.qt.export.page import ExportPage
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve
from tests.e2e.terminal import draw_images
from tests.labels_csv import read_csv

PATIENCE = 300_000
MARK = "labelled once"


@pytest.fixture
def page(window: MainWindow, project: Path) -> ExportPage:
    window.open_project(project)
    return shown(window)


def shown(window: MainWindow) -> ExportPage:
    window.go("export")
    page = window.page
    assert isinstance(page, ExportPage)
    return page


def mark_all(file: Path) -> None:
    """In what the watch remembers: an image that were labelled again would lose its mark."""
    with closing(sqlite3.connect(ledger_of(file))) as ledger, ledger:
        ledger.execute("UPDATE images SET label = ?", (MARK,))


def words(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.more.findChildren(QLabel))


def told(page: ExportPage) -> str:
    return " ".join(text.text() for text in page.banner.findChildren(QLabel))


def test_a_folder_at_once(page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot) -> None:
    draw_images(tmp_path / "more", each=3, light=0.7, seed=5, sorted_by_class=False)
    page.more.start(LabelFolder(project, tmp_path / "more", tmp_path / "more.csv"))
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    assert "Pictures: 9, of high confidence " in told(page)
    assert len(read_csv(tmp_path / "more.csv")) == 9
    (tmp_path / "more.csv").write_bytes((tmp_path / "more.csv").read_bytes() + b"mine")
    page.more.start(LabelFolder(project, tmp_path / "more", tmp_path / "more.csv"))
    qtbot.waitUntil(lambda: "there are now in more.old.csv" in told(page), timeout=PATIENCE)
    assert (tmp_path / "more.old.csv").read_bytes().endswith(b"mine")
    qtbot.waitUntil(lambda: "at once or as they arrive" in words(page), timeout=PATIENCE)


def test_at_once_and_as_they_arrive_suggest_different_files(
    page: ExportPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    suggested: list[str] = []

    def asked(_page: object, _title: str, name: str, *_more: object, options: QFileDialog.Option) -> tuple[str, str]:
        confirms = QFileDialog.Option.DontConfirmOverwrite not in options
        suggested.append(f"{Path(name).name} {confirms}")
        return "", ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "late"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
    for words in ("Label a folder…", "Watch a folder…"):
        next(widget for widget in page.more.findChildren(QPushButton) if widget.text() == words).click()
    assert suggested == ["late-labels.csv True", "late-watched.csv False"]


@pytest.mark.parametrize(("path", "name"), [("a%20b.png", "dent"), ("a.png", "%1"), ("%2", "%1%2")])
def test_a_percent_sign_in_a_name_stays(page: ExportPage, path: str, name: str) -> None:
    page.more._on_said(ImagesLabelled((LabelledImage(path, name, high=True, entropy=0.1),)))
    assert page.more._last_said() == f"Last: {path} is {name}."


def test_files_as_they_arrive_and_again_after_a_restart(
    page: ExportPage, window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    arriving, file = tmp_path / "arriving", tmp_path / "arriving.csv"
    draw_images(arriving, each=1, light=0.7, seed=5, sorted_by_class=False)
    page.more.start(Watch(project, arriving, file))
    qtbot.waitUntil(lambda: "Watching: 3 labelled" in words(page), timeout=PATIENCE)
    shutil.copy(arriving / "red-0.png", arriving / "late.png")
    qtbot.waitUntil(lambda: "Watching: 4 labelled" in words(page), timeout=PATIENCE)
    window.show_start()
    window.open_project(project)
    window.go("export")
    again = window.page
    assert isinstance(again, ExportPage)
    again.more.start(Watch(project, arriving, file))
    qtbot.waitUntil(lambda: "Watching: 4 labelled" in words(again), timeout=PATIENCE)
    again.more.stop()
    qtbot.waitUntil(lambda: "at once or as they arrive" in words(again), timeout=PATIENCE)
    assert sorted(read_csv(file).paths) == ["blue-0.png", "green-0.png", "late.png", "red-0.png"]


def test_a_folder_at_once_is_stopped_and_nothing_is_written(
    page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    draw_images(tmp_path / "more", each=30, light=0.7, seed=5, sorted_by_class=False)
    page.more.start(LabelFolder(project, tmp_path / "more", tmp_path / "more.csv"))
    page.more.stop()
    qtbot.waitUntil(lambda: "more.csv was not written" in told(page), timeout=PATIENCE)
    assert not (tmp_path / "more.csv").exists()
    assert "at once or as they arrive" in words(page)


def go_on(page: ExportPage) -> QPushButton:
    return next(widget for widget in page.more.findChildren(QPushButton) if widget.text().startswith("Go on watching"))


def offers_to_go_on(page: ExportPage) -> bool:
    return any(
        widget.isVisible() and widget.text().startswith("Go on watching")
        for widget in page.more.findChildren(QPushButton)
    )


def test_after_a_restart_one_button_goes_on_and_nothing_is_labelled_twice(
    window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    arriving, file = tmp_path / "new parts", tmp_path / "arriving.csv"
    draw_images(arriving, each=2, light=0.7, seed=5, sorted_by_class=False)
    window.open_project(project)
    page = shown(window)
    page.more.start(Watch(project, arriving, file))
    qtbot.waitUntil(lambda: "Watching: 6 labelled" in words(page), timeout=PATIENCE)
    window.leave()
    mark_all(file)
    draw_images(arriving / "second", each=1, light=0.7, seed=6, sorted_by_class=False)
    again = MainWindow(serve)
    qtbot.addWidget(again)
    again.show()
    again.open_project(project)
    page = shown(again)
    assert go_on(page).text() == "Go on watching new parts"
    go_on(page).click()
    qtbot.waitUntil(lambda: "Watching: 9 labelled" in words(page), timeout=PATIENCE)
    page.more.stop()
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    table = read_csv(file)
    assert len(set(table.paths)) == len(table) == 9
    labels = dict(zip(table.paths, table.labels, strict=True))
    assert {path for path, label in labels.items() if label != MARK} == {path for path in labels if "second" in path}
    assert not offers_to_go_on(page)
    again.leave()


def test_what_a_person_stopped_or_was_refused_is_not_offered(
    page: ExportPage, window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    draw_images(tmp_path / "arriving", each=1, light=0.7, seed=5, sorted_by_class=False)
    (tmp_path / "mine.csv").write_text("a,b\n", encoding="utf-8")
    page.more.start(Watch(project, tmp_path / "arriving", tmp_path / "mine.csv"))
    qtbot.waitUntil(lambda: "mine.csv" in told(page), timeout=PATIENCE)
    assert not offers_to_go_on(page)
    page.more.start(Watch(project, tmp_path / "arriving", tmp_path / "arriving.csv"))
    qtbot.waitUntil(lambda: "Watching: 3 labelled" in words(page), timeout=PATIENCE)
    page.more.stop()
    qtbot.waitUntil(lambda: "Saved: " in told(page), timeout=PATIENCE)
    window.show_start()
    window.open_project(project)
    assert not offers_to_go_on(shown(window))


def test_what_was_watched_and_is_gone_is_said_and_offered_again(
    page: ExportPage, window: MainWindow, project: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    draw_images(tmp_path / "arriving", each=1, light=0.7, seed=5, sorted_by_class=False)
    page.more.start(Watch(project, tmp_path / "arriving", tmp_path / "arriving.csv"))
    qtbot.waitUntil(lambda: "Watching: 3 labelled" in words(page), timeout=PATIENCE)
    window.show_start()
    shutil.rmtree(tmp_path / "arriving")  # a share that is not connected
    window.open_project(project)
    again = shown(window)
    go_on(again).click()
    qtbot.waitUntil(lambda: "There is no folder" in told(again), timeout=PATIENCE)
    assert offers_to_go_on(again)


def test_a_missing_folder_is_said(page: ExportPage, project: Path, tmp_path: Path, qtbot: QtBot) -> None:
    page.more.start(LabelFolder(project, tmp_path / "nowhere", tmp_path / "out.csv"))
    qtbot.waitUntil(lambda: "nowhere" in told(page), timeout=PATIENCE)
    assert not (tmp_path / "out.csv").exists()

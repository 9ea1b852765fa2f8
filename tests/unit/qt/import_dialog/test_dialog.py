"""What the sheet says of a file, and what it would bring in."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.decisions import Conflict, Decision, Preview, Verdict
from dclgui.core.job import Job
from dclgui.project.folder import Project
from dclgui.qt.import_dialog.dialog import ImportDialog
from dclgui.qt.parts.application import show_language
from dclgui.qt.session.session import Session
from dclgui.worker import serve

pytestmark = pytest.mark.slow

TOTAL = 100_000
NOTHING = Preview((), (), (), (), (), 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with very many pictures of the new camera, none of them on the disk."""
    root = tmp_path_factory.mktemp("large")
    for name in ("old", "new"):
        (root / name).mkdir()
    none = np.zeros(TOTAL, np.int64)
    paths = tuple(f"{row:06d}.png" for row in range(TOTAL))
    with Project.create(root / "a.dclproj", Job(source=root / "old", target=root / "new")) as made:
        unknown = np.full(TOTAL, UNKNOWN, np.int32)
        made.save_catalog("target", Catalog(root / "new", paths, ("dent", "dirt & dust"), unknown, none, none))
        return made.folder


@pytest.fixture
def sheet(folder: Path, qtbot: QtBot) -> Iterator[ImportDialog]:
    show_language("en")
    session = Session(folder, serve)
    made = ImportDialog(session, folder.parent / "labels & more.csv")
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    yield made
    made.reject()
    session.close()


def label(row: int, number: int) -> Decision:
    return Decision(row, Verdict.LABEL, number)


def differing(count: int) -> tuple[Conflict, ...]:
    return tuple(Conflict(label(row, 0), label(row, 1)) for row in range(count))


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (NOTHING, "Nobody has decided"),
        (Preview((), (), (), (), (), 9), "Nobody has decided"),
        (Preview((), (label(1, 0),), (), ("a.png",), (), 0), "in the project already"),
        (Preview((), (), (), ("a.png",), (), 0), "fits this project"),
        (Preview((), (), (), (), (("a.png", "rust"),), 0), "fits this project"),
        (Preview((), (label(1, 0),), differing(1), (), (), 0), "you keep your own"),
        (Preview((), (), (), (), (), 0, ("a.png",)), "fits this project"),
    ],
)
def test_with_nothing_to_bring_in_the_button_says_why(sheet: ImportDialog, found: Preview, why: str) -> None:
    sheet.show_preview(found)
    assert not sheet.bring.isEnabled()
    assert why in sheet.bring.toolTip()


def test_only_what_there_is_has_a_table(sheet: ImportDialog) -> None:
    sheet.show_preview(Preview((label(0, 1),), (), (), (), (), 0))
    assert not sheet.conflicts.isVisible()
    assert not sheet.left_out.isVisible()
    assert sheet.bring.hasFocus()


def test_what_is_left_out_says_why(sheet: ImportDialog) -> None:
    sheet.show_preview(Preview((), (), (), ("a.png",), (("b.png", "rust"),), 0, ("c.png",)))
    model = sheet.left_out.model()
    assert [[model.index(row, column).data() for column in range(2)] for row in range(model.rowCount())] == [
        ["a.png", "no such picture in this project"],
        ["b.png", "no class is called “rust”"],
        ["c.png", "perhaps another model's word"],
    ]


def test_any_number_of_conflicts_is_read_only_where_it_shows(sheet: ImportDialog) -> None:
    sheet.show_preview(Preview((), (), differing(TOTAL), tuple(f"{row}.bmp" for row in range(TOTAL)), (), 0))
    sheet.take_theirs.setChecked(True)
    assert sheet.bring.text() == "Bring in 100,000 decisions"
    model = sheet.conflicts.model()
    sheet.conflicts.scrollToBottom()
    assert [model.index(TOTAL - 1, column).data() for column in range(3)] == ["099999.png", "dent", "dirt & dust"]
    assert sheet.left_out.model().rowCount() == TOTAL
    assert sheet.height() < 700, "it fits a small laptop's screen"


def test_the_choice_is_made_with_the_keyboard(sheet: ImportDialog) -> None:
    wanted: list[list[Decision]] = []
    sheet.wanted.connect(wanted.append)
    sheet.show_preview(Preview((), (), differing(2), (), (), 0))
    assert sheet.keep_mine.hasFocus()
    QTest.keyClick(sheet.keep_mine, Qt.Key.Key_Right)
    assert sheet.prefer == "theirs"
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert wanted == [[label(0, 1), label(1, 1)]]
    assert not sheet.isVisible()


def test_verdicts_without_a_class_have_words_in_both_languages(sheet: ImportDialog) -> None:
    conflicts = (
        Conflict(Decision(0, Verdict.UNSURE), label(0, 1)),
        Conflict(label(1, 0), Decision(1, Verdict.NONE_OF_THESE)),
    )
    sheet.show_preview(Preview((), (), conflicts, (), (), 0))
    model = sheet.conflicts.model()
    assert (model.index(0, 1).data(), model.index(1, 2).data()) == ("not sure", "none of these")
    try:
        show_language("zh_CN")
        assert model.index(1, 2).data() == "都不是"
    finally:
        show_language("en")
    assert model.index(1, 2).data() == "none of these"


def test_a_file_that_is_gone_is_told_once_and_the_sheet_closes(sheet: ImportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.failed, timeout=300_000) as told:
        pass
    (failed,) = told.args or [None]
    assert failed is not None
    assert "labels & more.csv can't be read" in failed.error.message
    assert not sheet.isVisible()

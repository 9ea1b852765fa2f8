"""The commands and the Python of the engineer's guide, run as they stand there on small pictures."""

from pathlib import Path

import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.review.audit import draw
from dclgui.standing.standing import review_table
from tests.e2e.terminal import ONE_NETWORK, draw_images, run
from tests.unit.test_documents import ROOT, commands, fenced

pytestmark = pytest.mark.slow
GUIDE = ROOT / "docs" / "engineers-guide.md"
ENDLESS = {"watch", "open"}
"""Verbs that a person ends; tests/e2e/test_watch_folder.py and the window's tests run them."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with pictures of two cameras and of a later day, and a corrected list."""
    draw_images(tmp_path / "SOURCE", each=10, light=1.0, seed=1)
    draw_images(tmp_path / "TARGET", each=10, light=0.8, seed=2, sorted_by_class=False)
    draw_images(tmp_path / "FOLDER", each=2, light=0.8, seed=3, sorted_by_class=False)
    (tmp_path / "corrected.csv").write_text("path,label\nred-0.png,red\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def spared(words: list[str]) -> list[str]:
    """The same command, where it begins a run with settings for one of a second, and without the test of speed."""
    if words[0] == "adapt" and "--resume" not in words:
        return [*words, *ONE_NETWORK]
    return [*words, "--seconds", "0"] if words[0] == "doctor" else words


def test_the_commands_run_one_after_the_other(desk: Path) -> None:
    for words in commands(GUIDE, "dclgui"):
        if words[0] in ENDLESS:
            continue
        if "guaranteed" in words:  # nothing is, before an audit
            audited(desk / "my-line.dclproj")
        ran = run(*spared(words))
        assert ran.code == 0, (words, ran.err)


def audited(folder: Path) -> None:
    """Every label drawn, and named by a person."""
    with Project.open(folder) as project:
        table = review_table(project)
        made = draw(table.machine_label, table.high, eligible=table.countable, count=int(table.countable.sum()), seed=1)
        project.audits.save(AuditSample(made.seed, made.rows, made.core, made.look, made.stratum, round=None))
        for row in made.rows.tolist():
            project.audits.answer(Decision(row, Verdict.LABEL, int(table.machine_label[row])), "someone")


def test_the_python_runs_as_it_stands(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "SOURCE").rename(desk / "old-camera")
    (desk / "TARGET").rename(desk / "new-camera")
    for block in fenced(GUIDE, "python"):
        exec(compile(block, str(GUIDE), "exec"), {})
    told = capsys.readouterr().out
    assert "0 " in told
    assert "red-0.png" in told

"""What is kept with a project stays true: settings, order and identity, whatever clock, disk or stranger does."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project import steps
from dclgui.project.folder import Project
from tests.unit.project.test_rounds import metrics, pseudo_labels, write_model

Target = Callable[[int], Catalog]


@pytest.fixture
def begun(project: Project, target: Target) -> Project:
    """Both catalogs and two rounds that know how they were made."""
    project.save_catalog("source", target(4))
    project.save_catalog("target", target(4))
    for number in (0, 1):
        project.rounds.write(number, two_classes(number), metrics(number), write_model, job=project.job)
    return project


def two_classes(number: int) -> PseudoLabels:
    found = pseudo_labels(number)
    return replace(found, label=found.label.clip(max=1), distances=found.distances[:, :2])


def read_all(folder: Path) -> None:
    with Project.open(folder) as opened:
        opened.journal.current()
        opened.catalog("source")
        opened.catalog("target")
        opened.rounds.metrics(1)
        opened.rounds.labels(1)


def changed(project: Project, sql: str, *values: object) -> None:
    """Change the database as no program of ours would."""
    with sqlite3.connect(project.folder / "project.sqlite") as other:
        other.execute(sql, values)
    other.close()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("image_size", 64, "image_size 224, but .* says 64"),
        ("seed", 5, "seed 0"),
        ("backbone", "resnet18", "backbone efficientnet_lite0"),
        ("weights", "file:other.pt", "weights pretrained"),
    ],
)
def test_settings_that_a_round_was_not_made_with_are_refused(begun: Project, name: str, value: Any, said: str) -> None:
    other = begun.job.model_copy(update={name: value})
    before = (begun.folder / "job.toml").read_bytes()
    with pytest.raises(UserError, match=f"Round 1 was made with {said}"):
        begun.save_job(other)
    assert (begun.folder / "job.toml").read_bytes() == before
    (begun.folder / "job.toml").write_text(other.to_toml())
    with pytest.raises(UserError, match=f"Round 1 was made with {said}"):
        Project.open(begun.folder)


def test_a_knob_of_the_method_is_a_setting_too(begun: Project) -> None:
    method = begun.job.method.model_copy(update={"rounds": 99})
    with pytest.raises(UserError, match=r"Round 1 was made with rounds [0-9]+, but"):
        begun.save_job(begun.job.model_copy(update={"method": method}))


def test_another_device_and_moved_folders_are_no_other_settings(begun: Project, tmp_path: Path) -> None:
    begun.save_job(begun.job.model_copy(update={"device": "cpu", "precision": "float32"}))
    (tmp_path / "images").rename(tmp_path / "moved")
    moved = {"source": tmp_path / "moved" / "old camera", "target": tmp_path / "moved" / "new camera"}
    (begun.folder / "job.toml").write_text(begun.job.model_copy(update=moved).to_toml())
    Project.open(begun.folder).close()


def test_before_a_round_any_setting_may_come(project: Project) -> None:
    project.save_job(project.job.model_copy(update={"image_size": 64}))
    assert project.job.image_size == 64


def test_a_round_knows_decisions_by_number_whatever_the_clock_says(
    begun: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "now", lambda: "2031-01-01T00:00:00.000+00:00")
    begun.journal.append([Decision(0, Verdict.LABEL, 1)], "ann")
    knew = begun.journal.last_step()
    begun.rounds.write(2, two_classes(2), metrics(2), write_model, job=begun.job, knew=knew)
    monkeypatch.setattr(steps, "now", lambda: "2001-01-01T00:00:00.000+00:00")
    begun.journal.append([Decision(1, Verdict.LABEL, 0)], "ann")
    assert begun.rounds.knew(2) == knew
    assert begun.journal.changed_since(begun.rounds.knew(2)) == 1
    assert begun.answers(knew).tolist() == [[0, 1]]
    assert begun.answers().tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("path", ["/etc/passwd", "../outside.png", "a/../../outside.png", "", "a\0b.png"])
def test_a_stranger_names_no_image_outside_the_folder(begun: Project, path: str) -> None:
    changed(begun, "UPDATE catalog SET path = ? WHERE domain = 'target' AND row = 2", path)
    with pytest.raises(UserError, match=r"outside its folder|names no file"), Project.open(begun.folder) as opened:
        opened.catalog("target")


def test_the_images_of_a_source_that_is_a_folder_lie_below_it(begun: Project) -> None:
    changed(begun, "UPDATE catalog SET path = ? WHERE domain = 'source' AND row = 0", "/etc/passwd")
    with pytest.raises(UserError, match="outside its folder"), Project.open(begun.folder) as opened:
        opened.catalog("source")


def test_dots_in_a_name_lead_nowhere(begun: Project) -> None:
    changed(begun, "UPDATE catalog SET path = ? WHERE domain = 'target' AND row = 2", "a..b/..c.png")
    with Project.open(begun.folder) as opened:
        assert opened.catalog("target").paths[2] == "a..b/..c.png"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM domains",
        "UPDATE domains SET class_names = '[]'",
        "UPDATE domains SET class_names = 'none'",
        "UPDATE domains SET class_names = '[1, 2]'",
        "DELETE FROM catalog WHERE row = 1",
        "UPDATE catalog SET label = 7 WHERE row = 1",
        "UPDATE catalog SET size = 'large' WHERE row = 1",
        "UPDATE rounds SET figures = '{}'",
        "UPDATE rounds SET figures = '['",
        "UPDATE rounds SET digests = 'none'",
        "UPDATE rounds SET settings = '['",
        "INSERT INTO class_changes VALUES (1, NULL, 0, 'dent', 0, 'dent', 1), (2, NULL, 1, '划痕', 1, '划痕', 0)",
        "INSERT INTO decisions VALUES (1, 1, 9, NULL, NULL, 'label', 0)",
        "INSERT INTO decisions VALUES (1, 1, 0, NULL, NULL, 'label', 9)",
        "INSERT INTO decisions VALUES (1, 1, 0, NULL, NULL, 'perhaps', 0)",
        "DROP TABLE steps",
        "PRAGMA user_version = -3",
    ],
)
def test_what_can_not_be_is_named_where_it_is_read(begun: Project, sql: str) -> None:
    changed(begun, sql)
    with pytest.raises(UserError, match=r"damaged|can't be used"):
        read_all(begun.folder)


def test_a_table_of_other_images_or_classes_than_the_projects_is_named(begun: Project) -> None:
    begun.rounds.write(2, replace(pseudo_labels(2), label=two_classes(2).label), metrics(2), write_model)
    with pytest.raises(UserError, match=r"distances\.npy can't be used: it names classes that there are not"):
        begun.rounds.pseudo_labels(2)
    changed(begun, "DELETE FROM catalog WHERE domain = 'target' AND row = 3")
    with pytest.raises(UserError, match=r"pseudo_labels\.npz can't be used: it has 4 rows for 3 images"):
        begun.rounds.pseudo_labels(1)


def test_an_empty_database_beside_rounds_is_damaged(begun: Project) -> None:
    begun.close()
    for file in begun.folder.glob("project.sqlite*"):
        file.unlink()
    (begun.folder / "project.sqlite").touch()
    with pytest.raises(UserError, match="it is empty"):
        Project.open(begun.folder)


@pytest.fixture
def sealed(begun: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Its folder can't be written; root may write anywhere, so that the system's answer is given here."""
    begun.journal.append([Decision(0, Verdict.LABEL, 1)], "ann")
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    return begun


def test_a_read_only_project_is_looked_at_and_not_changed(sealed: Project) -> None:
    before = {path: path.read_bytes() for path in sealed.folder.rglob("*") if path.is_file()}
    with Project.open(sealed.folder) as looked, looked.window_lock():
        assert looked.read_only
        assert looked.journal.current() == {0: Decision(0, Verdict.LABEL, 1)}
        assert len(looked.rounds.labels(1)) == 4
        (looked.cache / "made").touch()
        with pytest.raises(UserError, match="is read-only") as failure:
            looked.journal.append([Decision(1, Verdict.LABEL, 0)], "ann")
        assert "Copy it" in failure.value.hint
        cache = looked.cache
    assert not cache.exists()
    assert {path: path.read_bytes() for path in sealed.folder.rglob("*") if path.is_file()} == before


def test_a_read_only_project_that_was_closed_is_whole_without_a_log_beside_it(sealed: Project) -> None:
    sealed.close()
    assert [file.name for file in sealed.folder.glob("project.sqlite*")] == ["project.sqlite"]
    with Project.open(sealed.folder) as looked:
        assert looked.journal.current() == {0: Decision(0, Verdict.LABEL, 1)}

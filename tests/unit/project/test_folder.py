import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree

import numpy as np
import pytest

from dclgui.core.atomic import file_in_place, leftovers
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.project.database import Database
from dclgui.project.folder import Project
from dclgui.project.moved import Fit
from tests.unit.project.test_rounds import metrics, pseudo_labels, write_model

Target = Callable[[int], Catalog]


def test_created_closed_and_opened(folder: Path, job: Job) -> None:
    with Project.create(folder, job) as project:
        assert project.job == job
        assert project.folder == folder
        assert project.cache.is_dir()
    with Project.open(folder) as again:
        assert again.job == job
    assert sorted(entry.name for entry in folder.iterdir()) == ["cache", "job.toml", "project.sqlite"]


def test_durable_by_its_settings(project: Project) -> None:
    database = project._database
    assert database.rows("PRAGMA journal_mode") == [("wal",)]
    assert database.rows("PRAGMA synchronous") == [(2,)]


def test_relative_roots_become_absolute(tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "images")
    with Project.create(Path("p.dclproj"), Job(source=Path("old camera"), target=Path("new camera"))) as project:
        assert project.job == job
        assert project.folder == tmp_path / "images" / "p.dclproj"


def test_create_again_opens_and_keeps_the_new_settings(folder: Path, job: Job, target: Target) -> None:
    with Project.create(folder, job) as project:
        project.save_catalog("target", target(3))
    with Project.create(folder, job.model_copy(update={"seed": 5})) as again:
        assert again.job.seed == 5
        assert len(again.catalog("target")) == 3
    with Project.open(folder) as kept:
        assert kept.job.seed == 5


def test_create_refuses_other_roots_and_other_folders(folder: Path, job: Job, tmp_path: Path, target: Target) -> None:
    with Project.create(folder, job) as project:
        project.save_catalog("target", target(3))
    other = job.model_copy(update={"target": tmp_path})
    with pytest.raises(UserError, match="can't be changed"):
        Project.create(folder, other)
    with pytest.raises(UserError, match=r"not empty \(old camera is in it\)|not empty \(new camera is in it\)"):
        Project.create(tmp_path / "images", job)
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="can't be a project"):
        Project.create(tmp_path / "file", job)
    with pytest.raises(UserError, match="target images are missing"):
        Project.create(tmp_path / "fresh", job.model_copy(update={"target": tmp_path / "absent"}))
    assert not (tmp_path / "fresh").exists()
    with Project.open(folder) as project, pytest.raises(UserError, match="can't be changed"):
        project.save_job(other)


def test_a_project_that_holds_nothing_yet_may_be_given_other_roots(folder: Path, job: Job) -> None:
    Project.create(folder, job).close()
    swapped = job.model_copy(update={"source": job.target, "target": job.source})
    with Project.create(folder, swapped) as project:
        assert (project.job.source, project.job.target) == (job.target, job.source)


def test_a_project_with_a_round_is_not_begun_anew(folder: Path, job: Job) -> None:
    with Project.create(folder, job) as project:
        with pytest.raises(UserError, match="has no finished round yet"):
            project.last_round()
        (folder / "rounds" / ".0000.12345678.tmp").mkdir(parents=True)
    other = job.model_copy(update={"seed": 5})
    with Project.create(folder, other) as project:
        for number in (0, 1, 2):
            project.rounds.write(number, pseudo_labels(number), metrics(number), write_model, job=other)
        assert project.last_round() == 2
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(UserError, match="has finished 2 rounds already") as caught:
        Project.create(folder, job)
    assert "--resume" in caught.value.hint
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_create_goes_on_where_it_was_killed(folder: Path, job: Job) -> None:
    folder.mkdir(parents=True)
    (folder / ".job.toml.12345678.tmp").write_text("half")
    Project.create(folder, job).close()
    (folder / "project.sqlite").unlink()
    Project.create(folder, job).close()
    (folder / "project.sqlite").write_bytes(b"")
    with Project.open(folder) as project:
        assert project.rounds.numbers() == []


def test_open_names_what_is_missing(tmp_path: Path, folder: Path, job: Job) -> None:
    with pytest.raises(UserError, match=r"lacks job\.toml and project\.sqlite"):
        Project.open(tmp_path)
    Project.create(folder, job).close()
    (folder / "rounds").mkdir()
    (folder / "project.sqlite").unlink()
    with pytest.raises(UserError, match=r"lacks project\.sqlite"):
        Project.open(folder)
    with pytest.raises(UserError, match=r"lacks project\.sqlite"):
        Project.create(folder, job)


@pytest.mark.parametrize("text", ["seed = ", "seed = -1\nsource = 'a'\ntarget = 'b'\n", "sauce = 1"])
def test_a_damaged_job_is_named(folder: Path, job: Job, text: str) -> None:
    Project.create(folder, job).close()
    (folder / "job.toml").write_text(text)
    with pytest.raises(UserError):
        Project.open(folder)


def test_a_damaged_or_newer_database_is_named(folder: Path, job: Job) -> None:
    Project.create(folder, job).close()
    database = folder / "project.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(UserError, match="newer dclgui") as failure:
        Project.open(folder)
    assert "Update" in failure.value.hint
    database.write_bytes(b"no database" * 1000)
    with pytest.raises(UserError, match="is damaged"):
        Project.open(folder)


def test_the_whole_tree_moves(tmp_path: Path, job: Job, target: Target) -> None:
    tree = tmp_path / "tree"
    (tmp_path / "images").rename(tree)
    moved = Job(source=tree / "old camera", target=tree / "new camera")
    with Project.create(tree / "p.dclproj", moved) as project:
        project.save_catalog("target", replace(target(2), root=tree / "new camera"))
    away = tmp_path / "elsewhere" / "deeper"
    away.parent.mkdir()
    tree.rename(away)
    with Project.open(away / "p.dclproj") as project:
        assert project.job.source == away / "old camera"
        assert project.catalog("target").root == away / "new camera"
        project.save_job(project.job.model_copy(update={"seed": 1}))
    assert str(away) in (away / "p.dclproj" / "job.toml").read_text("utf-8")


def test_the_project_alone_moves(folder: Path, job: Job, tmp_path: Path) -> None:
    Project.create(folder, job).close()
    away = tmp_path / "a" / "b" / "c"
    copytree(folder, away)
    with Project.open(away) as project:
        assert project.job == job


def test_a_copied_tree_uses_its_own_images(tmp_path: Path, job: Job) -> None:
    Project.create(tmp_path / "images" / "p.dclproj", job).close()
    copytree(tmp_path / "images", tmp_path / "copy")
    with Project.open(tmp_path / "copy" / "p.dclproj") as project:
        assert project.job.target == tmp_path / "copy" / "new camera"


def test_a_project_without_its_images_opens_and_says_what_is_missing(folder: Path, job: Job, target: Target) -> None:
    with Project.create(folder, job) as project:
        project.save_catalog("target", target(3))
        assert project.missing == ()
    rmtree(job.target)
    with Project.open(folder) as project:
        assert project.missing == ("target",)
        assert len(project.catalog("target")) == 3
        project.require_images("source")
        with pytest.raises(UserError, match="The target images are needed") as failure:
            project.require_images("source", "target")
    assert str(job.target) in failure.value.message
    assert "--target FOLDER" in failure.value.hint


def pictures(root: Path, sizes: list[int]) -> Catalog:
    root.mkdir(parents=True, exist_ok=True)
    for number, size in enumerate(sizes):
        (root / f"{number}.png").write_bytes(bytes(size))
    values = np.array(sizes, np.int64)
    paths = tuple(f"{number}.png" for number in range(len(sizes)))
    return Catalog(root, paths, ("a", "b"), np.full(len(sizes), -1, np.int32), values, values)


def test_moved_images_are_found_again_if_they_are_the_same(folder: Path, job: Job, tmp_path: Path) -> None:
    with Project.create(folder, job) as project:
        project.save_catalog("target", pictures(job.target, [10, 20, 30, 40]))
    job.target.rename(tmp_path / "archive")
    pictures(tmp_path / "others", [1, 2, 3, 4])
    pictures(tmp_path / "few", [10])
    before = (folder / "job.toml").read_bytes()
    with Project.open(folder) as project:
        for place, reason in (("others", "4 of 4 with the same names have another size"), ("few", "1 of 4 are there")):
            with pytest.raises(UserError, match=reason):
                project.move_images({"target": tmp_path / place})
        with pytest.raises(UserError, match="There is nothing at"):
            project.move_images({"target": tmp_path / "nowhere"})
        assert (folder / "job.toml").read_bytes() == before
        (tmp_path / "archive" / "3.png").unlink()
        assert project.fit("target", tmp_path / "archive") == Fit(4, 3, 3)
        project.move_images({"target": tmp_path / "archive"})
        assert project.missing == ()
        assert project.catalog("target").root == tmp_path / "archive"
    with Project.open(folder) as project:
        assert project.job.target == tmp_path / "archive"


def test_images_that_were_never_scanned_may_be_anywhere(project: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    project.move_images({"target": tmp_path / "elsewhere"})
    assert project.job.target == tmp_path / "elsewhere"
    with pytest.raises(UserError, match="There is nothing at"):
        project.move_images({"source": tmp_path / "nowhere"})


def test_a_labels_file_may_be_the_source(tmp_path: Path, folder: Path, job: Job, target: Target) -> None:
    listed = job.source / "list.csv"
    listed.write_text("path,label\n")
    with Project.create(folder, job.model_copy(update={"source": listed})) as project:
        project.save_catalog("source", replace(target(1), root=job.source))
        assert project.catalog("source").root == job.source


def test_a_run_sweeps_what_others_left(project: Project) -> None:
    old = project.folder / ".job.toml.12345678.tmp"
    half, orphan = project.folder / "rounds" / ".0003.12345678.tmp", project.folder / "rounds" / "0002"
    theirs = project.folder / "rounds" / "0002 copy"
    for folder in (half, orphan, theirs):
        folder.mkdir(parents=True)
        (folder / "file").touch()
    old.touch()
    os.utime(old, (0, 0))
    with file_in_place(project.folder / "labels.csv"), project.run_lock():
        (at_work,) = leftovers(project.folder, "labels.csv")
        assert [path.exists() for path in (old, half, orphan, theirs, at_work)] == [False, False, False, True, True]


def test_a_database_that_refuses_is_named(tmp_path: Path, project: Project) -> None:
    with pytest.raises(UserError, match="can't be used: unable to open"):
        Database(tmp_path / "absent" / "project.sqlite")
    with pytest.raises(UserError, match="can't be used: no such table"):
        project._database.rows("SELECT 1 FROM nowhere")

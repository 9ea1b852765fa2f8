"""The two folders of a project: scanned once, and what happened in the new one since."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Warned
from dclgui.core.reading import ALONE
from dclgui.importing.catalogs import changes_in, changes_since, known_images, scan_project, scanned_folder
from dclgui.project.folder import Project
from tests.drained import drained


def draw(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8), "orange").save(file)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    for name in ("old/ring/0.png", "old/bar/0.png", "new/0.png", "new/1.png"):
        draw(tmp_path / name)
    with Project.create(tmp_path / "p.dclproj", Job(source=tmp_path / "old", target=tmp_path / "new")) as made:
        yield made


def test_what_came_and_went_since_the_scan_is_said(project: Project) -> None:
    list(scan_project(project))
    target = project.job.target
    assert list(changes_since(project)) == []
    draw(target / "2.png")
    (came,) = changes_since(project)
    assert came.message == f"1 image has come to {target} since the run began and is not in it."
    assert "--only-new" in (came.hint or "")
    draw(target / "3.png")
    (target / "0.png").unlink()
    came, gone = changes_since(project)
    assert came.message.startswith("2 images have come to")
    assert gone.message == f"1 of the images in {target} are no longer there, the first is 0.png."
    for file in target.iterdir():
        file.unlink()
    target.rmdir()
    assert changes_in(project).gone == (), "of a folder that is not there nothing is known"


def test_a_list_may_name_images_anywhere(tmp_path: Path) -> None:
    for name in ("old/ring.png", "old/bar.png", "new/0.png"):
        draw(tmp_path / name)
    (tmp_path / "lists").mkdir()
    table = tmp_path / "lists" / "names.csv"
    table.write_text(f"path,label\n{tmp_path / 'old' / 'ring.png'},ring\n../old/bar.png,bar\n", encoding="utf-8")
    with Project.create(tmp_path / "p.dclproj", Job(source=table, target=tmp_path / "new")) as made:
        list(scan_project(made))
    with Project.open(tmp_path / "p.dclproj") as opened:
        source = opened.catalog("source")
    named = {source.file(row).resolve(): source.class_names[label] for row, label in enumerate(source.labels)}
    assert named == {(tmp_path / "old" / f"{name}.png").resolve(): name for name in ("ring", "bar")}


def test_only_the_folder_that_was_labelled_has_images_that_are_known(project: Project) -> None:
    target = project.job.target
    assert known_images(project.folder, target) == frozenset()
    list(scan_project(project))
    assert known_images(project.folder, target) == {"0.png", "1.png"}
    with pytest.raises(UserError, match=r"is not the folder that .* labelled"):
        known_images(project.folder, project.job.source)


def test_images_that_are_known_are_left_out(project: Project) -> None:
    target = project.job.target

    def scanned(known: frozenset[str]) -> Catalog:
        return drained(scanned_folder(target, ("ring", "bar"), reading=ALONE, known=known))

    assert scanned(frozenset({"0.png"})).paths == ("1.png",)
    with pytest.raises(UserError, match="No image has come"):
        scanned(frozenset({"0.png", "1.png"}))


def test_a_list_that_names_images_to_label_is_said(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        draw(tmp_path / "new" / f"{name}.png")
    table = tmp_path / "labels.csv"
    table.write_text("path,label\nnew/a.png,ring\nnew/b.png,bar\n")
    with Project.create(tmp_path / "p.dclproj", Job(source=table, target=tmp_path / "new")) as project:
        said = [event.message for event in scan_project(project) if isinstance(event, Warned)]
    assert [one for one in said if "lie in the folder to label" in one] == [
        "2 of the 2 images that labels.csv lists lie in the folder to label."
    ]

"""A class that the source never had: named by a person, learnt by later rounds, carried wherever labels go."""

import shutil
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from PIL import Image

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.names import folder_names
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import ExportLabels, GroupUnknown
from dclgui.core.protocol.results import UnknownGrouped
from dclgui.engine.queries.alike import group_unknown
from dclgui.engine.training.adapt import adapt, refine, resume
from dclgui.engine.training.predict import label
from dclgui.engine.training.warm_start import job_again
from dclgui.labels.table import Level
from dclgui.project.folder import Project
from dclgui.standing.labels import export_labels, labels_of
from tests.e2e.terminal import draw_folders, draw_images

pytestmark = pytest.mark.slow

NEW = "striped"
COUNT = 16


def draw_striped(folder: Path) -> None:
    """Black and white stripes: like none of the plain colours of the source."""
    folder.mkdir()
    for number in range(COUNT):
        generator = np.random.default_rng(number)
        pixels = np.where(np.arange(32)[None, :, None] // 4 % 2, 230, 20) + generator.integers(-15, 16, (32, 32, 3))
        Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(folder / f"{number:02d}.png")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("new")
    folders = draw_folders(root)
    draw_striped(folders.target / NEW)
    settings = {"backbone": "test_resnet", "weights": "scratch", "image_size": 32, "batch_size": 8, "device": "cpu"}
    method = {"rounds": 2, "source_epochs": 3}
    job = Job.parse({"source": folders.source, "target": folders.target, "method": method, **settings})
    list(adapt(job, root / "line.dclproj"))
    return root


@pytest.fixture
def project(ran: Path, tmp_path: Path) -> Path:
    shutil.copytree(ran, tmp_path / "copy")
    return tmp_path / "copy" / "line.dclproj"


def striped(project: Project) -> list[int]:
    return [row for row, path in enumerate(project.catalog("target").paths) if path.startswith(NEW)]


def name_some(folder: Path, count: int) -> list[int]:
    """Name the first ``count`` striped images; the rows of the others."""
    with Project.open(folder) as project:
        rows = striped(project)
        made = project.add_class(NEW)
        project.journal.append([Decision(row, Verdict.LABEL, made) for row in rows[:count]], "someone")
        return rows[count:]


def test_the_others_are_found_and_the_old_classes_stay(project: Path) -> None:
    with Project.open(project) as opened:
        before = labels_of(opened)
    others = name_some(project, 6)
    list(refine(project, rounds=2))
    with Project.open(project) as opened:
        after, plain = labels_of(opened), [row for row in range(len(before)) if row not in striped(opened)]
        assert opened.class_names()[-1] == NEW
    found = sum(after.labels[row] == NEW for row in others)
    assert found >= 0.8 * len(others)
    assert sum(after.labels[row] == NEW for row in plain) == 0
    kept = [after.labels[row] in {before.labels[row], after.paths[row].split("/")[0]} for row in plain]
    assert sum(kept) >= 0.8 * len(plain), "as before, or right now"


def test_more_images_can_get_the_new_class(project: Path, tmp_path: Path) -> None:
    name_some(project, 6)
    list(refine(project, rounds=2))
    draw_striped(tmp_path / "more")
    events = label(project, tmp_path / "more")
    while True:
        try:
            next(events)
        except StopIteration as end:
            labelled = end.value
            break
    assert labelled.catalog.class_names[-1] == NEW
    assert (labelled.pseudo_labels.label == len(labelled.catalog.class_names) - 1).mean() >= 0.8


def later_images(tmp_path: Path, *, with_new: bool) -> Path:
    later = tmp_path / "later"
    draw_images(later, each=8, light=0.7, seed=9, sorted_by_class=False)
    if with_new:
        draw_striped(later / "unsorted")
    return later


def test_adapted_again_the_model_still_knows_it(project: Path, tmp_path: Path) -> None:
    name_some(project, 6)
    list(refine(project, rounds=2))
    again = tmp_path / "again.dclproj"
    list(adapt(job_again(project, later_images(tmp_path, with_new=True)), again, start=project))
    with Project.open(again) as opened:
        assert opened.class_names()[-1] == NEW
        out = labels_of(opened)
    new = [label == NEW for path, label in zip(out.paths, out.labels, strict=True) if path.startswith("unsorted")]
    plain = [label == NEW for path, label in zip(out.paths, out.labels, strict=True) if "/" not in path]
    assert sum(new) >= 0.8 * COUNT
    assert sum(plain) == 0


def test_adapted_again_and_again_even_where_no_image_is_of_it(project: Path, tmp_path: Path) -> None:
    name_some(project, 6)
    list(refine(project, rounds=2))
    without, third = tmp_path / "without.dclproj", tmp_path / "third.dclproj"
    list(adapt(job_again(project, later_images(tmp_path, with_new=False)), without, start=project))
    with Project.open(without) as opened:
        assert NEW not in labels_of(opened).labels
    list(adapt(job_again(without, later_images(tmp_path, with_new=True)), third, start=without))
    with Project.open(third) as opened:
        assert opened.class_names()[-1] == NEW
        assert labels_of(opened).labels.count(NEW) >= 0.8 * COUNT


def test_a_model_that_knows_it_takes_it_from_no_other_folder(project: Path, tmp_path: Path) -> None:
    name_some(project, 6)
    list(refine(project, rounds=1))
    with Project.open(project) as opened:
        source = opened.job.source
    draw_striped(source / NEW)
    try:
        with pytest.raises(UserError, match="other classes"):
            list(adapt(job_again(project, later_images(tmp_path, with_new=True)), tmp_path / "a", start=project))
    finally:
        shutil.rmtree(source / NEW)


def test_the_same_decisions_teach_the_same(project: Path, tmp_path: Path) -> None:
    name_some(project, 4)
    twin = Path(shutil.copytree(project.parent, tmp_path / "twin")) / project.name
    list(refine(project, rounds=2))
    stopped = refine(twin, rounds=2)
    next(event for event in stopped if type(event).__name__ == "RoundFinished")
    stopped.close()
    list(resume(twin))
    with Project.open(project) as one, Project.open(twin) as other:
        assert labels_of(one).labels == labels_of(other).labels


def test_undone_it_is_no_images_class_again(project: Path) -> None:
    name_some(project, 6)
    list(refine(project, rounds=1))
    with Project.open(project) as opened:
        opened.journal.undo("someone")
    list(refine(project, rounds=1))
    with Project.open(project) as opened:
        out = labels_of(opened)
    assert NEW not in out.labels
    assert Level.PERSON not in out.levels


def test_unknown_images_are_grouped_by_likeness(project: Path) -> None:
    with Project.open(project) as opened:
        plain = next(row for row, path in enumerate(opened.catalog("target").paths) if path.startswith("blue"))
        unknown = [*striped(opened), plain]
        opened.journal.append([Decision(row, Verdict.NONE_OF_THESE) for row in unknown], "someone")
    (answer,) = group_unknown(GroupUnknown(project))
    assert isinstance(answer, UnknownGrouped)
    assert sorted(row for group in answer.groups for row in group) == sorted(unknown)
    assert (plain,) in answer.groups
    assert len(answer.groups[0]) >= COUNT / 2


def test_none_unknown_are_no_groups(project: Path) -> None:
    assert list(group_unknown(GroupUnknown(project))) == [UnknownGrouped(())]


def test_a_mixed_group_comes_back_in_two(project: Path) -> None:
    with Project.open(project) as opened:
        paths = opened.catalog("target").paths
        blue = [row for row, path in enumerate(paths) if path.startswith("blue")][:4]
        mixed = tuple(sorted([*blue, *striped(opened)[:7]]))
    (answer,) = group_unknown(GroupUnknown(project, mixed))
    assert isinstance(answer, UnknownGrouped)
    assert sorted(map(len, answer.groups)) == [4, 7]
    assert tuple(blue) in answer.groups


def test_two_classes_at_once(project: Path) -> None:
    """One of them is a piece of a class of the source: its neighbours go over, the others stay."""
    with Project.open(project) as opened:
        blue = [row for row, path in enumerate(opened.catalog("target").paths) if path.startswith("blue")]
        new, navy = striped(opened), opened.add_class("navy")
        made = opened.add_class(NEW)
        named = [*(Decision(row, Verdict.LABEL, made) for row in new[:5]), Decision(blue[0], Verdict.LABEL, navy)]
        opened.journal.append(named, "someone")
    list(refine(project, rounds=1))
    with Project.open(project) as opened:
        out = labels_of(opened)
    assert sum(out.labels[row] == NEW for row in new[5:]) >= 0.8 * len(new[5:])
    assert out.labels[blue[0]] == "navy"
    others = [row for row, path in enumerate(out.paths) if path.split("/")[0] in {"red", "green"}]
    assert sum(out.labels[row] in {NEW, "navy"} for row in others) <= 0.2 * len(others)


def test_named_while_a_run_is_under_way_the_next_round_learns_it(ran: Path, tmp_path: Path) -> None:
    with Project.open(ran / "line.dclproj") as opened:
        job = opened.job
    folder = tmp_path / "line.dclproj"
    run = adapt(job, folder)
    for event in run:
        if isinstance(event, Progressed) and event.step == "S5" and event.round == 1:
            others = name_some(folder, 6)
            break
    list(run)
    with Project.open(folder) as opened:
        numbers = opened.rounds.numbers()
        new = len(opened.class_names()) - 1
        first, last = (opened.rounds.pseudo_labels(number).label for number in (numbers[1], numbers[-1]))
    assert (first[others] != new).all(), "its model did not know the class"
    assert (last[others] == new).mean() >= 0.8


def nothing_more(_project: Project, task: ExportLabels) -> NoReturn:
    raise AssertionError(f"the format {task.format} needs no evidence")


@pytest.mark.parametrize("name", ["CON", "a/b", "新 类别", "=1+1"])
def test_any_name_can_be_exported_as_a_folder(project: Path, tmp_path: Path, name: str) -> None:
    with Project.open(project) as opened:
        rows, made = striped(opened), opened.add_class(name)
        opened.journal.append([Decision(row, Verdict.LABEL, made) for row in rows], "someone")
        finished = export_labels(opened, ExportLabels(project, "folders", tmp_path / "out"), evidence=nothing_more)
        list(finished)
    assert len(list((tmp_path / "out" / folder_names([name])[name]).iterdir())) == len(rows)


@pytest.mark.parametrize(
    ("name", "said"), [("", "no name"), ("  ", "no name"), ("red", "a class red"), ("Red ", "a class red")]
)
def test_a_name_must_be_new(project: Path, name: str, said: str) -> None:
    with Project.open(project) as opened, pytest.raises(UserError, match=said):
        opened.add_class(name)


def test_before_a_round_no_class_can_be_added(project: Path) -> None:
    with Project.open(project) as opened:
        opened.rounds.truncate_after(-1)
        with pytest.raises(UserError, match="no finished round"):
            opened.add_class(NEW)

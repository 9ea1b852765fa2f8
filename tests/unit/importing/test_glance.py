"""What a glance at every image says before a run, and that it is said once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dclgui.core.catalog import Catalog
from dclgui.core.job import Job
from dclgui.images.decode import Picture, load_picture
from dclgui.images.glance import glance
from dclgui.images.measure import Measured, arrays_of, measure, measured_from
from dclgui.images.scan import source_catalog, source_files, target_catalog, target_files
from dclgui.importing.glance import glance_notes
from dclgui.project.folder import Project

SIDE = 64


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    rng = np.random.default_rng(0)
    for place in (*(f"old/{name}/{k}" for name in ("ring", "bar") for k in range(8)), *(f"new/{k}" for k in range(12))):
        file = tmp_path / f"{place}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        small = Image.fromarray(rng.integers(40, 220, (8, 8, 3), dtype=np.uint8))
        small.resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(file)
    with Project.create(tmp_path / "p.dclproj", Job(source=tmp_path / "old", target=tmp_path / "new")) as made:
        yield made


def seen(catalog: Catalog) -> Measured:
    return glance([load_picture(catalog.file(row), SIDE) for row in range(len(catalog))])


def said(project: Project) -> list[str]:
    job = project.job
    source = source_catalog(job.source, list(source_files(job.source)))
    target = target_catalog(job.target, list(target_files(job.target)), source.class_names)
    notes = list(glance_notes(project, seen(source), seen(target), catalogs=(source, target)))
    assert all(note.code == "check" and note.hint for note in notes)
    return [note.message for note in notes]


def test_two_good_folders_have_no_findings(project: Project) -> None:
    assert said(project) == []


def test_each_kind_is_one_line(project: Project) -> None:
    job = project.job
    for number in (3, 4):
        Image.new("RGB", (SIDE, SIDE), (2, 2, 2)).save(job.target / f"{number}.png")
    for number in (0, 1):
        (job.target / f"copy{number}.png").write_bytes((job.source / "ring" / f"{number}.png").read_bytes())
    (job.source / "bar" / "again.png").write_bytes((job.source / "bar" / "2.png").read_bytes())
    (job.source / "disc").mkdir()
    Image.open(job.source / "bar" / "3.png").rotate(90).save(job.source / "disc" / "0.png")
    assert set(said(project)) >= {
        "Images of the source that are among the images to label as well: 2, the first is ring/0.png.",
        "Images of the source that are there twice: 1, the first is bar/again.png.",
        "Images of the target that are too dark or too bright to see anything: 2, the first is 3.png.",
        "Classes of the source with very few images: disc (1).",
    }


def test_nothing_is_said_twice(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (SIDE, SIDE)).save(project.job.target / "3.png")
    assert said(project)
    monkeypatch.setattr(Project, "check", lambda _: object())
    assert said(project) == []


def test_a_glance_measures_what_a_look_does(project: Project) -> None:
    picture = load_picture(project.job.target / "0.png", SIDE)
    quick, full = glance([picture]), measure([picture])
    np.testing.assert_allclose(quick.brightness, full.brightness, atol=0.02)
    np.testing.assert_allclose(quick.contrast, full.contrast, atol=0.02)
    np.testing.assert_allclose(quick.colour, full.colour, atol=0.02)
    np.testing.assert_allclose(quick.grid, full.grid, atol=24)
    for name in ("digests", "sizes", "tops", "pages"):
        np.testing.assert_array_equal(getattr(quick, name), getattr(full, name))


@pytest.mark.parametrize("side", [32, 64, 75, 224])
def test_a_glance_takes_every_second_pixel_of_each_row_and_column(side: int) -> None:
    pixels = np.random.default_rng(side).integers(0, 256, (side, side, 3), dtype=np.uint8)
    picture = Picture(pixels, b"0" * 16, width=side, height=side, top=255)
    quick, second = glance([picture]), measure([replace(picture, pixels=pixels[::2, : side // 2 * 2 : 2])])
    assert np.isnan(quick.sharpness).all()
    for look in (quick, second):
        np.testing.assert_allclose(look.colour[0], pixels[::2, : side // 2 * 2 : 2].mean(axis=(0, 1)) / 255, rtol=1e-6)
    # Two ways of the same sum may round to both sides of an edge, on some processor.
    np.testing.assert_allclose(quick.histogram, second.histogram, atol=0.01)
    np.testing.assert_allclose(quick.grid, second.grid, atol=1)
    assert int((quick.fingerprint ^ second.fingerprint)[0]).bit_count() <= 2
    for name in ("brightness", "contrast", "used"):
        np.testing.assert_allclose(getattr(quick, name), getattr(second, name), rtol=1e-4, atol=0.02)


def test_pictures_measured_at_once_are_measured_as_alone(project: Project) -> None:
    catalog = target_catalog(project.job.target, list(target_files(project.job.target)), ())
    pictures = [load_picture(catalog.file(row), SIDE) for row in range(len(catalog))]
    for look in (glance, measure):
        together, alone = look(pictures), Measured.blank(len(pictures))
        for row, picture in enumerate(pictures):
            alone.put([row], look([picture]))
        for name, values in arrays_of(alone).items():
            np.testing.assert_array_equal(getattr(together, name), values, err_msg=name)
    assert len(glance([]).readable) == 0


def test_measurements_survive_being_stored_in_parts(project: Project) -> None:
    job = project.job
    whole = seen(target_catalog(job.target, list(target_files(job.target)), ()))
    catalog = target_catalog(job.target, list(target_files(job.target)), ())
    pictures = [load_picture(catalog.file(row), SIDE) for row in range(len(catalog))]
    parts = [arrays_of(glance(pictures[:5])), arrays_of(glance(pictures[5:]))]
    again = measured_from(parts, {})
    assert again is not None
    stored = arrays_of(again)
    assert stored["digests"].tolist() == whole.digests.tolist()
    for name, values in arrays_of(whole).items():
        if name != "digests":
            np.testing.assert_allclose(stored[name].astype(float), values.astype(float))
    del parts[1]["grid"]
    assert measured_from(parts, {}) is None
    assert measured_from([], {}) is None

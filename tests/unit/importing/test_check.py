"""The check of a whole project: from two folders to a report, thumbnails and problems, without torch."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import numpy as np
import pytest
from PIL import Image

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol.events import Domain, ProblemFound, Progressed
from dclgui.core.protocol.results import ImagesChecked
from dclgui.images.decode import load_picture
from dclgui.images.thumbnails import Thumbnails, encode
from dclgui.importing.check import check_images
from dclgui.project.folder import Project

ROOT = Path(__file__).parents[3]
CLASSES = ("dent", "ok")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """12 pictures a class in each domain."""
    random = np.random.default_rng(0)
    for domain in ("source", "target"):
        for name in CLASSES:
            (tmp_path / domain / name).mkdir(parents=True)
            for number in range(12):
                cells = Image.fromarray(random.integers(20, 230, (8, 8, 3), np.uint8))
                cells.resize((64, 64), Image.Resampling.NEAREST).save(tmp_path / domain / name / f"{number:02d}.png")
    return Job(source=tmp_path / "source", target=tmp_path / "target", image_size=64)


@pytest.fixture
def project(tmp_path: Path, job: Job) -> Iterator[Project]:
    with Project.create(tmp_path / "line.dclproj", job) as made:
        yield made


def found_in(project: Project) -> dict[tuple[str, Domain], list[int]]:
    report = project.check()
    assert report is not None
    return {(finding.kind, finding.domain): finding.rows.tolist() for finding in report.findings}


def test_a_good_project(project: Project) -> None:
    events = list(check_images(project))
    assert events[-1] == ImagesChecked(0)
    assert found_in(project) == {}
    steps = [event.step for event in events if isinstance(event, Progressed)]
    assert list(dict.fromkeys(steps)) == ["scan source", "scan target", "check source", "check target"]
    last = [event for event in events if isinstance(event, Progressed)][-1]
    assert (last.done, last.total) == (24, 24)
    with Thumbnails(project.cache) as thumbnails:
        for domain in ("source", "target"):
            catalog = project.catalog(domain)
            assert not len(thumbnails.missing(domain, catalog, np.arange(24)))
            pixels = load_picture(catalog.file(5), 64).pixels
            assert thumbnails.load(domain, catalog, 5) == encode(pixels)


def test_trouble_is_found_named_and_kept(project: Project, job: Job) -> None:
    (job.target / "ok" / "03.png").write_bytes(b"not a picture")
    copy(job.source / "dent" / "02.png", job.source / "ok" / "99.png")
    copy(job.source / "dent" / "07.png", job.target / "dent" / "99.png")
    events = list(check_images(project))
    source, target = project.catalog("source"), project.catalog("target")
    broken = target.paths.index("ok/03.png")
    assert events[-1] == ImagesChecked(3)
    assert found_in(project) == {
        ("unreadable", "target"): [broken],
        ("duplicate", "source"): [source.paths.index("ok/99.png")],
        ("leak", "source"): [source.paths.index("dent/07.png")],
    }
    assert [event for event in events if isinstance(event, ProblemFound)] == [
        ProblemFound("target", broken, "ok/03.png", "it is not an image")
    ]
    assert project.problems("target") == {broken: "it is not an image"}
    assert project.digests("source")[0] == load_picture(source.file(0), 8).digest.hex()
    assert project.digests("target")[broken] == ""


def test_a_second_check_sees_what_changed(project: Project, job: Job) -> None:
    (job.source / "ok" / "03.png").write_bytes(b"not a picture")
    list(check_images(project))
    copy(job.source / "ok" / "04.png", job.source / "ok" / "03.png")
    Image.new("RGB", (64, 64), "red").save(job.source / "ok" / "aa.png")
    assert project.check() is not None
    list(check_images(project))
    row = project.catalog("source").paths.index("ok/04.png")
    assert found_in(project)["duplicate", "source"] == [row]
    assert project.problems("source") == {}


def test_decided_rows_stay_what_they_are(project: Project, job: Job) -> None:
    list(check_images(project))
    project.journal.append([Decision(0, Verdict.LABEL, 1)], "an operator")
    (job.target / "dent" / "00.png").unlink()
    list(check_images(project))
    assert len(project.catalog("target")) == 24
    assert found_in(project) == {("unreadable", "target"): [0]}


def test_wrong_folders_get_their_sentence_and_leave_no_catalog(tmp_path: Path, job: Job) -> None:
    loose = job.model_copy(update={"source": job.source / "dent"})
    with Project.create(tmp_path / "p.dclproj", loose) as project:
        with pytest.raises(UserError, match="no class sub-folders"):
            list(check_images(project))
        assert not project.has_catalog("source")
        assert project.check() is None
        with project.run_lock():
            pass


def test_a_stopped_check_leaves_no_thread_and_no_report(project: Project) -> None:
    events = check_images(project)
    for event in events:
        if isinstance(event, Progressed) and event.step == "check target":
            break
    events.close()
    assert project.check() is None
    with project.run_lock():
        pass


def test_it_needs_no_torch() -> None:
    code = "import sys, dclgui.importing.check; print({'torch', 'PySide6'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.strip() == "set()"

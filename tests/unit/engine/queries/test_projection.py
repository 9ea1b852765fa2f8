"""The map of a round's features: points in the cache, the same each time."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import ProjectFeatures, Projection
from dclgui.core.protocol.results import Projected
from dclgui.engine.network.embedding import load_embedding, newest_embedding
from dclgui.engine.queries import projection
from dclgui.engine.queries.projection import project_features
from dclgui.engine.training.adapt import adapt
from dclgui.project.folder import Project
from tests.unit.engine.made import BROKEN, Line, job_of, project_of, run_of

pytestmark = pytest.mark.slow

BY: list[Projection] = ["pca", "umap", "tsne"]


@pytest.fixture(scope="module")
def finished(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_of(line, tmp_path_factory.mktemp("finished") / "a.dclproj", job_of(line))


def answer(folder: Path, by: Projection) -> Projected:
    *steps, found = project_features(ProjectFeatures(folder, by))
    assert all(isinstance(step, Progressed) and step.step == "map" for step in steps)
    assert isinstance(found, Projected)
    return found


def anew(folder: Path, by: Projection) -> npt.NDArray[np.float32]:
    for file in (folder / "cache").glob("map-*"):
        file.unlink()
    points: npt.NDArray[np.float32] = np.load(answer(folder, by).file)
    return points


def library_of(by: Projection) -> None:
    if by != "pca":
        pytest.importorskip({"umap": "umap", "tsne": "sklearn"}[by])


@pytest.mark.parametrize("by", BY)
def test_every_readable_image_has_a_point_and_always_the_same(finished: Path, by: Projection) -> None:
    library_of(by)
    points = anew(finished, by)
    with Project.open(finished) as project:
        broken = project.catalog("target").paths.index(BROKEN)
    assert points.dtype == np.float32
    assert points.shape == (49, 2)
    assert np.flatnonzero(np.isnan(points).any(axis=1)).tolist() == [broken]
    np.testing.assert_array_equal(anew(finished, by), points)


def test_pca_spans_the_plane_of_most_variance(finished: Path) -> None:
    points = anew(finished, "pca")
    with Project.open(finished) as project:
        kept = load_embedding(newest_embedding(project.rounds)[1])
    unit = torch.nn.functional.normalize(kept.target.double())
    wanted = torch.linalg.svd(unit - unit.mean(dim=0)).S[:2].numpy()
    found = np.linalg.norm(points[kept.target_rows.numpy()], axis=0)
    np.testing.assert_allclose(found, wanted, rtol=1e-3)


def test_a_map_in_the_cache_is_not_computed_again(finished: Path) -> None:
    file = answer(finished, "pca").file
    before = file.stat().st_mtime_ns
    assert len(list(project_features(ProjectFeatures(finished, "pca")))) == 1
    assert file.stat().st_mtime_ns == before
    assert file.parent == finished / "cache"


def test_a_later_round_replaces_the_map(finished: Path) -> None:
    old = finished / "cache" / "map-pca-0001-0.npy"
    anew(finished, "pca")
    answer(finished, "pca").file.rename(old)
    assert answer(finished, "pca").file != old
    assert not old.exists()


@pytest.mark.parametrize("by", BY)
def test_of_many_images_some_are_laid_out_and_the_others_put_among_them(
    finished: Path, by: Projection, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_of(by)
    monkeypatch.setattr(projection, "MOST", 30)
    points = anew(finished, by)
    assert np.isfinite(points).all(axis=1).sum() == 48
    anew(finished, by)  # so that no other test meets this map


def test_a_missing_library_is_named_with_its_remedy(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (finished / "cache").glob("map-*"):
        file.unlink()
    monkeypatch.setitem(sys.modules, "umap", None)
    with pytest.raises(UserError, match="needs a library") as raised:
        answer(finished, "umap")
    assert raised.value.hint == 'Install it with: pip install "dclgui[map]"'
    assert not list((finished / "cache").glob("map-*"))


def test_a_few_images_have_a_plane_but_no_map(line: Line, tmp_path: Path) -> None:
    few: dict[str, Any] = {"target": tmp_path / "few"}
    (tmp_path / "few").mkdir()
    for file in sorted(line.target.rglob("0*.png"))[:4]:
        (tmp_path / "few" / f"{file.parent.name}-{file.name}").write_bytes(file.read_bytes())
    job = job_of(line, **few)
    folder = project_of(line, tmp_path / "a.dclproj", job)
    list(adapt(job, folder))
    assert np.isfinite(np.load(answer(folder, "pca").file)).all()
    with pytest.raises(UserError, match="4 images are too few"):
        answer(folder, "tsne")

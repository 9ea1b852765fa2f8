"""The sweep: cached in shards, the same however it is cut, and honest about what it could not read."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from dclgui.core.arrays import Pixels
from dclgui.core.catalog import Catalog
from dclgui.core.protocol.events import ProblemFound, Progressed
from dclgui.engine.network import features
from dclgui.engine.network.features import DomainFeatures, FeatureCache, extract_features
from dclgui.engine.runtime import Runtime
from dclgui.images.decode import load_picture
from dclgui.images.scan import target_catalog, target_files
from dclgui.images.thumbnails import Thumbnails, encode
from tests.unit.engine.made import BROKEN, CLASSES, SIDE, Line, of_kind


@dataclass
class Counting:
    """A backbone of three features, the mean of each channel, that counts its images."""

    images: int = 0
    seen: list[int] = field(default_factory=list)

    def __call__(self, pixels: Pixels) -> npt.NDArray[np.float32]:
        self.images += len(pixels)
        self.seen.append(len(pixels))
        means: npt.NDArray[np.float32] = pixels.mean(axis=(1, 2), dtype=np.float32)
        return 1 + means


@pytest.fixture
def catalog(line: Line) -> Catalog:
    return target_catalog(line.target, list(target_files(line.target)), CLASSES)


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "SHARD", 20)


def swept(
    catalog: Catalog, forward: Counting, folder: Path, runtime: Runtime, *, model: str = "model"
) -> tuple[list[Progressed | ProblemFound], DomainFeatures]:
    cache = FeatureCache.of(catalog, folder=folder, model=model, side=SIDE)
    extract = extract_features(catalog, forward, domain="target", side=SIDE, cache=cache, runtime=runtime)
    events = []
    while True:
        try:
            events.append(next(extract))
        except StopIteration as ended:
            found: DomainFeatures = ended.value
            return events, found


def test_every_row_holds_its_own_images_features(catalog: Catalog, tmp_path: Path, runtime: Runtime) -> None:
    events, found = swept(catalog, Counting(), tmp_path, runtime)
    broken = catalog.paths.index(BROKEN)
    for row in range(len(catalog)):
        if row != broken:
            picture = load_picture(catalog.file(row), SIDE)
            np.testing.assert_allclose(found.features[row], 1 + picture.pixels.mean(axis=(0, 1)), rtol=1e-5)
            assert found.digests[row] == picture.digest
    assert not found.features[broken].any()
    assert found.problems == {broken: "it is not an image"}
    assert found.readable.tolist() == [row for row in range(49) if row != broken]
    assert of_kind(events, ProblemFound) == [ProblemFound("target", broken, BROKEN, "it is not an image")]
    progress = of_kind(events, Progressed)
    assert [event.done for event in progress] == sorted(event.done for event in progress)
    assert (progress[-1].done, progress[-1].total, progress[-1].seconds_left) == (49, 49, 0)


def test_a_second_sweep_reads_the_cache(catalog: Catalog, tmp_path: Path, runtime: Runtime) -> None:
    _, first = swept(catalog, Counting(), tmp_path, runtime)
    forward = Counting()
    events, again = swept(catalog, forward, tmp_path, runtime)
    assert forward.images == 0
    assert len(of_kind(events, ProblemFound)) == 1
    np.testing.assert_array_equal(again.features, first.features)
    assert (again.digests, again.problems) == (first.digests, first.problems)


@pytest.mark.parametrize("damage", ["deleted", "cut off", "emptied"])
def test_only_a_lost_shard_is_computed_again(catalog: Catalog, tmp_path: Path, runtime: Runtime, damage: str) -> None:
    _, first = swept(catalog, Counting(), tmp_path, runtime)
    shard = FeatureCache.of(catalog, folder=tmp_path, model="model", side=SIDE).shard(1)
    if damage == "deleted":
        shard.unlink()
    else:
        shard.write_bytes(shard.read_bytes()[:-40] if damage == "cut off" else b"")
    forward = Counting()
    _, again = swept(catalog, forward, tmp_path, runtime)
    assert forward.images == 20
    np.testing.assert_array_equal(again.features, first.features)
    assert again.digests == first.digests


def test_an_interrupted_sweep_keeps_its_whole_shards(catalog: Catalog, tmp_path: Path, runtime: Runtime) -> None:
    cache = FeatureCache.of(catalog, folder=tmp_path, model="model", side=SIDE)
    extract = extract_features(catalog, Counting(), domain="target", side=SIDE, cache=cache, runtime=runtime)
    for event in extract:
        if isinstance(event, Progressed) and event.done > 40:
            break
    extract.close()
    assert sorted(path.name for path in cache.shard(0).parent.iterdir()) == ["00000.npz", "00001.npz"]
    forward = Counting()
    swept(catalog, forward, tmp_path, runtime)
    assert forward.images == 9


def test_workers_and_ranks_change_nothing(
    catalog: Catalog, tmp_path: Path, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, wanted = swept(catalog, Counting(), tmp_path / "one", runtime)
    for workers in (1, 2, 4):
        monkeypatch.setattr("dclgui.engine.runtime.available_cores", lambda workers=workers: workers)
        forward = Counting()
        _, found = swept(catalog, forward, tmp_path / f"workers {workers}", runtime)
        np.testing.assert_array_equal(found.features, wanted.features)
        assert set(forward.seen) <= {8, 4, 1}
    monkeypatch.setattr(Runtime, "wait", lambda _: None)
    cache = FeatureCache.of(catalog, folder=tmp_path / "two", model="model", side=SIDE)
    for rank in (1, 0):
        half = replace(runtime, rank=rank, world=2)
        extract = extract_features(catalog, Counting(), domain="target", side=SIDE, cache=cache, runtime=half)
        if rank:
            with pytest.raises(FileNotFoundError):  # without the other rank's shards there is no whole
                list(extract)
        else:
            list(extract)
    _, found = swept(catalog, Counting(), tmp_path / "two", runtime)
    np.testing.assert_array_equal(found.features, wanted.features)


def test_another_model_size_or_file_does_not_share_a_cache(catalog: Catalog, tmp_path: Path) -> None:
    def key(catalog: Catalog = catalog, model: str = "model", side: int = SIDE) -> str:
        return FeatureCache.of(catalog, folder=tmp_path, model=model, side=side).key

    changed = replace(catalog, mtimes=catalog.mtimes + 1)
    resized = replace(catalog, sizes=catalog.sizes + 1)
    renamed = replace(catalog, paths=("other.png", *catalog.paths[1:]))
    keys = [key(), key(model="other"), key(side=64), key(changed), key(resized), key(renamed)]
    assert len(set(keys)) == len(keys)
    assert key() == key()


def test_no_pixels_are_kept_while_a_shard_grows(
    catalog: Catalog, tmp_path: Path, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[object] = []
    write = features._write_shard

    def watched(cache: FeatureCache, number: int, done: list[Any]) -> None:
        kept.extend(done)
        write(cache, number, done)

    monkeypatch.setattr(features, "_write_shard", watched)
    swept(catalog, Counting(), tmp_path, runtime)
    arrays = [getattr(batch, name) for batch in kept for name in ("rows", "features")]
    assert arrays
    assert all(array.base is None or array.base.nbytes < SIDE * SIDE for array in arrays)


def test_thumbnails_come_of_the_same_decode(catalog: Catalog, tmp_path: Path, runtime: Runtime) -> None:
    def extract(folder: str) -> None:
        cache = FeatureCache.of(catalog, folder=tmp_path / folder, model="model", side=SIDE)
        list(
            extract_features(
                catalog, Counting(), domain="target", side=SIDE, cache=cache, runtime=runtime, thumbnails=tmp_path
            )
        )

    with Thumbnails(tmp_path) as kept:
        kept.save("target", catalog, {7: b"there already"})
        extract("first")
        assert kept.missing("target", catalog, np.arange(49)).tolist() == [catalog.paths.index(BROKEN)]
        assert kept.load("target", catalog, 7) == b"there already"
        assert kept.load("target", catalog, 30) == encode(load_picture(catalog.file(30), SIDE).pixels)
    (tmp_path / "thumbnails.sqlite").unlink()
    extract("first")
    with Thumbnails(tmp_path) as kept:
        assert kept.load("target", catalog, 30) is None
    (tmp_path / "thumbnails.sqlite").write_bytes(b"no database" * 1000)
    extract("second")
    with Thumbnails(tmp_path) as kept:
        assert kept.load("target", catalog, 30) is not None


def test_many_images_features_are_mapped_in_half_precision(
    catalog: Catalog, tmp_path: Path, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, whole = swept(catalog, Counting(), tmp_path / "few", runtime)
    monkeypatch.setattr(features, "LARGE", 40)
    _, mapped = swept(catalog, Counting(), tmp_path / "many", runtime)
    assert isinstance(mapped.features, np.memmap)
    assert mapped.features.dtype == np.float16
    np.testing.assert_array_equal(mapped.features, whole.features.astype(np.float16))
    assert mapped.digests == whole.digests
    assert mapped.problems == whole.problems


def test_a_mapped_table_that_was_cut_off_is_made_again(
    catalog: Catalog, tmp_path: Path, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "LARGE", 40)
    _, first = swept(catalog, Counting(), tmp_path, runtime)
    wanted = np.array(first.features)
    del first
    (table,) = tmp_path.glob("features-*/all.npy")
    table.write_bytes(table.read_bytes()[:-10])
    forward = Counting()
    _, again = swept(catalog, forward, tmp_path, runtime)
    assert forward.images == 0
    np.testing.assert_array_equal(again.features, wanted)

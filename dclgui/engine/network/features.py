"""The features of one domain, computed once with a frozen backbone and kept in the project's cache."""

import hashlib
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

import numpy as np

from dclgui.core.arrays import Floats, Rows
from dclgui.core.atomic import file_in_place
from dclgui.core.catalog import Catalog
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Domain, ProblemFound, Progressed
from dclgui.engine.network.onnx_forward import Forward
from dclgui.engine.runtime import Runtime
from dclgui.images.pictures import PictureBatch, in_batches, load_batch, read_ahead
from dclgui.images.thumbnails import Thumbnails, encode

SHARD = 1024
"""Images in one cache file: what a killed sweep has to do again at most."""
BATCH = 8
"""Images in one forward pass; small ones stay in a core's cache, and a fixed size makes results repeatable."""


@dataclass(frozen=True, slots=True, eq=False)
class DomainFeatures:
    """``features`` [N, D] float32, zero where unreadable; ``digests`` and ``problems`` as in ``PictureBatch``."""

    features: Floats
    digests: dict[int, bytes]
    problems: dict[int, str]

    @property
    def readable(self) -> Rows:
        """Rows whose image could be read, ascending."""
        keep = np.ones(len(self.features), np.bool_)
        keep[list(self.problems)] = False
        return np.flatnonzero(keep)


@dataclass(frozen=True, slots=True)
class FeatureCache:
    """Where the shards of one domain lie; ``key`` names everything that the features depend on."""

    folder: Path
    key: str

    @classmethod
    def of(cls, catalog: Catalog, *, folder: Path, model: str, side: int) -> "FeatureCache":
        """A cache that another model, another size, other shards or a changed file do not share."""
        digest = hashlib.sha256(f"{model} {side} {SHARD} {catalog.root}\n".encode())
        digest.update("\n".join(catalog.paths).encode())
        digest.update(catalog.sizes.tobytes() + catalog.mtimes.tobytes())
        return cls(folder, digest.hexdigest()[:16])

    def shard(self, number: int) -> Path:
        """File of shard ``number``."""
        return self.folder / f"features-{self.key}" / f"{number:05d}.npz"

    def has(self, number: int) -> bool:
        """Whether shard ``number`` is there and whole."""
        return is_zipfile(self.shard(number))


def extract_features(
    catalog: Catalog,
    forward: Forward,
    *,
    domain: Domain,
    side: int,
    cache: FeatureCache,
    runtime: Runtime,
    thumbnails: Path | None = None,
) -> Generator[Progressed | ProblemFound, None, DomainFeatures]:
    """Decode every image and run the backbone over it, sharing the shards among the ranks.

    Shards already in the cache are not computed again. Yields progress and every unreadable image; returns the
    features of all rows. Of what it decodes it keeps the thumbnails too, if they lack in the cache folder
    ``thumbnails``.
    """
    shards = in_batches(np.arange(len(catalog)), SHARD)
    mine = range(runtime.rank, len(shards), runtime.world)
    images = sum(len(shards[number]) for number in mine)
    progress = Progress("sweep source" if domain == "source" else "sweep target", images)
    with Thumbnails(thumbnails) as gallery:
        for number in mine:
            if cache.has(number):
                yield from progress.passed(len(shards[number]), cached=True)
                continue
            lacking = frozenset(gallery.missing(domain, catalog, shards[number]).tolist())

            def work(rows: Rows, lacking: frozenset[int] = lacking) -> _Swept:
                batch = load_batch(catalog, rows, side=side)
                features = forward(batch.pixels)
                return _Swept(rows, features, batch.digests, batch.problems, _encoded(batch, lacking))

            done: list[_Swept] = []
            with closing(read_ahead(work, in_batches(shards[number], BATCH), workers=runtime.workers)) as swept:
                for result in swept:
                    done.append(result)
                    yield from progress.passed(len(result.rows))
            _write_shard(cache.shard(number), done)
            gallery.save(domain, catalog, {row: jpeg for batch in done for row, jpeg in batch.jpegs.items()})
    runtime.wait()
    found = _read_shards(cache, len(shards), len(catalog))
    for row, reason in found.problems.items():
        yield ProblemFound(domain=domain, row=row, path=catalog.paths[row], reason=reason)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Swept:
    """One batch without its pixels, of which a shard would hold hundreds of megabytes."""

    rows: Rows
    features: Floats
    digests: dict[int, bytes]
    problems: dict[int, str]
    jpegs: dict[int, bytes]


def _encoded(batch: PictureBatch, lacking: frozenset[int]) -> dict[int, bytes]:
    """Thumbnails of the readable rows that lack one."""
    rows = zip(batch.rows.tolist(), batch.pixels, strict=True)
    return {row: encode(pixels) for row, pixels in rows if row in lacking and row in batch.digests}


def _write_shard(file: Path, done: list[_Swept]) -> None:
    digests = {row: digest for batch in done for row, digest in batch.digests.items()}
    problems = {row: reason for batch in done for row, reason in batch.problems.items()}
    features = np.concatenate([batch.features for batch in done])
    first = int(done[0].rows[0])
    features[[row - first for row in problems]] = 0
    file.parent.mkdir(parents=True, exist_ok=True)
    with file_in_place(file) as stream:
        np.savez(
            stream,
            features=features,
            digest_rows=np.array(list(digests), np.int64),
            digests=np.frombuffer(b"".join(digests.values()), np.uint8),
            problem_rows=np.array(list(problems), np.int64),
            problems=np.array(list(problems.values()), np.str_),
        )


def _read_shards(cache: FeatureCache, shards: int, total: int) -> DomainFeatures:
    features: Floats = np.empty((0, 0), np.float32)
    digests: dict[int, bytes] = {}
    problems: dict[int, str] = {}
    for number in range(shards):
        with np.load(cache.shard(number)) as shard:
            values = shard["features"]
            if number == 0:
                features = np.empty((total, values.shape[1]), np.float32)
            features[number * SHARD : number * SHARD + len(values)] = values
            rows = shard["digest_rows"].tolist()
            joined = shard["digests"].tobytes()
            length = len(joined) // max(1, len(rows))
            digests.update({row: joined[i * length : (i + 1) * length] for i, row in enumerate(rows)})
            problems.update(zip(shard["problem_rows"].tolist(), shard["problems"].tolist(), strict=True))
    return DomainFeatures(features=features, digests=digests, problems=problems)

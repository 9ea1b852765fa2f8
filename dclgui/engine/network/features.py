"""The features of one domain, computed once with a frozen backbone and kept in the project's cache."""

import hashlib
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

import numpy as np

from dclgui.core.arrays import UNREADABLE, Floats, Halves, Rows
from dclgui.core.atomic import file_in_place
from dclgui.core.catalog import Catalog
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Domain, ProblemFound, Progressed
from dclgui.core.scratch import LARGE
from dclgui.engine.network.onnx_forward import Forward
from dclgui.engine.runtime import Runtime
from dclgui.images.glance import glance
from dclgui.images.measure import Measured, arrays_of, measured_from
from dclgui.images.pictures import PictureBatch, in_batches, load_batch, read_ahead
from dclgui.images.thumbnails import Thumbnails, encode

_SEEN = "seen "
"""What the names of the measurements in a cache file begin with."""
SHARD = 1024
"""Images in one cache file: what a killed run has to compute again at most."""
BATCH = 8
"""Images in one forward pass: a small batch stays in a core's cache, and a fixed size makes results repeatable."""


@dataclass(frozen=True, slots=True, eq=False)
class DomainFeatures:
    """``features`` [N, D], zero where unreadable; ``digests`` and ``problems`` as in ``PictureBatch``.

    float32, or float16 mapped from the cache if there are more than ``LARGE`` images. ``measured`` at a glance;
    ``None`` if a part of the cache is of an earlier version.
    """

    features: Floats | Halves
    digests: dict[int, bytes]
    problems: dict[int, str]
    measured: Measured | None = None

    @property
    def readable(self) -> Rows:
        """Rows whose image could be read, ascending."""
        keep = np.ones(len(self.features), np.bool_)
        keep[list(self.problems)] = False
        return np.flatnonzero(keep)


@dataclass(frozen=True, slots=True)
class FeatureCache:
    """The cache files of one domain; ``key`` is a hash of everything that the features depend on.

    Those of more than ``LARGE`` images are kept in half precision.
    """

    folder: Path
    key: str
    images: int
    dim: int | None = None

    @classmethod
    def of(cls, catalog: Catalog, *, folder: Path, model: str, side: int, dim: int | None = None) -> "FeatureCache":
        """A cache that another model, size or range of values, other shards or a changed file do not share.

        ``dim`` is the width of the features, if it is known.
        """
        digest = hashlib.sha256(f"{model} {side} {SHARD} {catalog.root}{catalog.reading.key}\n".encode())
        digest.update("\n".join(catalog.paths).encode())
        digest.update(catalog.sizes.tobytes() + catalog.mtimes.tobytes())
        return cls(folder, digest.hexdigest()[:16], len(catalog), dim)

    def shard(self, number: int) -> Path:
        """File of shard ``number``."""
        return self.folder / f"features-{self.key}" / f"{number:05d}.npz"

    def has(self, number: int) -> bool:
        """Whether shard ``number`` is there and whole."""
        return is_zipfile(self.shard(number))

    def usable(self, number: int, rows: Rows) -> bool:
        """Whether shard ``number`` is there and says what it should of these ``rows`` [n] int64, all of them."""
        try:
            # Opened here, since np.load leaves a damaged file open if it opened it by itself.
            with self.shard(number).open("rb") as file, np.load(file) as shard:
                features, said = shard["features"], np.concatenate([shard["digest_rows"], shard["problem_rows"]])
                digests, problems = shard["digests"], shard["problems"]
                of_problems = len(shard["problem_rows"])
        except UNREADABLE:
            return False
        kind = np.float16 if self.large else np.float32
        read = len(rows) - of_problems
        return (
            features.ndim == 2
            and features.dtype == kind
            and len(features) == len(rows)
            and (self.dim is None or features.shape[1] == self.dim)
            and np.array_equal(np.sort(said), rows)
            and problems.shape == (of_problems,)
            and digests.dtype == np.uint8
            and (len(digests) % read == 0 and len(digests) > 0 if read else not len(digests))
        )

    @property
    def whole(self) -> bool:
        """Whether every shard is there, so that no image has to be read."""
        return all(self.has(number) for number in range(-(-self.images // SHARD)))

    @property
    def large(self) -> bool:
        """Whether the features are too many to be read into memory."""
        return self.images > LARGE

    @property
    def table(self) -> Path:
        """File of all shards' features, if they are ``large``."""
        return self.folder / f"features-{self.key}" / "all.npy"


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
    """Decode every image and run the backbone over it, the shards distributed over the ranks.

    Shards already in the cache are not computed again. Yields progress and every unreadable image; returns the
    features of all rows. Thumbnails that are missing in the cache folder ``thumbnails`` are made on the way.
    """
    shards = in_batches(np.arange(len(catalog)), SHARD)
    mine = range(runtime.rank, len(shards), runtime.world)
    images = sum(len(shards[number]) for number in mine)
    progress = Progress("sweep source" if domain == "source" else "sweep target", images)
    with Thumbnails(thumbnails) as gallery:
        for number in mine:
            if cache.usable(number, shards[number]):
                yield from progress.passed(len(shards[number]), cached=True)
                continue
            lacking = frozenset(gallery.missing(domain, catalog, shards[number]).tolist())

            def work(rows: Rows, lacking: frozenset[int] = lacking) -> _Swept:
                batch = load_batch(catalog, rows, side=side)
                features = forward(batch.pixels)
                seen = glance([*batch.pictures.values()])
                return _Swept(rows, features, _digests(batch), batch.problems, _encoded(batch, lacking), seen)

            done: list[_Swept] = []
            with closing(read_ahead(work, in_batches(shards[number], BATCH), workers=runtime.workers)) as swept:
                for result in swept:
                    done.append(result)
                    yield from progress.passed(len(result.rows))
            _write_shard(cache, number, done)
            gallery.save(domain, catalog, {row: jpeg for batch in done for row, jpeg in batch.jpegs.items()})
    runtime.wait()  # for the other ranks' shards
    found = _read_shards(cache, len(shards))
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
    seen: Measured


def _digests(batch: PictureBatch) -> dict[int, bytes]:
    return {row: picture.digest for row, picture in batch.pictures.items()}


def _encoded(batch: PictureBatch, lacking: frozenset[int]) -> dict[int, bytes]:
    """Thumbnails of the readable rows among ``lacking``."""
    return {row: encode(picture.pixels) for row, picture in batch.pictures.items() if row in lacking}


def _write_shard(cache: FeatureCache, number: int, done: list[_Swept]) -> None:
    digests = {row: digest for batch in done for row, digest in batch.digests.items()}
    problems = {row: reason for batch in done for row, reason in batch.problems.items()}
    features = np.concatenate([batch.features for batch in done])
    first = int(done[0].rows[0])
    features[[row - first for row in problems]] = 0  # else what the backbone makes of a black picture
    if cache.large:
        features = _in_half(features)
    measured = Measured.blank(len(features))
    for batch in done:
        measured.put((row - first for row in batch.digests), batch.seen)
    file = cache.shard(number)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file_in_place(file) as stream:
        np.savez(
            stream,
            features=features,
            digest_rows=np.array(list(digests), np.int64),
            digests=np.frombuffer(b"".join(digests.values()), np.uint8),
            problem_rows=np.array(list(problems), np.int64),
            problems=np.array(list(problems.values()), np.str_),
            **{_SEEN + name: values for name, values in arrays_of(measured).items()},  # type: ignore[arg-type]
        )


def _read_shards(cache: FeatureCache, shards: int) -> DomainFeatures:
    digests: dict[int, bytes] = {}
    problems: dict[int, str] = {}
    seen: list[dict[str, np.ndarray]] = []
    for number in range(shards):
        with np.load(cache.shard(number)) as shard:
            rows = shard["digest_rows"].tolist()
            joined = shard["digests"].tobytes()
            length = len(joined) // max(1, len(rows))
            digests.update({row: joined[i * length : (i + 1) * length] for i, row in enumerate(rows)})
            problems.update(zip(shard["problem_rows"].tolist(), shard["problems"].tolist(), strict=True))
            seen.append({name.removeprefix(_SEEN): shard[name] for name in shard.files if name.startswith(_SEEN)})
    features = _mapped(cache, shards) if cache.large else _in_memory(cache, shards)
    return DomainFeatures(features, digests, problems, measured_from(seen, problems))


def _features_of(cache: FeatureCache, shards: int) -> Iterator[Floats | Halves]:
    for number in range(shards):
        with np.load(cache.shard(number)) as shard:
            yield shard["features"]


def _in_memory(cache: FeatureCache, shards: int) -> Floats:
    found = list(_features_of(cache, shards))
    return np.concatenate(found) if found else np.empty((0, 0), np.float32)


def _mapped(cache: FeatureCache, shards: int) -> Halves:
    """All features in one file, written once, mapped so that the system reads what is used and takes it back."""
    with suppress(FileNotFoundError, ValueError, EOFError):  # cut off, as only a damaged disk leaves it
        kept = _map(cache.table)
        if kept.ndim == 2 and len(kept) == cache.images and cache.dim in {None, kept.shape[1]}:
            return kept
    with file_in_place(cache.table) as stream:
        for number, values in enumerate(_features_of(cache, shards)):
            if number == 0:
                shape = cache.images, values.shape[1]
                header = {"descr": np.dtype(np.float16).str, "fortran_order": False, "shape": shape}
                np.lib.format.write_array_header_1_0(stream, header)
            stream.write(_in_half(values).tobytes())
    return _map(cache.table)


def _in_half(features: Floats | Halves) -> Halves:
    largest = np.finfo(np.float16).max
    return features.clip(-largest, largest).astype(np.float16)


def _map(file: Path) -> Halves:
    # Copy on write: torch wants an array that can be written to, and the file is never changed.
    found: Halves = np.load(file, mmap_mode="c")
    return found

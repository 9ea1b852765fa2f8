"""From the measurements of both domains to what a person should look at before any training.

A false alarm costs an operator's trust, so each rule asks for two things: a picture that is bad by itself, and one
that is unlike its own domain. What is usual in a domain is never an alarm.
"""

import math
from collections.abc import Iterator
from typing import Literal

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Doubles, Floats, Mask, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.findings import CheckReport, DomainStatistics, Finding, Kind
from dclgui.core.protocol.events import Domain
from dclgui.images.copies import Copies, leaks, near_copies, same_files
from dclgui.images.decode import DEPTHS
from dclgui.images.measure import Measured

_CopyKind = Literal["duplicate", "near duplicate"]

_FAR = 3.5
"""Robust standard deviations from the domain's median."""
_BLURRED, _SOFT = 0.005, 0.05
_VERY_FAR = 8.0
"""A picture that is only soft is blurred if it is so far from its domain: a coarse sensor's noise hides the rest."""
_DARK, _BRIGHT = 0.06, 0.95
_FEW, _FAR_BELOW = 5, 0.1
"""A tiny class has fewer images, or less than this share of the median class."""
_ONE_SIZE = 0.8
"""Share of a domain's images from which their size is its rule and the others are exceptions."""
_SHAPE, _SCALE = 1.05, 1.5
_COLOUR = 0.15
"""Least difference of a channel's means that is worth a word."""
_APART = 2.0
"""The same in standard deviations among the images of a domain."""
_MOST = 20
"""Sizes and ranges that the statistics name."""
_NONE = np.empty(0, np.int64)
_UNMEASURED = np.empty(0, np.float32)


def check(source: Measured, target: Measured, *, catalog: Catalog) -> CheckReport:
    """All findings on both domains, the gravest kinds first; ``catalog`` is the source's."""
    both: tuple[tuple[Domain, Measured], ...] = (("source", source), ("target", target))
    findings = [
        *(_unreadable(domain, found) for domain, found in both),
        _leak(leaks(source, target)),
        *(_of_copies("duplicate", domain, same_files(found.digests, found.readable)) for domain, found in both),
        *(_of_copies("near duplicate", domain, near_copies(found)) for domain, found in both),
        *_ranges(source, target),
        _tiny_classes(source, catalog),
        *(_dark(domain, found) for domain, found in both),
        *(_blurred(domain, found) for domain, found in both),
        *(_sizes(domain, found) for domain, found in both),
        _colour(source, target),
    ]
    return CheckReport(
        tuple(finding for finding in findings if len(finding.rows)), _statistics(source), _statistics(target)
    )


def _unreadable(domain: Domain, found: Measured) -> Finding:
    rows = np.array(sorted(found.problems), np.int64)
    reasons = tuple(found.problems[row] for row in rows.tolist())
    return Finding("unreadable", domain, rows, _NONE, _UNMEASURED, reasons, "exclude")


def _leak(copies: Copies) -> Finding:
    order = np.argsort(copies.distances, kind="stable")
    sure = bool((copies.distances == 0).all())
    return Finding(
        "leak",
        "source",
        copies.rows[order],
        copies.twins[order],
        copies.distances[order],
        (),
        "exclude" if sure else "look",
    )


def _of_copies(kind: _CopyKind, domain: Domain, copies: Copies) -> Finding:
    if kind == "duplicate":
        return Finding(kind, domain, copies.rows, copies.twins, _UNMEASURED, (), "exclude")
    order = np.argsort(copies.distances, kind="stable")
    return Finding(kind, domain, copies.rows[order], copies.twins[order], copies.distances[order], (), "look")


def _blurred(domain: Domain, found: Measured) -> Finding:
    rows = np.flatnonzero(found.readable & (found.sharpness > 0))
    sharpness = found.sharpness[rows]
    deviations = _deviations(np.log(sharpness))
    blurred = (sharpness < _BLURRED) & (deviations < -_FAR) | (sharpness < _SOFT) & (deviations < -_VERY_FAR)
    return _sorted_by("blurred", domain, rows, sharpness, blurred)


def _dark(domain: Domain, found: Measured) -> Finding:
    """Too dark or too bright to see anything, in a domain that is usually neither; the darkest first."""
    rows = np.flatnonzero(found.readable)
    brightness = found.brightness[rows]
    deviations = _deviations(brightness)
    out = (brightness < _DARK) & (deviations < -_FAR) | (brightness > _BRIGHT) & (deviations > _FAR)
    return _sorted_by("dark", domain, rows, brightness, out)


def _tiny_classes(found: Measured, catalog: Catalog) -> Finding:
    """Classes with too few readable images to learn from, the smallest first."""
    rows = np.flatnonzero(found.readable)
    counts = np.bincount(catalog.labels[rows], minlength=int(catalog.labels.max(initial=0)) + 1)
    of_own_class = counts[catalog.labels[rows]].astype(np.float32)
    tiny = of_own_class < max(_FEW, _FAR_BELOW * float(np.median(counts)))
    return _sorted_by("tiny class", "source", rows, of_own_class, tiny)


def _sizes(domain: Domain, found: Measured) -> Finding:
    """Images of another shape, or far smaller or larger, in a domain of one size."""
    rows = np.flatnonzero(found.readable)
    common = _counted(found.sizes[rows])
    if not common or common[0][1] < _ONE_SIZE * len(rows):
        return _sorted_by("mixed sizes", domain, _NONE, _UNMEASURED, np.empty(0, np.bool_))
    shares = found.sizes[rows] / np.array(common[0][0], np.float64)
    shape = np.abs(np.log(shares[:, 0] / shares[:, 1]))
    scale = np.abs(np.log(shares.prod(axis=1))) / 2
    other = (shape > math.log(_SHAPE)) | (scale > math.log(_SCALE))
    return _sorted_by("mixed sizes", domain, rows, found.sizes[rows].prod(axis=1).astype(np.float32), other)


def _ranges(source: Measured, target: Measured) -> Iterator[Finding]:
    """Images whose values go up to another number than most of the source's do."""
    usual = _counted(_tops(source)[source.readable][:, None])
    by_domain: tuple[tuple[Domain, Measured], ...] = (("source", source), ("target", target))
    for domain, found in by_domain:
        rows = np.flatnonzero(found.readable)
        tops = _tops(found)[rows]
        other = tops != usual[0][0][0] if usual else np.zeros(len(rows), np.bool_)
        yield _sorted_by("value range", domain, rows, tops.astype(np.float32), other)


def _colour(source: Measured, target: Measured) -> Finding:
    """Target images further in colour from the source's mean than its own are, if the domains are apart as such."""
    rows = np.flatnonzero(target.readable)
    ours, theirs = source.colour[source.readable], target.colour[rows]
    if min(len(ours), len(theirs)) < _FEW:
        return _sorted_by("colour", "target", _NONE, _UNMEASURED, np.empty(0, np.bool_))
    apart = np.abs(ours.mean(axis=0) - theirs.mean(axis=0))
    spread = np.sqrt((ours.var(axis=0) + theirs.var(axis=0)) / 2)
    distances = np.abs(theirs - ours.mean(axis=0)).max(axis=1)
    usual = np.quantile(np.abs(ours - ours.mean(axis=0)).max(axis=1), 0.95)
    far = distances > (usual if bool(((apart > _COLOUR) & (apart > _APART * spread)).any()) else math.inf)
    return _sorted_by("colour", "target", rows, -distances, far)


def _sorted_by(kind: Kind, domain: Domain, rows: Rows, measures: Floats, concerned: Mask) -> Finding:
    """The ``concerned`` of ``rows``, the lowest measure first; only kinds of which a person must judge."""
    rows, measures = rows[concerned], measures[concerned]
    order = np.argsort(measures, kind="stable")
    measures = np.abs(measures[order]).astype(np.float32)
    return Finding(kind, domain, rows[order], _NONE, measures, (), "look")


def _deviations(values: Floats) -> Floats:
    """How many robust standard deviations each value lies above the median; a spread below 0.01 counts as that."""
    if not len(values):
        return values
    centre = np.median(values)
    spread = 1.4826 * float(np.median(np.abs(values - centre)))
    return ((values - centre) / max(spread, 0.01)).astype(np.float32)


def _tops(found: Measured) -> Doubles:
    """[N], the highest raw values; an image scaled by its own highest counts with the next power of two."""
    known = np.isin(found.tops, (1.0, *DEPTHS))
    with np.errstate(divide="ignore", invalid="ignore"):
        rounded = np.where(found.tops > 0, 2 ** np.ceil(np.log2(np.maximum(found.tops, 1e-9))), 0)
    return np.where(known, found.tops, rounded)


def _statistics(found: Measured) -> DomainStatistics:
    readable = found.readable
    images = max(1, int(readable.sum()))
    return DomainStatistics(
        brightness=found.histogram / images,
        colour=found.colour[readable].sum(axis=0, dtype=np.float64) / images,
        contrast=float(found.contrast[readable].sum(dtype=np.float64) / images),
        ranges=tuple((float(top), count) for (top,), count in _counted(_tops(found)[readable][:, None])),
        sizes=tuple((int(width), int(height), count) for (width, height), count in _counted(found.sizes[readable])),
    )


def _counted(values: npt.NDArray[np.generic]) -> list[tuple[tuple[float, ...], int]]:
    """Distinct rows of ``values`` [n, k] and how often each comes, the commonest first, at most ``_MOST``."""
    if not len(values):
        return []
    kinds, counts = np.unique(values, axis=0, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:_MOST]
    return [(tuple(kinds[place].tolist()), int(counts[place])) for place in order]

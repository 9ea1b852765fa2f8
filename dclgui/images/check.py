"""The data check: findings on both domains that a person should look at before training, from the measurements.

False alarms cost an operator's trust, so each rule has two conditions: the picture is bad by itself, and it is an
outlier in its own domain. What is usual in a domain is never a finding.
"""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Doubles, Floats, Mask, Rows
from dclgui.core.catalog import Catalog
from dclgui.core.findings import CheckReport, DomainStatistics, Finding, Kind
from dclgui.core.protocol.events import Domain
from dclgui.images.copies import Copies, leaks, near_copies, same_files
from dclgui.images.measure import Measured
from dclgui.images.values import DEPTHS

_FAR = 3.5
"""Robust standard deviations from the domain's median."""
_BLURRED, _SOFT = 0.005, 0.05
_VERY_FAR = 8.0
"""Deviations from which a picture that is only soft counts as blurred: sensor noise keeps it above ``_BLURRED``."""
_DARK, _BRIGHT = 0.06, 0.95
_PLAIN, _FAINT = 0.008, 0.03
"""Contrast of a picture with nothing on it: two grey levels of 255; and of one that is black or white all over."""
_NOISE, _COARSE = 11.0, 0.08
"""Sharpness of noise alone, far above that of a picture, and a contrast that no sensor's noise has."""
_MOSTLY, _HARDLY = 0.5, 1 / 8
"""Share of a domain that is most of it, and of the levels from black to white that is hardly any."""
_FEW, _FAR_BELOW = 5, 0.1
"""A tiny class has fewer images, or less than this share of the median class."""
_ONE_SIZE = 0.8
"""Share of a domain's images that must have one size before others count as exceptions."""
_SHAPE, _SCALE = 1.05, 1.5
_COLOUR = 0.15
"""Least difference of a channel's means that is a finding."""
_APART = 2.0
"""The same in standard deviations among the images of a domain."""
_MOST = 20
"""Most sizes and value ranges in the statistics."""
_NONE = np.empty(0, np.int64)
_UNMEASURED = np.empty(0, np.float32)


def check(source: Measured, target: Measured, *, catalog: Catalog) -> CheckReport:
    """All findings on both domains, the most severe kinds first; ``catalog`` is the source's."""
    both: tuple[tuple[Domain, Measured], ...] = (("source", source), ("target", target))
    findings = [
        *(_unreadable(domain, found) for domain, found in both),
        _of_copies("leak", "source", leaks(source, target)),
        *(_of_copies("duplicate", domain, same_files(found.digests, found.readable)) for domain, found in both),
        *(_of_copies("near duplicate", domain, near_copies(found)) for domain, found in both),
        *(_unused(domain, found) for domain, found in both),
        *_ranges(source, target),
        *(_pages(domain, found) for domain, found in both),
        _tiny_classes(source, catalog),
        *(_dark(domain, found) for domain, found in both),
        *(_blank(domain, found) for domain, found in both),
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


def _of_copies(kind: Kind, domain: Domain, copies: Copies) -> Finding:
    """The closest copies first; exact ones, with distance 0, can be excluded without a look."""
    order = np.argsort(copies.distances, kind="stable")
    measures = _UNMEASURED if kind == "duplicate" else copies.distances[order]
    exact = kind != "near duplicate" and not copies.distances.any()
    return Finding(kind, domain, copies.rows[order], copies.twins[order], measures, (), "exclude" if exact else "look")


def _blurred(domain: Domain, found: Measured) -> Finding:
    rows = np.flatnonzero(found.readable & (found.sharpness > 0))
    sharpness = found.sharpness[rows]
    deviations = _deviations(np.log(sharpness))  # sharpness varies by factors, so in logarithms
    blurred = (sharpness < _BLURRED) & (deviations < -_FAR) | (sharpness < _SOFT) & (deviations < -_VERY_FAR)
    return _sorted_by("blurred", domain, rows, sharpness, blurred)


def _dark(domain: Domain, found: Measured) -> Finding:
    """Images too dark or too bright to see anything, in a domain that usually is not; the darkest first."""
    rows = np.flatnonzero(found.readable)
    brightness = found.brightness[rows]
    deviations = _deviations(brightness)
    out = (brightness < _DARK) & (deviations < -_FAR) | (brightness > _BRIGHT) & (deviations > _FAR)
    return _sorted_by("dark", domain, rows, brightness, out)


def nothing_on(found: Measured) -> Rows:
    """Rows of plain, black or white pictures, in a domain that mostly is not so.

    Noise counts here as something to see: in a picture that is measured at a glance a fine texture looks like it.
    """
    rows = np.flatnonzero(found.readable)
    nothing = (_plain(found) | _empty(found))[rows]
    return _NONE if _usual(nothing) else rows[nothing]


def _plain(found: Measured) -> Mask:
    """[N] bool, of one grey level or two."""
    return found.contrast < _PLAIN


def _empty(found: Measured) -> Mask:
    """[N] bool, black or white all over."""
    return ((found.brightness < _DARK) | (found.brightness > _BRIGHT)) & (found.contrast < _FAINT)


def _usual(concerned: Mask) -> bool:
    """Whether most images of a domain that has some are ``concerned`` [n]."""
    return len(concerned) >= _FEW and bool(concerned.mean() > _MOSTLY)


def _blank(domain: Domain, found: Measured) -> Finding:
    """Images with nothing to see, whatever their domain is like; of a domain that mostly is so, also the black ones.

    The flattest first.
    """
    rows = np.flatnonzero(found.readable)
    contrast = found.contrast[rows]
    flat = _plain(found)[rows] | ((found.sharpness[rows] > _NOISE) & (contrast < _COARSE))
    empty = flat | _empty(found)[rows]
    if _usual(empty):
        return _sorted_by("mostly blank", domain, rows, contrast, empty)
    # What is far too dark or too bright, too, is a finding already if it is so unlike its domain.
    shown = np.setdiff1d(rows[flat], _dark(domain, found).rows)
    return _sorted_by("blank", domain, rows, contrast, np.isin(rows, shown))


def _unused(domain: Domain, found: Measured) -> Finding:
    """A domain most of whose images, blank ones aside, take hardly any of the levels from black to white."""
    rows = np.flatnonzero(found.readable & (found.contrast >= _PLAIN))
    narrow = found.used[rows] <= _HARDLY
    if len(rows) < _FEW or narrow.mean() <= _MOSTLY:
        narrow[:] = False
    return _sorted_by("unused range", domain, rows, found.used[rows], narrow)


def _pages(domain: Domain, found: Measured) -> Finding:
    """Files that hold more pictures than the first one, which alone is read."""
    rows = np.flatnonzero(found.readable)
    return _sorted_by("pages", domain, rows, found.used[rows], found.pages[rows])


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
    if not common or common[0][1] < _ONE_SIZE * len(rows):  # a domain of many sizes has no exceptions
        return _sorted_by("mixed sizes", domain, _NONE, _UNMEASURED, np.empty(0, np.bool_))
    shares = found.sizes[rows] / np.array(common[0][0], np.float64)
    shape = np.abs(np.log(shares[:, 0] / shares[:, 1]))
    scale = np.abs(np.log(shares.prod(axis=1))) / 2
    other = (shape > math.log(_SHAPE)) | (scale > math.log(_SCALE))
    return _sorted_by("mixed sizes", domain, rows, found.sizes[rows].prod(axis=1).astype(np.float32), other)


def _ranges(source: Measured, target: Measured) -> Iterator[Finding]:
    """Images whose value range (0-255, 0-4095, ...) is not that of most source images."""
    usual = _counted(_tops(source)[source.readable][:, None])
    by_domain: tuple[tuple[Domain, Measured], ...] = (("source", source), ("target", target))
    for domain, found in by_domain:
        rows = np.flatnonzero(found.readable)
        tops = _tops(found)[rows]
        other = tops != usual[0][0][0] if usual else np.zeros(len(rows), np.bool_)
        yield _sorted_by("value range", domain, rows, tops.astype(np.float32), other)


def _colour(source: Measured, target: Measured) -> Finding:
    """Target images further from the source's mean colour than the source's own, if the domains' means differ."""
    rows = np.flatnonzero(target.readable)
    ours, theirs = source.colour[source.readable], target.colour[rows]
    if min(len(ours), len(theirs)) < _FEW:
        return _sorted_by("colour", "target", _NONE, _UNMEASURED, np.empty(0, np.bool_))
    # The domains differ if some channel's means do, in absolute terms and relative to the spread of the images.
    apart = np.abs(ours.mean(axis=0) - theirs.mean(axis=0))
    spread = np.sqrt((ours.var(axis=0) + theirs.var(axis=0)) / 2)
    distances = np.abs(theirs - ours.mean(axis=0)).max(axis=1)
    usual = np.quantile(np.abs(ours - ours.mean(axis=0)).max(axis=1), 0.95)
    far = distances > (usual if bool(((apart > _COLOUR) & (apart > _APART * spread)).any()) else math.inf)
    return _sorted_by("colour", "target", rows, -distances, far)


def _sorted_by(kind: Kind, domain: Domain, rows: Rows, measures: Floats, concerned: Mask) -> Finding:
    """A finding for a person to look at: the ``concerned`` of ``rows``, the lowest measure first."""
    rows, measures = rows[concerned], measures[concerned]
    order = np.argsort(measures, kind="stable")
    measures = np.abs(measures[order]).astype(np.float32)
    return Finding(kind, domain, rows[order], _NONE, measures, (), "look")


def _deviations(values: Floats) -> Floats:
    """Robust z-score (median and MAD) of each value; the standard deviation is at least 0.01."""
    if not len(values):
        return values
    centre = np.median(values)
    spread = 1.4826 * float(np.median(np.abs(values - centre)))
    return ((values - centre) / max(spread, 0.01)).astype(np.float32)


def _tops(found: Measured) -> Doubles:
    """[N], the upper ends of the value ranges; an image scaled by its own maximum counts with the next power of two."""
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
    """Distinct rows of ``values`` [n, k] and their counts, the most frequent first, at most ``_MOST``."""
    if not len(values):
        return []
    kinds, counts = np.unique(values, axis=0, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:_MOST]
    return [(tuple(kinds[place].tolist()), int(counts[place])) for place in order]

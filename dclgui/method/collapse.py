"""Signs that self-training has collapsed. Confidence does not show it: that grows either way."""

from collections.abc import Sequence


def vanished(shares: Sequence[float], source: Sequence[float]) -> list[int]:
    """Classes that no target image is labelled with, though at least 1 % of the labelled source is.

    shares, source: K shares in [0, 1] of the target's labels and of the source's.
    """
    return [k for k, (now, wanted) in enumerate(zip(shares, source, strict=True)) if now == 0 and wanted >= 0.01]


def far_from(shares: Sequence[float], source: Sequence[float]) -> list[int]:
    """Classes whose share is more than three times, or less than a third of, the labelled source's.

    shares, source: K shares in [0, 1]. A difference below 10 points does not count: rare classes vary. Nor does a
    class that the source never had.
    """
    return [
        k
        for k, (now, wanted) in enumerate(zip(shares, source, strict=True))
        if wanted > 0 and abs(now - wanted) >= 0.1 and not wanted / 3 <= now <= 3 * wanted
    ]

"""What a person should know of a run before trusting its labels: said as warnings, the run goes on."""

from collections.abc import Generator, Sequence

from dclgui.core.protocol.events import RoundFinished, Warned
from dclgui.core.wording import listed
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.method.collapse import far_from, vanished

_FEW = 50
"""Target images below which a person should know how little can be learnt from them."""
_FAINT = 0.1
"""Trust below which the labels are practically the source model's."""


def doubts(found: DomainGap, images: int) -> Generator[Warned, None, None]:
    """Warn where the target is too small, or too like the source, to learn much from."""
    if images < _FEW:
        yield Warned(
            "few_images",
            f"There are only {images} images to label.",
            "The labels stay close to the old model's; they get better with a hundred images or more.",
        )
    elif found.trust < _FAINT:
        yield Warned(
            "fallback",
            "The new images hardly differ from the old ones, so the labels stay the old model's.",
            "If they should differ, check that the two folders are of two cameras.",
        )


def collapses(
    now: RoundFinished, before: Sequence[RoundFinished], names: tuple[str, ...]
) -> Generator[Warned, None, None]:
    """Say once of each class that it is missing, or far from its share of the source; ``before`` are earlier rounds."""
    gone, far = _troubled(now)
    for earlier in before:
        told_gone, told_far = _troubled(earlier)
        gone -= told_gone
        far -= told_far
    # A class that was merged or withdrawn has no name, and no image by a person's own will.
    gone, far = ({k for k in troubled if names[k]} for troubled in (gone, far))
    hint = "If the new camera's parts should be like the old one's, look at these images before you trust the labels."
    if gone:
        named = listed(names[k] for k in sorted(gone))
        yield Warned("collapse", _vanished(now.round, len(gone), named), hint)
    if far:
        shares = listed(f"{names[k]} {now.class_shares[k]:.0%} ({now.source_shares[k]:.0%})" for k in sorted(far))
        yield Warned(
            "collapse", f"In round {now.round} the shares of these classes are far from the source's: {shares}.", hint
        )


def _vanished(number: int, classes: int, named: str) -> str:
    if classes == 1:
        return f"In round {number} no image is labelled {named}."
    return f"In round {number} no image is labelled any of these {classes:,} classes: {named}."


def _troubled(metrics: RoundFinished) -> tuple[set[int], set[int]]:
    """Classes that no image is labelled with, and others far from their share of the source."""
    gone = set(vanished(metrics.class_shares, metrics.source_shares))
    return gone, set(far_from(metrics.class_shares, metrics.source_shares)) - gone

"""What a person should know of a run before trusting its labels: said as warnings, the run goes on."""

from collections.abc import Generator

from dclgui.core.protocol.events import RoundFinished, Warned
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
    now: RoundFinished, before: RoundFinished | None, names: tuple[str, ...]
) -> Generator[Warned, None, None]:
    """Warn of each class in the round in which it is found missing or far from its share of the source."""
    gone = set(vanished(now.class_shares, now.source_shares))
    far = set(far_from(now.class_shares, now.source_shares)) - gone
    if before:
        gone -= set(vanished(before.class_shares, before.source_shares))
        far -= set(far_from(before.class_shares, before.source_shares))
    hint = "If the new camera's parts should be like the old one's, look at these images before you trust the labels."
    for k in sorted(gone):
        yield Warned("collapse", f"In round {now.round} no image is labelled {names[k]}.", hint)
    for k in sorted(far):
        shares = f"{now.class_shares[k]:.0%} of the labels, {now.source_shares[k]:.0%} of the source"
        yield Warned("collapse", f"In round {now.round} {names[k]} is {shares}.", hint)

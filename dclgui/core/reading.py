"""How the raw values of one domain's pictures become 0 to 255: one range for all of them, or none."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

Span = tuple[float, float]
"""The raw values that become 0 and 255."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The ranges of one domain, settled once (``images.ranges``) and kept with everything that is learnt from it.

    Pictures of 8 bits a channel are never scaled.

    ``whole``      the range of pictures of whole numbers with more bits; ``None``: each is judged by its own values
    ``fractions``  the same of pictures of floating-point numbers
    ``former``     read as dclgui did before ranges were kept, byte by byte, for projects and models of then
    """

    whole: Span | None = None
    fractions: Span | None = None
    former: bool = False

    @property
    def key(self) -> str:
        """A text that differs between two readings with different ranges; empty for one without any."""
        return "" if self.whole is None and self.fractions is None else f"{self.whole} {self.fractions}"

    def as_card(self) -> dict[str, list[float] | None]:
        """As it stands in a project and in a model card; not of a ``former`` one, which is kept as nothing."""
        return {
            name: list(span) if span else None for name, span in (("whole", self.whole), ("fractions", self.fractions))
        }

    @classmethod
    def from_card(cls, said: object) -> Self:
        """The inverse of ``as_card``; of ``None`` the former one. Raises ``ValueError`` for anything else."""
        if said is None:
            return cls(former=True)
        if not isinstance(said, Mapping):
            raise ValueError("it is no table of ranges")
        return cls(_span(said.get("whole")), _span(said.get("fractions")))


ALONE, FORMER = Reading(), Reading(former=True)
"""Each picture judged by its own values; and as dclgui read before."""


def _span(said: Any) -> Span | None:
    if said is None:
        return None
    low, high = map(float, said)
    if not -math.inf < low < high < math.inf:
        raise ValueError(f"{said} is no range")
    return low, high

"""Reference statistics: how a project's own images look to its model. Drift of later images is measured from them."""

import json
import math
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import numpy as np

from dclgui.core.arrays import Floats
from dclgui.core.parsed import json_in

_FILE = "seen.json"
_STEPS = np.linspace(0, 1, 101)


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceStatistics:
    """Percentiles 0 … 100 over ``images`` target images of the project, each predicted on its own.

    ``entropy``   [101] float64, nats
    ``distance``  [101] float64, to the prototype of the image's own label
    """

    images: int
    entropy: tuple[float, ...]
    distance: tuple[float, ...]

    @classmethod
    def of(cls, entropy: Floats, distance: Floats) -> Self | None:
        """From [N] of each; ``None`` if there is no image with both numbers."""
        known = np.isfinite(entropy) & np.isfinite(distance)
        if not known.any():
            return None
        both = (tuple(np.quantile(each[known].astype(np.float64), _STEPS).tolist()) for each in (entropy, distance))
        return cls(int(known.sum()), *both)

    def save(self, folder: Path) -> None:
        """Write it into a round's ``folder``."""
        (folder / _FILE).write_text(json.dumps(self.as_card()), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Read what ``save`` wrote; ``None`` if it is damaged, or of a round of an earlier version, without one."""
        try:
            return cls.from_card(json_in((folder / _FILE).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    @property
    def key(self) -> str:
        """A hash that differs from model to model."""
        return sha256(json.dumps(self.as_card()).encode()).hexdigest()[:16]

    def as_card(self) -> dict[str, Any]:
        """The entry ``seen`` of a model's card."""
        rounded = {name: [float(f"{value:.6g}") for value in getattr(self, name)] for name in ("entropy", "distance")}
        return {"images": self.images, **rounded}

    @classmethod
    def from_card(cls, entry: Any) -> Self | None:
        """Read ``as_card`` back; ``None`` for anything else, such as no entry at all."""
        try:
            both = [tuple(map(float, entry[name])) for name in ("entropy", "distance")]
            images = int(entry["images"])
        except (KeyError, TypeError, ValueError, OverflowError):
            return None
        whole = all(len(values) == len(_STEPS) and all(map(math.isfinite, values)) for values in both)
        return cls(images, *both) if whole and images > 0 else None

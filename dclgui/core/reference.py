"""What a project's own images were like to its model: the range that later images are compared with."""

import json
import math
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import numpy as np

from dclgui.core.arrays import Floats

_FILE = "seen.json"
_STEPS = np.linspace(0, 1, 101)


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceStatistics:
    """Percentiles 0 … 100 over ``images`` target images of the project, each judged on its own.

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
        both = (np.quantile(values[known].astype(np.float64), _STEPS).tolist() for values in (entropy, distance))
        return cls(int(known.sum()), *map(tuple, both))

    def save(self, folder: Path) -> None:
        """Write it into a round's ``folder``."""
        (folder / _FILE).write_text(json.dumps(self.as_card()), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Read what ``save`` wrote; ``None`` for a round of an earlier version, which wrote none."""
        file = folder / _FILE
        return cls.from_card(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None

    @property
    def key(self) -> str:
        """Another one for every model."""
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
        except (KeyError, TypeError, ValueError):
            return None
        whole = all(len(values) == len(_STEPS) and all(map(math.isfinite, values)) for values in both)
        return cls(images, *both) if whole and images > 0 else None

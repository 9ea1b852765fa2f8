"""When the newest images are no longer like those that the model was adapted to.

The rule: of the newest ``WINDOW`` images, count those beyond the 90th percentile of the project's own images, by
entropy (the model is less sure) and by distance (they look less like their class). One in ten belongs there; two to
three in ten do of the same camera's later images, since a model fits best what it was adapted to. Drift is found when
it is more than half of them. docs/decisions/0008 says what was measured.
"""

from collections import deque
from collections.abc import Iterable

import numpy as np

from dclgui.core.protocol.watch_events import DriftEnded, DriftFound, Measure
from dclgui.core.reference import ReferenceStatistics

WINDOW = 200
LEAST = 100
"""Images before anything is said."""
LIMIT, BELOW = 0.5, 0.4
"""Drift begins above one share and has ended below the other."""
_PERCENTILE = 90
_MEASURES: tuple[Measure, Measure] = ("entropy", "distance")


class Drift:
    """The newest images beside the reference statistics of the model."""

    def __init__(self, reference: ReferenceStatistics, before: Iterable[tuple[float, float]] = ()) -> None:
        """``before``: entropy and distance of images labelled earlier, the oldest first."""
        self._newest = deque(before, maxlen=WINDOW)
        self._beyond = np.array([reference.entropy[_PERCENTILE], reference.distance[_PERCENTILE]])
        self._found = False

    def shares(self) -> tuple[float, float]:
        """Of the newest images, beyond the 90th percentile by entropy and by distance; 0 while there are too few."""
        if len(self._newest) < LEAST:
            return 0.0, 0.0
        entropy, distance = (np.array(self._newest) > self._beyond).mean(axis=0).tolist()
        return entropy, distance

    def take(self, images: Iterable[tuple[float, float]]) -> DriftFound | DriftEnded | None:
        """Entropy and distance of more images; says so if drift begins or ends with them."""
        self._newest.extend(images)
        shares = self.shares()
        worst = int(np.argmax(shares))
        share = shares[worst]
        if not self._found and share > LIMIT:
            self._found = True
            return self._notice(worst, share)
        if self._found and share < BELOW:
            self._found = False
            return DriftEnded()
        return None

    def _notice(self, worst: int, share: float) -> DriftFound:
        count, measure = len(self._newest), _MEASURES[worst]
        if measure == "entropy":
            message = (
                f"The model is less sure of {share:.0%} of the newest {count} images than of nine in ten of those that "
                "it was adapted to."
            )
        else:
            message = (
                f"{share:.0%} of the newest {count} images lie further from their class than nine in ten of those that "
                "the model was adapted to."
            )
        return DriftFound(
            measure,
            share,
            count,
            message=message,
            hint="Look at some of them. If the camera, the light or the parts have changed, adapt again.",
        )

"""When the newest images are no longer like those that the model was adapted to.

The rule: of the newest ``WINDOW`` images, count those beyond the 99th percentile of the project's own images, by
entropy (the model is less sure) and by distance (the images look less like their class). One in a hundred belongs
there. Drift is found when the share is above ``LIMIT``, and has ended when it falls below half of that.
docs/decisions says what was measured.
"""

from collections import deque
from collections.abc import Iterable

import numpy as np

from dclgui.core.watched import DriftEnded, DriftFound
from dclgui.reuse.seen import Seen

WINDOW = 200
LEAST = 50
"""Images before anything is said."""
LIMIT = 0.15
_BEYOND = 99
_MEASURES = (("entropy", "less sure of them"), ("distance", "further from the classes it knows"))


class Drift:
    """The newest images beside what the model has ``seen``."""

    def __init__(self, seen: Seen, before: Iterable[tuple[float, float]] = ()) -> None:
        """``before``: entropy and distance of images labelled earlier, the oldest first."""
        self._newest = deque(before, maxlen=WINDOW)
        self._beyond = np.array([seen.entropy[_BEYOND], seen.distance[_BEYOND]])
        self._found = False

    def shares(self) -> tuple[float, float]:
        """Of the newest images, beyond the 99th percentile by entropy and by distance; 0 while there are too few."""
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
        if self._found and share < LIMIT / 2:
            self._found = False
            return DriftEnded()
        return None

    def _notice(self, worst: int, share: float) -> DriftFound:
        measure, words = _MEASURES[worst]
        count = len(self._newest)
        return DriftFound(
            measure=measure,
            share=share,
            images=count,
            message=f"{share:.0%} of the newest {count} images are unlike those that the model was adapted to, which "
            f"1 % should be: it is {words}.",
            hint="Look at some of them: is the camera, the light or the part another one? If so, adapt again.",
        )

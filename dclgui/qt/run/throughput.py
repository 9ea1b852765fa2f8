"""How fast the step at work goes."""

from collections import deque

from dclgui.core.protocol.events import Progressed, Step

_SECONDS = 3.0


class Pace:
    """Pictures or training steps a second over the last moments; another step or round begins anew."""

    def __init__(self) -> None:
        self._of: tuple[Step, int] | None = None
        self._seen: deque[tuple[float, int]] = deque()

    def saw(self, progress: Progressed, now: float) -> None:
        """Take note of ``progress`` at the second ``now`` of a steady clock."""
        if (progress.step, progress.round) != self._of:
            self._of = progress.step, progress.round
            self._seen.clear()
        if self._seen and self._seen[-1][1] == progress.done:
            return
        self._seen.append((now, progress.done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _SECONDS:
            self._seen.popleft()

    @property
    def per_second(self) -> float | None:
        """``None`` until two moments are known."""
        if len(self._seen) < 2:
            return None
        (start, before), (end, after) = self._seen[0], self._seen[-1]
        return (after - before) / (end - start) if end > start else None

import pytest

from dclgui.core.protocol.events import Progressed
from dclgui.qt.run.throughput import Pace


def test_a_pace_needs_two_moments_of_one_step() -> None:
    pace = Pace()
    pace.saw(Progressed("sweep source", 0, 10, 100, 1.0), 1.0)
    assert pace.per_second is None
    pace.saw(Progressed("sweep source", 0, 30, 100, 1.0), 2.0)
    assert pace.per_second == pytest.approx(20)
    pace.saw(Progressed("sweep target", 0, 5, 100, 1.0), 3.0)
    assert pace.per_second is None


def test_only_the_last_moments_count() -> None:
    pace = Pace()
    for second in range(20):
        pace.saw(Progressed("S5", 1, second if second < 10 else 10 * second, 1000, 1.0), float(second))
    assert pace.per_second == pytest.approx(10)

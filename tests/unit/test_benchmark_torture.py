"""Each section of ``make torture`` with a few of its checks: nothing is lost, and a loss would be seen."""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

if sys.platform != "linux":
    pytest.skip("torture is for Linux", allow_module_level=True)

from benchmarks import torture, torture_damage, torture_disks, torture_inputs, torture_kills
from benchmarks.torture_ground import Ground
from benchmarks.torture_tally import Tally, forked, was_killed

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
FEW = {
    torture_inputs: {"_PICTURES": 60, "_SHAPES": 16, "_FILES": 60},
    torture_damage: {"_SPOILT": 4, "_WAYS": 1},
    torture_kills: {"_MOST_STEPS": 6, "_AT_RANDOM": 5, "_RUNS": 1},
    torture_disks: {"_WATCHED": 220, "_REFINES": 4},
}
LONG = ("projects", "models", "network", "memory")
"""Sections whose files or exports alone take minutes."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DCLGUI_CACHE", "")
        yield Ground.of(tmp_path_factory.mktemp("ground"), seed=0)


@pytest.mark.parametrize("section", [name for name in torture.SECTIONS if name not in LONG])
def test_a_section_loses_nothing(ground: Ground, section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for room, numbers in FEW.items():
        for name, number in numbers.items():
            monkeypatch.setattr(room, name, number)
    tally = Tally(section)
    torture.SECTIONS[section](ground, tally, Random(0))
    assert tally.losses == []
    assert tally.checks or tally.left_out


def test_a_loss_is_seen(tmp_path: Path) -> None:
    tally = Tally("test")
    tally.check(False, "a decision is gone")
    tally.done("a fault", lambda: 1 // 0)
    tally.asked("no verb", "paint", tmp_path)
    assert [loss.split(":")[0] for loss in tally.losses] == ["a decision is gone", "a fault", "no verb"]
    assert tally.checks == 3


def test_a_child_dies_at_the_step_that_was_chosen(tmp_path: Path) -> None:
    def work(step: int) -> None:
        with torture_kills._doomed(step):
            (tmp_path / f"{step}").mkdir()

    assert [was_killed(forked(lambda step=step: work(step))) for step in range(3)] == [True, True, False]  # type: ignore[misc]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1", "2"]

import tomllib
from pathlib import Path

import pytest

from dclgui.core.job import PATENT, Job, Method
from dclgui.core.presets import PRESETS, PresetName, preset_of

JOB = Job(source=Path("old"), target=Path("new"), device="cpu", seed=7, batch_size=16)


def test_balanced_is_the_default_recipe() -> None:
    assert PRESETS["balanced"].plain(JOB) == Job(source=Path("old"), target=Path("new"))
    assert PRESETS["balanced"].method == Method()


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_changes_the_method_and_leaves_the_rest(name: PresetName) -> None:
    chosen = PRESETS[name].chosen_for(JOB)
    assert preset_of(chosen) == name
    assert (chosen.device, chosen.seed, chosen.batch_size) == ("cpu", 7, 16)
    assert Job.parse(tomllib.loads(chosen.to_toml())) == chosen


def test_presets_go_from_the_shortest_to_the_longest() -> None:
    training = [
        preset.method.heads * (preset.method.source_epochs + preset.method.rounds * preset.method.epochs)
        for preset in PRESETS.values()
    ]
    assert training == sorted(training)
    assert len(set(training)) == 3


def test_quick_leaves_the_backbone_as_it_is_unless_it_knows_nothing() -> None:
    assert PRESETS["quick"].chosen_for(JOB).mode == "frozen"
    assert PRESETS["quick"].chosen_for(JOB.model_copy(update={"weights": "scratch"})).mode == "auto"


def test_own_settings_and_the_patents_are_no_preset() -> None:
    assert preset_of(JOB.model_copy(update={"method": Method(rounds=7)})) is None
    assert preset_of(JOB.model_copy(update={"recipe": "patent", "method": PATENT})) is None


def test_the_way_that_a_run_settled_does_not_hide_its_preset() -> None:
    assert preset_of(JOB.model_copy(update={"mode": "frozen"})) == "balanced"

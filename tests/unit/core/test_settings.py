"""The settings told one by one: all of them, and which differ from the recipe's own."""

from pathlib import Path

from dclgui.core.job import PATENT, Job, Method
from dclgui.core.settings import settings_of


def job(**settings: object) -> Job:
    return Job.parse({"source": "old", "target": "new", **settings})


def test_all_but_the_folders_are_told() -> None:
    told = {one.name: one.value for one in settings_of(job(seed=7, method={"rounds": 2}))}
    kept = job(seed=7, method={"rounds": 2}).model_dump()
    assert told == {
        **{name: kept[name] for name in kept if name not in {"source", "target", "method"}},
        **kept["method"],
    }
    assert told["source_learning_rate"] == 0.001


def test_changed_is_what_the_recipe_does_not_have() -> None:
    assert not any(one.changed for one in settings_of(job()))
    changed = {one.name for one in settings_of(job(batch_size=8, method={"heads": 5})) if one.changed}
    assert changed == {"batch_size", "heads"}
    patent = Job(source=Path("old"), target=Path("new"), recipe="patent", method=PATENT)
    assert {one.name for one in settings_of(patent) if one.changed} == {"recipe"}


def test_each_has_a_title_and_knobs_are_the_methods() -> None:
    told = settings_of(job())
    assert all(one.title[0].isupper() for one in told)
    assert {one.name for one in told if one.knob} == set(Method.model_fields)

"""The settings of a run as a list."""

from dataclasses import dataclass

from dclgui.core.job import RECIPES, Job, Method

_NO_SETTINGS = {"source", "target", "method"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting by the ``name`` that a job file gives it, and by its ``title`` for people.

    ``knob``     it is one of the method's
    ``changed``  it is not the default; of a knob, not the one of the job's recipe
    """

    name: str
    title: str
    value: int | float | str
    knob: bool
    changed: bool


def settings_of(job: Job) -> tuple[Setting, ...]:
    """Every setting of ``job`` but its two folders, the knobs of the method after the others."""
    recipe = RECIPES[job.recipe]
    own = [
        Setting(name, field.title or name, getattr(job, name), False, getattr(job, name) != field.default)
        for name, field in Job.model_fields.items()
        if name not in _NO_SETTINGS
    ]
    knobs = [
        Setting(name, field.title or name, value, True, value != getattr(recipe, name))
        for name, field in Method.model_fields.items()
        for value in [getattr(job.method, name)]
    ]
    return (*own, *knobs)

"""The form has every setting of the model, within the model's bounds, and gives back what it was given."""

from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from dclgui.core.errors import UserError
from dclgui.core.job import PATENT, RECIPES, Job, Method
from dclgui.core.presets import PRESETS
from dclgui.qt.run import job_form
from dclgui.qt.run.job_fields import NumberBox, bounds
from dclgui.qt.run.job_form import JobForm

JOB = Job(source=Path("/old"), target=Path("/new"))
SETTINGS = job_form.settings()
NUMBERS = [name for name, info in SETTINGS.items() if info.annotation in {int, float}]
CHOICES = [name for name, info in SETTINGS.items() if get_origin(info.annotation) is Literal and name != "recipe"]


@pytest.fixture
def form(qtbot: QtBot) -> JobForm:
    made = JobForm(JOB)
    qtbot.addWidget(made)
    return made


def values() -> st.SearchStrategy[dict[str, Any]]:
    """Jobs with any values that the model takes."""
    numbers: dict[str, st.SearchStrategy[Any]] = {}
    for name in NUMBERS:
        least, largest = bounds(SETTINGS[name])
        whole = SETTINGS[name].annotation is int
        numbers[name] = st.integers(int(least), int(largest)) if whole else st.floats(least, largest)
    choices = {name: st.sampled_from(get_args(SETTINGS[name].annotation)) for name in CHOICES}
    texts = {
        "backbone": st.text("abc_0123", min_size=1),
        "weights": st.sampled_from(["pretrained", "scratch", "file:/a weights file"]),
        "device": st.sampled_from(["auto", "cpu", "mps", "cuda", "cuda:1"]),
        "recipe": st.sampled_from(list(RECIPES)),
    }
    return st.fixed_dictionaries({**numbers, **choices, **texts})


def job_of(found: dict[str, Any]) -> Job:
    method = {name: value for name, value in found.items() if name in Method.model_fields}
    rest = {name: value for name, value in found.items() if name not in Method.model_fields}
    return Job.parse({"source": "/old", "target": "/new", **rest, "method": method})


def test_every_setting_has_a_field_with_a_title_and_help(form: JobForm) -> None:
    assert set(form.fields) == {*Job.model_fields, *Method.model_fields} - {"method"}
    for field in form.fields.values():
        assert field.info.title
        assert field.help
        assert field.widget.accessibleName() == field.title


@given(found=values())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_job_comes_back_as_it_was_given(form: JobForm, found: dict[str, Any]) -> None:
    job = job_of(found)
    form.show_job(job, preset=JOB)
    assert form.job == job


@pytest.mark.parametrize("name", NUMBERS)
@given(data=st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_number_typed_within_its_bounds_is_the_jobs(form: JobForm, name: str, data: st.DataObject) -> None:
    least, largest = bounds(SETTINGS[name])
    whole = SETTINGS[name].annotation is int
    value = data.draw(st.integers(int(least), int(largest)) if whole else st.floats(least, largest))
    box = form.fields[name].widget
    assert isinstance(box, NumberBox)
    box.setValue(value)
    assert job_form.setting_of(form.job, name) == pytest.approx(value, abs=1e-8)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_beyond_its_bounds_cannot_be_entered(form: JobForm, name: str) -> None:
    box = form.fields[name].widget
    assert isinstance(box, NumberBox)
    for value in (-1e12, 1e12):
        box.setValue(value)
        assert isinstance(form.job, Job)


def test_a_device_that_cannot_be_is_said_at_its_field(form: JobForm) -> None:
    field = form.fields["device"]
    assert isinstance(field.widget, QComboBox)
    field.widget.setCurrentText("gpu")
    assert not field.acceptable
    with pytest.raises(UserError, match="device"):
        form.job.to_toml()
    field.widget.setCurrentText("cuda:1")
    assert form.job.device == "cuda:1"


def test_the_patents_recipe_brings_its_own_knobs(form: JobForm) -> None:
    box = form.fields["recipe"].widget
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("patent"))
    assert form.job.method == PATENT
    assert "recipe" in form.differing


def test_what_differs_from_the_preset_is_known_and_marked(form: JobForm) -> None:
    form.show_job(JOB, preset=PRESETS["quick"].plain(JOB))
    assert set(form.differing) == {"heads", "mode", "rounds", "source_epochs"}
    form.show_job(JOB, preset=JOB)
    assert form.differing == []


def test_the_folders_can_only_be_read(form: JobForm) -> None:
    for name in ("source", "target"):
        assert form.fields[name].widget.property("readOnly") is True

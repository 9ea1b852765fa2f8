"""Settings: what a recipe fills in, TOML out and in, and sentences for what is wrong."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dclgui.core.errors import UserError
from dclgui.core.job import OLD_KNOBS, PATENT, RECIPES, Job, Method

FOLDERS = {"source": "old camera", "target": "新 camera"}


def job(**settings: Any) -> Job:
    return Job.parse({**FOLDERS, **settings})


def test_without_a_recipe_the_default_one_fills_the_method() -> None:
    assert job().recipe == "default"
    assert job().method == RECIPES["default"] == Method()


def test_a_recipe_fills_what_is_not_given() -> None:
    assert job(recipe="patent").method == PATENT
    mixed = job(recipe="patent", method={"rounds": 3}).method
    assert mixed == PATENT.model_copy(update={"rounds": 3})


def test_the_patents_recipe_is_the_patents_plain_text() -> None:
    assert (PATENT.distance, PATENT.heads, PATENT.trust, PATENT.neighbours) == ("euclidean", 1, "full", 0)
    assert PATENT.high_fraction_start == PATENT.high_fraction_end


def test_a_whole_method_stays_as_it_is() -> None:
    own = Method(heads=2)
    assert Job(**FOLDERS, recipe="patent", method=own).method == own


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "recipe": st.sampled_from(["default", "patent"]),
            "seed": st.integers(0, 2**32 - 1),
            "batch_size": st.integers(2, 4096),
            "weights": st.sampled_from(["pretrained", "scratch", "file:/权重/a b.pth", r"file:C:\w\"x\".pth"]),
            "device": st.sampled_from(["auto", "cpu", "mps", "cuda", "cuda:3"]),
            "target": st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=20),
            "method": st.fixed_dictionaries(
                {},
                optional={
                    "high_fraction_start": st.floats(1e-6, 1),
                    "temperature": st.floats(1e-3, 1e3),
                    "distance": st.sampled_from(["cosine", "euclidean"]),
                    "rounds": st.integers(1, 1000),
                },
            ),
        },
    )
)
def test_toml_comes_back_as_it_was(settings: dict[str, Any]) -> None:
    wanted = job(**settings)
    assert Job.parse(tomllib.loads(wanted.to_toml())) == wanted


def test_toml_holds_every_setting_so_that_a_new_default_changes_no_old_project() -> None:
    kept = tomllib.loads(job(recipe="patent").to_toml())
    assert set(kept) == set(Job.model_fields)
    assert set(kept["method"]) == set(Method.model_fields)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"seed": -1}, "The setting seed can't be -1: "),
        ({"batch_size": 1}, "The setting batch_size can't be 1: "),
        ({"device": "gpu"}, "The setting device can't be 'gpu': "),
        ({"weights": "file:"}, "The setting weights can't be 'file:': "),
        ({"recipe": "best"}, "The setting recipe can't be 'best': "),
        (
            {"method": {"high_fraction_start": 0}},
            "The setting method.high_fraction_start can't be 0: ",
        ),
        ({"method": {"shares": 0.5}}, "The setting method.shares can't be 0.5: "),
        ({"methods": {}}, "The setting methods can't be {}: "),
    ],
)
def test_a_wrong_setting_is_named(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        job(**settings)
    assert caught.value.message.startswith(sentence)


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(UserError, match="The setting target can't be"):
        Job.parse({"source": "a"})


@pytest.mark.parametrize("name", ["method", "recipe"])
def test_a_setting_of_another_kind_is_a_sentence(name: str) -> None:
    with pytest.raises(UserError, match=f"The setting {name} can't be"):
        job(**{name: ["patent"]})


def test_a_job_is_frozen() -> None:
    with pytest.raises(ValidationError):
        job().seed = 3  # type: ignore[misc]


def test_every_setting_has_words_for_the_window() -> None:
    for model in (Job, Method):
        for name, field in model.model_fields.items():
            assert field.description, name
            assert field.description.endswith("."), name


def test_the_names_of_version_0_1_are_still_read() -> None:
    old_method = dict.fromkeys(OLD_KNOBS, 1)
    job = Job.parse({"source": "a", "target": "b", "way": "head", "batch": 32, "method": old_method})
    assert (job.mode, job.batch_size) == ("frozen", 32)
    assert {getattr(job.method, name) for name in OLD_KNOBS.values()} == {1}
    assert Job.parse({"source": "a", "target": "b", "way": "full"}).mode == "finetune"
    assert Job.parse({"source": "a", "target": "b", "way": "auto", "mode": "frozen"}).mode == "frozen"
    assert "way" not in job.to_toml()

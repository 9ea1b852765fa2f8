"""Classes that change by the command line: kept through exports, imports, learning, adapting again, and the model."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.project.folder import Project
from tests.e2e.terminal import Command, Finished

pytestmark = pytest.mark.slow


def labels_in(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [row["label"] for row in csv.DictReader(stream)]


def done(dclgui: Command, *words: str | Path) -> str:
    ran = dclgui(*words)
    assert ran.code == 0, ran.err
    return ran.out


def classes_of(dclgui: Command, project: Path) -> dict[str, int]:
    said = json.loads(done(dclgui, "classes", "list", project, "--json"))
    return {one["name"]: one["decided"] for one in said["classes"]}


def test_every_verb_says_what_it_did_and_labels_leave_by_the_present_names(dclgui: Command, project: Path) -> None:
    with Project.open(project) as opened:
        opened.journal.append([Decision(0, Verdict.LABEL, 0), Decision(1, Verdict.LABEL, 1)], "an operator")
    assert "blue is called navy now." in done(dclgui, "classes", "rename", project, "blue", "navy")
    assert "There is a class rust now." in done(dclgui, "classes", "add", project, "rust")
    assert "green is a part of red now." in done(dclgui, "classes", "merge", project, "green", "red")
    assert "There is no class rust any more." in done(dclgui, "classes", "withdraw", project, "rust")
    assert classes_of(dclgui, project) == {"navy": 1, "red": 1}
    told = done(dclgui, "classes", "list", project)
    assert "blue is navy now" in told
    assert "green is red now" in told
    out = project.parent / "labels.csv"
    done(dclgui, "export", project, "--labels", out)
    assert set(labels_in(out)) == {"navy", "red", ""}
    assert json.loads(done(dclgui, "info", project, "--json"))["classes"] == ["navy", "red"]
    done(dclgui, "export", project, "--format", "coco", "-o", project.parent / "coco")
    described = json.loads((project.parent / "coco" / "annotations" / "labels_default.json").read_text("utf-8"))
    assert [one["name"] for one in described["categories"]] == ["navy", "red"]
    done(dclgui, "export", project, "--format", "probabilities", "-o", project.parent / "labels.npz")
    with np.load(project.parent / "labels.npz") as found:
        assert found["classes"].tolist() == ["navy", "red"]
        seen = ~np.isnan(found["probabilities"]).any(axis=1)
        np.testing.assert_allclose(found["probabilities"][seen].sum(axis=1), 1, atol=1e-4)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("rename", "rust", "mud"), "There is no class rust."),
        (("rename", "blue", "RED"), "There is a class red already."),
        (("merge", "blue", "blue"), "A class can't be merged into itself."),
        (("add", " "), "The new class has no name."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(dclgui: Command, project: Path, words: tuple[str, ...], why: str) -> None:
    verb, *rest = words
    ran = dclgui("classes", verb, project, *rest)
    assert ran.code == 1
    assert why in ran.err
    assert classes_of(dclgui, project) == {"blue": 0, "green": 0, "red": 0}


def test_learning_and_adapting_again_keep_them(dclgui: Command, project: Path, finished: Finished) -> None:
    done(dclgui, "classes", "rename", project, "red", "crimson")
    done(dclgui, "classes", "merge", project, "blue", "green")
    done(dclgui, "refine", project, "--rounds", "1")
    done(dclgui, "export", project, "--labels", project.parent / "refined.csv")
    assert set(labels_in(project.parent / "refined.csv")) <= {"green", "crimson", ""}
    again = project.parent / "again.dclproj"
    done(dclgui, "adapt-again", project, finished.folders.target, "-o", again)
    assert set(classes_of(dclgui, again)) == {"green", "crimson"}
    assert set(labels_in(again / "labels.csv")) <= {"green", "crimson", ""}
    done(dclgui, "label", again, finished.folders.target, "-o", project.parent / "more.csv")
    assert set(labels_in(project.parent / "more.csv")) <= {"green", "crimson", ""}


def test_the_model_that_leaves_never_names_a_withdrawn_class(
    dclgui: Command, project: Path, finished: Finished
) -> None:
    done(dclgui, "classes", "withdraw", project, "blue")
    model = project.parent / "model.safetensors"
    done(dclgui, "export", project, "--model", model)
    assert "Number 0, blue, was withdrawn: the model names no image so." in model.with_suffix(".md").read_text("utf-8")
    for name, by in (("by-model.csv", model), ("by-project.csv", project)):
        done(dclgui, "label", by, finished.folders.target, "-o", project.parent / name)
        found = labels_in(project.parent / name)
        assert set(found) <= {"green", "red", ""}
        assert len(found) == 25


def test_the_labels_follow_a_withdrawal_once(dclgui: Command, project: Path) -> None:
    assert "blue" in labels_in(project / "labels.csv")
    done(dclgui, "classes", "withdraw", project, "blue")
    first = labels_in(project / "labels.csv")
    assert "0 names changed." in done(dclgui, "classes", "rename", project, "green", "moss")
    assert [name.replace("moss", "green") for name in labels_in(project / "labels.csv")] == first

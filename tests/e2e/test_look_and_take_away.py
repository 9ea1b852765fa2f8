"""What a finished project shows and gives."""

import json
from pathlib import Path

from dclgui.cli.outcome import labels_of
from dclgui.labels.csv import read_csv
from dclgui.project.folder import Project
from tests.e2e.terminal import Command, Finished, draw_images


def test_info_shows_rounds_problems_and_accuracy(finished: Finished, dclgui: Command) -> None:
    ran = dclgui("info", finished.project)
    assert ran.code == 0
    assert "classes: blue, green, red" in ran.out
    assert "backbone test_resnet" in ran.out
    assert "rounds (its own) 2" in ran.out
    assert "red/broken.jpg: it is not an image" in ran.out
    assert "measuring only" in ran.out


def test_info_as_json_is_one_object(finished: Finished, dclgui: Command) -> None:
    facts = json.loads(dclgui("info", finished.project, "--json").out)
    assert facts["images"] == {"source": 24, "target": 25}
    assert [figures["round"] for figures in facts["rounds"]] == [0, 1, 2]
    assert facts["rounds"][0]["target_loss"] is None
    assert facts["outcome"]["problems"] == 1
    assert list(facts["problems"]["target"]) == ["red/broken.jpg"]


def test_export_writes_labels_and_a_model_with_its_description(
    finished: Finished, tmp_path: Path, dclgui: Command
) -> None:
    labels, model = tmp_path / "out.csv", tmp_path / "out.safetensors"
    ran = dclgui("export", finished.project, "--labels", labels, "--model", model)
    assert ran.code == 0
    with Project.open(finished.project) as project:
        assert read_csv(labels).labels == labels_of(project).labels
        assert model.read_bytes() == (project.rounds.folder(2) / "model.safetensors").read_bytes()
    card = json.loads(model.with_suffix(".json").read_text("utf-8"))
    assert card["classes"] == ["blue", "green", "red"]
    assert card["backbone_in_file"] is True
    assert len(card["preprocessing"]["mean"]) == 3


def test_export_leaves_a_foreign_file_alone(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    foreign = tmp_path / "my own.csv"
    foreign.write_text("path,label\n")
    ran = dclgui("export", finished.project, "--labels", foreign)
    assert ran.code == 1
    assert foreign.read_text() == "path,label\n"


def test_more_images_are_labelled_by_a_finished_project(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    draw_images(tmp_path / "more", each=2, light=0.7, seed=5, sorted_by_class=False)
    ran = dclgui("label", finished.project, tmp_path / "more", "-o", tmp_path / "more.csv")
    table = read_csv(tmp_path / "more.csv")
    assert ran.code == 0
    assert len(table) == 6
    assert all(table.labels)
    assert "6 images by the model of round 2" in ran.out
    assert "Accuracy unknown" in ran.out

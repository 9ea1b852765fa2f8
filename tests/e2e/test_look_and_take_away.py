"""What a finished project shows and gives."""

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import load_file
from safetensors.torch import load_file as load_for_torch

from dclgui.core.decisions import Decision, Verdict
from dclgui.images.scan import known_truth
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.review.audit import draw
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import review_table
from tests.e2e.terminal import Command, Finished, draw_images
from tests.labels_csv import read_csv


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
    assert [metrics["round"] for metrics in facts["rounds"]] == [0, 1, 2]
    assert facts["rounds"][0]["target_loss"] is None
    assert facts["outcome"]["problems"] == 1
    assert list(facts["problems"]["target"]) == ["red/broken.jpg"]


def test_info_tells_what_an_audit_says_and_what_was_saved(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    folder = Path(shutil.copytree(finished.project, tmp_path / "audited"))
    with Project.open(folder) as project:
        table, truth = review_table(project), known_truth(project.catalog("target"))
        assert truth is not None
        made = draw(table.machine_label, table.high, eligible=table.countable, count=20, seed=1)
        project.audits.save(AuditSample(made.seed, made.rows, made.core, made.look, made.stratum, round=None))
        for row in made.rows.tolist():
            project.audits.answer(Decision(row, Verdict.LABEL, int(truth[row])), "someone")
    ran = dclgui("info", folder)
    assert ran.code == 0
    assert "of the labels are right (95 % sure, 20 answers)" in ran.out
    assert "Without adaptation: " in ran.out
    assert "Labels saved: 5 of 25; a person looked at 20" in ran.out
    honest = json.loads(dclgui("info", folder, "--json").out)["honest"]
    assert honest["audit"]["answered"] == 20
    assert honest["saving"]["saved"] == 5
    assert honest["promised"]["error"] == 0.02


def test_export_writes_labels_and_a_model_with_its_description(
    finished: Finished, tmp_path: Path, dclgui: Command
) -> None:
    labels, model = tmp_path / "out.csv", tmp_path / "out.safetensors"
    ran = dclgui("export", finished.project, "--labels", labels, "--model", model)
    assert ran.code == 0
    with Project.open(finished.project) as project:
        assert read_csv(labels).labels == labels_of(project).labels
        parts = {
            "source": load_file(project.rounds.folder(0) / "model.safetensors"),
            "target": load_file(project.rounds.folder(2) / "model.safetensors"),
            "landmarks": load_file(project.rounds.folder(2) / "landmarks.safetensors"),
        }
        trust = load_file(project.rounds.folder(0) / "survey.safetensors")["trust"]
    kept = load_file(model)
    assert set(kept) == {f"{part}.{name}" for part, tensors in parts.items() for name in tensors}
    for part, tensors in parts.items():
        for name, values in tensors.items():
            np.testing.assert_array_equal(kept[f"{part}.{name}"], values)
    card = json.loads(model.with_suffix(".json").read_text("utf-8"))
    assert card["classes"] == ["blue", "green", "red"]
    assert card["backbone"]["in_file"] is True
    assert card["trust"] == trust
    assert card.pop("sha256") == hashlib.sha256(model.read_bytes()).hexdigest()
    assert card.pop("hash_of_this_card")
    with safe_open(model, "np") as opened:
        assert json.loads(opened.metadata()["dclgui"]) == card


def test_torch_reads_the_exported_model_too(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    model = tmp_path / "out.safetensors"
    assert dclgui("export", finished.project, "--model", model).code == 0
    kept = load_for_torch(model)
    assert all(torch.isfinite(values).all() for name, values in kept.items() if ".heads." in name)


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


def test_a_device_may_be_named_for_more_images(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    draw_images(tmp_path / "more", each=1, light=0.7, seed=5, sorted_by_class=False)
    words = ("label", finished.project, tmp_path / "more", "-o", tmp_path / "more.csv", "--device")
    assert dclgui(*words, "cpu").code == 0
    away = dclgui(*words, "cuda:99")
    assert away.code == 1
    assert "finds" in away.err

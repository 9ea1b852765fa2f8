"""What an earlier version left opens, labels, refines and leaves as it did then."""

import csv
import json
import re
import shutil
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dclgui.project.folder import Project
from tests.e2e.terminal import ROOT, Command

KEPT = ROOT / "tests" / "old" / "ee7282d.tar.xz"
OLD_PLACE = "/srv/line"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    with tarfile.open(KEPT) as kept:
        kept.extractall(folder, filter="data")
    line = folder / "line"
    for settings in (line / "my line.dclproj" / "job.toml", line / "job.toml"):
        settings.write_text(settings.read_text().replace(OLD_PLACE, line.as_posix()))
    return line


@pytest.fixture
def line(unpacked: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""

    return shutil.copytree(unpacked, tmp_path / "line")


@pytest.fixture
def project(line: Path) -> Path:
    return line / "my line.dclproj"


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def part_of(then: Any, now: Any) -> bool:
    """Whether all of the JSON ``then`` stands in ``now``, which may say more."""
    if isinstance(then, dict):
        return all(key in now and part_of(value, now[key]) for key, value in then.items())
    if isinstance(then, list):
        return len(then) == len(now) and all(map(part_of, then, now))
    return bool(then == now)


def test_its_labels_leave_byte_for_byte_but_for_the_machines_own(dclgui: Command, line: Path, project: Path) -> None:
    ran = dclgui("export", project, "--labels", line / "now.csv")
    assert ran.code == 0, ran.err
    now = (line / "now.csv").read_bytes().split(b"\r\n")
    assert b"\r\n".join(text.rsplit(b",", 4)[0] for text in now) == (line / "labels.csv").read_bytes()
    for row in rows_of(line / "now.csv"):
        if row["level"] != "person":
            assert row["machine_label"] == row["label"]


def test_its_labels_come_from_the_patents_steps_alone(dclgui: Command, line: Path, project: Path) -> None:
    assert json.loads(dclgui("info", project, "--json").out)["labellings"] is None
    assert "Labelled by steps S1-S6 alone." in dclgui("info", project).out
    ran = dclgui("export", project, "--format", "probabilities", "-o", line / "now.npz")
    assert ran.code == 0, ran.err
    named = {row["path"]: row for row in rows_of(line / "labels.csv")}
    with np.load(line / "now.npz") as found:
        for path, label, row in zip(found["paths"], found["machine_labels"], found["probabilities"], strict=True):
            probability = row[found["classes"].tolist().index(label)] if label else np.nan
            wanted = float(named[path]["probability"] or "nan")
            np.testing.assert_allclose(probability, wanted, atol=1e-4)


def test_what_is_known_of_it_has_the_same_keys(dclgui: Command, line: Path, project: Path) -> None:
    then, now = json.loads((line / "info.json").read_text()), json.loads(dclgui("info", project, "--json").out)
    # One look at the least doubtful part needs fewer answers than a look at all labels did.
    assert now["honest"]["promised"].pop("more_answers") <= then["honest"]["promised"].pop("more_answers")
    assert part_of(then["honest"], now["honest"])
    assert part_of(then["outcome"], now["outcome"])
    assert set(then) <= set(now)


def test_its_report_is_the_same(dclgui: Command, line: Path, project: Path) -> None:
    ran = dclgui("report", project, "-o", line / "now.html")
    assert ran.code == 0, ran.err

    renamed = {
        "Sure (high confidence)": "High confidence (S33)",
        "Right among the sure": "Right among high confidence",
        "Right among the not sure": "Right among low confidence",
        "Share of sure": "High confidence at",
    }

    def body(file: Path) -> str:
        """Without the settings that came since, and what belongs to the computer: versions, the scale for its fonts."""
        text = re.sub(r"<style>.*?</style>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        # A point is told only where its range is narrow.
        text = re.sub(r"\s", " ", text)
        text = re.sub(r"<strong>(100\.0 %|–)</strong>", "<strong></strong>", text)
        text = text.replace("<dd>100.0 % → 100.0 %</dd>", "<dd>63 – 100 % → 63 – 100 %</dd>")
        text = re.sub(r"<circle[^>]*/>", "", text)
        text = re.sub(r"100\.0 % \((\d+ – 100 %)\)", r"\1", text)
        text = re.sub(r"takes 2[45] more answers", "takes some more answers", text)
        text = re.sub(r"(?<=: exact )[^.]*(?=\.)", "", text)  # how the guarantee is tested
        text = text.replace("<dt>Named by</dt><dd>rounds</dd>", "")
        text = re.sub(r"\s· (Class folders:\s0|Label smoothing:\s0\.1|Weight against confusion:\s0)", "", text)
        text = text.replace("<dt>Sure, by the answers</dt><dd>not known</dd>", "")
        for before, after in renamed.items():
            text = text.replace(before, after)
        return re.sub(r"dclgui [\d.]+ · Python[^<]*", "", text)

    assert body(line / "now.html") == body(line / "report.html")


@pytest.mark.parametrize("model", ["model.safetensors", "model.onnx"])
def test_its_models_label_as_they_did(dclgui: Command, line: Path, model: str) -> None:
    ran = dclgui("label", line / model, line / "new camera", "-o", line / "now.csv")
    assert ran.code == 0, ran.err
    then, now = rows_of(line / f"{model}.csv"), rows_of(line / "now.csv")
    for name in ("path", "label", "level"):
        assert [row[name] for row in now] == [row[name] for row in then]
    for name in ("probability", "distance"):
        found, wanted = ([float(row[name] or "nan") for row in rows] for rows in (now, then))
        np.testing.assert_allclose(found, wanted, atol=1e-4)


def test_it_learns_from_its_decisions(dclgui: Command, line: Path, project: Path) -> None:
    before = {row["path"]: row for row in rows_of(line / "labels.csv")}
    ran = dclgui("refine", project, "--rounds", "1")
    assert ran.code == 0, ran.err
    with Project.open(project) as opened:
        assert opened.rounds.last() == 2
    after = {row["path"]: row for row in rows_of(project / "labels.csv")}
    decided = [path for path, row in before.items() if row["level"] == "person" and row["label"]]
    assert len(decided) >= 2
    assert all(after[path]["label"] == before[path]["label"] for path in decided)


def test_its_model_leaves_again(dclgui: Command, line: Path, project: Path) -> None:
    ran = dclgui("export", project, "--model", line / "now.safetensors")
    assert ran.code == 0, ran.err
    then, now = (json.loads((line / f"{name}.json").read_text()) for name in ("model", "now"))
    assert now["classes"] == then["classes"]
    assert now["thresholds"] == pytest.approx(then["thresholds"])


def test_its_job_file_makes_the_same_run(dclgui: Command, line: Path) -> None:
    ran = dclgui(
        "adapt", line / "old camera", line / "new camera", "-o", line / "new.dclproj", "--job", line / "job.toml"
    )
    assert ran.code == 0, ran.err
    then, now = (rows_of(file) for file in (line / "model.safetensors.csv", line / "new.dclproj" / "labels.csv"))
    assert [row["label"] for row in now if row["label"]] == [row["label"] for row in then if row["label"]]
    with Project.open(line / "new.dclproj") as made, Project.open(line / "my line.dclproj") as old:
        assert made.job.method.model_copy(update={"labels": "rounds", "class_confusion": 0.0}) == old.job.method

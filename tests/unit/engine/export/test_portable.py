"""The portable network labels as the run's own model does, from the project and from its file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.predictor import OUTPUTS
from dclgui.engine.export.model_file import StoredModel, newest_model, packed, read_model
from dclgui.engine.export.portable import LabelNet
from dclgui.engine.network.model import PROTOTYPES_FILE
from dclgui.engine.training.adapt import adapt, refine
from dclgui.engine.training.predict import label
from dclgui.images.pictures import load_batch
from dclgui.labels.table import Labelled
from dclgui.project.folder import Project
from tests.unit.engine.made import SIDE, Line, job_of, make_domain, project_of, run_of

pytestmark = pytest.mark.slow

Settings = dict[str, Any]
FULL: Settings = {"mode": "finetune", "weights": "scratch"}
PATENT: Settings = {"recipe": "patent"}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Images that the run has not seen: one of its own may lie exactly on a threshold, on either side by rounding."""
    folder = tmp_path_factory.mktemp("more")
    make_domain(folder, per_class=8, seed=9, shifted=True)
    return folder


def labelled(project: Path, images: Path) -> Labelled:
    events = label(project, images)
    while True:
        try:
            next(events)
        except StopIteration as end:
            found: Labelled = end.value
            return found


def assert_labels_as_the_run(net: LabelNet, project: Path, images: Path) -> None:
    wanted = labelled(project, images)
    table = wanted.pseudo_labels
    rows = np.flatnonzero(table.readable)
    pixels = load_batch(wanted.catalog, rows, side=SIDE).pixels
    found = net(torch.from_numpy(pixels))
    assert tuple(found) == OUTPUTS
    assert {name: value.dtype for name, value in found.items()} == {
        "label": torch.int64,
        "probabilities": torch.float32,
        "entropy": torch.float32,
        "distances": torch.float32,
        "high": torch.bool,
    }
    np.testing.assert_array_equal(found["label"], table.label[rows])
    np.testing.assert_array_equal(found["high"], table.high[rows])
    np.testing.assert_allclose(found["entropy"], table.entropy[rows], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(found["distances"], table.distances[rows], rtol=1e-3, atol=1e-4)
    of_label = found["probabilities"].gather(1, found["label"][:, None])[:, 0]
    np.testing.assert_allclose(of_label, table.probability[rows], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(
    ("method", "settings"),
    [
        pytest.param({}, {}, id="both models have a say"),
        pytest.param({"trust": "full"}, {}, id="the target model alone"),
        pytest.param({"heads": 1}, PATENT, id="the patent"),
        pytest.param({"distance": "euclidean", "prototype_layer": "backbone"}, {}, id="the backbone's features"),
        pytest.param({}, FULL, id="everything trained"),
        pytest.param({"trust": "full"}, FULL, id="everything trained, the target model alone"),
        pytest.param({"prototype_layer": "backbone"}, FULL, id="everything trained, the backbone's features"),
    ],
)
def test_it_labels_as_the_run_does(
    line: Line, more: Path, tmp_path: Path, method: Settings, settings: Settings
) -> None:
    project = run_of(line, tmp_path / "p", job_of(line, method=method, **settings))
    with Project.open(project) as opened:
        model = newest_model(opened)
    net = LabelNet(model)
    assert (model.card["trust"] == 1) == (net.source_heads is None)
    assert_labels_as_the_run(net, project, more)
    file = tmp_path / "m.safetensors"
    file.write_bytes(packed(model))
    again = LabelNet.of_file(file)
    assert (again.classes, again.side) == (("cross", "disc", "stripes"), SIDE)
    assert_labels_as_the_run(again, project, more)


def test_a_class_that_the_source_never_had(line: Line, more: Path, tmp_path: Path) -> None:
    project = run_of(line, tmp_path / "p", job_of(line))
    with Project.open(project) as opened:
        number = opened.add_class("ring")
        opened.journal.append([Decision(row, Verdict.LABEL, number) for row in range(4)], "someone")
    list(refine(project, rounds=1))
    with Project.open(project) as opened:
        net = LabelNet.of_project(opened)
    assert net.classes == ("cross", "disc", "stripes", "ring")
    assert net.source_heads is not None
    assert_labels_as_the_run(net, project, more)


def test_a_class_without_a_prototype_is_nobodys_nearest(line: Line, more: Path, tmp_path: Path) -> None:
    project = run_of(line, tmp_path / "p", job_of(line))
    with closing(sqlite3.connect(project / "project.sqlite")) as kept, kept:
        kept.execute("UPDATE rounds SET digests = ''")  # as a round of an earlier version, whose files nobody compares
    with Project.open(project) as opened:
        file = opened.rounds.folder(2) / PROTOTYPES_FILE
        prototypes = load_file(file)
        prototypes["prototypes"][1] = torch.nan
        prototypes["thresholds"][:] = -torch.inf
        save_file(prototypes, file)
        net = LabelNet.of_project(opened)
    found = net(torch.randint(0, 256, (20, SIDE, SIDE, 3), dtype=torch.uint8))
    assert torch.isinf(found["distances"][:, 1]).all()
    assert 1 not in found["label"]
    assert not found["high"].any()
    assert net.card["thresholds"] == [None, None, None]
    assert_labels_as_the_run(net, project, more)


def test_the_file_says_all_that_it_takes_to_label(line: Line, tmp_path: Path) -> None:
    project = run_of(line, tmp_path / "p", job_of(line))
    with Project.open(project) as opened:
        model = newest_model(opened)
    (tmp_path / "m.safetensors").write_bytes(packed(model))
    card = read_model(tmp_path / "m.safetensors").card
    assert card == model.card
    assert card["classes"] == ["cross", "disc", "stripes"]
    assert (card["image_size"], card["temperature"]) == (SIDE, 1.0)
    assert {"resizing", "mean", "std", "prototypes", "thresholds", "labelling", "trust", "distance"} <= set(card)
    assert len(card["thresholds"]) == 3
    origin = card["provenance"]
    assert (origin["seed"], origin["round"], len(origin["job"]), len(origin["model"])) == (0, 2, 64, 64)
    assert str(tmp_path) not in str(card), "where it was made is nobody's business"
    assert str(line.weights) not in str(card)


def test_the_same_settings_elsewhere_have_the_same_hash(line: Line, tmp_path: Path) -> None:
    cards, job = [], job_of(line, method={"rounds": 1})
    for name in ("a", "b"):
        list(adapt(job, project_of(line, tmp_path / name, job)))
        with Project.open(tmp_path / name) as opened:
            cards.append(newest_model(opened).card["provenance"])
    assert cards[0] == cards[1]


def test_files_that_are_no_model_are_refused(line: Line, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no model"):
        LabelNet.of_file(tmp_path / "none.safetensors")
    (tmp_path / "bad.safetensors").write_bytes(b"not tensors")
    with pytest.raises(UserError, match="is damaged"):
        LabelNet.of_file(tmp_path / "bad.safetensors")
    save_file({"a": torch.zeros(1)}, tmp_path / "foreign.safetensors")
    with pytest.raises(UserError, match="is not a model"):
        LabelNet.of_file(tmp_path / "foreign.safetensors")


def test_a_file_of_an_earlier_version_without_its_backbone_asks_no_hub(line: Line, tmp_path: Path) -> None:
    with Project.open(run_of(line, tmp_path / "p", job_of(line, method={"rounds": 1}))) as opened:
        model = newest_model(opened)
    tensors = {name: value for name, value in model.tensors.items() if not name.startswith("backbone.")}
    with pytest.raises(UserError, match="holds no weights of its backbone test_resnet"):
        LabelNet(StoredModel(tensors, {**model.card, "format": "dclgui model 2"}))

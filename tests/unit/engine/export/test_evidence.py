"""What labels came from: the probabilities give back the labels, however these were made."""

import shutil
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.engine.export.evidence import evidence_of
from dclgui.engine.network.embedding import from_newest, load_embedding
from dclgui.labels.batch import Evidence
from dclgui.learning.relearn import relearn
from dclgui.project.folder import Project
from tests.unit.engine.made import CLASSES, Line, job_of, run_of
from tests.unit.labels.made import ended

pytestmark = pytest.mark.slow

KINDS: dict[str, dict[str, Any]] = {
    "committee": {},
    "rounds": {"method": {"labels": "rounds"}},
    "patent": {"recipe": "patent"},
    "fine-tuned": {"mode": "finetune", "method": {"labels": "rounds", "rounds": 1, "source_epochs": 1}},
}


@pytest.fixture(scope="module")
def finished(line: Line, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("evidence")
    return {kind: run_of(line, root / f"{kind}.dclproj", job_of(line, **settings)) for kind, settings in KINDS.items()}


def evidence(project: Project, *, source_only: bool = False) -> Evidence:
    events: Generator[Any, None, Evidence] = evidence_of(project, source_only=source_only)
    return ended(events)[1]


def require_whole(found: Evidence, project: Project, *, number: int) -> None:
    total, classes = len(project.catalog("target")), len(project.class_names())
    labels = project.rounds.labels(number)
    assert found.probabilities.shape == found.distances.shape == (total, classes)
    assert found.probabilities.dtype == found.features.dtype == found.distances.dtype == np.float32
    known = labels.readable
    np.testing.assert_allclose(found.probabilities[known].sum(axis=1), 1, atol=1e-5)
    for values in (found.probabilities, found.features, found.distances):
        assert np.isnan(values[~known]).all()
        assert not np.isnan(values[known]).any()
    rows = np.flatnonzero(known)
    np.testing.assert_allclose(found.probabilities[rows, labels.label[rows]], labels.probability[rows], atol=1e-5)
    np.testing.assert_array_equal(found.distances[rows, labels.label[rows]], labels.distance[rows])


@pytest.mark.parametrize("kind", KINDS)
def test_the_probability_of_a_label_is_the_one_that_the_table_has(finished: dict[str, Path], kind: str) -> None:
    with Project.open(finished[kind]) as project:
        last = project.last_round()
        require_whole(found := evidence(project), project, number=last)
        labels = project.rounds.labels(last)
        kept = from_newest(project.rounds, lambda _number, file, _changed: load_embedding(file))
    known = labels.readable
    by_consensus = kind == "committee"
    judged = labels.label if by_consensus else labels.classifier_label
    np.testing.assert_array_equal(found.probabilities[known].argmax(axis=1), judged[known])
    np.testing.assert_array_equal(found.features[known], kept.target.float().numpy())


@pytest.mark.parametrize("kind", KINDS)
def test_those_of_the_source_model_are_its_own(finished: dict[str, Path], kind: str) -> None:
    with Project.open(finished[kind]) as project:
        found, first = evidence(project, source_only=True), project.rounds.pseudo_labels(0)
    known = first.readable
    np.testing.assert_array_equal(found.probabilities[known].argmax(axis=1), first.classifier_label[known])
    np.testing.assert_array_equal(found.distances, first.distances)


def test_after_answers_and_a_new_class_they_are_still_those_of_the_labels_that_show(
    finished: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(finished["committee"], tmp_path / "a.dclproj")
    with Project.open(folder) as project:
        last = project.last_round()
        before = evidence(project)
        rows = np.flatnonzero(project.rounds.labels(last).readable)
        project.journal.append([Decision(int(row), Verdict.LABEL, 0) for row in rows[20:32]], "someone")
        project.add_class("striped")
        waiting = evidence(project)
        np.testing.assert_array_equal(waiting.probabilities[:, : len(CLASSES)], before.probabilities)
        assert np.nanmax(waiting.probabilities[:, len(CLASSES)]) == 0
        assert np.isinf(waiting.distances[rows, len(CLASSES)]).all()
        assert relearn(project) is not None
        require_whole(after := evidence(project), project, number=last)
    assert not np.array_equal(after.probabilities[:, : len(CLASSES)], before.probabilities, equal_nan=True)


def test_other_images_than_the_runs_are_told(finished: dict[str, Path], tmp_path: Path) -> None:
    folder = shutil.copytree(finished["rounds"], tmp_path / "a.dclproj")
    with Project.open(folder) as project:
        number = project.last_round()
        found, metrics = project.rounds.pseudo_labels(number), project.rounds.metrics(number)
        kept = shutil.copytree(project.rounds.folder(number), tmp_path / "kept")
        project.rounds.truncate_after(number - 1)
        turned = np.where(found.readable, (found.classifier_label + 1) % len(CLASSES), -1).astype(np.int32)

        def put_back(place: Path) -> None:
            for file in kept.iterdir():
                if not (place / file.name).exists():
                    shutil.copy(file, place / file.name)

        project.rounds.write(number, replace(found, classifier_label=turned), metrics, put_back)
        with pytest.raises(UserError, match="predicts 48 of 48 images otherwise"):
            evidence(project)


def test_what_all_said_together_is_worked_out_in_steps_and_can_be_stopped(
    finished: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(finished["committee"], tmp_path / "a.dclproj")
    with Project.open(folder) as project:
        rows = np.flatnonzero(project.rounds.labels(project.last_round()).readable)[:30]
        project.journal.append([Decision(int(row), Verdict.LABEL, 0) for row in rows], "someone")
        assert relearn(project) is not None
        events: Generator[Any, None, Evidence] = evidence_of(project, source_only=False)
        said, _ = ended(events)
        assert {event.step for event in said} == {"evidence"}
        assert (said[0].done, said[-1].done, said[-1].total) == (0, 32, 32)
        events = evidence_of(project, source_only=False)
        next(events)
        events.close()


def test_a_committee_that_is_gone_is_told(finished: dict[str, Path], tmp_path: Path) -> None:
    folder = shutil.copytree(finished["committee"], tmp_path / "a.dclproj")
    with Project.open(folder) as project:
        (project.rounds.folder(0) / "committee.npz").unlink()
        with pytest.raises(UserError, match="it is missing"):
            evidence(project)

"""The images most like one, from the features of the newest round."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.protocol.requests import FindAlike
from dclgui.core.protocol.results import AlikeFound
from dclgui.engine.network.embedding import load_embedding, newest_embedding
from dclgui.engine.queries.alike import find_alike
from dclgui.project.folder import Project
from tests.unit.engine.made import BROKEN, Line, job_of, project_of, run_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def finished(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_of(line, tmp_path_factory.mktemp("finished") / "a.dclproj", job_of(line))


def alike(folder: Path, row: int, count: int = 5) -> AlikeFound:
    (found,) = find_alike(FindAlike(folder, row, count))
    return found


def test_the_nearest_are_those_of_a_plain_look_at_all(finished: Path) -> None:
    with Project.open(finished) as project:
        _, file = newest_embedding(project.rounds)
        high = project.rounds.labels(2).high
    kept = load_embedding(file)
    rows = kept.target_rows.tolist()
    target = torch.nn.functional.normalize(kept.target.double())
    source = torch.nn.functional.normalize(kept.source.double())
    for place in (0, 17, len(rows) - 1):
        found = alike(finished, rows[place])
        distances = (1 - target @ target[place]).numpy()
        wanted = [i for i in np.argsort(distances) if i != place]
        assert [row for row, _ in found.target] == [rows[i] for i in wanted[:5]]
        assert [distance for _, distance in found.target] == pytest.approx(distances[wanted[:5]], abs=1e-5)
        sure = [rows[i] for i in wanted if high[rows[i]]]
        assert [row for row, _ in found.sure] == sure[:5]
        to_source = (1 - source @ target[place]).numpy()
        assert found.source[0][0] == int(kept.source_rows[int(to_source.argmin())])
        assert found.source[0][1] == pytest.approx(to_source.min(), abs=1e-5)


def test_what_a_person_labelled_counts_as_sure(finished: Path) -> None:
    with Project.open(finished) as project:
        shown = project.rounds.labels(2)
        doubtful = int(np.flatnonzero(~shown.high & shown.readable)[0])
        before = {row for row, _ in alike(finished, 1, 1000).sure}
        project.journal.append([Decision(doubtful, Verdict.LABEL, 0)], "test")
        after = {row for row, _ in alike(finished, 1, 1000).sure}
        project.journal.undo("test")
    assert after - before == {doubtful}


def test_the_sure_ones_follow_the_labels_that_show(finished: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(finished, tmp_path / "a.dclproj")
    before = {row for row, _ in alike(folder, 1, 1000).sure}
    row = max(before)
    with Project.open(folder) as project:
        shown = project.rounds.consensus(2)
        assert shown is not None
        label = shown.label.copy()
        label[row] = (label[row] + 1) % len(project.class_names())
        project.rounds.propose(2, replace(shown, label=label, version=1))
        project.rounds.take_proposed(2)
    assert before - {row for row, _ in alike(folder, 1, 1000).sure} == {row}


def test_no_image_of_a_withdrawn_class_is_sure(finished: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(finished, tmp_path / "a.dclproj")
    (folder / "rounds/0002/consensus.npz").unlink()  # which rounds of before have not
    before = {row for row, _ in alike(folder, 1, 1000).sure}
    with Project.open(folder) as project:
        label = project.rounds.labels(2).label
        withdrawn = int(label[max(before)])
        project.class_changes.withdraw(withdrawn, "test")
    assert (
        {row for row, _ in alike(folder, 1, 1000).sure} == {row for row in before if label[row] != withdrawn} < before
    )


def test_only_as_many_as_there_are(finished: Path) -> None:
    found = alike(finished, 0, 1000)
    assert len(found.target) == 47
    assert len(found.source) == 48
    assert 0 not in {row for row, _ in found.target}


def test_an_unreadable_image_is_like_no_other(finished: Path) -> None:
    with Project.open(finished) as project:
        broken = project.catalog("target").paths.index(BROKEN)
    assert alike(finished, broken) == AlikeFound(broken, (), (), ())
    assert alike(finished, 10_000) == AlikeFound(10_000, (), (), ())


def test_only_the_newest_round_keeps_its_places(finished: Path) -> None:
    assert [path.parent.name for path in finished.glob("rounds/*/embedding.safetensors")] == ["0002"]


@pytest.mark.parametrize(
    "settings", [{"mode": "finetune"}, {"recipe": "patent"}, {"method": {"prototype_layer": "backbone"}}]
)
def test_every_kind_of_run_knows_both_domains(line: Line, tmp_path: Path, settings: dict[str, object]) -> None:
    job = job_of(line, **settings)  # type: ignore[arg-type]
    run_of(line, tmp_path / "a.dclproj", job)
    found = alike(tmp_path / "a.dclproj", 0)
    assert len(found.target) == len(found.source) == 5
    assert all(0 <= distance <= 1 for _, distance in (*found.target, *found.source))


def test_a_project_without_a_round_says_so(line: Line, tmp_path: Path) -> None:
    folder = project_of(line, tmp_path / "a.dclproj", job_of(line))
    with pytest.raises(UserError, match="no finished round"):
        alike(folder, 0)

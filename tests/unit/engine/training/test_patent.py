"""The recipe ``patent``: its plain text, and a source model that has seen nothing of the target."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.job import PATENT, RECIPES
from dclgui.engine.training.adapt import adapt
from dclgui.engine.training.pseudo_labelling import decided_labels
from dclgui.method.assign import OF_NO_CLASS
from dclgui.project.folder import Project
from tests.unit.engine.made import Line, job_of

QUICK = {"source_epochs": 1, "rounds": 1, "epochs": 1, "heads": 1}


def test_the_patent_names_by_its_own_steps_and_smooths_no_label() -> None:
    assert (PATENT.labels, PATENT.label_smoothing, RECIPES["default"].label_smoothing) == ("rounds", 0, 0.1)


def test_an_image_that_is_none_of_these_is_marked_for_the_prototypes() -> None:
    made = {0: Decision(0, Verdict.LABEL, 2), 1: Decision(1, Verdict.NONE_OF_THESE), 2: Decision(2, Verdict.UNSURE)}
    assert decided_labels(made, 4).tolist() == [2, OF_NO_CLASS, -1, -1]


@pytest.mark.parametrize("recipe", ["patent", "default"])
def test_what_the_source_model_says_of_an_image_does_not_depend_on_the_rest_of_the_target(
    line: Line, tmp_path: Path, recipe: str
) -> None:
    def said(target: Path, folder: Path) -> dict[str, tuple[int, float]]:
        torch.manual_seed(1)
        job = job_of(line, method=QUICK, recipe=recipe, mode="finetune", target=target)
        events = adapt(job, folder)
        for event in events:
            if type(event).__name__ == "RoundFinished":
                break
        events.close()
        with Project.open(folder) as project:
            paths, found = project.catalog("target").paths, project.rounds.pseudo_labels(0)
        known = np.flatnonzero(found.readable)
        return {paths[row]: (int(found.classifier_label[row]), float(found.entropy[row])) for row in known}

    few = tmp_path / "few"
    for file in sorted((line.target).glob("*/0[0-4].png")):
        (few / file.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, few / file.parent.name / file.name)
    whole, part = said(line.target, tmp_path / "a.dclproj"), said(few, tmp_path / "b.dclproj")
    assert len(part) == 15
    for path, (label, entropy) in part.items():
        assert whole[path][0] == label
        assert whole[path][1] == pytest.approx(entropy, abs=1e-4)

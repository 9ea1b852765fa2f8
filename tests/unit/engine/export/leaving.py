"""Exporting a model of a test, and pictures to ask it about."""

from pathlib import Path

import numpy as np

from dclgui.core.protocol.results import ModelSaved
from dclgui.engine.export.export import export_model
from dclgui.project.folder import Project
from tests.unit.engine.made import SIDE


def exported(file: Path, folder: Path) -> ModelSaved:
    said = []
    with Project.open(folder) as project:
        events = export_model(file, project)
        while True:
            try:
                said.append(next(events))
            except StopIteration as end:
                found: ModelSaved = end.value
                done = [event.done for event in said]
                assert (done[0], done[-1], done) == (0, 100, sorted(done))
                assert {event.step for event in said} == {"export"}
                return found


def pixels_of(count: int) -> np.ndarray:
    return np.random.default_rng(count).integers(0, 256, (count, SIDE, SIDE, 3), np.uint8)

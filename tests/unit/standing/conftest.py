"""A project of one class pair with an audit of half of its images, as a test answers it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.job import Job
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.review.audit import draw
from tests.unit.project.test_rounds import metrics, write_model
from tests.unit.standing.made import ASKED, TOTAL, TRUTH, predictions


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """One round of 400 images in two classes, all labels right, and an audit of half of them without answers."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    with Project.create(tmp_path / "a.dclproj", Job(source=tmp_path / "old", target=tmp_path / "new")) as made:
        none = np.zeros(TOTAL, np.int64)
        paths = tuple(f"{row}.png" for row in range(TOTAL))
        unknown = np.full(TOTAL, UNKNOWN, np.int32)
        for domain in ("source", "target"):
            root = tmp_path / {"source": "old", "target": "new"}[domain]
            made.save_catalog(domain, Catalog(root, paths, ("a", "b"), unknown, none, none))
        for number in (0, 1):
            made.rounds.write(number, predictions(TRUTH), metrics(number), write_model)
        design = draw(TRUTH, TRUTH == 0, eligible=np.ones(TOTAL, np.bool_), count=ASKED, seed=3)
        made.audits.save(AuditSample(design.seed, design.rows, design.core, design.look, design.stratum, round=1))
        yield made

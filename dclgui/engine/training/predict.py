"""Label more images with the model of a finished run, without training."""

from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor

from dclgui.core.catalog import Catalog
from dclgui.core.protocol.events import Event
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.model import load_model, load_prototypes, predict
from dclgui.engine.runtime import Runtime
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.engine.training.prepare import Mode, choose_mode, new_heads, reader_for
from dclgui.engine.training.pseudo_labelling import as_table, prototype_features
from dclgui.importing.catalogs import scanned_folder
from dclgui.labels.table import Labelled
from dclgui.method.assign import Assignment, assign_by
from dclgui.method.confidence import blended
from dclgui.project.folder import Project


def label(
    project_folder: Path, images: Path, *, device: str | None = None, known: frozenset[str] = frozenset()
) -> Generator[Event, None, Labelled]:
    """Label the images under ``images`` with the newest model of the project; changes nothing in the project.

    The paths ``known`` are left out.

    Each image is predicted on its own, by target and source model as in the run: an entropy below its class's threshold
    of the run is high confidence, the others take the nearest prototype's label. Raises ``UserError`` if the project
    has no finished round.
    """
    with ExitStack() as held:
        project = held.enter_context(Project.open(project_folder))
        job = project.job.on(device)
        runtime = held.enter_context(runtimes.started(job))
        project.last_round()  # refuses before anything is read
        classes, reading = project.class_names(), project.reading("target")
        catalog = yield from scanned_folder(images, classes, reading=reading, known=known)
        mode = choose_mode(job)
        cache = Path(held.enter_context(TemporaryDirectory(prefix="dclgui-")))
        said = yield from predict_catalog(project, catalog, mode=mode, cache=cache, runtime=runtime)
        table = project.class_changes.now().pseudo_labels(as_table(said.assignment, said.rows, len(catalog)))
        return Labelled(catalog, table, said.problems, project.last_round())


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Predictions for the readable ``rows`` [n] int64 of a catalog: ``assignment`` and ``probs`` [n, K] float32."""

    rows: Tensor
    probs: Tensor
    assignment: Assignment
    problems: dict[int, str]


def predict_catalog(
    project: Project, catalog: Catalog, *, mode: Mode, cache: Path, runtime: Runtime
) -> Generator[Event, None, Said]:
    """Predict each image of ``catalog`` with the project's newest model; its features are kept in ``cache``."""
    last = project.last_round()
    reader = yield from reader_for(project, mode=mode, cache=cache, runtime=runtime)
    found = yield from reader.read("target", catalog)
    extractor = reader.extractor({"target": (catalog, found)})
    gap = DomainGap.of(project)
    classes = gap.source_probs.shape[1]
    heads = new_heads(project.job, dim=reader.backbone.dim, classes=classes, runtime=runtime)
    rows, withdrawn = torch.from_numpy(found.readable), project.class_changes.now().withdrawn
    by_round = []
    for number in (0, last):
        load_model(extractor, heads, project.rounds.whole(number))
        heads.silence(withdrawn)
        by_round.append((yield from predict(extractor, heads.to(runtime.device), rows)))
    source, target = by_round
    probs = blended(target.probs, source.probs, trust=gap.trust)
    assignment = assign_by(
        load_prototypes(project.rounds.whole(last)).without(withdrawn),
        probs,
        prototype_features(target, project.job.method),
        distance=project.job.method.distance,
    )
    return Said(rows, probs, assignment, found.problems)

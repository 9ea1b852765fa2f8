"""What a project's labels came from: every class's probability, and where the images lie, for other programs.

The labels of all labellings together come from the panel's mixture after the answers that those labels know. It is not
kept, since it follows from what is. The same holds for the labels of S1-S6 alone: the round's model predicts again,
from the cached features in mode ``frozen``, through the backbone in mode ``finetune``.
"""

from collections.abc import Generator
from typing import TypeVar

import numpy as np
from torch import Tensor

from dclgui.core.arrays import Floats
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import Consensus
from dclgui.core.errors import UserError
from dclgui.core.progress import Progress, relayed
from dclgui.core.protocol.events import Event, Progressed
from dclgui.engine import runtime as runtimes
from dclgui.engine.network.embedding import Embedding, from_newest, load_embedding
from dclgui.engine.network.model import load_model, load_prototypes, predict
from dclgui.engine.training.domain_gap import DomainGap
from dclgui.engine.training.prepare import choose_mode, new_heads, reader_for
from dclgui.engine.training.pseudo_labelling import judged
from dclgui.engine.training.warm_start import Start
from dclgui.labels.batch import Evidence
from dclgui.learning.taught import Taught
from dclgui.method.assign import present
from dclgui.project.folder import Project

_SAME = 0.99
"""Fraction of images that must be predicted as in the run; other processors round otherwise."""
_AT_ONCE = 20
"""Answers that are learnt between two looks whether to stop."""
Result = TypeVar("Result")


def evidence_of(project: Project, *, source_only: bool) -> Generator[Progressed, None, Evidence]:
    """Of all target images, NaN for those that took no part; ``source_only`` for the source model's labels.

    The features are those that prototypes are means of, by the newest round's model in half precision. Raises
    ``UserError`` if no round is finished, if it has no features (projects of an early version), or if the images are
    not as they were in the run.
    """
    number = 0 if source_only else project.last_round()
    embedding: Embedding = from_newest(project.rounds, lambda _number, file, _changed: load_embedding(file))
    total, classes = len(project.catalog("target")), len(project.class_names())
    consensus = None if source_only else project.rounds.consensus(number)
    if consensus is not None:
        probabilities = yield from _of_all_together(project, consensus)
    else:
        gap = DomainGap.of(project)
        probs = (yield from _only_progress(_of_round(project, number, gap))) if number else gap.source_probs
        probabilities = _spread(probs, gap.rows, total)
    now = project.class_changes.now()
    listed = now.columns(_widened(probabilities, classes, beyond=0.0), least=False)
    distances = _widened(np.array(project.rounds.pseudo_labels(number).distances), classes, beyond=np.inf)
    return Evidence(
        probabilities=listed / listed.sum(axis=1, keepdims=True).clip(1e-12) if now.withdrawn else listed,
        features=_spread(embedding.target, embedding.target_rows, total),
        distances=distances[:, list(now.listed)],
    )


def _of_all_together(project: Project, consensus: Consensus) -> Generator[Progressed, None, Floats]:
    answers = consensus.answers
    progress = Progress("evidence", len(answers) + 2)
    yield from progress.passed(0)
    taught = Taught.of(project, classes=consensus.classes)
    if taught is None:
        raise UserError(
            f"What the labels of {project.folder} came from is no longer there.", "Put back a copy of the project."
        )
    yield from progress.passed(1)
    for known in range(0, len(answers), _AT_ONCE):
        piece = answers[known : known + _AT_ONCE]
        taught.follow(answers[: known + len(piece)])
        yield from progress.passed(len(piece))
    probabilities = taught.probabilities(answers, images=len(consensus.label))
    yield from progress.passed(1)
    return probabilities


def _of_round(project: Project, number: int, gap: DomainGap) -> Generator[Event, None, Tensor]:
    """[N, K] probabilities that the labels of round ``number`` were judged by, of the images ``gap.rows``."""
    job = project.job.model_copy(update={"device": "cpu", "precision": "float32"})
    with runtimes.started(job) as runtime:
        reader = yield from reader_for(project, mode=choose_mode(job), cache=project.cache, runtime=runtime)
        catalog = project.catalog("target")
        extractor = reader.extractor({"target": (catalog, (yield from reader.read("target", catalog)))})
        heads = new_heads(job, dim=reader.backbone.dim, classes=gap.source_probs.shape[1], runtime=runtime)
        folder = project.rounds.whole(number)
        load_model(extractor, heads, folder)
        predictions = yield from predict(extractor, heads.to(runtime.device), gap.rows)
    start, known = Start.of(project), present(load_prototypes(folder))
    learnt = {number for number in known if number >= gap.source_probs.shape[1]} | (start.inherited if start else set())
    found = judged(predictions.probs, gap, learnt, method=job.method)
    _require_same(project, number, gap.rows, found)
    return found


def _require_same(project: Project, number: int, rows: Tensor, probs: Tensor) -> None:
    """Raise ``UserError`` unless nearly all images ``rows`` are predicted as in round ``number``."""
    wanted = project.rounds.pseudo_labels(number).classifier_label[rows.numpy()]
    found = project.class_changes.now().of(probs.argmax(dim=1).numpy())
    other = int(np.count_nonzero((found != wanted) & (found != UNKNOWN)))
    if other > (1 - _SAME) * len(wanted):
        raise UserError(
            f"The model predicts {other:,} of {len(wanted):,} images otherwise than in the run, so that their "
            "probabilities can't be told.",
            "Put the images back as they were, or run again.",
        )


def _only_progress(events: Generator[Event, None, Result]) -> Generator[Progressed, None, Result]:
    return relayed(events, lambda event: [event] if isinstance(event, Progressed) else [])


def _spread(values: Tensor, rows: Tensor, total: int) -> Floats:
    """[N, D] values of catalog ``rows`` [N] as [total, D] float32, NaN elsewhere."""
    whole = np.full((total, values.shape[1]), np.nan, np.float32)
    whole[rows.numpy()] = values.float().numpy()
    return whole


def _widened(values: Floats, classes: int, *, beyond: float) -> Floats:
    """[N, k] as [N, classes]: ``beyond`` for the classes that came later, NaN in rows of NaN."""
    more = np.full((len(values), classes - values.shape[1]), beyond, np.float32)
    more[np.isnan(values).any(axis=1)] = np.nan
    return np.concatenate([values, more], axis=1)

"""An oracle in place of the person: how many pictures must be opened until the exported labels are good enough.

Every opened picture counts once, those of the audit too; what was opened is exported as the oracle says, all else as
the machine says.
"""

import copy
from dataclasses import replace

import numpy as np
import torch

from benchmarks.finished import Finished, pseudo_labels
from dclgui.core.arrays import Ints, Rows
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.review.queue import WEIGHTS, Queue, Weights
from dclgui.review.table import ReviewTable

GOAL = 0.99
REFINED_EVERY, REFINED_SHARE = 50, 0.05
"""The person lets the program learn after so many decisions, and at least this share of the images."""
_ROUNDS = 2


def answers(truth: Ints, rows: Rows) -> dict[int, Decision]:
    """What a person who is always right says of ``rows``."""
    return {int(row): Decision(int(row), Verdict.LABEL, int(truth[row])) for row in rows}


def opened_in_order(made: Finished, order: Rows, audited: Rows) -> int:
    """Pictures opened in a fixed ``order`` [N] after those ``audited``, until the goal is reached."""
    wrong = made.after.label != made.truth
    wrong[audited] = False
    rest = order[~np.isin(order, audited)]
    left = wrong.sum() - np.concatenate([[0], np.cumsum(wrong[rest])])
    return len(audited) + int(np.argmax(left <= _bearable(made)))


def opened_in_queue(
    made: Finished, audited: Rows, *, adapted: bool = True, weights: Weights = WEIGHTS, refined: bool = False
) -> int:
    """Pictures opened in the order of the queue, which is made anew after each, until the goal is reached.

    adapted: the labels after adaptation, else the source model's. refined: now and then the model learns from
    the decisions, those of the audit left out, and its new labels are exported.
    """
    review = _Review(made, audited, adapted=adapted, weights=weights)
    while review.wrong > _bearable(made):
        if refined and review.due:
            review.refine()
        else:
            review.decide(review.queue.order(ahead=1)[:1])
    return review.opened


class _Review:
    """A person's way through one project."""

    def __init__(self, made: Finished, audited: Rows, *, adapted: bool, weights: Weights) -> None:
        self._made, self._audited, self._weights = made, audited, weights
        self._source_label = made.before.classifier_label if adapted else None
        self._learnt = self._rounds = 0
        self._adapted = made.adapted
        self._decided: Rows = np.empty(0, np.int64)
        self._show(made.after if adapted else made.before)

    @property
    def opened(self) -> int:
        return len(self._audited) + len(self._decided)

    @property
    def wrong(self) -> int:
        """Labels that would be exported wrong now; what was audited goes out as the person said."""
        return int(((self._table.label != self._made.truth) & ~self._table.in_audit).sum())

    @property
    def due(self) -> bool:
        every = max(REFINED_EVERY, REFINED_SHARE * len(self._made.truth))
        return len(self._decided) - self._learnt >= every

    def decide(self, rows: Rows) -> None:
        self._table.decide(rows, answers(self._made.truth, rows))
        self.queue.decided(rows)
        self._decided = np.concatenate([self._decided, rows])

    def refine(self) -> None:
        if not self._rounds:  # the same adapted model serves other reviews
            self._adapted = replace(self._adapted, trainer=copy.deepcopy(self._adapted.trainer))
            self._rounds = self._adapted.method.rounds
        said = torch.full((len(self._made.truth),), -1)
        said[self._decided] = torch.from_numpy(self._made.truth[self._decided].astype(np.int64))
        found = self._adapted.refined(said, after=self._rounds, rounds=_ROUNDS)
        self._rounds, self._learnt = self._rounds + _ROUNDS, len(self._decided)
        self._show(pseudo_labels(found))

    def _show(self, found: PseudoLabels) -> None:
        self._table: ReviewTable = self._made.table(found)
        self._table.in_audit[self._audited] = True
        self._table.decide(self._decided, answers(self._made.truth, self._decided))
        self.queue = Queue(
            self._table, source_label=self._source_label, neighbours=self._made.neighbours, weights=self._weights
        )


def _bearable(made: Finished) -> int:
    """Wrong labels that the goal allows."""
    return int(len(made.truth) * (1 - GOAL) + 1e-9)

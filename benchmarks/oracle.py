"""An oracle in place of the person: how many pictures must be opened until the exported labels are good enough.

Every opened picture counts once, those of the audit too; what was opened is exported as the oracle says, all else as
the machine says.
"""

from dataclasses import dataclass, field

import numpy as np

from benchmarks.finished import Finished
from dclgui.core.arrays import Ints, Mask, Rows
from dclgui.core.consensus import Consensus, Expectation
from dclgui.core.decisions import Decision, Verdict
from dclgui.learning.taught import Taught
from dclgui.review.queue import WEIGHTS, Queue, Weights
from dclgui.review.table import ReviewTable

GOAL = 0.99
NOBODY: Rows = np.empty(0, np.int64)


@dataclass(slots=True)
class Curve:
    """By number of pictures opened: the fraction of exported labels that are right, and what was expected of it."""

    opened: list[int] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    expected: list[Expectation] = field(default_factory=list)

    def add(self, opened: int, right: float, expected: Expectation) -> None:
        """One more point."""
        self.opened.append(opened)
        self.right.append(right)
        self.expected.append(expected)

    def at(self, answers: int) -> int:
        """Place of the last point at or before ``answers``."""
        return int(np.searchsorted(self.opened, answers, side="right")) - 1

    def needed(self) -> int:
        """Pictures opened when the goal was first reached, or all that were."""
        return next((n for n, right in zip(self.opened, self.right, strict=True) if right >= GOAL), self.opened[-1])


def answers(said: Ints, rows: Rows) -> dict[int, Decision]:
    """The decisions of a person who calls ``rows`` what ``said`` [N] holds."""
    return {int(row): Decision(int(row), Verdict.LABEL, int(said[row])) for row in rows}


SECOND_LOOKS = 5
"""Of so many looks one is a second one, at an answer that everything known before it spoke against, if there is any."""


def mistaken(truth: Ints, classes: int, *, wrong: float, seed: int) -> Ints:
    """What a person says who gives another class in the fraction ``wrong`` of the pictures."""
    random = np.random.default_rng([seed, 11])
    other = (truth + random.integers(1, max(2, classes), len(truth))) % classes
    return np.where(random.random(len(truth)) < wrong, other, truth).astype(np.int32)


class Review:
    """A person's way through one project in the order of the queue; with a ``panel`` all labels follow the answers."""

    def __init__(
        self,
        made: Finished,
        said: Ints,
        *,
        audited: Rows = NOBODY,
        panel: Taught | None = None,
        adapted: bool = True,
        weights: Weights = WEIGHTS,
    ) -> None:
        self._made, self._said, self._audited, self._panel = made, said, audited, panel
        self._given: Rows = np.empty((0, 2), np.int64)
        self._looks, self._again = 0, dict[int, int]()
        self._learnt = self._consensus()
        self._table = made.table(made.after if adapted else made.before, self._learnt)
        self._table.in_audit[audited] = True
        source = made.before.classifier_label if adapted else None
        self._queue = Queue(self._table, source_label=source, neighbours=made.neighbours, weights=weights)

    @property
    def looks(self) -> int:
        """How often a picture was opened, second looks included."""
        return self._looks + int(self._table.in_audit.sum())

    @property
    def opened(self) -> Mask:
        """[N] bool, the audit's included."""
        opened = self._table.in_audit.copy()
        opened[self._given[:, 0]] = True
        return opened

    @property
    def table(self) -> ReviewTable:
        """What shows, with the labels of the beginning."""
        return self._table

    def shown(self) -> ReviewTable:
        """A new table of the labels that know all answers, nothing decided."""
        return self._made.table(self._made.after, self._learnt)

    @property
    def labels(self) -> Ints:
        """[N] int32, what would be exported now."""
        label = self._table.label if self._learnt is None else self._learnt.label
        found = np.where(self.opened, self._said, label)
        found[list(self._again)] = list(self._again.values())
        return found

    @property
    def right(self) -> float:
        """Fraction of right labels if they were exported now."""
        return float((self.labels == self._made.truth).mean())

    @property
    def expected(self) -> Expectation:
        """What the program expects of them."""
        return Expectation() if self._learnt is None else self._learnt.expected

    def open(self, count: int) -> None:
        """Open the next ``count`` pictures, then learn from them."""
        rows = self._queue.order(ahead=count)[:count]
        self._table.decide(rows, answers(self._said, rows))
        self._queue.decided(rows)
        self._looks += len(rows)
        self._learn(np.concatenate([self._given, np.stack([rows, self._said[rows]], axis=1)]))

    def look_again(self, second: Ints) -> bool:
        """Ask for the ``second`` [N] name of the least foreseen answer that was given once; whether there was one."""
        learnt = self._learnt
        waiting = NOBODY if learnt is None else learnt.surprising
        waiting = waiting[~np.isin(waiting, list(self._again))]
        if learnt is None or not len(waiting):
            return False
        chance = dict(zip(learnt.answers[:, 0].tolist(), learnt.foreseen.tolist(), strict=True))
        row = min(waiting.tolist(), key=lambda one: chance[one])
        self._again[row] = int(second[row])
        self._looks += 1
        kept = self._given[self._given[:, 0] != row]
        self._learn(np.concatenate([kept, [[row, self._again[row]]]]))
        return True

    def _learn(self, given: Rows) -> None:
        self._given = given
        self._learnt = self._consensus()
        if self._learnt is not None:
            self._queue.follow(self._learnt)

    def curve(self, *, step: int = 1, until: int | None = None, second: Ints | None = None) -> Curve:
        """Open pictures, ``step`` at a time, until the goal is reached, or after ``until`` looks.

        With ``second`` [N], what the person says at a second look, one look in ``SECOND_LOOKS`` is one if need be.
        """
        found, turn = Curve(), 0
        while True:
            found.add(self.looks, self.right, self.expected)
            done = self.right >= GOAL - 1e-9 if until is None else self.looks >= until
            if done or self.opened.all():
                return found
            turn += 1
            again = second is not None and turn % SECOND_LOOKS == 0 and self.look_again(second)
            if not again:
                self.open(min(step, int((~self.opened).sum())))

    def _consensus(self) -> Consensus | None:
        return None if self._panel is None else self._panel.consensus(self._given, images=len(self._made.truth))


def opened_in_order(made: Finished, order: Rows, audited: Rows, *, label: Ints | None = None) -> int:
    """Pictures opened in a fixed ``order`` [N] after those ``audited``, until the goal is reached.

    label: [N], S1-S6's if not given.
    """
    wrong = np.not_equal(made.after.label if label is None else label, made.truth)
    wrong[audited] = False
    rest = order[~np.isin(order, audited)]
    left = wrong.sum() - np.concatenate([[0], np.cumsum(wrong[rest])])
    return len(audited) + int(np.argmax(left <= int(len(made.truth) * (1 - GOAL) + 1e-9)))


def opened_in_queue(
    made: Finished,
    audited: Rows,
    *,
    adapted: bool = True,
    weights: Weights = WEIGHTS,
    panel: Taught | None = None,
    step: int = 1,
) -> int:
    """Pictures opened in the order of the queue, ``step`` at a time, until the goal is reached.

    adapted: S1-S6's labels after adaptation, else the source model's. panel: the labels are its, and learn.
    """
    review = Review(made, made.truth, audited=audited, panel=panel, adapted=adapted, weights=weights)
    return review.curve(step=step).needed()

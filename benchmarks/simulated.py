"""Made-up finished projects whose truth is known, over all sizes, classes, accuracies and scores of a line."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Ints, Mask
from dclgui.core.decisions import Decision, Verdict
from dclgui.review.audit import Design
from dclgui.review.estimate import Labels

Random = np.random.Generator


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """``truth`` [N] int32, the machine's ``labels``, the score [N] float32 and what was ``decided`` before."""

    truth: Ints
    labels: Labels
    uncertainty: npt.NDArray[np.float32]
    decided: Mask

    def said(self, rows: npt.NDArray[np.int64]) -> dict[int, Decision]:
        """What a person who is always right says of ``rows``."""
        return {int(row): Decision(int(row), Verdict.LABEL, int(self.truth[row])) for row in rows}

    @property
    def right(self) -> Mask:
        """[N] bool."""
        return np.equal(self.labels.adapted, self.truth)


def project(random: Random) -> Project:
    """One project: 150 to 20,000 images of 2 to 40 classes, 60 to 99.9 % right."""
    images = int(np.exp(random.uniform(np.log(150), np.log(20_000))))
    classes = int(np.exp(random.uniform(np.log(2), np.log(41))))
    shares = random.choice([1.0, 5.0, 50.0]) ** (-random.permutation(classes) / max(1, classes - 1))
    label = random.choice(classes, images, p=shares / shares.sum()).astype(np.int32)
    uncertainty, wrong = _errors(label, classes, random)
    other = (label + random.integers(1, max(2, classes), images)) % classes
    truth = np.where(wrong, other, label).astype(np.int32)
    high = _high(uncertainty, label, float(random.uniform(0.3, 0.95)))
    decided = np.zeros(images, np.bool_)
    if random.random() < 0.3:
        decided[np.argsort(-uncertainty)[: int(images * random.uniform(0, 0.3))]] = True
    source = _source_only(label, truth, classes, random)
    labels = Labels(label, source, high, np.ones(images, np.bool_), classes)
    return Project(truth, labels, uncertainty, decided)


def _errors(label: Ints, classes: int, random: Random) -> tuple[npt.NDArray[np.float32], Mask]:
    """A score in [0, 1], and which labels are wrong: likelier for high scores and for hard classes."""
    images = len(label)
    error = float(np.exp(random.uniform(np.log(0.001), np.log(0.4))))
    uncertainty = random.beta(1, 3, images)
    steep = random.uniform(0, 12)  # 0: a score that says nothing
    odds = np.exp(steep * uncertainty + random.normal(0, random.uniform(0, 1.5), classes)[label])
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        if float(np.mean(1 / (1 + np.exp(-middle) / odds))) < error:
            low = middle
        else:
            high = middle
    return uncertainty.astype(np.float32), random.random(images) < 1 / (1 + np.exp(-low) / odds)


def _high(uncertainty: npt.NDArray[np.float32], label: Ints, share: float) -> Mask:
    """The least uncertain ``share`` of each class, as the method splits them."""
    order = np.lexsort((uncertainty, label))
    sizes = np.bincount(label)
    place = np.empty(len(label), np.int64)
    place[order] = np.arange(len(label)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return place < share * sizes[label]


def _source_only(label: Ints, truth: Ints, classes: int, random: Random) -> Ints:
    """Mostly the adapted label; where not, the truth more or less often."""
    changed = random.random(len(label)) < np.exp(random.uniform(np.log(0.005), np.log(0.4)))
    guess = random.integers(0, classes, len(label)).astype(np.int32)
    source = np.where(random.random(len(label)) < random.uniform(0, 0.7), truth, guess)
    return np.where(changed, source, label).astype(np.int32)


def from_the_queue(design: Design, uncertainty: npt.NDArray[np.float32]) -> Design:
    """As many images as ``design``, but the most doubtful ones: what must not be taken for an audit."""
    score = np.where(design.stratum >= 0, uncertainty, -1)
    rows = np.argsort(-score, kind="stable")[: len(design.rows)]
    return Design(design.seed, design.stratum, rows, np.ones(len(rows), np.bool_), np.zeros(len(rows), int))

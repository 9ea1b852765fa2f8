"""The panel of a project: who its members are, from the committee's file, the crowd's and the rounds' labels."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from dclgui.core.arrays import Floats, Ints, Mask, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import UNLIKE, Consensus, Expectation
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.learning.committee import Committee, CrowdVotes
from dclgui.learning.expectation import careful_chances, expectation, sure
from dclgui.learning.panel import Joined, Labelling, Lesson, Panel, Regression
from dclgui.learning.remote import remote
from dclgui.learning.space import Space
from dclgui.learning.unlike import unlikeness
from dclgui.project.folder import Project

SOURCE, ROUNDS, REFINED, CROWD = "source model", "S1-S6", "S1-S6 with answers", "crowd"
"""Names of the labellings that the run itself makes, and of the crowd's."""
_HEIRS = {ROUNDS: SOURCE, REFINED: ROUNDS}
"""By which labelling one is judged on the answers that it was made with."""
_RAW, _WHITE = 0, 1
_NO_ROWS = np.empty(0, np.int64)
_MEMBER_VOTES, _CROWD_VOTES = 0.1, 0.3
"""How much of the crowd's votes is mixed into a member's own word and into the crowd's, which are too sure."""


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """The labels of one round of S1-S6, ``label`` [N] of the committee's images; it ``knows`` the first answers.

    ``unsure`` [N] float32 in [0, 1], how unsure the round was of each; ``None`` where that is not asked.
    """

    label: Rows
    knows: int = 0
    unsure: Floats | None = None

    @classmethod
    def of(cls, found: PseudoLabels, rows: Rows, *, knows: int = 0) -> Self:
        """What the round that ``found`` these says of the catalog's ``rows`` [N]."""
        return cls(found.label[rows].astype(np.int64), knows, found.unsure[rows])


@dataclass(slots=True, eq=False)
class Taught:
    """The panel of one project, kept between answers; ``consensus`` has it follow them.

    ``labels``: [M, N] int64, every labelling but the crowd's. ``unsure``: [N] float32, how unsure S1-S6 is of each
    image. ``unlike``: [N] float32, how unlike everything in the source; ``strange``: [N] bool, whose label is not sure.
    """

    committee: Committee
    panel: Panel
    labels: Rows
    unsure: Floats | None
    unlike: Floats
    strange: Mask

    @classmethod
    def begun(cls, committee: Committee, crowd: CrowdVotes, opinions: Mapping[str, Opinion], *, classes: int) -> Self:
        """Before any answer. ``opinions``: ``SOURCE``, ``ROUNDS`` and perhaps ``REFINED``; classes: K, new ones too."""
        labels = {str(name): own.astype(np.int64) for name, own in zip(committee.names, committee.labels, strict=True)}
        labels |= {name: opinion.label for name, opinion in opinions.items()}
        spaces = _spaces(committee)
        learners = [
            Regression(lesson, spaces[lesson.space], committee.source_labels.astype(np.int64), classes)
            for lesson in _lessons(crowd, labels)
        ]
        new = committee.lacks(crowd.votes.argmax(axis=1))
        said = {name: _labelling(own, crowd, new) for name, own in labels.items()}
        said |= {
            name: replace(said[name], knows=one.knows, heir=_HEIRS.get(name, "")) for name, one in opinions.items()
        }
        said[CROWD] = Labelling((1 - _CROWD_VOTES) * crowd.joint + _CROWD_VOTES * crowd.votes)
        panel = Panel(spaces, learners, said, CROWD, classes)
        unlike = committee.unlike if len(committee.unlike) else unlikeness(committee)
        strange = remote(committee) | (unlike >= UNLIKE)
        unsure = opinions[REFINED if REFINED in opinions else ROUNDS].unsure
        return cls(committee, panel, np.stack(list(labels.values())), unsure, unlike, strange)

    @classmethod
    def of(cls, project: Project, *, classes: int = 0) -> Self | None:
        """By the newest round of ``project``; ``None`` if its run has no committee.

        ``classes``: how many of the project's to choose among, all for 0.
        Raises ``UserError`` if no round is finished or a file can't be read.
        """
        last = project.last_round()
        committee = Committee.load(project.rounds.whole(0))
        crowd = CrowdVotes.load(project.rounds.whole(base_round(project, last)))
        if committee is None or crowd is None:
            return None
        opinions = opinions_of(project, committee.rows, upto=last)
        merged = project.class_changes.now().merged
        committee, crowd = committee.read_as(merged), crowd.read_as(merged)
        classes = max(classes, crowd.votes.shape[1]) if classes else len(project.class_names())
        return cls.begun(committee, crowd, opinions, classes=classes)

    def consensus(self, answers: Rows, *, images: int, excluded: Rows = _NO_ROWS) -> Consensus:
        """What all say after ``answers`` [A, 2] of catalog rows and classes, of the catalog's ``images`` rows.

        The label of an image that was opened is the machine's own, of before. A class that came after the panel was
        begun is left out. What is expected is expected of the rows that are not ``excluded``.
        """
        answers = answers[answers[:, 1] < self.panel.classes]
        self.panel.follow(self._places(answers))
        joined = self.panel.joined()
        opened = np.zeros(len(joined.label), np.bool_)
        opened[[row for row, _ in self.panel.answers]] = True
        counted = ~np.isin(self.committee.rows, excluded)
        doubt = self._doubt(joined)
        surely, expected = self._expected(joined, doubt, opened, counted)
        foreseen = np.full(len(answers), np.nan, np.float32)
        foreseen[self._readable(answers)] = self.panel.foreseen

        def spread(values: Floats | Rows | Mask, blank: float, kind: type[np.generic]) -> np.ndarray:
            whole = np.full(images, blank, kind)
            whole[self.committee.rows] = values
            return whole

        return Consensus(
            label=spread(joined.label, UNKNOWN, np.int32),
            second=spread(joined.second, UNKNOWN, np.int32),
            probability=spread(joined.probability, np.nan, np.float32),
            agreeing=spread((self.labels == joined.label).sum(axis=0), 0, np.int32),
            doubt=spread(doubt, np.nan, np.float32),
            split=spread(joined.split, np.nan, np.float32),
            answers=answers,
            members=len(self.labels),
            classes=self.panel.classes,
            expected=expected,
            sure=spread(surely, False, np.bool_),
            useful=spread(joined.useful, np.nan, np.float32),
            unlike=spread(self.unlike, np.nan, np.float32),
            foreseen=foreseen,
        )

    def _doubt(self, joined: Joined) -> Floats:
        """[N] float32 in [0, 1]: half the panel's word, half how unsure S1-S6 is, which its label alone does not tell.

        What is asked goes by the panel's word alone: where S1-S6 is unsure an answer teaches less.
        """
        return joined.useful if self.unsure is None else (joined.useful + self.unsure) / np.float32(2)

    def _expected(self, joined: Joined, doubt: Floats, opened: Mask, counted: Mask) -> tuple[Mask, Expectation]:
        """[N] bool, which labels are sure, and what is expected of those that are ``counted`` [N]."""
        record = self.panel.record
        found = expectation(record, joined.sureness[counted], opened[counted], joined.useful[counted])
        if not found.known:
            return np.zeros(len(opened), np.bool_), found
        chance = careful_chances(record, joined.sureness)
        surely = sure(chance, counted & ~opened & ~self.strange, doubt)
        wrong = float(1 - chance[surely].mean()) if surely.any() else math.nan
        return surely, replace(found, wrong=wrong)

    def follow(self, answers: Rows) -> None:
        """Know exactly these ``answers`` [A, 2] of catalog rows and classes; goes on from those that are known."""
        self.panel.follow(self._places(answers))

    def probabilities(self, answers: Rows, *, images: int) -> Floats:
        """[images, K] float32 that the labels of ``consensus`` are the largest of; NaN rows for unreadable images."""
        self.panel.follow(self._places(answers))
        whole = np.full((images, self.panel.classes), np.nan, np.float32)
        whole[self.committee.rows] = self.panel.probabilities()
        return whole

    def _places(self, answers: Rows) -> list[tuple[int, int]]:
        """The answers by the committee's rows; one on an unreadable image teaches nothing."""
        known = answers[self._readable(answers)]
        places = np.searchsorted(self.committee.rows, known[:, 0])
        return list(zip(places.tolist(), known[:, 1].tolist(), strict=True))

    def _readable(self, answers: Rows) -> Mask:
        """[A] bool, answers on images that the committee could read."""
        rows = self.committee.rows
        found: Mask = rows[np.minimum(np.searchsorted(rows, answers[:, 0]), len(rows) - 1)] == answers[:, 0]
        return found


def base_round(project: Project, upto: int) -> int:
    """The last round before any refinement, of the first ``upto``: its labels know the fewest answers.

    It is the first one if the run was stopped before it, and refined.
    """
    first = min(project.rounds.refinements(), default=upto + 1)
    return min(max(first - 1, 1), upto)


def opinions_of(project: Project, rows: Rows, *, upto: int) -> dict[str, Opinion]:
    """What round 0, the base round, and round ``upto`` call the images ``rows`` [N]."""
    rounds, base = project.rounds, base_round(project, upto)
    found = {SOURCE: Opinion(rounds.pseudo_labels(0).classifier_label[rows].astype(np.int64))}
    for name, number in {ROUNDS: base, REFINED: upto}.items():
        if number > 0 and (name == ROUNDS or number > base):
            knows = len(project.answers(rounds.knew(number)))
            found[name] = Opinion.of(rounds.pseudo_labels(number), rows, knows=knows)
    return found


def _spaces(committee: Committee) -> tuple[Space, Space]:
    graphs = committee.near, committee.white_near
    raw = Space.of(committee.raw_source, committee.raw_target, graphs)
    return raw, Space.of(committee.white_source, committee.white_target, graphs)


def _lessons(crowd: CrowdVotes, labels: Mapping[str, Rows]) -> list[Lesson]:
    """Two learners believe the source alone; three were taught labels of the target, by teachers of different kinds."""
    classes = crowd.votes.shape[1]
    return [
        Lesson(_WHITE, source=1.0, ridge=1.0),
        Lesson(_RAW, source=1.0, ridge=0.1),
        Lesson(_RAW, source=0.3, ridge=1.0, taught=crowd.votes),
        Lesson(_RAW, source=0.3, ridge=1.0, taught=_one_hot(labels["settled, direction"], classes)),
        Lesson(_WHITE, source=0.3, ridge=1.0, taught=_one_hot(labels["settled, discriminant"], classes)),
    ]


def _labelling(label: Rows, crowd: CrowdVotes, new: Mask) -> Labelling:
    """One member's word with a little of the crowd's; of images of a ``new`` class [N], the crowd's alone."""
    return Labelling(crowd.votes, label=label, own=np.float32(1 - _MEMBER_VOTES) * ~new)


def _one_hot(labels: Rows | Ints, classes: int) -> Floats:
    found = np.zeros((len(labels), classes), np.float32)
    found[np.arange(len(labels)), labels] = 1
    return found

"""Several labellings of the target from the same features, and what they say as a crowd.

One labelling is one opinion, and no rule without labels tells which is right. So the source model, S1-S6 and a few
simple transductive methods name every image, are weighed as a crowd (``method/crowd.py``), and become members of a
panel that a person's answers steer (``learning/``).
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dclgui.core.arrays import Halves
from dclgui.core.consensus import Consensus
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Progressed
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.engine.training.members import MEMBERS, MOVERS, UNHEARD, Material
from dclgui.learning.committee import Committee, CrowdVotes
from dclgui.learning.taught import REFINED, ROUNDS, Opinion, Taught, base_round, opinions_of
from dclgui.learning.unlike import unlikeness
from dclgui.method.crowd import crowd
from dclgui.method.neighbours import nearest_rows
from dclgui.method.pieces import mean_of, mean_square, stored
from dclgui.method.whitening import Whitened, whitened
from dclgui.project.folder import Project
from dclgui.project.rounds import save_consensus

_NEAR, _WHITE_NEAR = 20, 10
"""Neighbours of an image in the space of raw components and in the whitened one."""
_LARGEST = 6e4
"""What half precision holds."""


def formed(
    source: Tensor, labels: Tensor, target: Tensor, *, rows: Tensor, generator: torch.Generator
) -> Generator[Progressed, None, Committee]:
    """All members that need no round of S1-S6, from backbone features alone.

    source: [Ns, D] and labels [Ns] int64, of the first K classes; target: [N, D], of the images ``rows`` [N] int64 of
    the catalog. The same ``generator`` gives the same labels.
    """
    progress = Progress("committee", len(MEMBERS) + 4)
    classes = int(labels.max()) + 1
    space = whitened(source, labels, target, classes=classes, generator=generator)
    yield from progress.passed(1)
    made = yield from spanned(space, labels, rows=rows, progress=progress)
    material = Material.of(space, source, labels, target, generator=generator)
    found = {}
    for name, member in MEMBERS.items():
        found[name] = member(material)
        yield from progress.passed(1)
    named = torch.stack(list(found.values())).numpy().astype(np.int16)
    return replace(made, names=np.array(list(found)), labels=named)


def spanned(
    space: Whitened, labels: Tensor, *, rows: Tensor, progress: Progress
) -> Generator[Progressed, None, Committee]:
    """A committee without a member: its spaces, neighbours in them, and how unlike the source each image is.

    labels: [Ns] int64 of the source; rows: [N] int64 of the target's images in the catalog. Passes 3 of ``progress``.
    """
    white_middle = mean_of(space.target)
    centred = stored(lambda piece: piece - white_middle, space.target)
    near = nearest_rows(space.principal_target, count=_NEAR)[0]
    yield from progress.passed(1)
    white_near = nearest_rows(centred, count=_WHITE_NEAR)[0]
    yield from progress.passed(1)
    raw, white = _halves(space.principal_source, space.principal_target), _halves(space.source, centred)
    made = Committee(
        names=np.empty(0, np.str_),
        labels=np.empty((0, len(rows)), np.int16),
        rows=rows.numpy(),
        source_labels=labels.numpy().astype(np.int16),
        raw_source=raw[0],
        raw_target=raw[1],
        white_source=white[0],
        white_target=white[1],
        near=near.numpy().astype(np.int32),
        white_near=white_near.numpy().astype(np.int32),
    )
    found = unlikeness(made)
    yield from progress.passed(1)
    return replace(made, unlike=found)


@dataclass(frozen=True, slots=True, eq=False)
class Agreed:
    """What all members say after one round; ``crowd`` is what they said before any answer."""

    crowd: CrowdVotes
    consensus: Consensus

    def save(self, folder: Path) -> None:
        """Write it into the round's ``folder``."""
        self.crowd.save(folder)
        save_consensus(folder, self.consensus)


def agreed(
    project: Project, committee: Committee, number: int, found: PseudoLabels, *, knew: int
) -> Generator[Progressed, None, Agreed]:
    """Ask everyone after round ``number``, which ``knew`` the journal up to that step and gave the labels ``found``.

    The crowd is weighed with the base round: what knows more answers is no witness for them.
    """
    progress = Progress("committee", 3, round_number=number)
    own = Opinion.of(found, committee.rows, knows=len(project.answers(knew)))
    base = base_round(project, number)
    refined = number > base
    opinions = opinions_of(project, committee.rows, upto=base if refined else 0)
    kept = CrowdVotes.load(project.rounds.whole(base)) if refined else None
    opinions |= {REFINED if refined else ROUNDS: own}
    classes = len(project.class_names())
    crowd = kept or crowd_of(committee, opinions, classes=classes)
    yield from progress.passed(1)
    merged = project.class_changes.now().merged
    read = {name: replace(one, label=merged.of(one.label)) for name, one in opinions.items()}
    taught = Taught.begun(committee.read_as(merged), crowd.read_as(merged), read, classes=classes)
    yield from progress.passed(1)
    excluded = project.exclusions.current("target")
    consensus = taught.consensus(project.answers(), images=len(found), excluded=excluded)
    yield from progress.passed(1)
    return Agreed(crowd, consensus.after(project.rounds.consensus(number - 1)))


def crowd_of(committee: Committee, opinions: Mapping[str, Opinion], *, classes: int) -> CrowdVotes:
    """The committee and the ``opinions`` of the run, weighed without any answer; classes: K, new ones too.

    Without those that are unheard until there are answers (``members.UNHEARD``).
    A class that the source lacks only S1-S6 can name, from an earlier run or from answers: there their word is taken.
    """
    said = {
        str(name): torch.from_numpy(own.astype(np.int64))
        for name, own in zip(committee.names, committee.labels, strict=True)
        if name not in UNHEARD
    }
    said |= {name: torch.from_numpy(opinion.label) for name, opinion in opinions.items()}
    both = committee.near[:, :_WHITE_NEAR], committee.white_near
    graphs = [torch.from_numpy(near.astype(np.int64)) for near in both]
    movers = {name: kind for name, kind in MOVERS.items() if name in said}
    found = crowd(said, graphs, movers=movers, classes=classes)
    votes, joint = found.votes.numpy(), found.probabilities.numpy()
    for opinion in opinions.values():
        new = committee.lacks(opinion.label)
        votes[new] = joint[new] = np.eye(classes, dtype=np.float32)[opinion.label[new]]
    return CrowdVotes(votes, joint)


def _halves(source: Tensor, target: Tensor) -> tuple[Halves, Halves]:
    """Both in half precision, scaled alike so that the source's mean square is 1 and nothing overflows."""
    scale = mean_square(source).sqrt().clamp_min(1e-12)
    made = [_in_half(part, scale) for part in (source, target)]
    return made[0], made[1]


def _in_half(part: Tensor, scale: Tensor) -> Halves:
    found = stored(lambda piece: (piece / scale).clamp(-_LARGEST, _LARGEST), part)
    return found.numpy().astype(np.float16, copy=False)

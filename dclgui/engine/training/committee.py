"""Several labellings of the target from the same features: who they are, what they say as a crowd, what answers add.

One labelling is one opinion, and no rule without labels tells which is right. So the source model, S1-S6 and a few
simple transductive methods name every image, are weighed as a crowd (``method/crowd.py``), and become members of a
panel that a person's answers steer (``review/learning.py``).
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from dclgui.core.arrays import Ints
from dclgui.core.progress import Progress
from dclgui.core.protocol.events import Progressed
from dclgui.engine.training.members import MEMBERS, MOVERS, Member, material
from dclgui.method.crowd import crowd
from dclgui.method.neighbours import nearest_rows
from dclgui.method.whitening import whitened
from dclgui.review.learning import Labelling, Lesson, Panel, Regression, Space

SOURCE, ROUNDS, REFINED, CROWD = "source model", "S1-S6", "S1-S6 with answers", "crowd"
"""Names of the labellings that the run itself makes, and of the crowd's."""
_FILE, _CROWD_FILE = "committee.safetensors", "crowd.safetensors"
_RAW_NEAR, _WHITE_NEAR = 20, 10
"""Neighbours of an image in the features' own space and in the whitened one."""
_RAW, _WHITE = 0, 1
_MEMBER_VOTES, _CROWD_VOTES = 0.1, 0.3
"""How much of the crowd's shares is mixed into a member's own word and into the crowd's, which are too sure."""


@dataclass(frozen=True, slots=True, eq=False)
class Committee:
    """Made once, with round 0. N readable target images, Ns source images, P dimensions of a space.

    ``names`` and ``labels`` [M, N] int64 of the members beside source model and S1-S6; ``rows`` [N] int64, catalog rows;
    ``source_labels`` [Ns] int64; ``raw`` and ``white``: source [Ns, P] and target [N, P] float32, each less its own mean,
    principal components as they are and whitened; ``near`` [N, 20] and ``white_near`` [N, 10] int64, neighbours.
    """

    names: tuple[str, ...]
    labels: Tensor
    rows: Tensor
    source_labels: Tensor
    raw: tuple[Tensor, Tensor]
    white: tuple[Tensor, Tensor]
    near: Tensor
    white_near: Tensor

    def save(self, folder: Path) -> None:
        """Write it into the folder of round 0; features in half precision, about 1.1 kB an image."""
        state = {
            "labels": self.labels.to(torch.int16),
            "rows": self.rows,
            "source_labels": self.source_labels.to(torch.int16),
            "raw_source": self.raw[0].half(),
            "raw_target": self.raw[1].half(),
            "white_source": self.white[0].half(),
            "white_target": self.white[1].half(),
            "near": self.near.to(torch.int32),
            "white_near": self.white_near.to(torch.int32),
        }
        contiguous = {name: value.contiguous() for name, value in state.items()}
        save_file(contiguous, folder / _FILE, metadata={"names": "\n".join(self.names)})

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Read what ``save`` wrote; ``None`` for a run without a committee."""
        file = folder / _FILE
        if not file.is_file():
            return None
        with safe_open(file, framework="pt") as stored:
            names = tuple(stored.metadata()["names"].split("\n"))
        state = load_file(file)
        return cls(
            names=names,
            labels=state["labels"].long(),
            rows=state["rows"],
            source_labels=state["source_labels"].long(),
            raw=(state["raw_source"].float(), state["raw_target"].float()),
            white=(state["white_source"].float(), state["white_target"].float()),
            near=state["near"].long(),
            white_near=state["white_near"].long(),
        )


@dataclass(frozen=True, slots=True, eq=False)
class CrowdLabels:
    """What the crowd says in one round, by catalog row of all T target images; unreadable ones hold -1 and NaN.

    ``label`` [T] int32; ``probability`` [T] float32, of the label: too sure, since members err together;
    ``agreeing`` [T] int32, how many of the ``members`` give that label; ``votes`` [N, K] and ``joint`` [N, K] float32,
    the weighted shares and the posterior of the readable images.
    """

    label: Ints
    probability: np.ndarray
    agreeing: Ints
    members: int
    votes: Tensor
    joint: Tensor

    def save(self, folder: Path) -> None:
        """Write it into a round's ``folder``."""
        state = {
            "label": torch.from_numpy(self.label),
            "probability": torch.from_numpy(self.probability),
            "agreeing": torch.from_numpy(self.agreeing),
            "members": torch.tensor(self.members),
            "votes": self.votes.half(),
            "joint": self.joint.half(),
        }
        save_file({name: value.contiguous() for name, value in state.items()}, folder / _CROWD_FILE)

"""What is kept of the committee: several labellings of one target, and the spaces in which answers teach more."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from numpy.lib.format import open_memmap

from dclgui.core.arrays import UNREADABLE, Floats, Halves, Ints, Mask, Rows
from dclgui.core.classes import Classes
from dclgui.core.consensus import UNLIKE
from dclgui.core.errors import UserError

_COMMITTEE, _CROWD = "committee.npz", "crowd.npz"
_WIDE = "raw_source", "raw_target", "white_source", "white_target"
"""What grows with the images most: a file for each, which is mapped."""
_BLANK = 2 * UNLIKE
"""How unlike everything a picture with nothing on it is at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Committee:
    """Made once, with round 0. N readable target images, Ns source images, P dimensions of a space.

    ``names``          [M] text, the members beside the source model and S1-S6
    ``labels``         [M, N] int16, what each calls every image
    ``rows``           [N] int64, catalog rows of the images
    ``source_labels``  [Ns] int16
    ``raw_source``     [Ns, P] float16, principal components, less the domain's own mean; ``raw_target`` [N, P] alike
    ``white_source``   [Ns, P] float16, the same whitened by the source's scatter; ``white_target`` [N, P] alike
    ``near``           [N, k] int32, neighbours of each image in the raw space; ``white_near`` alike in the whitened one
    ``unlike``         [N] float32, how unlike everything in the source (``learning.unlike``); empty in older projects
    """

    names: npt.NDArray[np.str_]
    labels: npt.NDArray[np.int16]
    rows: Rows
    source_labels: npt.NDArray[np.int16]
    raw_source: Halves
    raw_target: Halves
    white_source: Halves
    white_target: Halves
    near: Ints
    white_near: Ints
    unlike: Floats = field(default_factory=lambda: np.empty(0, np.float32))

    def lacks(self, label: Rows) -> Mask:
        """Which of ``label`` [n] are classes without an image in the source: the committee can't give them."""
        new: Mask = ~np.isin(label, np.unique(self.source_labels))
        return new

    def read_as(self, merged: Classes) -> Self:
        """The same, the images of merged classes under the class that they read as."""
        return replace(self, labels=merged.of(self.labels), source_labels=merged.of(self.source_labels))

    def seeing_nothing_on(self, blank: Rows) -> Self:
        """The same, the catalog rows ``blank`` [n] unlike all: features need not show that a picture is empty."""
        found = np.where(np.isin(self.rows, blank), np.maximum(self.unlike, _BLANK), self.unlike)
        return replace(self, unlike=found.astype(np.float32))

    def save(self, folder: Path) -> None:
        """Write it into the folder of round 0, about 1.2 kB an image."""
        np.savez(folder / _COMMITTEE, **{name: getattr(self, name) for name in self.__slots__ if name not in _WIDE})
        for name in _WIDE:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Read what ``save`` wrote, the spaces mapped from the disk; ``None`` for a run without a committee.

        Raises ``UserError`` if it is damaged.
        """
        file = folder / _COMMITTEE
        if not file.is_file():
            return None
        wide: dict[str, Any] = {name: _mapped(folder / f"{name}.npy") for name in _WIDE}
        try:
            found = cls(**wide, **_read(file))
            found._require_sound()
        except (TypeError, ValueError, AttributeError, IndexError) as error:
            raise _damaged(file, error) from error
        return found

    def _require_sound(self) -> None:
        """Raise ``ValueError`` if the parts are not of one target and one source."""
        images, of_source = len(self.rows), len(self.source_labels)
        lengths = {
            images: (self.raw_target, self.white_target, self.near, self.white_near),
            of_source: (self.raw_source, self.white_source),
        }
        if any(part.ndim != 2 or len(part) != length for length, parts in lengths.items() for part in parts):
            raise ValueError("its parts are not of one length")
        if self.labels.shape != (len(self.names), images) or self.source_labels.ndim != 1 or not images:
            raise ValueError("its labels are not of its images")
        if (
            self.raw_source.shape[1] != self.raw_target.shape[1]
            or self.white_source.shape[1:] != self.white_target.shape[1:]
        ):
            raise ValueError("its spaces are not of one width")
        whole = (self.labels, self.source_labels, self.rows, self.near, self.white_near)
        if any(part.dtype.kind != "i" for part in whole) or self.rows.ndim != 1 or (np.diff(self.rows) <= 0).any():
            raise ValueError("its rows can't be right")
        if any(part.size and not 0 <= part.min() <= part.max() < images for part in (self.near, self.white_near)):
            raise ValueError("its neighbours are none of its images")
        if self.source_labels.min() < 0 or not 0 <= self.labels.min() <= self.labels.max() <= self.source_labels.max():
            raise ValueError("its labels name classes that there are not")


@dataclass(frozen=True, slots=True, eq=False)
class CrowdVotes:
    """What the committee with one round's S1-S6 says as a crowd, before any answer (``method.crowd``).

    ``votes`` [N, K] float32, the weighted fractions of members; ``joint`` [N, K] float32, the posterior.
    """

    votes: Floats
    joint: Floats

    def read_as(self, merged: Classes) -> Self:
        """The same, the votes for merged classes given to the class that each reads as."""
        return replace(self, votes=_joined(self.votes, merged), joint=_joined(self.joint, merged))

    def save(self, folder: Path) -> None:
        """Write it into the round's ``folder``."""
        np.savez(folder / _CROWD, votes=self.votes, joint=self.joint)

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Read what ``save`` wrote; ``None`` if there is none. Raises ``UserError`` if it is damaged."""
        file = folder / _CROWD
        if not file.is_file():
            return None
        try:
            found = cls(**_read(file))
            if found.votes.ndim != 2 or found.votes.shape != found.joint.shape:
                raise ValueError("its parts are not of one length")
        except (TypeError, ValueError, AttributeError) as error:
            raise _damaged(file, error) from error
        return found


def _joined(values: Floats, merged: Classes) -> Floats:
    """``values`` [N, K] with the columns of merged classes added to those that they read as, and 0 in theirs."""
    if not merged.reads:
        return values
    found = np.zeros((len(values), max(values.shape[1], *(other + 1 for other in merged.reads.values()))), np.float32)
    for number in range(values.shape[1]):
        found[:, merged.number_of(number)] += values[:, number]
    return found


def _read(file: Path) -> dict[str, npt.NDArray[Any]]:
    try:
        with file.open("rb") as opened, np.load(opened) as kept:
            return {name: kept[name] for name in kept.files}
    except UNREADABLE as error:
        raise _damaged(file, error) from error


def _mapped(file: Path) -> Halves:
    try:
        found: Halves = open_memmap(file, mode="r")
    except (OSError, ValueError, EOFError) as error:
        raise _damaged(file, error) from error
    return found


def _damaged(file: Path, error: Exception) -> UserError:
    return UserError(
        f"{file} can't be read: {error}.",
        "Put back a copy of that file, or start the run over.",
    )

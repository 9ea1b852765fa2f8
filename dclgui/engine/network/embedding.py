"""The features of both domains' images in the space of the prototypes; kept beside the newest round only."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor

from dclgui.core.errors import UserError
from dclgui.engine.network.tensors import damaged, read_tensors, whole_numbers, write_tensors
from dclgui.project.rounds import EMBEDDING, Rounds

Result = TypeVar("Result")
_LARGEST = torch.finfo(torch.float16).max


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """Features of a round's model in half precision: 150 MB for 100,000 images and three heads.

    ``target_rows``  [N] int64, catalog rows of the readable target images, ascending
    ``target``       [N, W] float16, their features, not yet smoothed over neighbours
    ``source_rows``  [M] int64, catalog rows of a sample of the readable source images, ascending
    ``source``       [M, W] float16
    """

    target_rows: Tensor
    target: Tensor
    source_rows: Tensor
    source: Tensor

    def save(self, folder: Path) -> None:
        """Write it into a round's ``folder``."""
        write_tensors({field.name: getattr(self, field.name) for field in fields(self)}, folder / EMBEDDING)


def in_half(features: Tensor) -> Tensor:
    """[N, W] as float16 on the CPU, itself if it is that; what is too large for it becomes the largest that is not."""
    if features.dtype is torch.float16:
        return features.cpu()
    return features.cpu().clamp(-_LARGEST, _LARGEST).half()


def newest_embedding(rounds: Rounds) -> tuple[int, Path]:
    """The newest round that has an embedding, and its file.

    Raises ``UserError`` if there is none: before the first round, and in projects of an earlier version.
    """
    for number in reversed(rounds.numbers()):
        file = rounds.folder(number) / EMBEDDING
        if file.is_file():
            rounds.whole(number, EMBEDDING)
            return number, file
    raise UserError(
        "The project has no finished round that says where its images lie.", "Run it, or run it again from the start."
    )


def from_newest(rounds: Rounds, read: Callable[[int, Path, int], Result]) -> Result:
    """``read(round, file, time of last change)`` of the newest embedding, also while a run writes newer ones.

    Raises ``UserError`` as ``newest_embedding`` does.
    """
    # A run deletes the file when its next round is saved, possibly between finding and reading it: then look again.
    while True:
        number, file = newest_embedding(rounds)
        with suppress(FileNotFoundError):
            return read(number, file, file.stat().st_mtime_ns)


def load_embedding(file: Path) -> Embedding:
    """Read what ``save`` wrote, mapped from the disk.

    Raises ``FileNotFoundError`` if a later round took its place, ``UserError`` if it can't be read.
    """
    names = tuple(field.name for field in fields(Embedding))
    try:
        state = read_tensors(file, *names)
    except UserError:
        file.stat()
        raise
    found = Embedding(**{name: state[name] for name in names})
    for rows, features in ((found.target_rows, found.target), (found.source_rows, found.source)):
        if rows.ndim != 1 or features.ndim != 2 or len(rows) != len(features) or not features.is_floating_point():
            raise damaged(file, "its shapes don't fit")
        if not whole_numbers(rows, below=2**40) or bool((rows.diff() <= 0).any()):
            raise damaged(file, "its numbers can't be right")
    return found


def forget_embeddings(rounds: Rounds, *, before: int) -> None:
    """Delete those of the rounds before ``before``; one that another program holds open stays."""
    for number in rounds.numbers():
        if number < before:
            with suppress(OSError):
                (rounds.folder(number) / EMBEDDING).unlink(missing_ok=True)

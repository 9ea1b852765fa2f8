"""Tables of all images a piece at a time: what grows with the images is never copied whole."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch
from torch import Tensor

from dclgui.core.scratch import LARGE, scratch

Item = TypeVar("Item")
Result = TypeVar("Result")
PIECE = LARGE
"""Rows worked on at a time: 100 MB of 1,280 features. Up to so many images, a sum over pieces is one sum."""
_LARGEST = torch.finfo(torch.float16).max
_threads = 1


def use_threads(count: int) -> int:
    """From now on ``in_threads`` takes so many; returns how many it took before. It changes no result."""
    global _threads  # as torch keeps its own number for the process
    before, _threads = _threads, count
    return before


def in_threads(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """``work`` of each, in order; one thread does one item, so that results depend on no number of cores."""
    if min(_threads, len(items)) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(_threads) as pool:
        return list(pool.map(work, items))


def single(values: Tensor) -> Tensor:
    """``values`` in single precision if they were kept in half, else as they are."""
    return values.float() if values.dtype is torch.float16 else values


def pieces(values: Tensor) -> Iterator[Tensor]:
    """``values`` [N, …] at most ``PIECE`` rows at a time, in order, none in half precision."""
    for piece in values.split(PIECE):
        yield single(piece)


def sample(values: Tensor, *, generator: torch.Generator) -> Tensor:
    """``values`` [N, D] themselves, or ``PIECE`` of them in their order if there are more."""
    if len(values) <= PIECE:
        return single(values)
    return single(values[torch.randperm(len(values), generator=generator)[:PIECE].sort().values])


def mean_of(values: Tensor) -> Tensor:
    """[D], the mean of ``values`` [N, D]."""
    if len(values) <= PIECE:
        return single(values).mean(dim=0)
    sums = [piece.sum(dim=0, dtype=torch.float64) for piece in pieces(values)]
    return (torch.stack(sums).sum(dim=0) / len(values)).float()


def mean_square(values: Tensor) -> Tensor:
    """[], the mean of the squares of all ``values`` [N, D]."""
    return torch.stack([piece.square().mean() * (len(piece) / len(values)) for piece in pieces(values)]).sum()


def by_piece(work: Callable[[Tensor], Tensor], values: Tensor) -> Tensor:
    """``work`` of each piece, one below the other in memory: for what is small by image, such as probabilities."""
    if torch.compiler.is_compiling():  # a network that is exported takes any number of images, in one piece
        return work(single(values))
    return torch.cat(in_threads(lambda piece: work(single(piece)), values.split(PIECE)))


def stored(work: Callable[[Tensor], Tensor], values: Tensor) -> Tensor:
    """The same for what is wide: float32 [N, W], or float16 mapped from the disk if there are more than ``PIECE``.

    Raises ``UserError`` if the disk is full.
    """
    if len(values) <= PIECE:
        return work(single(values))
    parts = values.split(PIECE)
    first = work(single(parts[0]))
    found = room(len(values), first.shape[1])
    put(found, slice(0, PIECE), first)

    def store(number: int) -> None:
        start = number * PIECE
        put(found, slice(start, start + len(parts[number])), work(single(parts[number])))

    in_threads(store, range(1, len(parts)))
    return found


def room(rows: int, columns: int) -> Tensor:
    """[rows, columns] of zeros, float32, or float16 mapped from the disk if there are more than ``PIECE`` rows."""
    return torch.from_numpy(scratch(rows, columns))


def put(place: Tensor, at: slice, values: Tensor) -> None:
    """Write ``values`` into the rows ``at``; what is too large for half precision becomes the largest that is not."""
    place[at] = values.clamp(-_LARGEST, _LARGEST) if place.dtype is torch.float16 else values

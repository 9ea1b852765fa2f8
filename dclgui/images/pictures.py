"""Batches of decoded images, read ahead by threads: Pillow releases the interpreter lock while it decodes."""

import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from dclgui.core.arrays import Pixels, Rows
from dclgui.core.catalog import Catalog
from dclgui.images.decode import Picture, UnreadableImage, load_picture

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class PictureBatch:
    """Images of the catalog rows ``rows``.

    ``pixels``   [B, S, S, 3] uint8 RGB, zero where the file can't be read
    ``pictures`` {row: picture} of the readable ones, in order
    ``problems`` {row: reason} of the others
    """

    rows: Rows
    pixels: Pixels
    pictures: dict[int, Picture]
    problems: dict[int, str]


def load_batch(catalog: Catalog, rows: Rows, *, side: int) -> PictureBatch:
    """Decode the images of ``rows`` to ``side`` x ``side`` pixels; never raises for a bad file."""
    pixels = np.zeros((len(rows), side, side, 3), np.uint8)
    pictures: dict[int, Picture] = {}
    problems: dict[int, str] = {}
    for place, row in enumerate(rows.tolist()):
        try:
            picture = load_picture(catalog.file(row), side, catalog.reading)
        except UnreadableImage as error:
            problems[row] = error.reason
        else:
            pixels[place] = picture.pixels
            pictures[row] = picture
    return PictureBatch(rows=rows, pixels=pixels, pictures=pictures, problems=problems)


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_batches(rows: Rows, size: int) -> list[Rows]:
    """Cut ``rows`` into runs of ``size``, the last one shorter."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def read_ahead(
    work: Callable[[Rows], Result], batches: Sequence[Rows], *, workers: int
) -> Generator[Result, None, None]:
    """Yield ``work(batch)`` in order, computed by ``workers`` threads at most two rounds ahead of the reader.

    Closing the iterator cancels what has not begun and waits for what has.
    """
    with ThreadPoolExecutor(workers, thread_name_prefix="pictures") as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(work, batch))
                if len(waiting) > 2 * workers:  # bounds the memory if the reader is slower
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

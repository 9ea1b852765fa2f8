"""What the labels came from, as arrays in one ``.npz``: for cleanlab, FiftyOne and scripts of one's own.

``paths``, ``labels``, ``machine_labels``, ``levels``, ``copy_of`` [N] text as in ``labels.csv`` (without its guard
against formulas); ``classes`` [K] text; ``probabilities`` [N, K], ``features`` [N, D], ``distances`` [N, K] float32. No
array holds Python objects, so ``numpy.load`` needs no ``allow_pickle``. Equal batches give equal bytes.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from dclgui.labels.batch import ExportBatch


def write_probabilities(batch: ExportBatch, file: BinaryIO) -> Iterator[int]:
    """All arrays at once; raises ``ValueError`` for a batch without evidence."""
    table, evidence = batch.table, batch.evidence
    if evidence is None:
        raise ValueError("a batch without evidence")
    np.savez(
        file,
        paths=_text(table.paths),
        classes=_text(batch.class_names),
        labels=_text(table.labels),
        machine_labels=_text(table.machine_labels),
        levels=_text([str(level) for level in table.levels]),
        copy_of=_text(table.copy_of),
        probabilities=evidence.probabilities,
        features=evidence.features,
        distances=evidence.distances,
    )
    yield len(table)


def _text(words: Sequence[str]) -> npt.NDArray[np.str_]:
    return np.array(words, np.str_)

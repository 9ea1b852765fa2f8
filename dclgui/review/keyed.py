"""Which class a digit key gives."""

import numpy as np

from dclgui.core.arrays import Rows
from dclgui.review.table import ReviewTable

KEYS = 10
"""Digit keys, 1 to 9 and 0."""


def keyed_classes(table: ReviewTable, row: int | None) -> Rows:
    """[at most ``KEYS``] int64, the classes of the digits in their order.

    All classes in their own order where each has a key; else those whose prototypes are nearest to image ``row``, the
    nearest first. Classes without a prototype come last.
    """
    listed = table.listed
    if len(listed) <= KEYS or row is None:
        return listed[:KEYS]
    distances = np.full(len(table.class_names), np.inf, np.float32)
    known = table.distances[row]
    distances[: len(known)] = known
    return listed[np.argsort(distances[listed], kind="stable")[:KEYS]]

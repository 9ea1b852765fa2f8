import numpy as np

from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.qt.run.sure_strip import surest
from dclgui.review.table import ReviewTable


def test_the_surest_come_one_class_after_the_other() -> None:
    labels = np.array([0, 0, 0, 1, 1, 2], np.int32)
    table = ReviewTable(
        tuple("abcdef"),
        ("x", "y", "z"),
        PseudoLabels(
            label=labels,
            classifier_label=labels,
            high=np.array([True, True, True, True, True, False]),
            entropy=np.array([0.3, 0.1, 0.2, 0.5, 0.4, 0.0], np.float32),
            probability=np.ones(6, np.float32),
            margin=np.ones(6, np.float32),
            weight=np.ones(6, np.float32),
            distances=np.zeros((6, 3), np.float32),
        ),
        np.empty(0, np.int64),
    )
    assert surest(table, 12).tolist() == [1, 4, 2, 3, 0]
    assert surest(table, 2).tolist() == [1, 4]

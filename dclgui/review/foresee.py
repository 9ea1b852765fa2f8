"""What a sample can tell, before it is drawn."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from dclgui.core.decisions import Decision, Verdict
from dclgui.review.audit import Design
from dclgui.review.estimate import Labels, estimate
from dclgui.review.intervals import Interval

RIGHT = 0.9
"""Fraction of right answers for which the range is told."""


def range_at(design: Design, labels: Labels, *, decided: Mapping[int, Decision]) -> Interval:
    """The range of right labels that ``design`` will tell if it finds the fraction ``RIGHT`` of them right.

    decided: what people said of other images. The wrong answers are spread evenly over each part of the sample, so that
    it is the range of a usual draw; the draw that is made may tell a little more or less.
    """
    answers = {}
    for part in (design.inside, ~design.inside):
        rows = design.rows[part[design.rows]]
        wrong = np.diff(np.floor(np.arange(len(rows) + 1) * (1 - RIGHT) + 0.5)) > 0
        for row, other in zip(rows.tolist(), wrong.tolist(), strict=True):
            named = Decision(row, Verdict.LABEL, int(labels.adapted[row]))
            answers[row] = Decision(row, Verdict.NONE_OF_THESE) if other else named
    alone = replace(labels, source_only=None)
    return estimate(design, answers, alone, decided=decided).adapted.overall

"""The arrays, by the recipe of docs/formats.md."""

import contextlib
import io

import cleanlab
import numpy
from expected import EXPORTS, READABLE, by_the_guide, same, tell

printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    known = by_the_guide("probabilities", 2)
    by_the_guide("probabilities", 1)
with numpy.load(EXPORTS / "probabilities" / "labels.npz") as found:
    same(
        dict(zip(found["paths"].tolist(), found["labels"].tolist(), strict=True)),
        {p: r.label for p, r in READABLE.items()},
    )
assert len(known["strange"]) == known["use"].sum() > 0
tell(cleanlab.__version__, f"{len(READABLE)} rows; issues and outliers found by the recipe")

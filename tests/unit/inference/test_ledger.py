"""What a watch keeps of its images."""

from contextlib import closing
from dataclasses import fields
from pathlib import Path

import numpy as np

from dclgui.inference.arrivals import Mark
from dclgui.inference.ledger import Entry, Ledger
from dclgui.labels.table import LabelTable, Level

STEPS = 100
"""Of SQLite's machine, between two calls of a progress handler."""


def table_of(paths: list[str], level: Level) -> LabelTable:
    """Labels of nothing but a level."""
    count = len(paths)
    blank = {"labels": ("red",) * count, "classifier_labels": ("red",) * count, "source_labels": ("",) * count}
    blank |= {"machine_labels": ("red",) * count, "copy_of": ("",) * count}
    kept = {"paths": tuple(paths), "levels": (level,) * count, **blank}
    return LabelTable(**kept, **{one.name: np.zeros(count) for one in fields(LabelTable) if one.name not in kept})  # type: ignore[arg-type]


def put(ledger: Ledger, paths: list[str], level: Level) -> None:
    ledger.put([Entry(path, Mark(1, 1)) for path in paths], table_of(paths, level), model="m")


def test_those_of_low_confidence_are_counted_whatever_becomes_of_them(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "ledger", tmp_path, labels="labels.csv")) as ledger:
        assert ledger.count_low() == 0
        put(ledger, ["a", "b", "c"], Level.LOW)
        put(ledger, ["d"], Level.HIGH)
        assert ledger.count_low() == 3
        put(ledger, ["a"], Level.HIGH)
        ledger.rename("b", "c", Mark(1, 2))
        assert ledger.count_low() == 1
        ledger.drop(["c"])
        assert ledger.count_low() == 0


def test_counting_the_few_of_low_confidence_does_not_pass_over_all_others(tmp_path: Path) -> None:
    steps = []
    with closing(Ledger(tmp_path / "ledger", tmp_path, labels="labels.csv")) as ledger:
        put(ledger, ["low"], Level.LOW)
        put(ledger, [f"{number}" for number in range(2000)], Level.HIGH)
        ledger._sql.set_progress_handler(lambda: steps.append(STEPS), STEPS)
        assert ledger.count_low() == 1
    assert sum(steps) < 2000


def test_a_ledger_of_before_is_counted_by_level_too(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "ledger", tmp_path, labels="labels.csv")) as ledger:
        put(ledger, ["a"], Level.LOW)
        ledger._sql.execute("DROP INDEX by_level")
    with closing(Ledger(tmp_path / "ledger", tmp_path, labels="labels.csv")) as ledger:
        assert ledger.count_low() == 1
        assert ledger._rows("SELECT name FROM sqlite_master WHERE name = 'by_level'")

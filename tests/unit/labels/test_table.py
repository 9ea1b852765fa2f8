from pathlib import Path

import numpy as np
import pytest

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.labels.table import LabelTable, label_table, with_copies

CLASSES = ("dent", "scratch", "stain")


def catalog(total: int) -> Catalog:
    return Catalog(
        root=Path("somewhere"),
        paths=tuple(f"{row}.png" for row in range(total)),
        class_names=CLASSES,
        labels=np.full(total, UNKNOWN, np.int32),
        sizes=np.ones(total, np.int64),
        mtimes=np.ones(total, np.int64),
    )


def five_rows() -> PseudoLabels:
    """High, moved, low, unreadable, high."""
    nan = np.nan
    return PseudoLabels(
        label=np.array([0, 1, 2, UNKNOWN, 1], np.int32),
        classifier_label=np.array([0, 0, 2, UNKNOWN, 1], np.int32),
        high=np.array([True, False, False, False, True]),
        entropy=np.array([0.1, 0.9, 1.0, nan, 0.2], np.float32),
        probability=np.array([0.9, 0.3, 0.4, nan, 0.8], np.float32),
        margin=np.array([0.5, 0.1, 0.2, nan, 0.6], np.float32),
        weight=np.array([1, 0.1, 0.2, nan, 1], np.float32),
        distances=np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9], [nan] * 3, [1, 2, 3]], np.float32),
    )


def table(decisions: dict[int, Decision], problems: dict[int, str] | None = None) -> LabelTable:
    return label_table(
        catalog(5),
        five_rows(),
        source_only=np.array([2, 2, 2, UNKNOWN, 0], np.int32),
        decisions=decisions,
        problems={3: "zero bytes"} if problems is None else problems,
        round_number=7,
    )


def test_the_machines_word() -> None:
    rows = table({})
    assert rows.paths == ("0.png", "1.png", "2.png", "3.png", "4.png")
    assert rows.labels == ("dent", "scratch", "stain", "", "scratch")
    assert rows.levels == ("high", "low", "low", "problem", "high")
    assert rows.classifier_labels == ("dent", "dent", "stain", "", "scratch")
    assert rows.source_labels == ("stain", "stain", "stain", "", "dent")
    assert rows.machine_labels == rows.labels
    assert rows.moved.tolist() == [False, True, False, False, False]
    np.testing.assert_array_equal(rows.distance, np.array([1, 5, 9, np.nan, 2], np.float32))
    assert rows.distance.dtype == rows.weight.dtype == np.float32
    assert rows.rounds.tolist() == [7] * 5
    assert len(rows) == 5


def test_a_person_has_the_last_word() -> None:
    rows = table(
        {
            0: Decision(0, Verdict.LABEL, 2),
            1: Decision(1, Verdict.NONE_OF_THESE),
            2: Decision(2, Verdict.UNSURE),
            3: Decision(3, Verdict.LABEL, 0),
        }
    )
    assert rows.labels == ("stain", "", "stain", "dent", "scratch")
    assert rows.levels == ("person", "person", "low", "person", "high")
    # The other columns stay the machine's.
    assert rows.classifier_labels[0] == "dent"
    assert rows.machine_labels == ("dent", "scratch", "stain", "", "scratch")
    assert rows.moved.tolist() == [False, True, False, False, False]
    assert np.isnan(rows.probability[3])


def test_unsure_of_an_unreadable_image_is_a_problem() -> None:
    rows = table({3: Decision(3, Verdict.UNSURE)})
    assert (rows.labels[3], rows.levels[3]) == ("", "problem")


def test_a_problem_hides_an_older_pseudo_label() -> None:
    rows = table({}, problems={1: "truncated"})
    assert rows.levels == ("high", "problem", "low", "problem", "high")
    assert (rows.labels[1], rows.classifier_labels[1], rows.source_labels[1]) == ("", "", "")
    assert not rows.moved[1]
    assert np.isnan([rows.entropy[1], rows.margin[1], rows.weight[1], rows.distance[1]]).all()


def test_lengths_and_indices_are_checked() -> None:
    with pytest.raises(ValueError, match="5 images"):
        label_table(
            catalog(5),
            five_rows(),
            source_only=np.zeros(4, np.int32),
            decisions={},
            problems={},
            round_number=0,
        )
    with pytest.raises(IndexError):
        table({5: Decision(5, Verdict.LABEL, 0)})
    with pytest.raises(IndexError):
        table({0: Decision(0, Verdict.LABEL, 3)})


def test_an_excluded_image_has_no_label_unless_a_person_gave_it_one() -> None:
    rows = label_table(
        catalog(5),
        five_rows(),
        source_only=np.array([2, 2, 2, UNKNOWN, 0], np.int32),
        decisions={4: Decision(4, Verdict.LABEL, 2)},
        problems=[0, 4],
        round_number=7,
    )
    assert rows.levels == ("problem", "low", "low", "problem", "person")
    assert rows.labels == ("", "scratch", "stain", "", "stain")
    assert np.isnan(rows.probability[[0, 4]]).all()


def test_a_copy_that_was_left_out_has_all_that_is_said_of_its_picture() -> None:
    rows = with_copies(
        table({1: Decision(1, Verdict.LABEL, 2)}, problems={3: "set aside", 4: "set aside"}), {3: 0, 4: 1}
    )
    assert rows.labels == ("dent", "stain", "stain", "dent", "stain")
    assert rows.levels == ("high", "person", "low", "high", "person")
    assert rows.machine_labels == ("dent", "scratch", "stain", "dent", "scratch")
    assert rows.copy_of == ("", "", "", "0.png", "1.png")
    assert rows.paths == tuple(f"{row}.png" for row in range(5))
    assert rows.doubt[3] == rows.doubt[0]
    assert rows.pictures.tolist() == [0, 1, 2, 0, 1]


def test_a_copy_that_a_person_named_is_a_picture_like_any_other() -> None:
    rows = with_copies(table({3: Decision(3, Verdict.LABEL, 1)}, problems={3: "set aside"}), {3: 0})
    assert (rows.labels[3], rows.levels[3], rows.copy_of[3]) == ("scratch", "person", "")


def test_what_is_promised_of_a_picture_is_not_promised_of_its_copies() -> None:
    whole = label_table(
        catalog(5),
        five_rows(),
        source_only=np.array([2, 2, 2, UNKNOWN, 0], np.int32),
        decisions={},
        problems=[3],
        round_number=7,
        guaranteed=np.arange(5),
    )
    assert with_copies(whole, {3: 0}).guaranteed.tolist() == [True, True, True, False, True]

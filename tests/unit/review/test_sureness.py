import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.consensus import LEAST, Consensus, Expectation
from dclgui.core.decisions import Decision, Verdict, with_audit
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.review.shown import Filter, Mark, mark_counts, shown_rows
from dclgui.review.sureness import Contents, Sureness
from dclgui.review.table import ReviewTable, State

PATHS = tuple(f"{row}.png" for row in range(8))
SURE = np.array([1, 1, 0, 1, 0, 0, 1, 0], np.bool_)


def judged(
    *, expected: Expectation | None = None, high: bool = True, alone: bool = False, unlike: list[float] | None = None
) -> ReviewTable:
    """Row 7 can't be read; the labelling together call ``SURE`` sure."""
    label = np.array([0, 1, 0, 1, 0, 1, 0, -1], np.int32)
    values = np.where(label < 0, np.nan, 0.5).astype(np.float32)
    found = PseudoLabels(
        label, label, (label >= 0) & high, values, values, values, values, np.full((8, 2), 0.5, np.float32)
    )
    said = Consensus(
        label,
        1 - label,
        values,
        label,
        values,
        values,
        np.empty((0, 2), np.int64),
        3,
        expected or Expectation(),
        sure=SURE if expected is not None and expected.known else np.zeros(8, np.bool_),
        unlike=np.array([] if unlike is None else unlike, np.float32),
    )
    return ReviewTable(PATHS, ("bad", "good"), found, np.array([7]), round_number=1, consensus=None if alone else said)


KNOWN = Expectation(LEAST, 0.9, 40, 0.015)


def test_before_enough_answers_nothing_is_sure_however_high_the_confidence() -> None:
    found = Sureness.of(judged(expected=Expectation(3)))
    assert (found.missing, found.sure, found.doubtful, found.open) == (LEAST - 3, 0, 0, 7)
    assert not found.known
    assert not found.done, "a review of high confidence alone is not done"
    assert math.isnan(found.wrong)


def test_steps_s1_to_s6_alone_are_never_sure() -> None:
    high, low = (Sureness.of(judged(high=high, alone=True)) for high in (True, False))
    assert (high.missing, high.sure, high.doubtful) == (-1, 0, 0)
    assert (low.sure, low.doubtful) == (0, 7)
    assert not high.done
    assert not low.done


def test_after_them_what_is_not_sure_is_worth_a_look_whatever_its_confidence() -> None:
    for high in (True, False):
        table = judged(expected=KNOWN, high=high)
        assert Sureness.of(table) == Sureness(missing=0, sure=4, doubtful=3, unlike=-1, again=0, open=7, wrong=0.015)
        assert shown_rows(table, Filter(marks=frozenset({Mark.DOUBTFUL})), "path", descending=False).tolist() == [
            2,
            4,
            5,
        ]
        assert mark_counts(table, Filter(label=1))[Mark.DOUBTFUL] == 1


def test_it_is_done_when_all_others_are_sure_or_all_are_decided() -> None:
    table = judged(expected=KNOWN)
    rows = np.array([2, 4, 5])
    table.decide(rows, {row: Decision(row, Verdict.LABEL, 0) for row in rows.tolist()})
    assert Sureness.of(table).done
    alone = judged(alone=True)
    alone.decide(np.arange(7), {row: Decision(row, Verdict.UNSURE) for row in range(7)})
    assert Sureness.of(alone).done


def test_images_unlike_all_are_counted_until_somebody_decides_them() -> None:
    table = judged(expected=Expectation(3), unlike=[0.2, -1, 1, 0.9, 2.5, 0, 0, math.nan])
    assert Sureness.of(table).unlike == 2
    assert shown_rows(table, Filter(marks=frozenset({Mark.UNLIKE})), "unlike", descending=True).tolist() == [4, 2]
    assert mark_counts(table, Filter(label=0))[Mark.UNLIKE] == 2
    table.decide(np.array([4]), {4: Decision(4, Verdict.NONE_OF_THESE)})
    table.in_audit[2] = True
    assert Sureness.of(table).unlike == 0


def test_of_a_project_of_before_it_is_not_known_which_are() -> None:
    for table in (judged(expected=KNOWN), judged(alone=True)):
        assert Sureness.of(table).unlike == -1
        assert not table.unlike_all.any()
        assert np.isnan(table.unlike).all()


@given(
    st.dictionaries(st.integers(0, 7), st.sampled_from(Verdict)),
    st.dictionaries(st.integers(0, 7), st.sampled_from(Verdict)),
)
def test_a_file_holds_every_image_once(said: dict[int, Verdict], audited: dict[int, Verdict]) -> None:
    table = judged(expected=KNOWN)
    decisions = {row: Decision(row, verdict, 1 if verdict is Verdict.LABEL else -1) for row, verdict in said.items()}
    answers = {row: Decision(row, verdict, 1 if verdict is Verdict.LABEL else -1) for row, verdict in audited.items()}
    table.decide(np.array(list(decisions), np.int64), decisions)
    held = Contents.of(table, answers)
    assert held.machine + held.person + held.nameless == len(table)
    together = with_audit(decisions, answers)
    assert held.person == sum(one.verdict is Verdict.LABEL for one in together.values())
    assert held.reviewed == sum(one.verdict is Verdict.LABEL for one in decisions.values())
    assert held.none_of_these == sum(one.verdict is Verdict.NONE_OF_THESE for one in together.values())
    unsure = [one.row for one in together.values() if one.verdict is Verdict.UNSURE]
    assert held.unsure == int(table.countable[unsure].sum())
    assert held.sure <= SURE.sum()
    assert not table.sure[table.state == State.DECIDED].any()


@given(st.dictionaries(st.integers(0, 7), st.sampled_from(Verdict)))
def test_a_copy_counts_once_and_with_its_picture(said: dict[int, Verdict]) -> None:
    table = judged(expected=KNOWN)
    decisions = {row: Decision(row, verdict, 1 if verdict is Verdict.LABEL else -1) for row, verdict in said.items()}
    table.decide(np.array(list(decisions), np.int64), decisions)
    without = Contents.of(table, {})
    table.copies = {7: 2}
    held = Contents.of(table, {})
    assert held.machine + held.person + held.nameless == len(table)
    own = said.get(7, Verdict.UNSURE) is not Verdict.UNSURE
    picture = None if own else said.get(2, "nobody")
    assert held.machine_copies == (picture in {"nobody", Verdict.UNSURE})
    assert held.person_copies == (picture is Verdict.LABEL)
    assert held.nameless_copies == (picture is Verdict.NONE_OF_THESE)
    assert held.unnamed == without.unnamed - (not own)

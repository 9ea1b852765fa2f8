"""Shares and their ends, by hand and over random projects."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from dclgui.core.decisions import Decision, Verdict
from dclgui.review.audit import Design, draw
from dclgui.review.estimate import AuditResult, Labels, estimate
from dclgui.review.intervals import Interval, at_any_time, wilson
from dclgui.review.verdict import Effect, effect_of

NOBODY: Mapping[int, Decision] = {}


def simple(images: int, answered: int) -> Design:
    rows = np.arange(answered)
    return Design(0, np.zeros(images, np.int32), rows, np.ones(answered, np.bool_), np.zeros(answered, int))


def labels(adapted: list[int], source_only: list[int] | None = None, classes: int = 3) -> Labels:
    count = len(adapted)
    source = None if source_only is None else np.array(source_only, np.int32)
    high = np.arange(count) % 2 == 0
    return Labels(np.array(adapted, np.int32), source, high, np.ones(count, np.bool_), classes)


def saying(truth: Mapping[int, int]) -> dict[int, Decision]:
    return {row: Decision(row, Verdict.LABEL, label) for row, label in truth.items()}


def unsure(*rows: int) -> dict[int, Decision]:
    return {row: Decision(row, Verdict.UNSURE) for row in rows}


def intervals(found: AuditResult) -> list[Interval]:
    adapted = found.adapted
    source = () if found.source_only is None else (found.source_only.overall, *found.source_only.by_class)
    return [adapted.overall, adapted.high, adapted.low, *adapted.by_class, *source, found.exported]


def test_a_simple_sample_of_very_many_images_has_wilsons_interval() -> None:
    found = estimate(
        simple(1_000_000, 10), saying({row: int(row == 0) for row in range(10)}), labels([0] * 1_000_000), decided={}
    )
    low, high = wilson(np.array([0.9]), np.array([10.0]))
    assert found.adapted.overall.estimate == pytest.approx(0.9)
    assert found.adapted.overall.low == pytest.approx(low[0], abs=0.015)
    assert found.adapted.overall.high == pytest.approx(high[0], abs=0.01)
    assert (found.answered, found.unsure) == (10, 0)


def test_a_census_knows_everything() -> None:
    found = estimate(simple(4, 4), saying({0: 0, 1: 0, 2: 1, 3: 1}), labels([0, 0, 0, 1], [0, 1, 1, 1]), decided=NOBODY)
    assert found.adapted.overall == Interval(0.75, 0.75, 0.75, 4, 4)
    assert found.source_only is not None
    assert found.source_only.overall == Interval(0.75, 0.75, 0.75, 4, 4)
    assert found.difference == Interval(0, 0, 0, 2, 4)
    assert found.adapted.by_class[0].estimate == pytest.approx(2 / 3)
    assert found.exported == Interval(1, 1, 1, 4, 4)


def test_without_answers_only_the_decided_images_are_known() -> None:
    design = Design(0, np.array([-1, -1, 0, 0], np.int32), np.array([2]), np.ones(1, np.bool_), np.zeros(1, int))
    found = estimate(design, NOBODY, labels([0, 0, 0, 0], [1, 0, 0, 0]), decided=saying({0: 0, 1: 1}))
    overall = found.adapted.overall
    assert (overall.low, overall.high) == (0.25, 0.75)
    assert np.isnan(overall.estimate)
    assert (found.exported.low, found.exported.high) == (0.5, 1.0)
    assert found.difference == Interval(0.25, 0.25, 0.25, 0, 4)  # the others have the same label twice


def test_strata_weigh_as_many_images_as_they_hold() -> None:
    design = Design(
        0, np.array([0] * 900 + [1] * 100, np.int32), np.array([0, 1, 900, 901]), np.ones(4, np.bool_), np.zeros(4, int)
    )
    found = estimate(design, saying({0: 0, 1: 0, 900: 1, 901: 1}), labels([0] * 1000), decided=NOBODY)
    assert found.adapted.overall.estimate == pytest.approx(0.9)


def test_a_stratum_without_answers_takes_the_mean_of_the_others() -> None:
    design = Design(
        0, np.array([0] * 50 + [1] * 50, np.int32), np.array([0, 1]), np.ones(2, np.bool_), np.zeros(2, int)
    )
    found = estimate(design, saying({0: 0, 1: 1}), labels([0] * 100), decided=NOBODY)
    assert found.adapted.overall.estimate == pytest.approx(0.5)


def test_unsure_is_wrong_below_right_above_and_half_between() -> None:
    table = labels([0] * 100)
    said = saying(dict.fromkeys(range(9), 0))
    with_unsure = estimate(simple(100, 10), {**said, **unsure(9)}, table, decided=NOBODY)
    wrong = estimate(simple(100, 10), {**said, **saying({9: 1})}, table, decided=NOBODY).adapted.overall
    right = estimate(simple(100, 10), {**said, **saying({9: 0})}, table, decided=NOBODY).adapted.overall
    overall = with_unsure.adapted.overall
    assert (overall.low, overall.high) == (wrong.low, right.high)
    assert overall.estimate == pytest.approx(0.95)
    assert with_unsure.unsure == 1


def test_none_of_these_is_wrong_and_exported_as_right() -> None:
    none = {0: Decision(0, Verdict.NONE_OF_THESE)}
    found = estimate(simple(2, 2), {**none, **saying({1: 1})}, labels([0, 1]), decided=NOBODY)
    assert found.adapted.overall.estimate == 0.5
    assert found.exported.estimate == 1


def test_a_later_decision_corrects_what_is_exported_only() -> None:
    table = labels([0] * 100)
    answers = saying({row: int(row == 0) for row in range(10)})
    before = estimate(simple(100, 10), answers, table, decided=NOBODY)
    after = estimate(simple(100, 10), answers, table, decided=saying({50: 1}))
    assert after.adapted.overall == before.adapted.overall
    assert after.exported.estimate == pytest.approx(before.exported.estimate + 0.01)


def test_the_difference_is_about_images_whose_labels_differ() -> None:
    source = [0] * 90 + [1] * 10
    answers = saying(dict.fromkeys(range(80, 100), 0))
    design = Design(0, np.zeros(100, np.int32), np.arange(80, 100), np.ones(20, np.bool_), np.zeros(20, int))
    found = estimate(design, answers, labels([0] * 100, source), decided=NOBODY).difference
    assert found is not None
    assert (found.answered, found.images) == (10, 100)
    assert found.estimate == pytest.approx(0.1)
    assert found.low > 0
    assert found.high == pytest.approx(0.1)


def test_before_the_last_answer_there_is_a_range_and_no_point() -> None:
    answers = saying(dict.fromkeys(range(20), 0))
    source = [1] * 100
    so_far = estimate(simple(100, 21), answers, labels([0] * 100, source), decided=NOBODY)
    whole = estimate(simple(100, 20), answers, labels([0] * 100, source), decided=NOBODY)
    assert (so_far.complete, whole.complete) == (False, True)
    assert np.isnan(so_far.adapted.overall.estimate)
    assert np.isnan(so_far.exported.estimate)
    low, high = at_any_time(20, images=100, drawn=20, risk=0.05)
    assert (so_far.adapted.overall.low, so_far.adapted.overall.high) == (low / 100, high / 100)
    assert so_far.adapted.overall.low < whole.adapted.overall.low
    assert so_far.difference is not None
    assert effect_of(so_far.difference, complete=so_far.complete) is None
    assert effect_of(whole.difference, complete=whole.complete) is Effect.HELPED


def test_while_answers_come_in_only_the_core_counts() -> None:
    core = np.arange(21) < 10
    design = Design(0, np.zeros(100, np.int32), np.arange(21), core, np.zeros(21, int))
    answers = saying({row: int(row >= 10) for row in range(20)})  # all mistakes topped up a stratum
    so_far = estimate(design, answers, labels([0] * 100), decided=NOBODY).adapted.overall
    low, high = at_any_time(10, images=100, drawn=10, risk=0.05)
    assert (so_far.low, so_far.high, so_far.answered) == (low / 100, high / 100, 10)


def test_a_part_without_an_answer_may_hold_anything() -> None:
    best = np.arange(100) < 70
    rows = np.concatenate([np.arange(20), [70, 71]])
    design = Design(0, (~best).astype(np.int32), rows, np.zeros(22, np.bool_), np.zeros(22, int), best=best)
    label = [0] * 70 + [0] * 10 + [1] * 20
    found = estimate(design, saying({**dict.fromkeys(range(20), 0), 70: 0, 71: 1}), labels(label), decided=NOBODY)
    overall, second = found.adapted.overall, found.adapted.by_class[1]
    assert overall.estimate == pytest.approx(0.7 + 0.3 * 0.5)
    assert overall.low < 0.8 < overall.high
    assert np.isnan(second.estimate)
    assert (second.low, second.high) == (0, 1)


@pytest.mark.parametrize(("drawn", "done"), [(20, True), (21, False)])
def test_an_open_ended_audit_may_be_read_at_any_time(drawn: int, done: bool) -> None:
    design = replace(simple(100, drawn), open_ended=True)
    found = estimate(design, saying({row: int(row == 0) for row in range(20)}), labels([0] * 100), decided=NOBODY)
    low, high = at_any_time(19, images=100, drawn=20, risk=0.05)
    overall = found.adapted.overall
    assert (overall.low, overall.high) == (low / 100, high / 100)
    assert (overall.estimate == pytest.approx(0.95)) if done else np.isnan(overall.estimate)


@pytest.mark.parametrize(("better", "helped"), [(2, False), (5, False), (6, True), (12, True)])
def test_two_pictures_that_got_better_are_no_proof(better: int, helped: bool) -> None:
    source = [1] * 50 + [0] * 950
    answers = saying({**dict.fromkeys(range(better), 0), **dict.fromkeys(range(50, 150 - better), 0)})
    rows = np.array(list(answers))
    design = Design(0, np.zeros(1000, np.int32), rows, np.ones(100, np.bool_), np.zeros(100, int))
    found = estimate(design, answers, labels([0] * 1000, source), decided=NOBODY).difference
    assert found is not None
    assert (effect_of(found, complete=True) is Effect.HELPED) is helped
    assert found.estimate == pytest.approx(0.05)
    swapped = estimate(design, answers, labels(source, [0] * 1000), decided=NOBODY).difference
    assert swapped is not None
    assert (effect_of(swapped, complete=True) is Effect.HARMED) is helped


def test_not_sure_speaks_against_every_verdict() -> None:
    source = [1] * 8 + [0] * 92
    seven = {**saying(dict.fromkeys(range(8, 100), 0)), **saying(dict.fromkeys(range(7), 0)), **unsure(7)}
    for answers, effect in (
        (seven, Effect.HELPED),
        ({**saying(dict.fromkeys(range(100), 0)), **unsure(*range(5))}, Effect.UNCLEAR),
    ):
        found = estimate(simple(100, 100), answers, labels([0] * 100, source), decided=NOBODY).difference
        assert effect_of(found, complete=True) is effect


@given(st.integers(0, 9999))
def test_the_interval_leaves_out_zero_if_and_only_if_the_sign_test_does(seed: int) -> None:
    random = np.random.default_rng(seed)
    images, drawn = 5000, int(random.integers(10, 120))
    adapted, source, truth = random.choice(3, (3, images), p=(0.5, 0.3, 0.2)).astype(np.int32)
    rows = random.choice(images, drawn, replace=False)
    design = Design(0, np.zeros(images, np.int32), rows, np.ones(drawn, np.bool_), np.zeros(drawn, int))
    table = Labels(adapted, source, np.ones(images, np.bool_), np.ones(images, np.bool_), 3)
    answers = saying({int(row): int(truth[row]) for row in rows})
    found = estimate(design, answers, table, decided=NOBODY).difference
    assert found is not None
    right, other = (adapted == truth)[rows], (source == truth)[rows]
    better, worse = int((right & ~other).sum()), int((other & ~right).sum())
    p = binomtest(better, better + worse).pvalue if better + worse else 1.0
    if abs(p - 0.05) > 0.01:  # of so many images the finite test is nearly the binomial one
        assert (effect_of(found, complete=True) in {Effect.HELPED, Effect.HARMED}) == (p < 0.05)


@given(st.data(), st.integers(0, 9999))
def test_ends_hold_the_estimate_whatever_was_said(data: st.DataObject, seed: int) -> None:
    random = np.random.default_rng(seed)
    count, classes = int(random.integers(1, 60)), int(random.integers(1, 5))
    adapted, source, truth = random.integers(0, classes, (3, count)).astype(np.int32)
    table = Labels(adapted, source, random.random(count) < 0.5, random.random(count) < 0.9, classes)
    known = random.random(count) < 0.2
    design = draw(adapted, table.high, eligible=table.counted & ~known, count=int(random.integers(0, 40)), seed=seed)
    rows = data.draw(st.permutations(design.rows.tolist()))[: data.draw(st.integers(0, 40))]
    answers = {**saying({row: int(truth[row]) for row in rows}), **unsure(*rows[:2])}
    found = estimate(design, answers, table, decided=saying({int(i): int(truth[i]) for i in np.flatnonzero(known)}))
    for each in intervals(found):
        assert 0 <= each.low <= each.high <= 1
        assert np.isnan(each.estimate) or each.low - 1e-12 <= each.estimate <= each.high + 1e-12
        assert each.answered <= each.images
    difference = found.difference
    assert difference is not None
    assert -1 <= difference.low <= difference.high <= 1
    assert np.isnan(difference.estimate) or difference.low - 1e-12 <= difference.estimate <= difference.high + 1e-12


@given(st.integers(0, 9999))
def test_one_more_wrong_answer_never_raises_an_end(seed: int) -> None:
    random = np.random.default_rng(seed)
    table = labels([0] * 60)
    truth = (random.random(20) < 0.2).astype(int)
    answers = dict(enumerate(truth.tolist()))
    first = estimate(simple(60, 20), saying(answers), table, decided=NOBODY).adapted.overall
    answers[int(random.integers(0, 20))] = 1
    second = estimate(simple(60, 20), saying(answers), table, decided=NOBODY).adapted.overall
    assert second.low <= first.low + 1e-12
    assert second.high <= first.high + 1e-12

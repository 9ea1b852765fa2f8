"""What is promised, by hand and over random projects; what more answers would buy."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import isotonic_regression

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.terms import Over, Plan, Terms
from dclgui.review.audit import Design, best_part, draw, more
from dclgui.review.estimate import Labels
from dclgui.review.guarantee import (
    Guarantee,
    Sample,
    _rising,
    answers_needed,
    freed_at_best,
    guarantee,
    sample_of,
    with_more,
)

TERMS = Terms(0.02, 0.95)


def sampled(images: int, rows: list[int], wrong: list[int]) -> Sample:
    known = np.zeros(images, np.bool_)
    known[rows] = True
    counted = np.ones(images, np.bool_)
    return Sample(np.arange(images), np.array(rows, np.int64), np.isin(rows, wrong), counted, known)


def rising(images: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.arange(images, dtype=np.float32)


def everything_of(found: Guarantee, images: int) -> bool:
    """Whether each image is accepted, known or left to look at, and none twice."""
    return sorted([*found.accepted.tolist(), *found.known.tolist(), *found.remaining.tolist()]) == list(range(images))


def test_a_census_without_errors_promises_everything() -> None:
    found = guarantee(sampled(10, list(range(10)), []), uncertainty=rising(10), terms=Terms(0.01))
    assert found.promised.tolist() == list(range(10))
    assert found.accepted.tolist() == []
    assert found.known.tolist() == found.guaranteed.tolist() == list(range(10))
    assert found.remaining.tolist() == []
    assert found.curve.bound[-1] == 0


def test_one_hundred_and_forty_nine_right_answers_promise_two_percent_of_very_many() -> None:
    # 0.98 ** 148 is just above 0.05, 0.98 ** 149 below.
    assert answers_needed(1_000_000, TERMS) == 149
    few = guarantee(sampled(100_000, list(range(0, 100_000, 680))[:147], []), uncertainty=rising(100_000), terms=TERMS)
    assert len(few.promised) == 0
    assert few.answers_missing == answers_needed(100_000, TERMS) - 147
    assert len(few.guaranteed) == 0, "what a person named is not marked alone while nothing is promised"
    enough = guarantee(
        sampled(100_000, list(range(0, 100_000, 600))[:149], []), uncertainty=rising(100_000), terms=TERMS
    )
    assert len(enough.promised) == 100_000
    assert len(enough.accepted) == freed_at_best(100_000, 149, TERMS) == 100_000 - 149
    assert len(enough.guaranteed) == 100_000


def test_each_draw_from_the_same_labels_spends_the_risk_and_is_told() -> None:
    sample = sampled(1000, list(range(0, 1000, 5)), [])
    once = guarantee(sample, uncertainty=rising(1000), terms=TERMS)
    twice = guarantee(replace(sample, draws=2), uncertainty=rising(1000), terms=TERMS)
    assert (once.terms.confidence, twice.terms.confidence, twice.draws) == (0.95, 0.9, 2)
    assert len(once.promised) == len(twice.promised) == 1000


def test_a_sample_of_before_that_was_drawn_on_has_the_risk_of_its_last_look() -> None:
    images, everything = 2000, np.ones(2000, np.bool_)
    labels = Labels(np.zeros(images, np.int32), None, everything, everything, 1)
    design = draw(labels.adapted, everything, eligible=everything, count=200, seed=0)
    answers = {row: Decision(row, Verdict.LABEL, 0) for row in design.rows.tolist()}
    assert sample_of(design, answers, labels, decided={}).risk == 1
    longer = replace(design, look=np.repeat([0, 2], 100))
    assert sample_of(longer, answers, labels, decided={}).risk == 0.7 * 0.3**2
    assert sample_of(replace(longer, open_ended=True), answers, labels, decided={}).risk == 1


def test_one_look_comes_with_the_last_answer_and_an_open_end_with_each() -> None:
    images, everything = 2000, np.ones(2000, np.bool_)
    labels = Labels(np.zeros(images, np.int32), None, everything, everything, 1)
    design = draw(labels.adapted, everything, eligible=everything, count=300, seed=0)
    answers = {row: Decision(row, Verdict.LABEL, 0) for row in design.rows.tolist()}
    part = {row: answers[row] for row in design.rows[:-1].tolist()}
    whole = sample_of(design, answers, labels, decided={})
    assert len(guarantee(whole, uncertainty=rising(images), terms=TERMS).promised) == images
    assert len(sample_of(design, part, labels, decided={}).rows) == 0
    open_ended = sample_of(replace(design, open_ended=True), part, labels, decided={})
    assert open_ended.rows.tolist() == design.rows[:-1].tolist()
    assert len(guarantee(open_ended, uncertainty=rising(images), terms=Terms(plan="open")).promised) == images
    further = more(replace(design, open_ended=True), 50)
    assert len(sample_of(further, answers, labels, decided={}).rows) == 300


def test_only_the_best_part_is_promised_by_all_that_was_drawn_in_it() -> None:
    images, everything = 1000, np.ones(1000, np.bool_)
    labels = Labels(np.zeros(images, np.int32), None, everything, everything, 1)
    best = best_part(rising(images), everything)
    least = answers_needed(int(best.sum()), TERMS)
    design = draw(labels.adapted, everything, eligible=everything, count=least + 30, seed=0, best=best, least=least)
    answers = {row: Decision(row, Verdict.LABEL, 0) for row in design.rows.tolist()}
    sample = sample_of(design, answers, labels, decided={})
    assert set(sample.rows.tolist()) == set(design.rows[best[design.rows]].tolist())
    assert not design.core.all()
    found = guarantee(sample, uncertainty=rising(images), terms=TERMS)
    assert sorted(found.promised.tolist()) == np.flatnonzero(best).tolist()
    assert found.remaining[0] == max(set(range(1000)) - set(design.rows.tolist()))
    assert everything_of(found, images)


def test_of_all_labels_nothing_is_guaranteed_before_the_rest_was_looked_at() -> None:
    rows = list(range(0, 1000, 5))
    sample = sampled(1000, rows, [row for row in rows if row > 900])
    found = guarantee(sample, uncertainty=rising(1000), terms=Terms(over="all"))
    accepted = guarantee(sample, uncertainty=rising(1000), terms=TERMS)
    assert len(found.accepted) >= len(accepted.accepted) > 500
    assert len(accepted.guaranteed) == len(accepted.accepted) + len(accepted.known)
    assert len(found.guaranteed) == 0
    looked = sample.known.copy()
    looked[found.remaining] = True
    done = guarantee(replace(sample, known=looked), uncertainty=rising(1000), terms=Terms(over="all"))
    assert len(done.guaranteed) == 1000


def test_what_people_decided_before_pays_for_no_mistakes() -> None:
    random = np.random.default_rng(1)
    images, drawable = 6000, np.arange(5000, 6000)
    wrong = np.zeros(images, np.bool_)
    wrong[random.choice(drawable, 70, replace=False)] = True
    rows = random.choice(drawable, 200, replace=False)
    known = np.arange(images) < 5000
    known[rows] = True
    sample = Sample(drawable, rows, wrong[rows], np.ones(images, np.bool_), known)
    found = guarantee(sample, uncertainty=np.zeros(images, np.float32), terms=TERMS)
    assert len(found.promised) == 0
    assert len(found.remaining) == 800


def test_what_cannot_be_drawn_and_nobody_knows_is_left_to_look_at() -> None:
    counted, known = np.ones(12, np.bool_), np.arange(12) < 10
    sample = Sample(np.arange(10), np.arange(10), np.zeros(10, np.bool_), counted, known)
    found = guarantee(sample, uncertainty=rising(12), terms=TERMS)
    assert len(found.promised) == 10
    assert found.remaining.tolist() == [11, 10]


def test_the_promise_ends_before_the_errors_begin() -> None:
    rows = list(range(0, 2000, 5))
    found = guarantee(sampled(2000, rows, [row for row in rows if row >= 1500]), uncertainty=rising(2000), terms=TERMS)
    assert 1300 < found.accepted.max() < 1600
    assert found.remaining[0] == 1999
    assert (np.diff(found.remaining) < 0).all()
    assert everything_of(found, 2000)


EVERY = [(over, plan) for over in get_args(Over) for plan in get_args(Plan)]


@pytest.mark.parametrize(("over", "plan"), EVERY)
def test_no_answers_promise_nothing(over: Over, plan: Plan) -> None:
    found = guarantee(sampled(50, [], []), uncertainty=rising(50), terms=Terms(0.05, over=over, plan=plan))
    assert len(found.accepted) == 0
    assert len(found.remaining) == 50
    nobody = guarantee(sampled(0, [], []), uncertainty=rising(0), terms=Terms(over=over, plan=plan))
    assert (len(nobody.accepted), nobody.audits_needed, len(nobody.curve.bound)) == (0, 0, 0)


def test_only_the_core_counts_and_unsure_is_wrong() -> None:
    design = Design(
        0, np.array([0, 0, 0, 0, -1], np.int32), np.array([3, 1, 2]), np.array([True, True, False]), np.zeros(3, int)
    )
    labels = Labels(np.zeros(5, np.int32), None, np.ones(5, np.bool_), np.ones(5, np.bool_), 2)
    answers = {
        3: Decision(3, Verdict.LABEL, 0),
        1: Decision(1, Verdict.UNSURE),
        2: Decision(2, Verdict.LABEL, 1),
    }
    found = sample_of(design, answers, labels, decided={4: Decision(4, Verdict.LABEL, 1)})
    assert found.rows.tolist() == [3, 1]
    assert found.wrong.tolist() == [False, True]
    assert found.known.tolist() == [False, False, True, True, True]
    assert found.drawable.tolist() == [0, 1, 2, 3]


@given(st.integers(0, 9999), st.sampled_from([0.01, 0.05, 0.2]), st.sampled_from(EVERY))
def test_every_image_is_accepted_known_or_remaining_and_looser_promises_reach_further(
    seed: int, error: float, kind: tuple[Over, Plan]
) -> None:
    random = np.random.default_rng(seed)
    images = int(random.integers(1, 400))
    rows = random.choice(images, int(random.integers(0, images + 1)), replace=False).tolist()
    sample = sampled(images, rows, [row for row in rows if random.random() < 0.05])
    over, plan = kind
    score = random.random(images).astype(np.float32)
    terms = Terms(error, 0.95, over, plan)
    found = guarantee(sample, uncertainty=score, terms=terms)
    assert everything_of(found, images)
    assert ((found.curve.bound >= 0) & (found.curve.bound <= 1)).all()
    surer = guarantee(sample, uncertainty=score, terms=replace(terms, confidence=0.99))
    assert len(surer.accepted) <= len(found.accepted) or kind == ("accepted", "once")
    if over == "all":
        looser = guarantee(sample, uncertainty=score, terms=replace(terms, error=2 * error))
        assert len(looser.accepted) >= len(found.accepted) or plan == "open"


@pytest.mark.parametrize(("over", "plan"), EVERY)
def test_a_score_that_says_nothing_promises_too_much_in_few_of_many_projects(over: Over, plan: Plan) -> None:
    random = np.random.default_rng(0)
    broken = 0
    terms = Terms(0.05, over=over, plan=plan)
    for _ in range(200):
        wrong = random.random(600) < 0.07
        rows = random.choice(600, 120, replace=False)
        found = guarantee(sampled(600, rows.tolist(), rows[wrong[rows]].tolist()), uncertainty=rising(600), terms=terms)
        whole = 600 if over == "all" else len(found.promised)
        broken += int(wrong[found.promised].sum() > 0.05 * whole)
    assert broken <= 0.05 * 200 + 3 * np.sqrt(0.05 * 0.95 * 200)


def test_more_answers_are_expected_to_promise_more() -> None:
    sample, terms = sampled(5000, list(range(0, 5000, 33)), []), Terms(plan="open")
    assert with_more(sample, uncertainty=rising(5000), more=10, terms=terms).now == 0
    found = with_more(sample, uncertainty=rising(5000), more=200, terms=terms)
    assert found.low <= found.expected <= found.high
    assert found.expected > 2500
    assert found == with_more(sample, uncertainty=rising(5000), more=200, terms=terms)


def test_a_forecast_without_answers_or_without_images_is_no_error() -> None:
    open_ended = Terms(plan="open")
    assert with_more(sampled(0, [], []), uncertainty=rising(0), terms=open_ended).high == 0
    assert with_more(sampled(20, [], []), uncertainty=rising(20), terms=open_ended, more=50).now == 0


@given(st.lists(st.sampled_from([0.0, 1.0]) | st.floats(0, 1), max_size=60))
def test_the_rates_that_made_up_answers_follow_are_the_isotonic_fit(values: list[float]) -> None:
    found = _rising(np.array(values, np.float64))
    wanted = isotonic_regression(values) if values else np.empty(0)
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-12)

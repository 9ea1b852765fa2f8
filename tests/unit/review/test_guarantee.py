"""What is promised, by hand and over random projects; what more answers would buy."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import isotonic_regression

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.terms import Terms
from dclgui.review.audit import Design, draw, more
from dclgui.review.estimate import Labels
from dclgui.review.guarantee import Guarantee, Over, Sample, _rising, answers_needed, guarantee, sample_of, with_more

TERMS = Terms(0.02, 0.95)


def sampled(images: int, rows: list[int], wrong: list[int]) -> Sample:
    known = np.zeros(images, np.bool_)
    known[rows] = True
    look = np.zeros(len(rows), np.int64)
    counted = np.ones(images, np.bool_)
    return Sample(np.arange(images), np.array(rows, np.int64), np.isin(rows, wrong), look, 1, counted, known)


def rising(images: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.arange(images, dtype=np.float32)


def everything(found: Guarantee) -> list[int]:
    return sorted([*found.accepted.tolist(), *found.known.tolist(), *found.remaining.tolist()])


def test_a_census_without_errors_promises_everything() -> None:
    found = guarantee(sampled(10, list(range(10)), []), uncertainty=rising(10), terms=Terms(0.01))
    assert found.promised.tolist() == list(range(10))
    assert found.accepted.tolist() == []
    assert found.known.tolist() == found.guaranteed.tolist() == list(range(10))
    assert found.remaining.tolist() == []
    assert found.curve.bound[-1] == 0


def test_one_hundred_and_sixty_six_right_answers_promise_two_percent_of_very_many() -> None:
    # The first look tests at 3.5 %: 0.98 ** 165 is just above 0.035, 0.98 ** 166 below.
    assert answers_needed(100_000, TERMS) == 166
    few = guarantee(sampled(100_000, list(range(0, 100_000, 606))[:165], []), uncertainty=rising(100_000), terms=TERMS)
    assert len(few.promised) == 0
    assert len(few.guaranteed) == 0, "what a person named is not marked alone while nothing is promised"
    enough = guarantee(
        sampled(100_000, list(range(0, 100_000, 600))[:166], []), uncertainty=rising(100_000), terms=TERMS
    )
    assert len(enough.promised) == 100_000
    assert len(enough.accepted) == 100_000 - 166
    assert len(enough.guaranteed) == 100_000


def test_a_second_look_is_paid_for_and_takes_nothing_away() -> None:
    first = sampled(100_000, list(range(0, 100_000, 1000)), [])
    # 0.98 ** 225 is just above 0.0105, 0.98 ** 226 below.
    assert guarantee(first, uncertainty=rising(100_000), terms=TERMS).audits_needed == 226
    rows = list(range(0, 100_000, 400))
    look = np.where(np.arange(250) < 180, 0, 1)
    both = replace(sampled(100_000, rows, rows[200:203]), look=look, looks=2)
    alone = replace(sampled(100_000, rows[:180], []), looks=1)
    before = guarantee(alone, uncertainty=rising(100_000), terms=TERMS)
    after = guarantee(both, uncertainty=rising(100_000), terms=TERMS)
    assert len(before.promised) == len(after.promised) == 100_000
    fresh = guarantee(replace(both, look=np.zeros(250, np.int64), looks=1), uncertainty=rising(100_000), terms=TERMS)
    assert len(fresh.promised) < 100_000


def test_nothing_is_promised_before_all_is_answered() -> None:
    images = 2000
    design = draw(
        np.zeros(images, np.int32), np.ones(images, np.bool_), eligible=np.ones(images, np.bool_), count=300, seed=0
    )
    labels = Labels(np.zeros(images, np.int32), None, np.ones(images, np.bool_), np.ones(images, np.bool_), 1)
    answers = {row: Decision(row, Verdict.LABEL, 0) for row in design.rows.tolist()}
    whole = sample_of(design, answers, labels, decided={})
    assert len(guarantee(whole, uncertainty=rising(images), terms=TERMS).promised) == images
    last = int(design.rows[-1])
    part = {row: answer for row, answer in answers.items() if row != last}
    open_sample = sample_of(design, part, labels, decided={})
    assert open_sample.looks == 0
    assert len(guarantee(open_sample, uncertainty=rising(images), terms=TERMS).promised) == 0
    longer = more(design, 50)
    held = sample_of(longer, answers, labels, decided={})
    assert held.looks == 1
    assert len(held.rows) == int(design.core.sum()), "a look that is under way does not count yet"


def test_what_people_decided_before_pays_for_no_mistakes() -> None:
    random = np.random.default_rng(1)
    images, drawable = 6000, np.arange(5000, 6000)
    wrong = np.zeros(images, np.bool_)
    wrong[random.choice(drawable, 70, replace=False)] = True
    rows = random.choice(drawable, 200, replace=False)
    known = np.arange(images) < 5000
    known[rows] = True
    sample = Sample(drawable, rows, wrong[rows], np.zeros(200, np.int64), 1, np.ones(images, np.bool_), known)
    found = guarantee(sample, uncertainty=np.zeros(images, np.float32), terms=TERMS)
    assert len(found.promised) == 0
    assert len(found.remaining) == 800


def test_what_cannot_be_drawn_and_nobody_knows_is_left_to_look_at() -> None:
    counted, known = np.ones(12, np.bool_), np.arange(12) < 10
    sample = Sample(np.arange(10), np.arange(10), np.zeros(10, np.bool_), np.zeros(10, np.int64), 1, counted, known)
    found = guarantee(sample, uncertainty=rising(12), terms=TERMS)
    assert len(found.promised) == 10
    assert found.remaining.tolist() == [10, 11]


def test_the_promise_ends_before_the_errors_begin() -> None:
    rows = list(range(0, 2000, 5))
    found = guarantee(sampled(2000, rows, [row for row in rows if row >= 1500]), uncertainty=rising(2000), terms=TERMS)
    assert 1300 < found.accepted.max() < 1600
    assert found.remaining[0] == 1999
    assert (np.diff(found.remaining) < 0).all()
    assert everything(found) == list(range(2000))


def test_no_answers_promise_nothing() -> None:
    for over in ("accepted", "all"):
        chosen: Over = "all" if over == "all" else "accepted"
        found = guarantee(sampled(50, [], []), uncertainty=rising(50), terms=Terms(0.05), over=chosen)
        assert len(found.accepted) == 0
        assert len(found.remaining) == 50
    nobody = guarantee(sampled(0, [], []), uncertainty=rising(0), terms=Terms())
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


@given(st.integers(0, 9999), st.sampled_from([0.01, 0.05, 0.2]), st.sampled_from([False, True]))
def test_every_image_is_accepted_known_or_remaining_and_looser_promises_reach_further(
    seed: int, error: float, whole: bool
) -> None:
    random = np.random.default_rng(seed)
    images = int(random.integers(1, 400))
    rows = random.choice(images, int(random.integers(0, images + 1)), replace=False).tolist()
    sample = sampled(images, rows, [row for row in rows if random.random() < 0.05])
    over: Over = "all" if whole else "accepted"
    score = random.random(images).astype(np.float32)
    found = guarantee(sample, uncertainty=score, terms=Terms(error), over=over)
    assert everything(found) == list(range(images))
    assert ((found.curve.bound >= 0) & (found.curve.bound <= 1)).all()
    accepted = len(found.accepted)
    assert len(guarantee(sample, uncertainty=score, terms=Terms(error, 0.99), over="all").accepted) <= len(
        guarantee(sample, uncertainty=score, terms=Terms(error), over="all").accepted
    )
    assert (
        accepted <= len(guarantee(sample, uncertainty=score, terms=Terms(2 * error), over="all").accepted) or not whole
    )


def test_a_score_that_says_nothing_promises_too_much_in_few_of_many_projects() -> None:
    random = np.random.default_rng(0)
    broken = 0
    for _ in range(400):
        wrong = random.random(600) < 0.07
        rows = np.sort(random.choice(600, 120, replace=False))
        found = guarantee(
            sampled(600, rows.tolist(), rows[wrong[rows]].tolist()), uncertainty=rising(600), terms=Terms(0.05)
        )
        broken += int(wrong[found.promised].sum() > 0.05 * len(found.promised))
    assert broken <= 0.05 * 400 + 3 * np.sqrt(0.05 * 0.95 * 400)


def test_more_answers_are_expected_to_promise_more() -> None:
    sample = sampled(5000, list(range(0, 5000, 33)), [])
    assert with_more(sample, uncertainty=rising(5000), more=50, terms=TERMS).now == 0
    found = with_more(sample, uncertainty=rising(5000), more=200, terms=TERMS)
    assert found.low <= found.expected <= found.high
    assert found.expected > 2500
    assert found == with_more(sample, uncertainty=rising(5000), more=200, terms=TERMS)


def test_a_forecast_without_answers_or_without_images_is_no_error() -> None:
    assert with_more(sampled(0, [], []), uncertainty=rising(0), terms=Terms()).high == 0
    assert with_more(sampled(20, [], []), uncertainty=rising(20), terms=Terms(), more=50).now == 0


@given(st.lists(st.sampled_from([0.0, 1.0]) | st.floats(0, 1), max_size=60))
def test_the_rates_that_made_up_answers_follow_are_the_isotonic_fit(values: list[float]) -> None:
    found = _rising(np.array(values, np.float64))
    wanted = isotonic_regression(values) if values else np.empty(0)
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-12)

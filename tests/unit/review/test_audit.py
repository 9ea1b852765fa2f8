"""What is drawn: how many, from where, at random, and the same again."""

from math import ceil

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.arrays import Ints, Mask
from dclgui.review.audit import BEST, LEAST, Design, best_part, draw, more


def drawn(seed: int, *, images: int, classes: int, count: int, share: float = 0.8) -> tuple[Design, Mask]:
    random = np.random.default_rng(seed)
    label = random.integers(0, classes, images).astype(np.int32)
    eligible = random.random(images) < share
    return draw(label, random.random(images) < 0.6, eligible=eligible, count=count, seed=seed), eligible


@given(st.integers(0, 999), st.integers(0, 300), st.integers(1, 40), st.integers(0, 120))
def test_what_is_drawn_is_eligible_distinct_and_as_many_as_asked(seed: int, images: int, classes: int, n: int) -> None:
    design, eligible = drawn(seed, images=images, classes=classes, count=n)
    assert len(design.rows) == len(design.core) == min(n, int(eligible.sum()))
    assert len(np.unique(design.rows)) == len(design.rows)
    assert eligible[design.rows].all()
    assert ((design.stratum >= 0) == eligible).all()
    assert design.core.all()
    assert design.uniform.all()
    sizes = np.bincount(design.stratum[eligible], minlength=1)
    assert (sizes > 0).all() or not eligible.any()


@given(st.integers(0, 99))
def test_the_same_seed_draws_the_same_and_another_one_others(seed: int) -> None:
    first, _ = drawn(seed, images=200, classes=3, count=50)
    again, _ = drawn(seed, images=200, classes=3, count=50)
    np.testing.assert_array_equal(first.rows, again.rows)
    np.testing.assert_array_equal(first.core, again.core)
    everything = np.ones(200, np.bool_)
    label, high = np.zeros(200, np.int32), np.zeros(200, np.bool_)
    others = draw(label, high, eligible=everything, count=50, seed=seed + 1).rows
    assert set(draw(label, high, eligible=everything, count=50, seed=seed).rows.tolist()) != set(others.tolist())


def halves(random: np.random.Generator, images: int) -> tuple[Ints, Mask, Mask]:
    return random.integers(0, 3, images).astype(np.int32), random.random(images) < 0.5, random.random(images) < 0.7


@given(st.integers(0, 999), st.integers(10, 300), st.integers(0, 200), st.integers(0, 200))
def test_the_best_part_gets_what_it_needs_and_the_rest_its_two(seed: int, images: int, count: int, least: int) -> None:
    random = np.random.default_rng(seed)
    label, high, best = halves(random, images)
    eligible = random.random(images) < 0.9
    design = draw(label, high, eligible=eligible, count=count, seed=seed, best=best, least=least)
    drawn = min(count, int(eligible.sum()))
    assert len(design.rows) == len(np.unique(design.rows)) == drawn
    assert eligible[design.rows].all()
    rest = int((eligible & ~best).sum())
    if drawn - least >= LEAST and rest:
        outside = int((~best[design.rows]).sum())
        inside = int((eligible & best).sum())
        assert outside >= min(LEAST, rest)
        assert drawn - outside == inside or drawn - outside >= least - 0.1 * drawn - 2, "but for one draw in forty"
    else:
        assert design.core.all(), "what can't be promised is at least told of all alike"
    strata = [set(design.stratum[eligible & part].tolist()) for part in (best, ~best)]
    assert strata[0].isdisjoint(strata[1])


def test_in_each_part_and_in_the_core_every_image_is_as_likely() -> None:
    label, high, best = halves(np.random.default_rng(1), 60)
    everything = np.ones(60, np.bool_)
    drawn, core = np.zeros(60), np.zeros(60)
    for seed in range(1500):
        design = draw(label, high, eligible=everything, count=30, seed=seed, best=best, least=22)
        drawn[design.rows] += 1
        core[design.rows[design.core]] += 1
    assert best.sum() > 30
    for chances, part in ((drawn, best), (drawn, ~best), (core, everything)):
        expected = chances[part].mean()
        assert np.abs(chances[part] - expected).max() < 5 * np.sqrt(expected)
    assert drawn[best].mean() > 1.2 * drawn[~best].mean()


def test_the_best_part_is_the_least_uncertain_of_what_may_be_drawn() -> None:
    uncertainty = np.array([0.5, 0.1, np.nan, 0.3, 0.2, 0.9, 0.0, 0.4, 0.6, 0.7, 0.8], np.float32)
    eligible = np.arange(11) != 6
    best = best_part(uncertainty, eligible)
    assert best.sum() == ceil(BEST * 10)
    assert np.flatnonzero(~best).tolist() == [2, 5, 6]


@given(st.integers(0, 99), st.integers(1, 3), st.integers(0, 100))
def test_an_open_ended_draw_goes_on_where_labels_can_be_promised(seed: int, times: int, count: int) -> None:
    random = np.random.default_rng(seed)
    label, high, best = halves(random, 200)
    design = draw(label, high, eligible=np.ones(200, np.bool_), count=40, seed=seed, best=best, least=30)
    longer = design
    for _ in range(times):
        longer = more(longer, count)
    assert longer.rows[:40].tolist() == design.rows.tolist()
    assert best[longer.rows[40:]].all()
    assert not longer.core[40:].any()
    assert len(np.unique(longer.rows)) == len(longer.rows)
    assert best[longer.rows].sum() == min(best.sum(), best[design.rows].sum() + times * count)


@given(st.integers(0, 99), st.integers(1, 3), st.integers(0, 200))
def test_a_further_look_adds_to_the_core_and_asks_no_image_twice(seed: int, looks: int, count: int) -> None:
    design, eligible = drawn(seed, images=200, classes=12, count=60)
    longer = design
    for _ in range(looks):
        longer = more(longer, count)
    assert len(np.unique(longer.rows)) == len(longer.rows)
    assert longer.rows[: len(design.rows)].tolist() == design.rows.tolist()
    assert longer.core.sum() == min(int(eligible.sum()), int(design.core.sum()) + looks * count)
    assert longer.core[: len(design.rows)][design.core].all()
    assert eligible[longer.rows].all()
    assert longer.complete(set(longer.rows.tolist()))
    assert longer.complete(set(design.rows.tolist())) == (len(longer.rows) == len(design.rows))


def test_a_larger_core_is_still_a_simple_random_sample() -> None:
    label = np.array([0] * 95 + [1] * 5, np.int32)
    high, everything = np.zeros(100, np.bool_), np.ones(100, np.bool_)
    core = np.zeros(100)
    for seed in range(600):
        design = more(draw(label, high, eligible=everything, count=20, seed=seed), 20)
        core[design.rows[design.core]] += 1
    assert abs(core[:95].mean() - core[95:].mean()) < 0.1 * core.mean()

"""What is drawn: how many, from where, at random, and the same again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.arrays import Mask
from dclgui.review.audit import LEAST, Design, count_for, draw, more


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
    assert design.core.sum() >= 0.75 * len(design.rows) - 1
    sizes = np.bincount(design.stratum[eligible], minlength=1)
    assert (sizes > 0).all() or not eligible.any()


@given(st.integers(0, 999), st.integers(60, 300), st.integers(1, 4))
def test_every_stratum_has_its_least_where_the_audit_can_afford_it(seed: int, images: int, classes: int) -> None:
    design, _ = drawn(seed, images=images, classes=classes, count=60, share=1)
    sizes = np.bincount(design.stratum)
    found = np.bincount(design.stratum[design.rows], minlength=len(sizes))
    assert (found >= np.minimum(LEAST, sizes)).all()


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


def test_every_image_is_as_likely_in_the_core_and_a_rare_class_likelier_in_the_audit() -> None:
    label = np.array([0] * 95 + [1] * 5, np.int32)
    high = np.zeros(100, np.bool_)
    everything = np.ones(100, np.bool_)
    core, audit = np.zeros(100), np.zeros(100)
    for seed in range(600):
        design = draw(label, high, eligible=everything, count=20, seed=seed)
        audit[design.rows] += 1
        core[design.rows[design.core]] += 1
    size = core.sum() / 600
    assert 15 <= size < 20
    assert abs(core[:95].mean() - core[95:].mean()) < 0.15 * core.mean()
    assert audit[95:].mean() > 1.5 * audit[:95].mean()


def test_the_order_hides_which_images_are_the_core() -> None:
    places = np.zeros(20)
    label = np.array([0] * 95 + [1] * 5, np.int32)
    for seed in range(300):
        everything = np.ones(100, np.bool_)
        places += draw(label, everything, eligible=everything, count=20, seed=seed).core
    assert places.max() - places.min() < 60


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
    assert longer.answered_looks(set(design.rows.tolist())) >= (longer.look.max(initial=0) == 0)
    assert longer.answered_looks(set(longer.rows.tolist())) == longer.look.max(initial=0) + 1
    assert longer.answered_looks(set()) == 0


def test_a_larger_core_is_still_a_simple_random_sample() -> None:
    label = np.array([0] * 95 + [1] * 5, np.int32)
    high, everything = np.zeros(100, np.bool_), np.ones(100, np.bool_)
    core = np.zeros(100)
    for seed in range(600):
        design = more(draw(label, high, eligible=everything, count=20, seed=seed), 20)
        core[design.rows[design.core]] += 1
    assert abs(core[:95].mean() - core[95:].mean()) < 0.1 * core.mean()


@given(st.integers(0, 99), st.integers(1, 12), st.integers(0, 250))
def test_so_many_are_drawn_that_the_core_is_as_large_as_wanted(seed: int, classes: int, core: int) -> None:
    random = np.random.default_rng(seed)
    label, high = random.integers(0, classes, 200).astype(np.int32), random.random(200) < 0.6
    everything = np.ones(200, np.bool_)
    count = count_for(core, label, high, eligible=everything)
    assert draw(label, high, eligible=everything, count=count, seed=seed).core.sum() >= min(core, 200) or count == 200

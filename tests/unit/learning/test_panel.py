from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dclgui.core.arrays import Floats, Rows
from dclgui.core.catalog import UNKNOWN
from dclgui.core.consensus import HARDLY
from dclgui.learning.panel import ANSWER, TEMPERATURE, Labelling, Lesson, Panel, Regression
from dclgui.learning.space import Space

Answers = list[tuple[int, int]]


def two_classes(count: int, seed: int) -> tuple[Floats, Rows]:
    random = np.random.default_rng(seed)
    labels = np.arange(count) % 2
    features = random.standard_normal((count, 6)).astype(np.float32)
    features[:, 0] += (4 * labels - 2).astype(np.float32)
    return features, labels


def begun(*, swapped: bool, labellings: dict[str, Labelling] | None = None) -> tuple[Panel, Rows, Rows]:
    """A target of 60 images whose crowd is right, or has the classes the wrong way round; truth and neighbours."""
    source, labels = two_classes(80, 0)
    target, truth = two_classes(60, 1)
    squares = ((target[:, None] - target) ** 2).sum(axis=2)
    graph = squares.argsort(axis=1)[:, 1:6]
    space = Space.of(source, target, [graph])
    said = np.eye(2, dtype=np.float32)[1 - truth if swapped else truth]
    learners = [Regression(Lesson(0, source=1.0, ridge=1.0), space, labels, 2)]
    return Panel([space], learners, {"crowd": Labelling(said)} | (labellings or {}), "crowd", 2), truth, graph


def test_a_regression_equals_scikit_learns_ridge_on_weighted_rows() -> None:
    ridge: Any = pytest.importorskip("sklearn.linear_model").Ridge
    source, labels = two_classes(40, 0)
    space = Space.of(source, source, [])
    taught = np.full((40, 2), 0.5, np.float32)
    learner = Regression(Lesson(0, source=0.5, ridge=2.0, taught=taught, target=0.25), space, labels, 2)
    learner.learn(5, 0)
    learner.learn(6, 1)
    rows = np.concatenate([space.of_source(slice(None)), space.of_target(slice(None))])
    wanted = np.concatenate([np.eye(2)[labels], taught])
    wanted[[45, 46]] = np.eye(2)
    weights = np.concatenate([np.full(40, 0.5), np.full(40, 0.25)])
    weights[[45, 46]] = ANSWER
    found = ridge(alpha=2.0, fit_intercept=False).fit(rows, wanted, sample_weight=weights)
    np.testing.assert_allclose(learner.coefficients(), found.coef_.T, atol=1e-5)


@given(
    answers=st.lists(st.tuples(st.integers(0, 59), st.integers(0, 1)), max_size=12, unique_by=lambda one: one[0]),
    cuts=st.lists(st.integers(0, 12), max_size=4),
)
@settings(max_examples=25, deadline=None)
def test_only_the_answers_and_their_order_count_not_how_often_it_was_asked(answers: Answers, cuts: list[int]) -> None:
    at_once, _, _ = begun(swapped=True)
    at_once.follow(answers)
    by_turns, _, _ = begun(swapped=True)
    for cut in cuts:  # also back and forth, as undo and redo do
        by_turns.follow(answers[:cut])
        by_turns.joined()
    by_turns.follow(answers)
    for name in ("label", "probability", "sureness"):
        np.testing.assert_array_equal(getattr(by_turns.joined(), name), getattr(at_once.joined(), name))
    assert by_turns.record == at_once.record


@given(answers=st.lists(st.tuples(st.integers(0, 59), st.integers(0, 1)), max_size=8, unique_by=lambda one: one[0]))
@settings(max_examples=25, deadline=None)
def test_what_is_said_of_each_image_is_a_distribution_and_the_label_its_largest(answers: Answers) -> None:
    panel, _, _ = begun(swapped=False)
    panel.follow(answers)
    everyone, joined = panel.probabilities(), panel.joined()
    np.testing.assert_allclose(everyone.sum(axis=1), 1, atol=1e-5)
    rows = np.arange(60)
    np.testing.assert_array_equal(everyone.max(axis=1), everyone[rows, joined.label])
    assert (joined.second != joined.label).all()
    np.testing.assert_allclose(joined.margin, joined.probability - everyone[rows, joined.second], atol=1e-6)


def test_what_is_said_of_an_opened_image_is_what_was_said_before_it_was() -> None:
    panel, truth, _ = begun(swapped=True)
    for row in range(12):
        before, everyone = panel.joined(), panel.probabilities()
        panel.follow([(each, int(truth[each])) for each in range(row + 1)])
        after = panel.joined()
        for name in ("label", "second", "probability"):
            assert getattr(after, name)[row] == pytest.approx(getattr(before, name)[row], abs=1e-6)
        np.testing.assert_allclose(panel.probabilities()[row], everyone[row], atol=1e-6)
    assert (after.label[:3] != truth[:3]).all(), "they were wrong, and stay so in the machine's word"


def test_an_answer_against_all_that_was_known_before_it_is_told_from_the_others() -> None:
    panel, truth, _ = begun(swapped=False)
    answers = [(row, int(truth[row])) for row in range(40)]
    answers[30] = (30, 1 - int(truth[30]))
    answers[35] = (35, UNKNOWN)
    everyone = panel.probabilities()
    panel.follow(answers)
    assert panel.foreseen[0] == pytest.approx(everyone[0, truth[0]], abs=1e-6)
    assert np.isnan(panel.foreseen[35])
    assert np.flatnonzero(panel.foreseen < HARDLY).tolist() == [30]
    panel.follow(answers[:30])
    assert len(panel.foreseen) == 30


def test_an_image_that_is_none_of_the_classes_counts_as_wrong_and_teaches_nothing() -> None:
    panel, _, _ = begun(swapped=False)
    before = panel.probabilities()
    panel.follow([(3, UNKNOWN), (4, UNKNOWN)])
    assert [right for _, right in panel.record] == [False, False]
    np.testing.assert_array_equal(panel.probabilities(), before)


@given(kept=st.integers(0, 60), other=st.booleans())
@settings(max_examples=15, deadline=None)
def test_answers_that_are_taken_back_were_never_given(kept: int, other: bool) -> None:
    """Sixty answers: more than once, what was learnt has been kept aside."""
    _, truth, _ = begun(swapped=True)
    answers = list(enumerate(truth.tolist()))
    panel, never = begun(swapped=True)[0], begun(swapped=True)[0]
    panel.follow(answers)
    rest = [(row, 1 - label) for row, label in answers[kept:]] if other else []
    for each in (panel, never):
        each.follow([*answers[:kept], *rest])
    np.testing.assert_array_equal(panel.probabilities(), never.probabilities())
    assert panel.record == never.record


def test_the_crowd_leads_before_any_answer() -> None:
    panel, truth, _ = begun(swapped=True)
    assert (panel.joined().label == truth).mean() == 0


def test_a_crowd_that_is_wrong_is_found_out_within_twenty_answers() -> None:
    panel, truth, _ = begun(swapped=True)
    answers: Answers = []
    for _ in range(20):
        order = panel.joined().useful
        order[[row for row, _ in answers]] = -1
        row = int(order.argmax())
        answers.append((row, int(truth[row])))
        panel.follow(answers)
    unopened = np.setdiff1d(np.arange(60), [row for row, _ in answers])
    assert (panel.joined().label == truth)[unopened].all()


def test_a_labelling_that_was_made_with_answers_is_not_judged_by_them() -> None:
    """It would name all of them; its forerunner, which named none, tells what it is worth."""
    _, truth, _ = begun(swapped=True)
    right = np.eye(2, dtype=np.float32)[truth]
    witness, told = {"new": Labelling(right)}, {"new": Labelling(right, knows=6, heir="crowd")}
    answers = list(enumerate(truth[:6].tolist()))
    sure = []
    for extra in (witness, told):
        panel, _, _ = begun(swapped=True, labellings=extra)
        panel.follow(answers)
        sure.append(panel.probabilities()[10:, :][np.arange(50), truth[10:]].mean())
    assert sure[0] > sure[1]


def test_a_class_that_only_answers_name_can_be_learnt() -> None:
    source, labels = two_classes(80, 0)
    target, truth = two_classes(60, 1)
    target[40:, 1] += 8
    space = Space.of(source, target, [])
    crowd = np.eye(2, dtype=np.float32)[truth]
    panel = Panel([space], [Regression(Lesson(0, 1.0, 1.0), space, labels, 3)], {"crowd": Labelling(crowd)}, "crowd", 3)
    panel.follow([(row, 2) for row in range(40, 52)])
    assert (panel.joined().label[52:] == 2).mean() > 0.8


def test_a_view_over_a_graph_judges_means_of_rows() -> None:
    target = np.arange(6, dtype=np.float32).reshape(3, 2)
    made = Space.of(np.ones((2, 2), np.float32), target, [np.array([[1], [2], [0]])])
    rows = made.of_target(slice(None))
    np.testing.assert_allclose(made.moments, rows.T @ rows, rtol=1e-6)
    learner = Regression(Lesson(0, source=1.0, ridge=1.0), made, np.array([0, 1]), 2)
    labelling = {"crowd": Labelling(np.full((3, 2), 0.5, np.float32))}
    panel = Panel([made], [learner], labelling, "crowd", 2)
    said = panel._said(slice(0, 3), panel._scores())
    shown = rows[:, None, :][[[0, 1], [1, 2], [2, 0]], 0].mean(axis=1), rows
    for own, features in zip(said, shown, strict=False):
        scores = features @ learner.coefficients() / TEMPERATURE
        np.testing.assert_allclose(own.T, np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True), rtol=1e-4)


def test_half_precision_from_the_disk_judges_as_from_memory(tmp_path: Path) -> None:
    target, _ = two_classes(60, 1)
    np.save(tmp_path / "target.npy", target.astype(np.float16))
    mapped = np.load(tmp_path / "target.npy", mmap_mode="r")
    source, labels = two_classes(80, 0)
    said = []
    for features in (mapped, mapped.astype(np.float32)):
        space = Space.of(source, features, [np.arange(60)[:, None]])
        learner = Regression(Lesson(0, source=1.0, ridge=1.0), space, labels, 2)
        panel = Panel([space], [learner], {"crowd": Labelling(np.full((60, 2), 0.5, np.float32))}, "crowd", 2)
        panel.follow([(0, 1), (5, 0)])
        said.append(panel.probabilities())
    np.testing.assert_array_equal(said[0], said[1])


def test_a_look_is_the_less_useful_the_larger_the_lead_and_the_surer_everyone_is() -> None:
    panel, _, _ = begun(swapped=False)
    joined = panel.joined()
    assert joined.useful.min() >= 0
    assert joined.useful.max() <= 1
    both = np.stack([joined.margin, joined.sureness])
    lower = np.flatnonzero((both < both[:, :1]).all(axis=0))
    assert (joined.useful[lower] > joined.useful[0]).all()

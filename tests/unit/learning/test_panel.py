import numpy as np
import pytest

from dclgui.review.learning import Lessons, Panel, Regression, Space, doubt, expected_right, space


def _two_classes(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    labels = np.arange(count) % 2
    features = random.standard_normal((count, 6)).astype(np.float32)
    features[:, 0] += 4 * labels - 2
    return features, labels


def _begun(*, swapped: bool) -> tuple[Panel, np.ndarray, np.ndarray]:
    """A target whose crowd is right, or has the classes the wrong way round."""
    source, labels = _two_classes(80, 0)
    target, truth = _two_classes(60, 1)
    squares = ((target[:, None] - target) ** 2).sum(axis=2)
    graph = squares.argsort(axis=1)[:, 1:6]
    spaces = (space(source, target, [graph]),)
    said = np.eye(2, dtype=np.float32)[1 - truth if swapped else truth]
    learners = [Regression(Lessons(0, source=1.0, ridge=1.0), spaces, labels, 2)]
    return Panel(spaces, learners, {"crowd": said}, "crowd"), truth, graph


def test_an_answer_that_is_taken_back_leaves_the_regression_as_it_was() -> None:
    source, labels = _two_classes(40, 0)
    taught = np.full((40, 2), 0.5, np.float32)
    spaces = (space(source, source, []),)
    learner = Regression(Lessons(0, source=0.3, ridge=1.0, taught=taught), spaces, labels, 2)
    before = learner.coefficients()
    learner.learn(3, 1)
    assert not np.allclose(learner.coefficients(), before)
    learner.learn(3, 1, weight=-10.0)
    np.testing.assert_allclose(learner.coefficients(), before, atol=1e-8)


def test_a_regression_equals_scikit_learns_ridge_on_weighted_rows() -> None:
    ridge = pytest.importorskip("sklearn.linear_model").Ridge
    source, labels = _two_classes(40, 0)
    spaces = (space(source, source, []),)
    learner = Regression(Lessons(0, source=1.0, ridge=2.0), spaces, labels, 2)
    learner.learn(5, 0)
    rows = np.concatenate([spaces[0].source, spaces[0].target[5:6]])
    wanted = np.eye(2)[np.append(labels, 0)]
    weights = np.append(np.ones(40), 10.0)
    found = ridge(alpha=2.0, fit_intercept=False).fit(rows, wanted, sample_weight=weights)
    np.testing.assert_allclose(learner.coefficients(), found.coef_.T, atol=1e-5)


def test_the_crowd_leads_before_any_answer() -> None:
    panel, truth, _ = _begun(swapped=True)
    assert (panel.labels() == truth).mean() == 0


def test_a_crowd_that_is_wrong_is_found_out_within_twenty_answers() -> None:
    panel, truth, graph = _begun(swapped=True)
    for turn in range(20):
        order = doubt(panel, [graph], differing=turn % 2 == 0)
        order[list(panel.answers)] = -1
        row = int(order.argmax())
        panel.answer(row, int(truth[row]))
    assert (panel.labels() == truth).mean() > 0.9


def test_the_persons_word_stands() -> None:
    panel, truth, _ = _begun(swapped=False)
    panel.answer(7, int(1 - truth[7]))
    assert panel.labels()[7] == 1 - truth[7]


def test_the_estimate_falls_with_answers_that_correct_and_rises_with_those_that_confirm() -> None:
    right, truth, _ = _begun(swapped=False)
    wrong, _, _ = _begun(swapped=True)
    right.answer_all(range(6), truth[:6].tolist())
    wrong.answer_all(range(6), truth[:6].tolist())
    assert 0 <= expected_right(wrong) < expected_right(right) <= 1


def test_views_over_a_graph_are_means_of_rows() -> None:
    target = np.arange(6, dtype=np.float32).reshape(3, 2)
    made: Space = space(np.ones((2, 2), np.float32), target, [np.array([[1], [2], [0]])])
    np.testing.assert_allclose(made.views[0][0], made.target[:2].mean(axis=0), rtol=1e-6)

"""What a person says of an image in Review and in an audit."""

from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.decisions import SETTLED, Decision, Verdict, with_audit

VERDICTS = st.dictionaries(st.integers(0, 5), st.sampled_from(Verdict))


def decisions(said: dict[int, Verdict], label: int) -> dict[int, Decision]:
    return {row: Decision(row, verdict, label if verdict is Verdict.LABEL else -1) for row, verdict in said.items()}


def test_a_name_from_the_audit_stands_where_review_could_not_tell() -> None:
    unsure, named = Decision(4, Verdict.UNSURE), Decision(4, Verdict.LABEL, 1)
    assert with_audit({4: unsure}, {4: named}) == {4: named}
    assert with_audit({4: named}, {4: unsure}) == {4: named}


@given(VERDICTS, VERDICTS)
def test_review_decides_where_it_settles_an_image(reviewed: dict[int, Verdict], audited: dict[int, Verdict]) -> None:
    review, audit = decisions(reviewed, 0), decisions(audited, 1)
    together = with_audit(review, audit)
    assert together.keys() == review.keys() | audit.keys()
    for row, decision in together.items():
        settled = row in review and review[row].verdict.code in SETTLED
        assert decision == (review[row] if settled else audit.get(row, review.get(row)))

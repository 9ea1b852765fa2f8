"""A class may bear any name, also one that looks like a place to fill in: its sentences name it as it is."""

import itertools
from collections.abc import Callable
from html import escape

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dclgui.core.decisions import Decision, Verdict
from dclgui.project.row_history import RoundWord
from dclgui.qt.gallery.heading import heading
from dclgui.qt.gallery.tile_words import explained, name_of, spoken
from dclgui.qt.parts.words import filled
from dclgui.qt.review.inspector.image_words import reason_words, sentence, why_changed
from dclgui.review.queue import Because, Reason
from dclgui.review.table import ReviewTable
from tests.unit.qt.pictures import NAMES, table_of

MARKS = ("\ue000", "\ue001", "\ue002")
"""Names that no sentence holds by itself."""
NAME_PARTS = st.one_of(
    st.from_regex(r"%[0-9n]", fullmatch=True), st.sampled_from(["ratio ", "<b>", "&", "{0}", "划痕"])
)
CLASS_NAMES = st.lists(st.lists(NAME_PARTS, min_size=1, max_size=4).map("".join), min_size=3, max_size=3, unique=True)

Words = Callable[[tuple[str, ...]], list[str]]


def called(names: tuple[str, ...]) -> ReviewTable:
    table = table_of(8)
    table.class_names = names
    return table


def of_images(words: Callable[[ReviewTable, int], str]) -> Words:
    """What ``words`` says of images in every state, with each of three verdicts, as the classes are called."""

    def told(names: tuple[str, ...]) -> list[str]:
        table = called(names)
        verdicts = [Decision(4, Verdict.LABEL, 2), Decision(5, Verdict.NONE_OF_THESE), Decision(6, Verdict.UNSURE)]
        table.decide(np.array([4, 5, 6], np.int64), {one.row: one for one in verdicts})
        table.margin[0] = 0.05
        return [words(table, row) for row in range(8)]

    return told


def of_changes(names: tuple[str, ...]) -> list[str]:
    rounds = [
        RoundWord(place, label, classifier, high=label == classifier)
        for place, (label, classifier) in enumerate(itertools.product(range(3), repeat=2))
    ]
    return [why_changed(before, after, names) for before in (None, *rounds) for after in rounds]


def of_reasons(names: tuple[str, ...]) -> list[str]:
    return [reason_words((Because(reason, 0.8, 1), Because(reason, 0.2, 2)), names) for reason in Reason]


SPOKEN: dict[str, Words] = {
    "heading": of_images(heading),
    "sentence": of_images(lambda table, row: sentence(table, row, None)),
    "name_of": of_images(name_of),
    "spoken": of_images(spoken),
    "why_changed": of_changes,
    "reasons": of_reasons,
}


def named(text: str, names: tuple[str, ...]) -> str:
    return text.translate({ord(mark): name for mark, name in zip(MARKS, names, strict=True)})


@pytest.mark.parametrize("kind", SPOKEN)
@given(class_names=CLASS_NAMES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sentence_names_a_class_as_it_is_called(kind: str, class_names: list[str]) -> None:
    names, words = tuple(class_names), SPOKEN[kind]
    assert any(mark in text for text in words(MARKS) for mark in MARKS)
    assert words(names) == [named(text, names) for text in words(MARKS)]


@given(class_names=CLASS_NAMES)
def test_a_tool_tip_names_a_class_as_it_is_called(class_names: list[str]) -> None:
    tips = of_images(explained)
    escaped = tuple(escape(name) for name in class_names)
    assert tips(tuple(class_names)) == [named(text, escaped) for text in tips(MARKS)]


@given(values=st.lists(st.lists(NAME_PARTS).map("".join), min_size=9, max_size=9))
def test_values_stay_as_they_are(values: list[str]) -> None:
    places = [f"%{place}" for place in range(9, 0, -1)]
    assert filled("|".join(places), *values) == "|".join(reversed(values))


def test_a_class_called_like_a_place() -> None:
    table = called(("ratio %2", *NAMES[1:]))
    assert sentence(table, 1, None) == (
        "Moved from ratio %2 to scratch because it lies nearer to the pictures of scratch."
    )
    assert "moved from ratio %2, the classifier&#x27;s name, to scratch" in explained(table, 1)

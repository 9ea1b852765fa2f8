"""The words of a report for facts of every kind, in both languages."""

import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from dclgui.core.consensus import Expectation
from dclgui.core.job import Job
from dclgui.core.protocol.events import RoundFinished
from dclgui.core.settings import Setting, settings_of
from dclgui.core.terms import Terms
from dclgui.qt.parts.application import show_language
from dclgui.qt.parts.sentences import spoken
from dclgui.qt.report.facts import (
    AuditedPicture,
    ClassFacts,
    DecisionFacts,
    Facts,
    FolderFacts,
)
from dclgui.qt.report.sheet import Sheet
from dclgui.qt.report.wording import MOST_CLASSES, ReportWords
from dclgui.review.audit import Design
from dclgui.review.estimate import Accuracy, AuditResult
from dclgui.review.guarantee import Guarantee
from dclgui.review.intervals import Interval
from dclgui.review.nested import Curve
from dclgui.review.saved import Saving
from dclgui.review.sureness import Sureness
from dclgui.review.verdict import PromiseState
from dclgui.standing.standing import Audit
from tests.unit.standing.made import audit_with

KNOWN = Interval(0.9, 0.94, 0.97, answered=100, images=400)
HELPED, HARMED, UNCLEAR = (Interval(low, low + 0.05, low + 0.1, 100, 400) for low in (0.1, -0.3, -0.05))
SAME = Interval(0.0, 0.0, 0.0, 100, 400)
AT = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def finished(number: int, accuracy: float = math.nan) -> RoundFinished:
    return RoundFinished(number, 6, 0.1, 0.1, 0.2 + 0.1 * number, 0.1, 0.1, (0.5, 0.5), (0.5, 0.5), accuracy, 1.0)


def audit(difference: Interval) -> Audit:
    """Of 120 images drawn 100 are answered; 303 of 400 labels are promised."""
    before, after = (
        Accuracy(replace(KNOWN, estimate=right), (KNOWN, KNOWN), high=KNOWN, low=KNOWN) for right in (0.7, 0.94)
    )
    rows = np.arange(400)
    drawn, nobody = rows[:120], np.zeros(120, np.bool_)
    return replace(
        audit_with(difference),
        design=Design(77, np.zeros(400, np.int32), drawn, ~nobody, 0 * drawn),
        result=AuditResult(after, before, difference, KNOWN, answered=100, unsure=1, complete=True),
        promise=Guarantee(
            terms=Terms(),
            promised=rows[:303],
            accepted=rows[:200],
            known=rows[200:303],
            remaining=rows[303:],
            answered=100,
            audits_needed=213,
            draws=1,
            curve=Curve(rows, np.zeros(400)),
        ),
        state=PromiseState.PROMISED,
    )


def facts(known: Audit | None = None, *, set_aside: int = 3) -> Facts:
    right = None if known is None else KNOWN
    return Facts(
        project="line 3",
        as_of=AT,
        source=FolderFacts("old & dusty", 1200, 2, 0, 0),
        target=FolderFacts("new", 400, 2, set_aside, set_aside and 2),
        job=Job(source=Path("old"), target=Path("new")),
        first=finished(0, accuracy=0.7),
        last=finished(6, accuracy=0.95),
        refinements=(),
        model="abc123",
        audit=known,
        right=() if known is None else (AuditedPicture(b"", "dent", "dent"),),
        wrong=() if known is None else (AuditedPicture(b"", "dent", "scratch"), AuditedPicture(b"", "dent", None)),
        saving=Saving(images=400, opened=50, saved=350, pace=4.0, seconds=1400.0),
        classes=(ClassFacts("dent", 300, 0.75, right), ClassFacts("scratch", 100, 0.25, right)),
        decisions=DecisionFacts(confirmed=4, renamed=3, none_of_these=2, unsure=1),
        expected=Expectation(20, 0.912, 40, 0.018),
        sureness=Sureness(missing=0, sure=210, doubtful=140, unlike=-1, again=0, open=350, wrong=0.018),
        versions=(("dclgui", "1.0"), ("numpy", "2.0")),
    )


@pytest.fixture(autouse=True)
def english_again(qtbot: QtBot) -> Iterator[None]:
    show_language("en")
    yield
    show_language("en")


def test_without_an_audit_nothing_is_said_to_be_known() -> None:
    sheet = ReportWords().sheet(facts())
    assert [figure.value for figure in sheet.figures] == ["unknown", "unknown", "none", "350"]
    assert sheet.figures[0].note == "Accuracy unknown until audited."
    assert {line.right for line in sheet.classes.lines} == {"unknown"}
    (row,) = sheet.pictures
    assert not row.pictures
    assert "drawn at random" in row.note


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (HELPED, "Adapting helped: +10.0 to +20.0 points, 95 % sure."),
        (HARMED, "Adapting did harm: -30.0 to -20.0 points, 95 % sure."),
        (UNCLEAR, "Whether adapting helped can't be told: -5.0 to +5.0 points."),
        (SAME, "Adapting made no difference: as many labels are right as without."),
    ],
)
def test_whether_adapting_helped_is_said_as_the_interval_allows(difference: Interval, words: str) -> None:
    sheet = ReportWords().sheet(facts(audit(difference)))
    assert sheet.figures[1].note == words


def test_the_figures_are_those_of_the_audit_and_of_the_guarantee() -> None:
    sheet = ReportWords().sheet(facts(audit(HELPED)))
    assert [figure.value for figure in sheet.figures] == ["94.0 %", "70.0 %", "303", "350"]
    assert sheet.figures[0].note == "between 90.0 % and 97.0 %, 95 % sure; from 100 answers"
    assert (
        sheet.figures[2].note == "at most 2 % of them together wrong, 95 % sure; 200 of them unseen, 97 left to look at"
    )
    lines = lines_of(facts(audit(HELPED)))
    assert lines["Seed of the draw"] == "77"
    assert lines["Old camera"] == "1,200 pictures in old & dusty"
    assert lines["Right among high confidence"] == "94.0 % (90 – 97 %)"
    assert lines["Set aside, new"] == "3 unreadable, 2 left out"
    assert sheet.classes.lines[0].right == "90 – 97 %"
    assert "abc123" in sheet.footer[-2]


def test_what_answers_let_expect_is_no_measurement() -> None:
    assert lines_of(facts())["Right, expected from 20 answers"] == "about 91 %, not measured"
    unknown = lines_of(replace(facts(), expected=Expectation(9)))
    assert not any("expected" in name for name in unknown)


@pytest.mark.parametrize(
    ("expected", "name"), [(None, "Moved by their prototype"), (Expectation(), "Not the classifier's name")]
)
def test_who_moved_a_name_is_said_as_it_was(expected: Expectation | None, name: str) -> None:
    assert lines_of(replace(facts(), expected=expected))[name] == "10.0 % → 10.0 %"


def test_a_guarantee_that_is_not_reached_says_what_it_takes() -> None:
    made = audit(HELPED)
    none = np.empty(0, np.int64)
    nothing = replace(made.promise, promised=none, accepted=none)
    for state, words in (
        (PromiseState.TOO_FEW, "For at most 2 % wrong it takes 113 more answers, more if some labels are wrong."),
        (PromiseState.TOO_MANY_WRONG, "Too many of the sample are wrong for at most 2 %."),
        (PromiseState.UNFINISHED, "Known when the whole sample is answered."),
        (PromiseState.OUTDATED, "The labels changed after the draw; it takes a new sample."),
        (PromiseState.NOT_YET, "Nothing by the answers so far; more of them may be enough."),
        (PromiseState.ALL_NAMED, "All labels were named by a person."),
    ):
        short = replace(made, promise=nothing, state=state)
        figure = ReportWords().sheet(facts(short)).figures[2]
        assert (figure.value, figure.note) == ("none", words)


def test_a_guarantee_of_all_labels_says_what_is_left_to_do() -> None:
    made = audit(HELPED)
    of_all = replace(made.promise, terms=Terms(over="all"))
    figure = ReportWords().sheet(facts(replace(made, promise=of_all))).figures[2]
    assert figure.note == "at most 2 % of all labels wrong, 95 % sure, once 97 are looked at; 200 need no look"
    done = replace(of_all, remaining=np.empty(0, np.int64))
    figure = ReportWords().sheet(facts(replace(made, promise=done))).figures[2]
    assert figure.note == "at most 2 % of all labels wrong, 95 % sure; 200 of them unseen"


OTHERS: dict[str, object] = {
    "weights": "scratch", "mode": "finetune", "device": "cuda:1", "precision": "float16", "backbone": "resnet18",
    "distance": "euclidean", "prototype_layer": "backbone", "weighting": "drop", "trust": "full", "normalise": "joint",
    "labels": "rounds", "class_level": 2,
}  # fmt: skip


@pytest.mark.parametrize("chosen", settings_of(facts().job), ids=lambda chosen: chosen.name)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_each_setting_that_makes_the_run_is_told(chosen: Setting, language: Literal["en", "zh_CN"]) -> None:
    show_language(language)
    before = said(facts())
    changed: dict[str, object] = {"recipe": "patent"}
    if chosen.name != "recipe":
        value = OTHERS.get(chosen.name) or (chosen.value + 10 if isinstance(chosen.value, int) else 0.3456789)
        changed = {"method": {chosen.name: value}} if chosen.knob else {chosen.name: value}
    job = Job.parse({"source": "old", "target": "new", **changed})
    after = said(replace(facts(), job=job))
    assert after != before
    (told,) = (one for one in settings_of(job) if one.name == chosen.name)
    assert spoken(str(told.value)) in after or chosen.name in {"recipe", "mode"}  # these have sentences of their own


def test_what_is_not_the_default_comes_first() -> None:
    job = Job.parse({"source": "old", "target": "new", "batch_size": 8, "method": {"smoothing_steps": 5}})
    changed, same = ReportWords().sheet(replace(facts(), job=job)).footer[:2]
    assert plain(changed) == "Other settings, not the default: Pictures in one step: 8 · Smoothing steps: 5"
    first = "Other settings, the default: Device: auto · Arithmetic: auto · Class folders: 0 · Passes over the old"
    assert plain(same).startswith(first)
    assert "Pictures in one step" not in plain(same)
    (only, *_) = ReportWords().sheet(facts()).footer
    assert plain(only).startswith("Other settings, the default: Pictures in one step: 64 · Device: auto")
    assert "Pictures that count half: 100 ·" in plain(only)


def test_rounds_that_refined_are_told() -> None:
    assert "Refined" not in said(facts())
    lines = lines_of(replace(facts(), last=finished(9), refinements=((7, 8), (9, 9))))
    assert lines["Rounds"] == "6 of 6"
    assert lines["Refined"] == "rounds 7 – 8, 9"


def test_of_a_file_of_weights_the_name_stays() -> None:
    for path in ("file:/a/long way/mine.safetensors", "file:C:\\my models\\mine.safetensors", "file:mine.safetensors"):
        job = facts().job.model_copy(update={"weights": path})
        assert lines_of(replace(facts(), job=job))["First weights"] == "file: mine.safetensors"


def test_a_wrong_picture_is_named_by_the_person_and_by_the_machine() -> None:
    right, wrong = ReportWords().sheet(facts(audit(HELPED))).pictures
    assert [(one.name, one.instead) for one in right.pictures] == [("dent", "")]
    assert [(one.name, one.instead) for one in wrong.pictures] == [
        ("scratch", "not dent"),
        ("none of these", "not dent"),
    ]
    spotless = replace(facts(audit(HELPED)), wrong=())
    assert ReportWords().sheet(spotless).pictures[1].note == "The audit found none."


def test_of_too_many_classes_the_largest_stay() -> None:
    many = tuple(ClassFacts(f"class {place}", place, 0.01, None) for place in range(60))
    table = ReportWords().sheet(replace(facts(), classes=many)).classes
    assert len(table.lines) == MOST_CLASSES - 1
    assert table.lines[0].name == "class 33"
    assert table.more == "and 33 smaller classes more, with 528 labels together"


def test_in_chinese_every_sentence_is_another() -> None:
    cases = [facts(), *(facts(audit(one)) for one in (HELPED, HARMED, UNCLEAR, SAME)), facts(set_aside=0)]
    english = {text for one in cases for text in texts(ReportWords().sheet(one))}
    show_language("zh_CN")
    chinese = {text for one in cases for text in texts(ReportWords().sheet(one))}
    assert {text for text in chinese & english if re.search(r"[a-z]{3,}", text)} <= {
        *("line 3", "dent", "scratch", "efficientnet_lite0, 224 px", "pretrained", "dclgui 1.0 · numpy 2.0")
    }
    words = {word for text in chinese - english for word in re.findall(r"[a-z]{3,}", text)}
    assert words <= {"old", "dusty", "new", "dent", "abc", "softmax", "ilson"}  # names, a digest, and two terms


def lines_of(known: Facts) -> dict[str, str]:
    return dict(line for column in ReportWords().sheet(known).columns for group in column for line in group.lines)


def said(known: Facts) -> str:
    return plain("\n".join(texts(ReportWords().sheet(known))))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def texts(part: object) -> Iterator[str]:
    """All that is said in a sheet, in the order of its fields."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from texts(one)
    elif is_dataclass(part) and not isinstance(part, Interval):
        for field in fields(part):
            if not (isinstance(part, Sheet) and field.name == "language"):
                yield from texts(getattr(part, field.name))

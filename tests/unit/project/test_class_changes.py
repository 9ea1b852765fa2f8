"""Classes that are added, renamed, merged, withdrawn and brought back, and what decisions and labels read as then."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.classes import Classes
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from tests.unit.project.test_rounds import metrics, write_model

ME = "an operator"
TOTAL = 6
Make = Callable[[int], Catalog]


@pytest.fixture
def begun(project: Project, target: Make) -> Project:
    """Six images, "dent" and "划痕" by turns, and round 0."""
    project.save_catalog("source", target(TOTAL))
    project.save_catalog("target", target(TOTAL))
    project.rounds.write(0, labelled(), metrics(0), write_model)
    return project


def labelled() -> PseudoLabels:
    label, half = (np.arange(TOTAL) % 2).astype(np.int32), np.full(TOTAL, 0.5, np.float32)
    distances = np.array([[0.1, 0.2], [0.2, 0.1]] * (TOTAL // 2), np.float32)
    return PseudoLabels(label, label, np.ones(TOTAL, np.bool_), half, half, half, half, distances)


def say(project: Project, row: int, label: int) -> None:
    project.journal.append([Decision(row, Verdict.LABEL, label)], ME)


def said(project: Project) -> dict[int, str]:
    names = project.class_names()
    return {row: names[one.label] for row, one in project.journal.current().items()}


def test_the_source_alone_has_its_classes_before_the_target_is_scanned(project: Project, target: Make) -> None:
    project.save_catalog("source", target(3))
    assert project.catalog("source").class_names == ("dent", "划痕")


def test_a_name_is_changed_everywhere_and_undone(begun: Project) -> None:
    say(begun, 0, 0)
    begun.class_changes.rename(0, " Delle ", ME)
    assert said(begun) == {0: "Delle"}
    assert begun.class_names() == begun.catalog("source").class_names == ("Delle", "划痕")
    assert begun.catalog("target").former == {"dent": 0}
    begun.journal.undo(ME)
    assert said(begun) == {0: "dent"}
    begun.journal.redo(ME)
    assert begun.class_names()[0] == "Delle"


def test_an_inherited_change_of_a_class_that_a_new_scan_lost_changes_nothing(project: Project, target: Make) -> None:
    catalog = replace(target(TOTAL), class_names=("dent", "划痕", "mud"))
    project.save_catalog("source", catalog)
    project.class_changes.inherit((), Classes(catalog.class_names, catalog.class_names, {2: 0}, 3))
    assert project.class_changes.now().listed == (0, 1)
    project.save_catalog("source", target(TOTAL))
    now = project.class_changes.now()
    assert (now.shown, now.reads, now.gone("mud")) == (("dent", "划痕"), {}, None)


def test_merged_all_read_as_the_other_one(begun: Project) -> None:
    say(begun, 0, 0)
    begun.class_changes.merge(0, 1, ME)
    found = begun.rounds.pseudo_labels(0)
    assert said(begun) == {0: "划痕"}
    assert begun.answers().tolist() == [[0, 1]]
    assert found.label.tolist() == found.classifier_label.tolist() == [1] * TOTAL
    assert found.high.all()
    np.testing.assert_allclose(found.distances[:, 1], 0.1)
    assert begun.class_names() == ("", "划痕")
    assert begun.catalog("source").class_names == ("划痕", "划痕")
    begun.journal.undo(ME)
    assert said(begun) == {0: "dent"}
    assert begun.rounds.pseudo_labels(0).label.tolist() == [0, 1] * 3


def test_withdrawn_nothing_is_of_it_and_its_images_need_a_look(begun: Project) -> None:
    say(begun, 0, 0)
    begun.class_changes.withdraw(0, ME)
    found = begun.rounds.pseudo_labels(0)
    assert said(begun) == {}
    assert begun.answers().tolist() == []
    assert found.label.tolist() == [1] * TOTAL
    assert found.high.tolist() == [False, True] * 3
    assert found.margin.tolist() == [0, 1] * 3, "one class is left"
    assert found.weight.tolist() == [0, 0.5] * 3
    assert not np.isfinite(found.distances[:, 0]).any()
    begun.journal.undo(ME)
    assert said(begun) == {0: "dent"}
    assert begun.rounds.pseudo_labels(0).high.all()


def test_the_last_class_stays(begun: Project) -> None:
    begun.class_changes.withdraw(0, ME)
    with pytest.raises(UserError, match="划痕 is the last class"):
        begun.class_changes.withdraw(1, ME)


def test_adding_the_name_of_one_that_is_gone_brings_it_back_with_its_decisions(begun: Project) -> None:
    made = begun.add_class("scrath", ME, [3])
    assert said(begun) == {3: "scrath"}
    begun.class_changes.withdraw(made, ME)
    assert said(begun) == {}
    assert begun.add_class("SCRATH", ME) == made
    assert said(begun) == {3: "scrath"}
    assert len(begun.class_names()) == 3


def test_a_class_and_what_it_is_for_are_one_step(begun: Project) -> None:
    begun.add_class("scratch", ME, [3, 4])
    assert begun.journal.undo(ME) == [3, 4]
    assert (said(begun), begun.class_names()) == ({}, ("dent", "划痕", ""))
    assert begun.journal.redo(ME) == [3, 4]
    assert said(begun) == {3: "scratch", 4: "scratch"}


def test_a_name_that_was_given_away_is_free_for_another_class(begun: Project) -> None:
    made = begun.add_class("mud", ME)
    begun.class_changes.rename(made, "clay", ME)
    other = begun.add_class("mud", ME)
    assert begun.class_names()[2:] == ("clay", "mud")
    assert begun.class_changes.named("mud") == other
    assert "mud" not in begun.catalog("target").former


def test_a_chain_of_merges_ends_where_the_last_one_does(begun: Project) -> None:
    third = begun.add_class("mud", ME)
    say(begun, 0, 0)
    begun.class_changes.merge(0, 1, ME)
    begun.class_changes.merge(1, third, ME)
    assert said(begun) == {0: "mud"}
    begun.add_class("dent", ME)
    assert said(begun) == {0: "dent"}
    begun.journal.undo(ME)
    begun.journal.undo(ME)
    assert said(begun) == {0: "划痕"}, "not where the second merge led"


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "划痕", "DENT (2)"])
def test_a_name_that_is_none_or_taken_is_refused(begun: Project, name: str) -> None:
    begun.add_class("dent (2)", ME)
    with pytest.raises(UserError):
        begun.class_changes.rename(0, name, ME)
    begun.class_changes.rename(0, "DENT", ME)
    with pytest.raises(UserError, match="into itself"):
        begun.class_changes.merge(1, 1, ME)
    with pytest.raises(UserError, match="There is no class rust"):
        begun.class_changes.named("rust")


def test_an_answer_to_an_audit_on_a_withdrawn_class_is_asked_again(begun: Project) -> None:
    rows = np.array([1, 2])
    begun.audits.save(AuditSample(1, rows, rows > 0, rows * 0, np.zeros(TOTAL, np.int32), round=0))
    begun.audits.answer(Decision(1, Verdict.LABEL, 0), ME)
    begun.audits.answer(Decision(2, Verdict.NONE_OF_THESE), ME)
    begun.class_changes.withdraw(0, ME)
    assert set(begun.audits.answers()) == {2}
    assert begun.audits.history()[0] == (1, None)
    begun.audits.answer(Decision(2, Verdict.NONE_OF_THESE), ME)
    begun.journal.undo(ME)
    assert set(begun.audits.answers()) == {1}, "of the class that is back nobody asked"
    begun.journal.redo(ME)
    begun.class_changes.merge(begun.add_class("mud", ME), 1, ME)
    assert set(begun.audits.answers()) == {2}, "it was none of the classes that there are"


ACTS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from("abcdef"), st.lists(st.integers(0, TOTAL - 1), max_size=2, unique=True)),
    st.tuples(st.just("rename"), st.integers(0, 5), st.sampled_from("abcdef")),
    st.tuples(st.just("merge"), st.integers(0, 5), st.integers(0, 5)),
    st.tuples(st.just("withdraw"), st.integers(0, 5), st.none()),
    st.tuples(st.just("say"), st.integers(0, TOTAL - 1), st.integers(0, 5)),
    st.tuples(st.sampled_from(["undo", "redo"]), st.none(), st.none()),
)


def act(project: Project, name: str, one: object, other: object) -> None:
    """Do it; what can't be done is refused and changes nothing."""
    listed = project.class_changes.now().listed
    changes, journal = project.class_changes, project.journal

    def of(place: object) -> int:
        assert isinstance(place, int)
        return listed[place % len(listed)]

    try:
        if name == "add":
            project.add_class(str(one), ME, other)  # type: ignore[arg-type]
        elif name == "rename":
            changes.rename(of(one), str(other), ME)
        elif name == "merge":
            changes.merge(of(one), of(other), ME)
        elif name == "withdraw":
            changes.withdraw(of(one), ME)
        elif name == "say":
            assert isinstance(one, int)
            say(project, one, of(other))
        else:
            journal.undo(ME) if name == "undo" else journal.redo(ME)
    except UserError:
        pass


Seen = tuple[dict[int, str], dict[int, Decision], list[int]]


def seen(project: Project) -> Seen:
    classes = project.class_changes.now()
    names = {number: classes.names[number] for number in classes.listed}
    return names, project.journal.current(), project.rounds.labels(0).label.tolist()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=14))
def test_whatever_is_done_all_reads_as_classes_that_there_are_and_undo_leads_back(
    acts: list[tuple[str, object, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("random")
    for name in ("old", "new"):
        (root / name).mkdir()
    with Project.create(root / "a.dclproj", Job(source=root / "old", target=root / "new")) as project:
        none, paths = np.zeros(TOTAL, np.int64), tuple(f"{row}.png" for row in range(TOTAL))
        for domain in ("source", "target"):
            unknown = np.full(TOTAL, UNKNOWN, np.int32)
            project.save_catalog(domain, Catalog(root / "old", paths, ("a", "b"), unknown, none, none))
        project.rounds.write(0, labelled(), metrics(0), write_model)
        states = [seen(project)]
        for name, one, other in acts:
            before = project.journal.last_step()
            act(project, name, one, other)
            classes, (_, decided, labels) = project.class_changes.now(), seen(project)
            listed = [classes.names[number].casefold() for number in classes.listed]
            assert listed
            assert len(set(listed)) == len(listed), "no two classes have one name"
            assert {one.label for one in decided.values()} | set(labels) <= set(classes.listed)
            assert all(name not in classes.shown for name in classes.former)
            if project.journal.last_step() == before:
                continue
            if name == "undo":
                states.pop()
                assert seen(project) == states[-1]
            elif name == "redo":
                states.append(seen(project))
            else:
                states.append(seen(project))
        while len(states) > 1:
            project.journal.undo(ME)
            states.pop()
            assert seen(project) == states[-1]
        with Project.open(Path(project.folder)) as again:
            assert seen(again) == seen(project)


def test_what_is_to_be_learnt_counts_classes_as_they_read(begun: Project) -> None:
    say(begun, 0, 0)
    begun.journal.append([Decision(1, Verdict.UNSURE)], ME)
    begun.journal.append([Decision(2, Verdict.NONE_OF_THESE)], ME)
    assert begun.journal.changed_since(0) == 2
    knew = begun.journal.last_step()
    begun.class_changes.withdraw(0, ME)
    assert begun.journal.changed_since(0) == 1, "it decides nothing any more"
    begun.journal.undo(ME)
    begun.class_changes.merge(0, 1, ME)
    say(begun, 0, 1)
    assert begun.journal.changed_since(knew) == 0, "both are one class"


def test_another_project_has_the_same_classes_and_nothing_undoes_that(
    begun: Project, job: Job, target: Make, tmp_path: Path
) -> None:
    scratch = begun.class_changes.add("scratch", ME)
    begun.class_changes.rename(0, "Delle", ME)
    begun.class_changes.merge(1, scratch, ME)
    with Project.create(tmp_path / "next.dclproj", job) as following:
        following.save_catalog("source", target(TOTAL))
        following.save_catalog("target", target(TOTAL))
        of = begun.class_changes.now()
        for _ in range(2):  # a run that was stopped begins anew
            following.class_changes.inherit(("scratch",), of)
        now = following.class_changes.now()
        assert (now.names, now.reads, now.made) == (of.names, of.reads, of.made)
        assert following.catalog("target").former == begun.catalog("target").former
        assert not following.journal.undo(ME)

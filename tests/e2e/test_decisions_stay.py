"""A decision is never overwritten by any later round, whatever rounds, decisions and undos come in whatever order."""

import json
import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.protocol.events import RoundFinished
from dclgui.engine.training.adapt import refine, resume
from dclgui.labels.table import Level
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of
from dclgui.standing.standing import review_table
from tests.e2e.terminal import Command, Finished

ROWS, CLASSES = 25, 3
DECISIONS = st.builds(
    lambda row, verdict, label: Decision(row, verdict, label if verdict is Verdict.LABEL else -1),
    st.integers(0, ROWS - 1),
    st.sampled_from([Verdict.LABEL, Verdict.LABEL, Verdict.NONE_OF_THESE, Verdict.UNSURE]),
    st.integers(0, CLASSES - 1),
)
ACTS = st.one_of(
    st.lists(DECISIONS, min_size=1, max_size=5),
    st.sampled_from(["refine", "refine and stop", "resume", "undo", "redo"]),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=3, max_size=7))
def test_whatever_comes_later(finished: Finished, acts: list[list[Decision] | str]) -> None:
    with TemporaryDirectory() as made:
        folder = Path(shutil.copytree(finished.project, Path(made) / "line.dclproj"))
        states: list[dict[int, Decision]] = [{}]
        place = 0
        for act in [*acts, "refine"]:
            if isinstance(act, list):
                with Project.open(folder) as project:
                    project.journal.append(act, "someone")
                states[place + 1 :] = [states[place] | {decision.row: decision for decision in act}]
                place += 1
            elif act in ("undo", "redo"):
                with Project.open(folder) as project:
                    getattr(project.journal, act)("someone")
                place = max(0, place - 1) if act == "undo" else min(len(states) - 1, place + 1)
            else:
                train(folder, act)
            require_kept(folder, states[place])


def train(folder: Path, act: str) -> None:
    with closing(resume(folder) if act == "resume" else refine(folder, rounds=1)) as events:
        for event in events:
            if act == "refine and stop" and isinstance(event, RoundFinished):
                break


def require_kept(folder: Path, said: dict[int, Decision]) -> None:
    with Project.open(folder) as project:
        out, seen = labels_of(project), review_table(project)
        names = project.catalog("target").class_names
    machine = seen.machine_label
    for row in range(ROWS):
        decision = said.get(row)
        if decision is None or decision.verdict is Verdict.UNSURE:
            assert out.levels[row] is not Level.PERSON
            assert out.labels[row] == (names[machine[row]] if machine[row] >= 0 else "")
        else:
            wanted = names[decision.label] if decision.verdict is Verdict.LABEL else ""
            assert (out.labels[row], out.levels[row]) == (wanted, Level.PERSON)
            assert seen.label[row] == decision.label


def test_on_the_command_line_too(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    folder = Path(shutil.copytree(finished.project, tmp_path / "line.dclproj"))
    with Project.open(folder) as project:
        project.journal.append([Decision(0, Verdict.LABEL, 2)], "someone")
    ran = dclgui("refine", folder, "--rounds", "1")
    assert ran.code == 0, ran.err
    assert "after round 3 of 3" in ran.out
    assert "1 decided by a person" in ran.out
    with Project.open(folder) as project:
        assert labels_of(project).levels[0] is Level.PERSON


def test_each_event_of_a_refinement_is_a_line_of_json(finished: Finished, tmp_path: Path, dclgui: Command) -> None:
    folder = Path(shutil.copytree(finished.project, tmp_path / "line.dclproj"))
    ran = dclgui("refine", folder, "--json")
    assert ran.code == 0, ran.err
    events = [json.loads(line) for line in ran.out.splitlines()]
    assert [event["round"] for event in events if event["event"] == "RoundFinished"] == [3, 4]


def test_refining_nothing_is_refused_in_a_sentence(tmp_path: Path, dclgui: Command) -> None:
    ran = dclgui("refine", tmp_path)
    assert ran.code == 1
    assert "Traceback" not in ran.err

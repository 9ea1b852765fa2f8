"""Labels that come back: which of them are a person's word, and where they differ from the project."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dclgui.core.catalog import Catalog
from dclgui.core.decisions import Conflict, Decision, Disagreement, Preview, Verdict
from dclgui.core.errors import UserError
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.importing.decisions import incoming
from dclgui.importing.entries import Entry, Machine
from dclgui.importing.reading import read_entries
from dclgui.labels.table import NONE_OF_THESE, Level, with_copies
from tests.unit.labels.made import draw_batch, exported

CLASSES = ("dent", "Scratch", "scratch")
PATHS = ("cam1/1.png", "cam1/2.png", "cafe\u0301/3.png", "4.png")
NOBODY: dict[int, Decision] = {}


def catalog(paths: tuple[str, ...] = PATHS, names: tuple[str, ...] = CLASSES) -> Catalog:
    none = np.zeros(len(paths), np.int64)
    return Catalog(Path("/data/new camera"), paths, names, none.astype(np.int32), none, none)


FIGURES = (0.3, 1.25, 0.125, 0.4375)


def rounds(number: int) -> PseudoLabels | None:
    """In round 3 all are ``Scratch`` by the classifier, and ``dent`` by their prototypes."""
    total = len(PATHS)
    probability, entropy, margin, distance = (np.full(total, value, np.float32) for value in FIGURES)
    return (
        None
        if number != 3
        else PseudoLabels(
            label=np.zeros(total, np.int32),
            classifier_label=np.ones(total, np.int32),
            high=np.zeros(total, np.bool_),
            entropy=entropy,
            probability=probability,
            margin=margin,
            weight=margin,
            distances=np.stack([distance, 2 * distance, 3 * distance], axis=1),
        )
    )


def by_machine(
    label: str,
    classifier: str,
    *,
    moved: bool | None,
    number: int | None = 3,
    metrics: tuple[float, ...] = FIGURES,
    machine: str = "",
) -> Entry:
    return Entry("4.png", label, Level.LOW, Machine(number, classifier, moved, metrics, machine))


def compared(*entries: Entry, decided: dict[int, Decision] = NOBODY) -> Preview:
    return incoming(entries, catalog(), decided=decided, rounds=rounds)


def label(row: int, number: int) -> Decision:
    return Decision(row, Verdict.LABEL, number)


def test_new_same_and_conflicting() -> None:
    mine = {0: label(0, 0), 1: label(1, 0), 2: Decision(2, Verdict.UNSURE)}
    found = compared(*(Entry(path, "dent" if path != PATHS[1] else "scratch") for path in PATHS), decided=mine)
    assert found.new == (label(3, 0),)
    assert found.same == (label(0, 0),)
    assert found.conflicts == (Conflict(mine[1], label(1, 2)), Conflict(mine[2], label(2, 0)))
    assert found.decisions("mine") == [label(3, 0)]
    assert found.decisions("theirs") == [label(3, 0), label(1, 2), label(2, 0)]


def test_what_the_project_does_not_know_is_listed() -> None:
    found = compared(Entry("cam9/1.png", "dent"), Entry("4.png", "stain"), Entry("4.png", "SCRATCH"))
    assert found.unknown_files == ("cam9/1.png",)
    assert found.unknown_classes == (("4.png", "stain"), ("4.png", "SCRATCH"))
    assert found.decisions("theirs") == []


@pytest.mark.parametrize(
    ("entry", "decision"),
    [
        (Entry("4.png", "dent", Level.PERSON), label(3, 0)),
        (Entry("4.png", "", Level.PERSON), Decision(3, Verdict.NONE_OF_THESE)),
        (Entry("4.png", "dent"), label(3, 0)),
        (Entry("4.png", ""), None),
        (Entry("4.png", " DENT "), label(3, 0)),
        (Entry("4.png", "", Level.HIGH), None),
        (by_machine("dent", "dent", moved=False), None),
        (by_machine("dent ", "dent", moved=False), None),
        (by_machine("rust", "rust", moved=False), None),
        (by_machine("scratch", "dent", moved=False), label(3, 2)),
        (by_machine("scratch", "dent", moved=False, number=99), label(3, 2)),
        (by_machine("dent", "dent", moved=True), label(3, 0)),
        (by_machine("scratch", "", moved=False, metrics=(math.nan,) * 4), label(3, 2)),
        (by_machine("dent", "Scratch", moved=True), None),
        (by_machine("scratch", "Scratch", moved=True), label(3, 2)),
        (by_machine("scratch", "dent", moved=True, number=99, machine=" scratch"), None),
        (by_machine("dent", "dent", moved=True, number=99, machine="scratch"), label(3, 0)),
        (by_machine("scratch", "dent", moved=None, metrics=(math.nan,) * 4, machine="dent"), label(3, 2)),
        (by_machine("rust", "dent", moved=True, number=99, machine="rust"), None),
        (by_machine("", "dent", moved=True, machine="dent"), None),
    ],
)
def test_only_a_persons_word_counts(entry: Entry, decision: Decision | None) -> None:
    found = compared(entry)
    assert found.new == (() if decision is None else (decision,))
    assert found.silent == (decision is None)
    assert found.unclear == ()


def test_figures_that_excel_rounded_are_still_those_of_the_round() -> None:
    rounded = tuple(float(f"{value * (1 + 4e-6):.9g}") for value in FIGURES)
    assert compared(by_machine("scratch", "Scratch", moved=True, metrics=rounded)).new == (label(3, 2),)


@pytest.mark.parametrize(
    "entry",
    [
        by_machine("scratch", "Scratch", moved=True, number=2),
        by_machine("scratch", "Scratch", moved=True, number=None),
        by_machine("scratch", "Scratch", moved=True, metrics=(math.nan,) * 4),
        *(
            by_machine("scratch", "Scratch", moved=True, metrics=(*FIGURES[:place], 0.31, *FIGURES[place + 1 :]))
            for place in range(4)
        ),
        by_machine("scratch", "dent", moved=True),
        by_machine("dent", "Scratch", moved=True, metrics=(0.31, 1.25, 0.125, 0.4375)),
        by_machine("rust", "Scratch", moved=True, number=2),
        by_machine("scratch", "dent", moved=None),
        Entry("4.png", "dent", Level.HIGH),
    ],
)
def test_a_machines_label_that_may_be_another_machines_is_left_out_and_said(entry: Entry) -> None:
    found = compared(entry)
    assert (found.new, found.unclear, found.unknown_classes, found.silent) == ((), ("4.png",), (), 0)


@pytest.mark.parametrize(
    ("written", "row"),
    [
        ("cam1\\2.png", 1),
        ("./cam1/2.png", 1),
        ("caf\u00e9/3.png", 2),
        ("new camera/4.png", 3),
        ("/data/new camera/cam1/1.png", 0),
        ("5.png", None),
        ("cam3/9.png", None),
    ],
)
def test_paths_as_other_programs_write_them(written: str, row: int | None) -> None:
    found = compared(Entry(written, "dent"))
    assert [decision.row for decision in found.new] == ([] if row is None else [row])


def test_names_with_spaces_around_them_come_back(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("path,label\n a.png, dent\n b.png,dent\nb.png,  \n")
    found = incoming(read_entries(file), catalog((" a.png", "b.png"), (" dent", "dent")), decided={}, rounds=rounds)
    assert (found.new, found.silent) == ((label(0, 0), label(1, 1)), 1)


def test_two_answers_that_differ_are_shown_and_neither_is_taken() -> None:
    found = compared(Entry("4.png", "dent"), Entry("./4.png", "scratch"), Entry(PATHS[0], "dent"))
    assert found.disagreements == (Disagreement(3, ("dent", "scratch")),)
    assert found.decisions("theirs") == [label(0, 0)]
    assert len(compared(Entry("4.png", "dent"), Entry("4.png", "dent")).new) == 1
    found = compared(Entry("4.png", "dent"), Entry("4.png", "stain"), Entry("4.png", "", Level.PERSON))
    assert found.disagreements == (Disagreement(3, ("dent", "stain", "none of these")),)
    assert (found.new, found.unknown_classes) == ((), (("4.png", "stain"),))


WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6).map(str.strip).filter(bool)


@given(path=WORD, name=WORD, bom=st.booleans(), delimiter=st.sampled_from(",;\t"), end=st.sampled_from(["\n", "\r\n"]))
def test_a_csv_that_excel_had(
    tmp_path_factory: pytest.TempPathFactory, path: str, name: str, bom: bool, delimiter: str, end: str
) -> None:
    quoted = [f'"{word.replace(chr(34), chr(34) * 2)}"' for word in (name, "", path)]
    text = delimiter.join(["Label ", "Extra", "PATH"]) + end + delimiter.join(quoted) + end + delimiter * 2 + end
    file = tmp_path_factory.getbasetemp() / "from excel.csv"
    file.write_bytes(text.encode("utf-8-sig" if bom else "utf-8"))
    # A word that dclgui itself would guard against formulas comes back without its guard.
    assert read_entries(file) == [Entry(without_guard(path), without_guard(name))]


def without_guard(word: str) -> str:
    return word[1:].strip() if word[0] == "'" and word[1:2] in {"=", "+", "-", "@", "'"} else word


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_excels_other_ways(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.csv"
    text = (
        "sep=;\r\nround;level;label;path;classifier_label;moved_by_prototype;probability;entropy;margin;distance\r\n"
        "3;PERSON;划痕;4.png;'=1;TRUE;0,25;1.5;2E-05;01. Mai\r\n"
    )
    file.write_bytes(text.encode(encoding))
    (entry,) = read_entries(file)
    assert (entry.path, entry.label, entry.level) == ("4.png", "划痕", Level.PERSON)
    assert entry.machine is not None
    assert (entry.machine.round, entry.machine.classifier_label, entry.machine.moved) == (3, "=1", True)
    np.testing.assert_array_equal(entry.machine.metrics, [0.25, 1.5, 2e-5, math.nan])


def test_our_own_csv_says_what_was_decided(tmp_path: Path) -> None:
    parcel = draw_batch(tmp_path)
    exported("csv", parcel, tmp_path / "labels.csv")
    entries = read_entries(tmp_path / "labels.csv")
    assert [entry.path for entry in entries] == list(parcel.table.paths)
    target = catalog(parcel.table.paths, parcel.class_names)
    found = incoming(entries, target, decided={}, rounds=rounds)
    assert found.new == (label(3, 2), Decision(5, Verdict.NONE_OF_THESE))
    assert (found.silent, found.unclear) == (7, ())


def test_a_csv_of_an_earlier_version_does_not_say_what_the_machines_label_was(tmp_path: Path) -> None:
    parcel = draw_batch(tmp_path)
    exported("csv", parcel, tmp_path / "labels.csv")
    lines = (tmp_path / "labels.csv").read_text("utf-8-sig").splitlines()
    (tmp_path / "labels.csv").write_text("\n".join(line.rsplit(",", 4)[0] for line in lines), "utf-8")
    target = catalog(parcel.table.paths, parcel.class_names)
    found = incoming(read_entries(tmp_path / "labels.csv"), target, decided={}, rounds=rounds)
    assert found.new == (label(3, 2), Decision(5, Verdict.NONE_OF_THESE))
    assert (found.silent, found.unclear) == (6, ("cam1/1.jpg",))


def test_our_own_label_studio_tasks_come_back(tmp_path: Path) -> None:
    parcel = draw_batch(tmp_path)
    exported("label-studio", parcel, tmp_path / "out")
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text("utf-8"))
    target = catalog(parcel.table.paths, parcel.class_names)
    found = incoming(read_entries(tmp_path / "out" / "tasks.json"), target, decided={}, rounds=rounds)
    assert found.new == (label(3, 2), Decision(5, Verdict.NONE_OF_THESE))
    for task in tasks:
        del task["data"]["path"]  # made by another program: only the address is left
    target = Catalog(parcel.root, target.paths, target.class_names, target.labels, target.sizes, target.mtimes)
    again = incoming(read_entries(written(tmp_path, tasks)), target, decided={}, rounds=rounds)
    assert again.new == found.new


def written(folder: Path, tasks: object) -> Path:
    file = folder / "tasks.json"
    file.write_text(json.dumps(tasks), "utf-8")
    return file


def annotation(*choices: str, **more: object) -> dict[str, Any]:
    return {"result": [{"type": "choices", "value": {"choices": list(choices)}}] if choices else [], **more}


@pytest.mark.parametrize(
    ("annotations", "entry"),
    [
        ([annotation("dent")], Entry("a.png", "dent")),
        ([annotation(NONE_OF_THESE)], Entry("a.png", "", Level.PERSON)),
        ([annotation("dent", was_cancelled=True)], Entry("a.png", "")),
        ([annotation()], Entry("a.png", "")),
        ([], Entry("a.png", "")),
    ],
)
def test_what_was_said_in_label_studio(tmp_path: Path, annotations: list[dict[str, Any]], entry: Entry) -> None:
    address = "/data/local-files/?d=a.png"
    assert read_entries(written(tmp_path, [{"data": {"image": address}, "annotations": annotations}])) == [entry]


@pytest.mark.parametrize(
    "annotations",
    [
        [annotation("dent", completed_by=1), annotation("scratch", completed_by=2)],
        [annotation("dent", updated_at="2026-02-01"), annotation("scratch", updated_at="2026-01-01")],
        [annotation("dent", "scratch")],
    ],
)
def test_two_answers_in_label_studio_are_two_answers(tmp_path: Path, annotations: list[dict[str, Any]]) -> None:
    task = {"data": {"image": "/data/local-files/?d=a.png"}, "annotations": annotations}
    assert read_entries(written(tmp_path, [task]), CLASSES) == [Entry("a.png", "dent"), Entry("a.png", "scratch")]


def test_label_studios_csv(tmp_path: Path) -> None:
    file = tmp_path / "project-1.csv"
    file.write_text(
        "annotation_id,annotator,created_at,id,image,label,lead_time,updated_at\n"
        "1,1,2026-01-01,1,/data/local-files/?d=n%20c/a.png,dent,2.5,2026-01-01\n"
        f"2,1,2026-01-01,2,/data/local-files/?d=n%20c/b.png,{NONE_OF_THESE},2.5,2026-01-01\n"
        f"3,1,2026-01-01,3,/data/n%20c/c.png,dent,2.5,2026-01-01\n"
    )
    assert read_entries(file) == [
        Entry("n c/a.png", "dent"), Entry("n c/b.png", "", Level.PERSON), Entry("/data/n%20c/c.png", "dent"),
    ]  # fmt: skip


def test_label_studios_short_json(tmp_path: Path) -> None:
    assert read_entries(
        written(tmp_path, [{"image": "/data/local-files/?d=n%20c/a.png", "label": "dent", "id": 1}])
    ) == [Entry("n c/a.png", "dent")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xb0\xa1,label", "not UTF-8"),
        (b"name,label\n", "does not name the columns"),
        (b"", "does not name the columns"),
        (b"path,label\n,dent\n", "Line 2 of .* has no path"),
        (b"sep=,\npath,label\n,dent\n", "Line 3 of .* has no path"),
        (b'path,label\n"a', "not a valid CSV"),
        (b"[1]", "no list of tasks"),
        (b'{"a": 1}', "no list of tasks"),
        (b"[{", "not valid JSON"),
        (b'[{"data": {}, "annotations": []}]', "names no image"),
        (b'[{"data": {"image": "a"}, "annotations": [{"result": [{}]}]}]', "not as Label Studio writes it"),
        (b'[{"data": {"image": "a"}, "annotations": [{}]}]', "not as Label Studio writes it"),
        (b'[{"data": {"image": "a"}, "annotations": ["b"]}]', "not as Label Studio writes it"),
        (
            b'[{"data": {"image": "a"}, "annotations": [{"result": [{"type": "choices", "value": {"choices": '
            b"[1]}}]}]}]",
            "not as Label Studio writes it",
        ),
    ],
)
def test_a_file_that_is_not_understood_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    with pytest.raises(UserError, match=reason) as failure:
        read_entries(file)
    assert str(file) in failure.value.message
    assert failure.value.hint


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        read_entries(tmp_path / "none.csv")


def test_a_copy_that_only_repeats_its_picture_decides_nothing() -> None:
    """Nor after the picture's own row was corrected in the file; named otherwise, it is a person's word on the copy."""
    picture, copy = PATHS[0], PATHS[1]
    decided = {0: label(0, 0)}
    repeats = Entry(copy, "dent", Level.PERSON, copy_of=picture)
    for first in (Entry(picture, "dent", Level.PERSON), Entry(picture, "Scratch", Level.PERSON)):
        found = incoming([first, repeats], catalog(), decided=decided, rounds=rounds)
        assert [one.theirs.row for one in found.conflicts] == ([0] if first.label == "Scratch" else [])
        assert (found.new, found.silent) == ((), 1)
    renamed = Entry(copy, "scratch", Level.PERSON, copy_of=picture)
    found = incoming([Entry(picture, "dent", Level.PERSON), renamed], catalog(), decided=decided, rounds=rounds)
    assert found.new == (label(1, 2),)


@pytest.mark.parametrize("form", ["csv", "label-studio", "labelme"])
def test_copies_go_out_and_come_back_without_a_decision_of_their_own(tmp_path: Path, form: str) -> None:
    parcel = draw_batch(tmp_path)
    names, copies = parcel.table.paths, {6: 3, 0: 1}
    table = with_copies(replace(parcel.table, levels=(Level.PROBLEM, *parcel.table.levels[1:])), copies)
    assert (table.labels[6], table.levels[6]) == ("划痕", Level.PERSON)
    exported(form, replace(parcel, table=table), tmp_path / "out.csv")
    place = {"csv": tmp_path / "out.csv", "label-studio": tmp_path / "out.csv" / "tasks.json"}.get(form)
    entries = read_entries(place or tmp_path / "out.csv", parcel.class_names)
    found = incoming(entries, catalog(names, parcel.class_names), decided={}, rounds=rounds)
    assert sorted(one.row for one in found.new) == [3, 5]
    assert not found.disagreements

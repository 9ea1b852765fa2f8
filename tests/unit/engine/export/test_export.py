"""Every exported file says what the run's own model says, or is not kept."""

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from PIL import Image
from safetensors.numpy import load_file

from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.predictor import OUTPUTS
from dclgui.core.protocol.results import ModelSaved
from dclgui.core.reference import ReferenceStatistics
from dclgui.engine.export.export import export_model
from dclgui.engine.export.formats import FORMATS, Asked, Format, asked_net
from dclgui.engine.export.model_card import FIRST_LINE
from dclgui.engine.export.portable import LabelNet
from dclgui.engine.training.adapt import adapt
from dclgui.images.decode import load_picture
from dclgui.inference.onnx_model import OnnxPredictor
from dclgui.project.audits import AuditSample
from dclgui.project.folder import Project
from dclgui.review.audit import draw
from dclgui.standing.standing import review_table
from tests.unit.engine.export.leaving import exported, pixels_of
from tests.unit.engine.made import SIDE, Line, job_of, project_of
from tests.windows import CAN_TELL, refuse_what_is_open

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[4]
FULL = {"mode": "finetune", "weights": "scratch"}


@pytest.fixture(autouse=True)
def _as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is open keeps its name."""
    if CAN_TELL:
        refuse_what_is_open(monkeypatch)


@pytest.fixture
def onnx_file(left: Callable[[str], ModelSaved]) -> Path:
    return left(".onnx").file


def test_onnx_says_what_it_was_compared_with(left: Callable[[str], ModelSaved]) -> None:
    found = left(".onnx")
    assert found.beside == (found.file.with_suffix(".md"), found.file.with_suffix(".classes.json"))
    assert found.difference < 1e-4
    assert (found.same, found.images) == (1.0, 48)


def test_onnx_is_a_sound_model_that_says_what_it_is(onnx_file: Path, finished: Path) -> None:
    onnx.checker.check_model(onnx.load(onnx_file), full_check=True)
    session = onnxruntime.InferenceSession(onnx_file, providers=["CPUExecutionProvider"])
    (images,) = session.get_inputs()
    assert (images.name, images.type, images.shape) == ("images", "tensor(uint8)", ["batch", SIDE, SIDE, 3])
    assert [(value.name, value.type, value.shape) for value in session.get_outputs()] == [
        ("label", "tensor(int64)", ["batch"]),
        ("probabilities", "tensor(float)", ["batch", 3]),
        ("entropy", "tensor(float)", ["batch"]),
        ("distances", "tensor(float)", ["batch", 3]),
        ("high", "tensor(bool)", ["batch"]),
    ]
    told = session.get_modelmeta().custom_metadata_map
    assert json.loads(told["classes"]) == ["cross", "disc", "stripes"]
    card = json.loads(told["dclgui"])
    assert {"format", "image_size", "resizing", "thresholds", "prototypes", "temperature", "provenance"} <= set(card)
    with Project.open(finished) as project:
        assert card == LabelNet.of_project(project).card
    reference = ReferenceStatistics.from_card(card["seen"])
    assert reference is not None
    assert reference.images == 48
    assert 0 <= reference.entropy[0] <= reference.entropy[-1] <= np.log(3)


@pytest.mark.parametrize("count", [1, 5])
def test_onnx_agrees_at_every_batch_size(onnx_file: Path, finished: Path, count: int) -> None:
    with Project.open(finished) as project:
        wanted = asked_net(LabelNet.of_project(project))(pixels_of(count))
    found = FORMATS[".onnx"].ask(onnx_file)(pixels_of(count))
    for name in OUTPUTS:
        np.testing.assert_allclose(found[name], wanted[name], rtol=1e-4, atol=1e-5, err_msg=name)


@pytest.mark.parametrize("kind", ["colour", "16 bits", "clear"])
def test_the_example_on_the_card_works_without_torch(onnx_file: Path, line: Line, tmp_path: Path, kind: str) -> None:
    shutil.copy(onnx_file, tmp_path)
    with Image.open(line.target / "disc" / "01.png") as picture:
        shown = picture.convert("RGB")
    if kind == "16 bits":
        shown = Image.fromarray(np.asarray(shown.convert("L"), np.uint16) * 257)
    elif kind == "clear":
        shown.putalpha(90)
    shown.save(tmp_path / "picture.jpg", "PNG")
    page = onnx_file.with_suffix(".md").read_text("utf-8")
    match = re.search(r"```python\n(import json.*?)```", page, re.DOTALL)
    assert match is not None
    script = f"{match[1]}\nimport sys\nassert 'torch' not in sys.modules\nprint(probabilities.max())"
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    found = re.fullmatch(r"(cross|disc|stripes) (high|low) confidence\n(.*)\n", ran.stdout)
    assert found is not None
    wanted = OnnxPredictor(onnx_file).label(load_picture(tmp_path / "picture.jpg", SIDE).pixels[None])
    assert float(found[3]) == pytest.approx(float(wanted.probabilities.max()), abs=1e-5)
    assert (found[2] == "high") == bool(wanted.high[0])


def test_everything_trained_with_euclidean_distances_leaves_as_onnx_and_program(line: Line, tmp_path: Path) -> None:
    """A class was withdrawn, too; at full trust there is one network, whose export takes half as long."""
    job = job_of(line, method={"rounds": 1, "distance": "euclidean", "trust": "full"}, **FULL)
    list(adapt(job, tmp_path / "p"))
    with Project.open(tmp_path / "p") as project:
        project.class_changes.withdraw(1, "someone")
    for suffix in (".onnx", ".pt2"):
        found = exported(tmp_path / f"m{suffix}", tmp_path / "p")
        assert found.difference < 1e-3
        with Project.open(tmp_path / "p") as project:
            wanted = asked_net(LabelNet.of_project(project))(pixels_of(5))
        said = FORMATS[suffix].ask(found.file)(pixels_of(5))
        np.testing.assert_allclose(said["distances"], wanted["distances"], rtol=1e-3)
        assert np.isinf(said["distances"][:, 1]).all()
        assert 1 not in said["label"]


def test_a_torch_program_needs_no_dclgui(finished: Path, left: Callable[[str], ModelSaved]) -> None:
    file = left(".pt2").file
    assert left(".pt2").same == 1.0
    extra = {"dclgui.json": ""}
    network = torch.export.load(BytesIO(file.read_bytes()), extra_files=extra).module()
    assert json.loads(extra["dclgui.json"])["classes"] == ["cross", "disc", "stripes"]
    with Project.open(finished) as project:
        net = LabelNet.of_project(project)
    for count in (1, 5):
        images = torch.from_numpy(pixels_of(count))
        said, wanted = network(images), net(images)
        for name in OUTPUTS:
            torch.testing.assert_close(said[name], wanted[name], rtol=1e-4, atol=1e-5)


def test_a_model_in_eight_bits_is_refused_with_what_to_take_instead(finished: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"depends on the processor.*\.fp16\.onnx"):
        exported(tmp_path / "m.int8.onnx", finished)


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_folder_of_this_computer_is_named_in_a_model(left: Callable[[str], ModelSaved], suffix: str) -> None:
    found = left(suffix)
    places = [str(place).encode() for place in (ROOT, found.file.parent, Path(torch.__file__).parent)]
    for file in (found.file, *found.beside):
        content = file.read_bytes()
        assert [place for place in places if place in content] == []


def test_safetensors_are_read_by_their_own_library(finished: Path, tmp_path: Path) -> None:
    found = exported(tmp_path / "m.safetensors", finished)
    assert found.beside == (tmp_path / "m.md", tmp_path / "m.json")
    kept = load_file(found.file)
    assert kept["landmarks.prototypes"].shape[0] == 3
    assert {name.partition(".")[0] for name in kept} == {"source", "target", "landmarks", "backbone"}
    exported(tmp_path / "m.safetensors", finished)  # its own files may be replaced


def test_a_file_that_says_other_things_is_not_kept(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = FORMATS[".safetensors"]

    def damaged(file: Path) -> Asked:
        net = LabelNet.of_file(file)
        net.heads.bias.data += torch.tensor([3.0, 0.0, 0.0])
        return asked_net(net)

    monkeypatch.setitem(FORMATS, ".safetensors", Format(good.content, damaged))
    with pytest.raises(UserError, match="gives other labels than the run's own"):
        exported(tmp_path / "m.safetensors", finished)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_a_sentence(finished: Path, line: Line, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"m\.bin can't be the model's name.*\.onnx, \.pt2"):
        exported(tmp_path / "m.bin", finished)
    with pytest.raises(UserError, match="can't be written: there is no folder"):
        exported(tmp_path / "none" / "m.safetensors", finished)
    assert list(tmp_path.iterdir()) == []
    project_of(line, tmp_path / "new", job_of(line))
    with pytest.raises(UserError, match="has no finished round"):
        exported(tmp_path / "n.safetensors", tmp_path / "new")


@pytest.mark.parametrize("suffix", [".onnx", ".fp16.onnx"])
def test_what_javascript_can_not_read_in_the_model_stands_beside_it(
    left: Callable[[str], ModelSaved], suffix: str
) -> None:
    file = left(suffix).file
    told = json.loads(file.with_suffix(".classes.json").read_text("utf-8"))
    model = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    card = json.loads(model.get_modelmeta().custom_metadata_map["dclgui"])
    for name in ("classes", "image_size", "resizing", "values", "thresholds", "round"):
        assert told[name] == card[name]
    assert (told["model"], told["sha256"]) == (file.name, hashlib.sha256(file.read_bytes()).hexdigest())
    assert told["opset"] == onnx.load(file).opset_import[0].version
    (images,) = model.get_inputs()
    assert (images.name, images.shape) == (told["input"]["name"], told["input"]["shape"])
    for value in model.get_outputs():
        said = told["outputs"][value.name]
        assert [("batch" if name == "batch" else len(told["classes"])) for name in said["shape"]] == value.shape
        kind = {"float32": "float"}.get(said["dtype"], said["dtype"])
        assert value.type == f"tensor({kind})"


def test_a_description_with_a_persons_words_is_kept_aside(finished: Path, tmp_path: Path) -> None:
    (tmp_path / "m.md").write_text("My notes on a dclgui model 3.")
    found = exported(tmp_path / "m.safetensors", finished)
    assert found.older == (tmp_path / "m.old.md",)
    assert (tmp_path / "m.old.md").read_text() == "My notes on a dclgui model 3."
    (tmp_path / "m.json").write_text((tmp_path / "m.json").read_text("utf-8").replace('"seed": 0', '"seed": 1'))
    with (tmp_path / "m.md").open("a", encoding="utf-8") as page:
        page.write("Line 7 is happy with it.\n")
    (tmp_path / ".m.md.0123abcd.tmp").touch()
    found = exported(tmp_path / "m.safetensors", finished)
    assert found.older == (tmp_path / "m.old-2.md", tmp_path / "m.old.json")
    assert found.older[0].read_text("utf-8").endswith("Line 7 is happy with it.\n")
    assert found.removed == (tmp_path / ".m.md.0123abcd.tmp",)
    (tmp_path / "n.classes.json").write_text('{"classes": ["mine"]}')
    assert exported(tmp_path / "n.onnx", finished).older == (tmp_path / "n.classes.old.json",)


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_no_model_of_ours_stays(
    finished: Path, left: Callable[[str], ModelSaved], tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"m{suffix}"
    file.write_bytes(b"mine")
    with pytest.raises(UserError, match="is no model of dclgui"):
        exported(file, finished)
    assert file.read_bytes() == b"mine"
    ours = left(suffix)
    for made in (ours.file, *ours.beside):
        shutil.copy(made, tmp_path / made.name.replace("line.", "m."))
    with Project.open(finished) as project, closing(export_model(file, project)) as again:
        assert next(again).done == 0, "its own may be replaced"


@pytest.mark.parametrize("name", ["m.onnx", "m.md", "x" * 300 + ".onnx"])
def test_a_folder_in_the_way_and_a_name_too_long_are_sentences(finished: Path, tmp_path: Path, name: str) -> None:
    if len(name) < 255:
        (tmp_path / name).mkdir()
    with pytest.raises(UserError, match=r"can't be written|is not a file"):
        exported((tmp_path / name).with_suffix(".onnx"), finished)


def test_a_disk_that_takes_no_more_leaves_nothing(finished: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(UserError, match=r"m\.safetensors can't be written: File too large"):
            exported(tmp_path / "m.safetensors", finished)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_is_stopped_leaves_nothing(finished: Path, tmp_path: Path) -> None:
    with Project.open(finished) as project:
        events = export_model(tmp_path / "m.safetensors", project)
        while next(events).done < 60:
            pass
        next(events)
        assert {path.name[0] for path in tmp_path.iterdir()} == {"."}, "hidden files, half-way"
        events.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("refused", ["m.safetensors", "m.md", "m.json"])
@pytest.mark.parametrize("before", [{}, {"m.safetensors": b"dclgui model 3", "m.md": FIRST_LINE.encode()}])
def test_a_name_refused_at_the_last_step_leaves_all_as_it_was(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str, before: dict[str, bytes]
) -> None:
    move = Path.replace

    def moved(file: Path, place: Path) -> Path:
        if place.name == refused:
            raise PermissionError(13, "another program holds it")
        return move(file, place)

    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(Path, "replace", moved)
    with pytest.raises(UserError, match="can't be written"):
        exported(tmp_path / "m.safetensors", finished)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_card_tells_an_accuracy_only_after_an_audit(finished: Path, tmp_path: Path) -> None:
    shutil.copytree(finished, tmp_path / "p")
    (tmp_path / "p/rounds/0001/consensus.npz").unlink()  # the rounds' own labels
    exported(tmp_path / "a.safetensors", tmp_path / "p")
    page = (tmp_path / "a.md").read_text("utf-8")
    assert "**unknown until audited**" in page
    assert "| 1 | disc |" in page
    assert "`test_resnet`" in page
    assert str(tmp_path) not in page
    with Project.open(tmp_path / "p") as project:
        table = review_table(project)
        drawn = draw(table.machine_label, table.high, eligible=table.countable, count=20, seed=0)
        project.audits.save(AuditSample(drawn.seed, drawn.rows, drawn.core, drawn.look, drawn.stratum, round=None))
        for row in drawn.rows.tolist():
            project.audits.answer(Decision(row, Verdict.LABEL, int(table.machine_label[row])), "someone")
    exported(tmp_path / "b.safetensors", tmp_path / "p")
    page = (tmp_path / "b.md").read_text("utf-8")
    assert "A person labelled 20 images" in page
    assert re.search(r"right labels of the run: 100\.0% \(\d\d\.\d% to 100\.0%\)", page)


def test_images_that_are_gone_leave_nothing_to_compare(line: Line, tmp_path: Path) -> None:
    for name in ("source", "target"):
        shutil.copytree(getattr(line, name), tmp_path / name)
    moved = Line(tmp_path / "source", tmp_path / "target", line.weights, line.exported)
    job = job_of(moved, method={"rounds": 1})
    list(adapt(job, project_of(moved, tmp_path / "p", job)))
    for file in (tmp_path / "target").rglob("*.png"):
        file.write_bytes(b"gone")
    with pytest.raises(UserError, match=r"No image in .* can be read"):
        exported(tmp_path / "m.safetensors", tmp_path / "p")


def test_a_round_that_did_not_keep_its_range_has_it_measured(finished: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(finished, tmp_path / "p")
    for kept in copy.glob("rounds/*/seen.json"):
        kept.unlink()
    with closing(sqlite3.connect(copy / "project.sqlite")) as database, database:
        database.execute("UPDATE rounds SET digests = ''")  # as an earlier version left it
    with Project.open(copy) as project:
        assert "seen" not in LabelNet.of_project(project).card
        list(export_model(tmp_path / "m.safetensors", project))
    assert ReferenceStatistics.from_card(LabelNet.of_file(tmp_path / "m.safetensors").card["seen"]) is not None

"""A window's child labels a folder and watches one, by a model without torch."""

from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.core.protocol.envelope import Done, Failed
from dclgui.core.protocol.requests import LabelFolder, Task, Watch
from dclgui.core.protocol.watch_events import FolderLabelled, ImagesLabelled, LabelledImage, Watching
from dclgui.inference.models import answered
from tests.labels_csv import read_csv
from tests.unit.inference.made import draw, entropy_of, make_model
from tests.unit.test_worker import child, of_kind

pytestmark = pytest.mark.slow

RED, GREEN = (250, 10, 10), (10, 250, 10)


def test_a_folder_is_labelled_and_watched_until_a_stop(tmp_path: Path) -> None:
    model, folder = make_model(tmp_path / "model.onnx"), tmp_path / "camera"
    draw(folder / "a.png", RED)
    (folder / "text.png").write_text("not a picture")
    with child() as one:
        one.ask(LabelFolder(model, folder, tmp_path / "once.csv"))
        said, finished = one.until(FolderLabelled)
        assert finished == FolderLabelled(tmp_path / "once.csv", images=2, high=1, low=0, problems=1)
        (image,) = of_kind(said, ImagesLabelled)[0].images
        assert image == LabelledImage("a.png", "red", high=True, entropy=image.entropy)
        assert image.entropy == pytest.approx(entropy_of(RED), abs=1e-5)
        one.until(Done)

        one.ask(Watch(model, folder, tmp_path / "labels.csv"))
        one.until(ImagesLabelled)
        draw(folder / "b.png", GREEN)
        assert one.until(ImagesLabelled)[1].images[0].path == "b.png"
        one.ask("stop")
        said, done = one.until(Done)
        assert done.stopped
        assert len(of_kind(said, Watching)) <= 10, "a stop is heard soon, though not at once on a busy machine"
    assert read_csv(tmp_path / "labels.csv").labels == ("red", "green")


@pytest.mark.parametrize("name", ["none/labels.csv", "notes.csv", "x" * 300])
def test_where_no_labels_can_be_written_none_are_made(tmp_path: Path, name: str) -> None:
    model, picture = make_model(tmp_path / "model.onnx"), draw(tmp_path / "camera" / "a.png", RED)
    (tmp_path / "notes.csv").write_text("mine")
    with pytest.raises(UserError, match=name):
        next(answered(LabelFolder(model, picture.parent, tmp_path / name)))


def test_what_can_not_be_labelled_is_told(tmp_path: Path) -> None:
    tasks: list[Task] = [
        LabelFolder(tmp_path / "absent.onnx", tmp_path, tmp_path / "labels.csv"),
        Watch(make_model(tmp_path / "model.onnx"), tmp_path / "absent", tmp_path / "labels.csv"),
    ]
    with child() as one:
        for task in tasks:
            one.ask(task)
            assert "absent" in one.until(Failed)[1].error.message

"""An export is made once for all projects."""

import sys
from pathlib import Path

import pytest

from dclgui.engine.network.exports import VARIABLE, exported_backbone, shared_folder

MODEL = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "shared"))
    return tmp_path / "shared"


def test_two_projects_name_one_file(tmp_path: Path, shared: Path) -> None:
    found = {exported_backbone(tmp_path / name, MODEL, side=224) for name in ("one", "other")}
    assert len(found) == 1
    assert found.pop().parent == shared


def test_sizes_weights_and_versions_do_not_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {exported_backbone(tmp_path, MODEL, side=224), exported_backbone(tmp_path, MODEL, side=64)}
    found.add(exported_backbone(tmp_path, MODEL[::-1], side=224))
    monkeypatch.setattr("torch.__version__", "0.0")
    found.add(exported_backbone(tmp_path, MODEL, side=224))
    assert len(found) == 4


def test_a_project_that_has_its_own_keeps_it(tmp_path: Path) -> None:
    own = tmp_path / f"backbone-{MODEL[:16]}-224.onnx"
    own.write_bytes(b"")
    assert exported_backbone(tmp_path, MODEL, side=224) == own


def test_where_nothing_can_be_shared_the_project_keeps_it(tmp_path: Path, shared: Path) -> None:
    shared.write_bytes(b"a file, no folder")
    assert exported_backbone(tmp_path, MODEL, side=224).parent == tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="another system has another place")
def test_it_lies_where_the_system_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert shared_folder() == tmp_path / "dclgui"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert shared_folder() == tmp_path / ".cache" / "dclgui"

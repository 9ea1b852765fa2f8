"""What goes into the packaged program: nothing without its licence, and nothing left out that is needed."""

import configparser
import importlib.util
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import numpy as np
import PySide6
import pytest

from dclgui import __main__ as program
from dclgui.labels.formats import FORMATS
from dclgui.qt.shell.guide import PACKED

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NEEDED = (
    "onnx.reference.ops.op_add",
    "onnxruntime.transformers.onnx_utils",
    "torch.distributed.rpc.api",
    "dclgui.qt.shell.app",
)
UNNEEDED = ("onnx.backend.test.runner", "onnxruntime.transformers.benchmark", "sympy.core.tests.test_expr")

GLIB = [] if shutil.which("dpkg-query") is None else list(Path("/usr/lib").glob("*/libglib-2.0.so.0"))


def room(name: str) -> ModuleType:
    """A file of packaging/, which is no package: its name is that of a library."""
    spec = importlib.util.spec_from_file_location(f"dclgui_packaging_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for it there
    spec.loader.exec_module(module)
    return module


def test_a_licence_goes_with_every_library(tmp_path: Path) -> None:
    room("licences").write(tmp_path, {np.__file__})
    listed = (tmp_path / "THIRD_PARTY_LICENSES.txt").read_text(encoding="utf-8")
    assert f"numpy {np.__version__}: BSD-3-Clause" in listed
    assert "pyinstaller" in listed
    assert "Python" in listed
    assert list((tmp_path / "licences" / f"numpy-{np.__version__}").rglob("LICENSE*"))
    assert (tmp_path / "LICENSE").exists()


def test_a_library_of_unknown_licence_ends_the_build(tmp_path: Path) -> None:
    unknown = tmp_path / "libnobody.so"
    unknown.touch()
    with pytest.raises(SystemExit, match="libnobody"):
        room("licences").write(tmp_path / "package", {str(unknown)})
    assert not (tmp_path / "package").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Python's folder is its own")
def test_a_library_beside_the_systems_own_python_is_not_pythons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_nobody, of_python = tmp_path / "lib" / "libnobody.so", tmp_path / "lib" / "libpython3.so.1.0"
    of_nobody.parent.mkdir()
    of_nobody.touch()
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    with pytest.raises(SystemExit, match=r"for: \S+/libnobody\.so \. "):
        room("licences").write(tmp_path / "package", {str(of_nobody), str(of_python), os.__file__})


@pytest.mark.skipif(not GLIB, reason="no GLib of Debian's")
def test_a_library_of_debian_has_the_texts_that_it_refers_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    room("licences").write(tmp_path, set(map(str, GLIB)))
    assert {"copyright", "LGPL-2.1"} <= {file.name for file in (tmp_path / "licences").glob("libglib2*/*")}


def test_what_qt_holds_of_others_has_its_licences(tmp_path: Path) -> None:
    room("licences").write(tmp_path, {PySide6.__file__})
    (within,) = (tmp_path / "licences").glob("PySide6_Essentials-*/within")
    for name in ("ICU", "FreeType", "HarfBuzz", "libpng", "libjpeg-turbo", "zlib", "PCRE2", "double-conversion"):
        text = (within / f"{name}.txt").read_text(encoding="utf-8")
        assert "copyright" in text.lower()
        assert "permi" in text.lower()
    assert "ICU, " in (tmp_path / "THIRD_PARTY_LICENSES.txt").read_text(encoding="utf-8")
    beside = Path(PySide6.__file__).parent / "Qt" / "lib"
    others = {file.name.partition(".")[0] for file in beside.glob("*.so*") if not file.name.startswith("libQt6")}
    assert others <= {"libicudata", "libicui18n", "libicuuc"}, "a library of others without a text"


def test_the_guide_goes_with_the_window_with_all_its_pictures() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    packed = {file for pattern in settings["wheel"]["include"] for file in ROOT.glob(pattern.lstrip("/"))}
    spec = (ROOT / "packaging" / "dclgui.spec").read_text(encoding="utf-8")
    size = 0
    for name in ("operators-guide.md", "operators-guide.zh-CN.md"):
        guide = ROOT / "docs" / name
        links = re.findall(r"\]\(([^)\s]+)\)", guide.read_text(encoding="utf-8"))
        pictures = [guide.parent / link for link in links if link.startswith("screenshots/")]
        assert len(pictures) > 5
        assert {guide, *pictures} <= packed
        assert [link for link in links if not link.startswith(("#", "screenshots/", "https://"))] == []
        size += sum(file.stat().st_size for file in (guide, *pictures))
    assert size < 2_000_000
    assert settings["wheel"]["sources"] == {"docs": PACKED.relative_to(ROOT).as_posix()}
    for pattern in ("operators-guide*.md", "*-1100.png"):
        assert f'"{pattern}"), "dclgui/qt/guide' in spec


def test_only_what_is_never_used_is_left_out() -> None:
    pruned = room("pruned")
    entries = [(name, f"{name}.py", "PYMODULE") for name in (*NEEDED, *UNNEEDED)]
    assert [name for name, _, _ in pruned.without_unused_modules(entries)] == list(NEEDED)


def test_a_link_whose_goal_is_left_out_goes_too() -> None:
    pruned = room("pruned")
    real = ("PySide6/Qt/lib/libQt6Core.so.6", "/somewhere/libQt6Core.so.6", "BINARY")
    good = ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK")
    dangling = ("libQt6Sql.so.6", "PySide6/Qt/lib/libQt6Sql.so.6", "SYMLINK")
    assert pruned.without_dangling_links([real, good, dangling], [real]) == [real, good]


def test_the_entry_for_desktop_menus_names_the_program() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # its keys are told apart by case
    entry.read(ROOT / "resources" / "dclgui.desktop", encoding="utf-8")
    assert (entry["Desktop Entry"]["Exec"], entry["Desktop Entry"]["Icon"]) == ("dclgui open %f", "dclgui")


def test_both_commands_of_the_wheel_are_there() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {**told["scripts"], **told["gui-scripts"]} == dict.fromkeys(
        ("dclgui", "dclgui-window"), "dclgui.__main__:main"
    )
    assert callable(program.main)


def test_every_format_is_read_by_a_program_of_make_consumers() -> None:
    consumers = room("consumers/__main__").CONSUMERS
    assert {*FORMATS} <= {name for consumer in consumers for name in consumer.formats.split(", ")}
    assert all(consumer.script.is_file() for consumer in consumers)


@pytest.mark.skipif(sys.platform == "win32", reason="programs lie in another folder of an environment there")
def test_a_program_that_reads_something_else_is_a_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    consumers = room("consumers/__main__")
    monkeypatch.setattr(consumers, "HERE", tmp_path)
    place = tmp_path / "envs" / "table"
    (place / "bin").mkdir(parents=True)
    (place / ".ready").touch()
    (place / "bin" / "python").symlink_to(sys.executable)
    consumer = consumers.Consumer("table", (), "csv")
    for script, passes in (
        ('print(\'{"version": "1", "read": "9 rows"}\')', True),
        ("assert 1 == 2, 'a | b'", False),
        ("print()", False),
    ):
        (tmp_path / "read_table.py").write_text(script)
        assert consumers.row_of(consumer, tmp_path / "envs", tmp_path) is passes
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "| table | 1 | csv | ok | 9 rows |"
    assert said[1] == "| table | | csv | **fail** | AssertionError: a / b |"
    assert "**fail**" in said[2]

"""One version everywhere, and what docs/promises.md names is there."""

import inspect
import re
from pathlib import Path

import pytest

from dclgui import __version__
from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.core.protocol import events
from dclgui.engine.training import adapt
from dclgui.labels.csv import COLUMNS
from dclgui.project.folder import Project
from dclgui.project.journal import Journal
from dclgui.project.rounds import Rounds

ROOT = Path(__file__).parents[2]
PROMISES = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")


def test_a_version_stands_in_one_place_and_is_repeated_rightly() -> None:
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    topmost = re.search(r"^## \[(.+)\] - (\d{4}-\d\d-\d\d)$", changes, re.MULTILINE)
    released = re.search(r"^date-released: (.+)$", cited, re.MULTILINE)
    assert topmost is not None
    assert released is not None
    assert topmost[1] == __version__
    assert topmost[2] == released[1]
    assert f"\nversion: {__version__}\n" in cited
    assert __version__ not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


def test_the_installer_for_windows_is_told_the_version_and_names_what_is_packaged() -> None:
    script = (ROOT / "packaging" / "windows" / "dclgui.iss").read_text(encoding="utf-8")
    spec = (ROOT / "packaging" / "dclgui.spec").read_text(encoding="utf-8")
    assert __version__ not in script
    assert "AppVersion={#Version}" in script
    assert "/DVersion={__version__}" in (ROOT / "packaging" / "setup_exe.py").read_text(encoding="utf-8")
    assert "PrivilegesRequired=lowest" in script
    named = set(re.findall(r"\{app\}\\([\w-]+)\.exe", script))
    assert named == {"dclgui-window"}
    for program in ("dclgui", "dclgui-window"):
        assert f'executable("{program}", console=' in spec
    assert 'open ""%1"""' in script
    assert "*.dclproj" in script
    for place in re.findall(r"\{#Root\}\\([^\"*\n]+)", script):
        file = ROOT / place.replace("\\", "/").rstrip("/")
        assert place.startswith("dist") or file.exists(), place


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        (adapt, {"adapt", "resume", "refine"}),
        (Project, {"open", "close", "catalog", "last_round"}),
        (Rounds, {"labels"}),
        (Journal, {"current"}),
        (Catalog, {"paths", "class_names", "labels", "root"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_promised_to_python_is_there(owner: object, names: set[str]) -> None:
    assert names <= set(dir(owner)) | set(getattr(owner, "__dataclass_fields__", {}))


def test_the_promises_speak_of_what_there_is() -> None:
    for generator in (adapt.adapt, adapt.resume, adapt.refine):
        assert inspect.isgeneratorfunction(generator)
    assert {"message", "hint", "choices"} == set(vars(UserError("a")))
    assert {"source", "target"} <= set(Job.model_fields)
    for name in ("RunStarted", "RoundFinished", "RunFinished"):
        assert hasattr(events, name)
    assert COLUMNS[:2] == ("path", "label")
    for place in re.findall(r"`(tests/[\w/]+(?:\.py)?)`", PROMISES):
        assert (ROOT / place).exists(), place

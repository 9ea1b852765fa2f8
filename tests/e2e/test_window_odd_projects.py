"""Many classes, names of 200 letters and twelve pictures: nothing of a page is out of reach in a small window."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication

from dclgui.qt.audit.page import AuditPage
from dclgui.qt.check.strip import FindingStrip
from dclgui.qt.parts.page import STEPS
from dclgui.qt.shell.main_window import MainWindow
from tests.e2e.terminal import FAST, run
from tests.e2e.window_walk import clipped, cut_off, shown

LONG = "a name that somebody gave " * 8
SHAPES = {
    "sixty classes": ([f"headphones of type {number:02d}" for number in range(60)], True),
    "names of 200 letters": ([f"{LONG[:197]}{number:03d}" for number in range(12)], True),
    "twelve pictures in one folder": (["dent", "good", "scratch"], False),
}


def adapted(root: Path, names: list[str], *, sorted_by_class: bool) -> Path:
    """A project of one round; four pictures a class in the target if it is not sorted, else two."""
    rng = np.random.default_rng(0)
    for domain, light in (("old", 1.0), ("new", 0.7)):
        for place, name in enumerate(names):
            folder = root / domain / name if domain == "old" or sorted_by_class else root / domain
            folder.mkdir(parents=True, exist_ok=True)
            colour = light * np.array([40 + 37 * place % 200, 40 + 91 * place % 200, 40 + 53 * place % 200])
            for number in range(2 if sorted_by_class else 4):
                field = colour + rng.normal(0, 9, (24, 24, 3))
                Image.fromarray(field.clip(0, 255).astype(np.uint8)).save(folder / f"{place}-{number}.png")
    ran = run("adapt", root / "old", root / "new", "-o", root / "line.dclproj", *FAST, "--set", "rounds=1")
    assert ran.code == 0, ran.err
    return root / "line.dclproj"


@pytest.fixture(scope="module", params=SHAPES)
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    names, sorted_by_class = SHAPES[request.param]
    return adapted(tmp_path_factory.mktemp("odd"), names, sorted_by_class=sorted_by_class)


def out_of_reach(window: MainWindow) -> set[str]:
    """What is cut, and pages that can be read only by scrolling sideways."""
    for _ in range(5):
        QApplication.processEvents()
    cut = {text for text in clipped(window) if "px high" in text} | cut_off(window)
    sideways = {
        f"{type(area).__name__} scrolls sideways"
        for area in shown(window)
        if isinstance(area, QAbstractScrollArea) and not isinstance(area, FindingStrip)
        if area.horizontalScrollBar().maximum() > 0
    }
    return cut | sideways


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_every_page_of_an_odd_project_fits_into_a_small_window(window: MainWindow, odd: Path, language: str) -> None:
    window.perform(language)
    window.resize(900, 560)
    window.open_project(odd)
    for step in STEPS:
        window.go(step)
        assert out_of_reach(window) == set(), step
        assert (window.width(), window.height()) == (900, 560), step
    window.go("review")
    for view in ("map", "gallery"):
        switch = window.findChild(QAbstractButton, f"view {view}")
        assert switch is not None
        switch.click()
        assert out_of_reach(window) == set(), view


def test_the_question_of_an_audit_fits_too(window: MainWindow, odd: Path) -> None:
    window.resize(900, 560)
    window.open_project(odd)
    window.go("audit")
    page = window.page
    assert isinstance(page, AuditPage)
    page.draw.click()
    assert page.auditing.design is not None
    assert out_of_reach(window) == set()

"""Guards over every test: nothing is left running behind it, and nothing is fetched from anywhere."""

import atexit
import gc
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import settings
from pytestqt.logging import _QtMessageCapture  # the plugin's only name for what its fixture gives

from dclgui.__main__ import COLLECT_EVERY
from tests.children import quick_start

# A shell that starts the suite in the background has it and all its children ignore Ctrl-C, by which tests stop some
# of them. A handler of one's own is not inherited: the children begin with the default one.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Before anything imports torch: with more threads than free cores it runs slower than with one.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# A model hub that is asked for weights by mistake fails at once and says so.
os.environ["HF_HUB_OFFLINE"] = "1"
# One export of a backbone serves all workers of a session, and none comes from or goes to the user's own cache.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["DCLGUI_CACHE"] = tempfile.mkdtemp(prefix="dclgui-tests-")
    atexit.register(shutil.rmtree, os.environ["DCLGUI_CACHE"], ignore_errors=True)
# Before anything imports Qt: a test's window needs no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("shared cores", deadline=None, derandomize=True)
settings.load_profile("shared cores")

SECONDS_TO_END = 3.0
PYTHONS_OWN = re.compile(r"multiprocessing\.(resource_tracker|forkserver)")
QT_MAY_SAY = (
    "This plugin does not support",  # the offscreen platform cannot raise a window or grab the keyboard
    "QObject::connect: No such signal QPlatformNativeInterface::systemTrayWindowChanged",  # nor has it a tray
    "QFont::setPointSize: Point size <= 0",  # pyqtgraph copies fonts that are measured in pixels
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with slow tests first: else one worker would be busy with the last of them while others have ended."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Spare every look for garbage the way through all that was loaded, which stays."""
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)  # as in the program itself


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind."""
    threads = set(threading.enumerate())
    children = set(_children())
    yield
    deadline = time.monotonic() + SECONDS_TO_END
    left = _left_over(threads, children)
    while left and time.monotonic() < deadline:
        time.sleep(0.02)
        left = _left_over(threads, children)
    if left:
        pytest.fail(f"left running: {', '.join(left)}", pytrace=False)


@pytest.fixture(autouse=True)
def _children_are_quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare a window's children the import of torch, except in tests marked ``spawned``."""
    if "qtbot" in request.fixturenames and not request.node.get_closest_marker("spawned"):
        monkeypatch.setattr("dclgui.qt.session.run_thread.START", quick_start())


@pytest.fixture(autouse=True)
def _no_window_left_open() -> Iterator[None]:
    """Fail a test that leaves a window on the screen. Windows of wider fixtures, open before it, may stay."""
    before = _windows()
    yield
    left = _windows() - before
    if left:
        pytest.fail(f"left open: {', '.join(sorted(left))}", pytrace=False)


def _windows() -> set[str]:
    """Visible top-level widgets, without loading Qt into a test that does not."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    shown = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
    return {f"{type(widget).__name__} {id(widget):x}" for widget in shown}


@pytest.fixture(autouse=True)
def _qt_is_content(
    request: pytest.FixtureRequest, qtlog: _QtMessageCapture, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Give a window settings of its own; fail a test that leaves a thread of Qt running or that Qt complains of."""
    if "qtbot" in request.fixturenames:
        _keep_settings_in(tmp_path_factory.mktemp("settings"))
    yield
    _delete_what_is_to_go()
    said = [record.message for record in qtlog.records if record.type_name in {"QtWarningMsg", "QtCriticalMsg"}]
    unexpected = [message for message in said if not any(known in message for known in QT_MAY_SAY)]
    if unexpected:
        pytest.fail(f"Qt complained: {unexpected}", pytrace=False)
    if left := _threads_of_qt():
        pytest.fail(f"left running: {', '.join(left)}", pytrace=False)


def _keep_settings_in(folder: Path) -> None:
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


def _delete_what_is_to_go() -> None:
    """Widgets that the last test is done with hear of no theme and no language that the next one chooses."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


def _threads_of_qt() -> list[str]:
    """Those that run, except the one of the test, without loading Qt into a test that does not."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return []
    from shiboken6 import Shiboken

    threads = [wrapper for wrapper in Shiboken.getAllValidWrappers() if isinstance(wrapper, core.QThread)]
    ours = core.QThread.currentThread()
    return [f"thread {type(thread).__name__}" for thread in threads if thread != ours and thread.isRunning()]


def _left_over(threads: set[threading.Thread], children: set[psutil.Process]) -> list[str]:
    new_threads = [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads]
    ours = [name for name in new_threads if not name.startswith("thread pytest_timeout")]
    return ours + [f"process {child.pid} {_command(child)}" for child in _children() if child not in children]


def _children() -> list[psutil.Process]:
    """Child processes, but not Python's own that live as long as the program; what is forked off them is ours."""
    # One look only: at each, the system reads through all of its processes, and every test looks twice.
    found = psutil.Process().children(recursive=True)
    return [child for child in found if not (child.ppid() == os.getpid() and PYTHONS_OWN.search(_command(child)))]


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline()) or process.name()
    except psutil.Error:
        return ""

"""How long the window takes from the start of the process to its first paint, beside an empty window of PySide6.

``python -m benchmarks.start`` measures offscreen, and on the display too where there is one (``xvfb-run -a`` makes
one). Both programs take turns in one run, so that what else the computer does hits both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

TURNS = 7
PAINTED = """
import os, sys
from PySide6.QtCore import QEvent, QObject
class Paint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is window:
            os._exit(0)
        return False
"""
BARE = f"""
{PAINTED}
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
paint = Paint()
window.installEventFilter(paint)
window.resize(1366, 768)
window.show()
app.exec()
"""
OURS = f"""
import dclgui.cli.app
from dclgui.qt.parts.application import made_application
from dclgui.qt.shell.main_window import MainWindow
from dclgui.worker import serve
app = made_application()
window = MainWindow(serve)
{PAINTED}
paint = Paint()
window.installEventFilter(paint)
window.show()
app.exec()
"""


def seconds(program: str, platform: str) -> float:
    """From the start of the process to the first paint."""
    with tempfile.TemporaryDirectory() as settings:
        environment = {**os.environ, "QT_QPA_PLATFORM": platform, "XDG_CONFIG_HOME": settings}
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True)
        return time.perf_counter() - began


def main() -> None:
    """Print one line of a table for each platform."""
    print("| platform | dclgui, s | empty window, s | ratio |\n|---|---|---|---|")
    for platform in ("offscreen", *(("xcb",) if "DISPLAY" in os.environ else ())):
        taken = [(seconds(OURS, platform), seconds(BARE, platform)) for _ in range(TURNS)]
        ours, bare = (statistics.median(times) for times in zip(*taken, strict=True))
        print(f"| {platform} | {ours:.2f} | {bare:.2f} | {ours / bare:.1f} |")


if __name__ == "__main__":
    main()

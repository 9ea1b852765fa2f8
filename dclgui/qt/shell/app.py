"""Start the window."""

from pathlib import Path

from dclgui.core.errors import UserError
from dclgui.qt.parts.application import made_application
from dclgui.qt.session.run_thread import Serve
from dclgui.qt.shell.faults import Faults
from dclgui.qt.shell.main_window import MainWindow


def run_window(serve: Serve, project: Path | None = None) -> int:
    """Show the window, on ``project`` if one is named, until it is closed; returns the exit code.

    ``serve`` is what a child process runs (``dclgui.worker.serve``).
    """
    app = made_application()
    faults = Faults(app)
    faults.watch()
    window = MainWindow(serve)
    faults.happened.connect(window.show_trouble)
    window.show()
    if project is None:
        window.help.offer_tour(window.start_page, window.preferences)
    else:
        try:
            window.open_project(project)
        except UserError as error:
            window.show_trouble(error)
    return app.exec()

"""The program's entry point: ``dclgui`` and ``python -m dclgui``."""

import gc
import os
import sys
from multiprocessing import freeze_support
from pathlib import Path

COLLECT_EVERY = 20_000
"""New objects until Python looks for garbage: at its own 700 that is a sixth of the time in which torch is imported."""


def main() -> None:
    """Run the command line; the child processes of a frozen program run inside ``freeze_support``."""
    gc.set_threshold(COLLECT_EVERY)
    _open_streams()
    freeze_support()
    from dclgui.cli.app import main as run_command_line  # noqa: PLC0415 - a frozen child has no use for it

    run_command_line()


def _open_streams() -> None:
    """On Windows a program of the desktop has no streams, but libraries write to them without a look."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for as long as it runs


if __name__ == "__main__":
    main()

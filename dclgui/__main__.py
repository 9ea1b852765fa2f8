"""The program's entry point: ``dclgui`` and ``python -m dclgui``."""

import gc
from multiprocessing import freeze_support

_COLLECT_EVERY = 20_000
"""New objects until Python looks for garbage: at its own 700 that is a sixth of the time in which torch is imported."""


def main() -> None:
    """Run the command line; the child processes of a frozen program run inside ``freeze_support``."""
    gc.set_threshold(_COLLECT_EVERY)
    freeze_support()
    from dclgui.cli.app import main as run_command_line  # noqa: PLC0415 - a frozen child has no use for it

    run_command_line()


if __name__ == "__main__":
    main()

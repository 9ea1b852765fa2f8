"""The program's one entrance: ``dclgui`` and ``python -m dclgui``."""

from multiprocessing import freeze_support

from dclgui.cli.app import main as run_command_line


def main() -> None:
    """Run the command line; a frozen program's child processes begin here too."""
    freeze_support()
    run_command_line()


if __name__ == "__main__":
    main()

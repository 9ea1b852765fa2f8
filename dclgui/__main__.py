"""The program's one entrance: ``dclgui`` and ``python -m dclgui``."""

from multiprocessing import freeze_support


def main() -> None:
    """Run the command line; a frozen program's child processes begin and end in the first line."""
    freeze_support()
    from dclgui.cli.app import main as run_command_line  # noqa: PLC0415 - a frozen child has no use for it

    run_command_line()


if __name__ == "__main__":
    main()

"""The program's entry point: ``dclgui`` and ``python -m dclgui``."""

from multiprocessing import freeze_support


def main() -> None:
    """Run the command line; the child processes of a frozen program run inside ``freeze_support``."""
    freeze_support()
    from dclgui.cli.app import main as run_command_line  # noqa: PLC0415 - a frozen child has no use for it

    run_command_line()


if __name__ == "__main__":
    main()

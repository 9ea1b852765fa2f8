"""A report names no picture and no person's folder."""

from pathlib import Path

import pytest

from dclgui.qt.shell.support_report import HIDDEN, Hider


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("red/1.png can't be used", f"{HIDDEN} can't be used"),
        ("see /new/my red/part 1.PNG.", f"see /new/{HIDDEN}."),
        ("part 1.PNG and red/1.png", f"{HIDDEN} and {HIDDEN}"),
        ("unknown one.jpg here", f"unknown {HIDDEN} here"),
        ("open '/mnt/a b/secret part.jpg' failed", f"open '{HIDDEN}' failed"),
        ("caf\\xe9 = r'caf\\xe9 1.tif'", f"caf\\xe9 = r'{HIDDEN}'"),
        ("png, jpg and torch 2.13.0 stay", "png, jpg and torch 2.13.0 stay"),
    ],
)
def test_names_of_pictures_are_hidden(text: str, left: str) -> None:
    assert Hider(["red/1.png", "my red/part 1.PNG"])(text) == left + "\n"


def test_the_home_folder_becomes_a_tilde() -> None:
    assert Hider([])(f"source = '{Path.home() / 'old'}'") == f"source = '{Path('~') / 'old'}'\n"

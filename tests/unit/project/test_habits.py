"""Letters of classes, as a project keeps them."""

from pathlib import Path

import pytest

from dclgui.project.folder import Project


def test_a_letter_stands_for_one_class_and_is_there_again(project: Project, folder: Path) -> None:
    habits = project.habits
    habits.give_letter(0, "S")
    habits.give_letter(3, "T")
    habits.give_letter(0, "U")
    habits.give_letter(1, "T")
    assert habits.letters() == {0: "U", 1: "T"}
    habits.take_letter(0)
    habits.take_letter(7)
    project.close()
    with Project.open(folder) as again:
        assert again.habits.letters() == {1: "T"}


@pytest.mark.parametrize("letter", ["", "s", "AB", "1", "Ä", " "])
def test_only_capital_letters_are_letters(project: Project, letter: str) -> None:
    with pytest.raises(ValueError, match="not a letter"):
        project.habits.give_letter(0, letter)


def test_a_view_is_kept_replaced_and_removed_by_its_name(project: Project, folder: Path) -> None:
    project.habits.save_view("dents", "one")
    project.habits.save_view("划痕", "two")
    project.habits.save_view("dents", "three")
    with pytest.raises(ValueError, match="a name"):
        project.habits.save_view("", "four")
    project.close()
    with Project.open(folder) as again:
        assert again.habits.views() == {"dents": "three", "划痕": "two"}
        again.habits.remove_view("dents")
        assert list(again.habits.views()) == ["划痕"]

"""Lists as table programs write them: what is read of them, and what is said of those that are none."""

from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.core.lists import list_lines

LIST = Path("list.csv")


@pytest.mark.parametrize(
    "text",
    [
        "path,label\na;b.png,dent\n",
        "sep=,\npath,label\na;b.png,dent\n",
        "sep=\npath,label\na;b.png,dent\n",
        "label\tPath \ndent\ta;b.png\n\t\n",
        'SEP=;\r\n"path";"label"\r\n"a;b.png";dent\r\n',
    ],
)
def test_a_list_is_read_whatever_its_delimiter(text: str) -> None:
    (line,) = list_lines(LIST, text)
    assert (line.path, line.cells["label"]) == ("a;b.png", "dent")


@pytest.mark.parametrize(
    "text", ["", "a.png\n", "name,label\na.png,dent\n", "sep=;\n", "sep=;\npath,label\na.png,dent\n"]
)
def test_a_list_without_a_column_of_paths_is_named(text: str) -> None:
    with pytest.raises(UserError) as caught:
        list(list_lines(LIST, text))
    assert str(caught.value) == (
        "The first line of list.csv does not name the columns path and label. Make path,label its first line."
    )

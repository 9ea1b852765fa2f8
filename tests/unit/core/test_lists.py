"""Lists as table programs write them: what is read of them, and what is said of those that are none."""

from pathlib import Path

import pytest

from dclgui.core.errors import UserError
from dclgui.core.lists import list_lines, list_text

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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_a_list_in_another_encoding_is_named(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "list.csv").write_bytes("path,label\na.png,é\n".encode(encoding))
    with pytest.raises(UserError, match=r"list\.csv is not UTF-8 text"):
        list_text(tmp_path / "list.csv")


def test_no_file_has_a_name_with_a_zero_in_it(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"path,label\na\0b.png,dent\n")
    with pytest.raises(UserError, match=r"list\.csv is not UTF-8 text"):
        list_text(tmp_path / "list.csv")


@pytest.mark.parametrize("header", ["path,label,label", "path,label, Path", "class,image,class,id"])
def test_of_two_columns_of_one_name_none_is_taken(header: str) -> None:
    with pytest.raises(UserError, match=r"has more than one column (label|path|class)\. Keep the one that counts"):
        list(list_lines(LIST, f"{header}\na,b,c,d\n"))
    assert len(list(list_lines(LIST, "path,label,note,note\na,b,c,d\n"))) == 1


def test_an_address_of_a_local_file_is_its_path(tmp_path: Path) -> None:
    picture = tmp_path / "a b.png"
    (line,) = list_lines(LIST, f"path,label\n{picture.as_uri()},dent\n")
    assert Path(line.path) == picture

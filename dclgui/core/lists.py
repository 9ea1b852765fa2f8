"""A list of pictures and their names as table programs write it: one reader for every door that a list comes through.

UTF-8 with or without a byte order mark, or UTF-16; comma, semicolon or tab; Excel's ``sep=`` line; columns in any order
among others, named as in ``PATHS`` and ``LABELS``; words that ``labels.csv`` guards against formulas.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.request import url2pathname

from dclgui.core.errors import UserError
from dclgui.core.regular import require_regular

SUFFIXES = (".csv", ".tsv", ".txt")
PATHS = ("path", "file_name", "filename", "file", "filepath", "file_path", "image_path", "image")
LABELS = ("label", "class", "class_name", "category")
LOCAL_FILES = "/data/local-files/?d="
"""The beginning of Label Studio's addresses of local files."""
_ADDRESSES = (LOCAL_FILES, "file://")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""First signs of a word that Excel would run, or that was guarded by one more ``'``."""
_DELIMITERS = (",", ";", "\t")


class Line(NamedTuple):
    """One line: its ``number`` in the file, the picture's ``path``, and all ``cells`` by the columns' names."""

    number: int
    path: str
    cells: dict[str, str]


def list_text(path: Path) -> str:
    """The text of ``path``; raises ``UserError`` if it can't be read or is in another encoding."""
    require_regular(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.", "Check the path.") from error
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_text(path) from error
    if "\0" in text:  # UTF-16 without a mark, UTF-32; and no file has such a name
        raise _no_text(path)
    return text


def _no_text(path: Path) -> UserError:
    return UserError(f"{path} is not UTF-8 text.", "In Excel, save it as “CSV UTF-8 (comma delimited)”.")


def list_lines(path: Path, text: str) -> Iterator[Line]:
    """The lines of ``text``, which is that of ``path``; empty ones are passed over.

    Column names are in lower case without spaces around them. Raises ``UserError`` for a text that is no table with a
    column of ``PATHS`` beside another, and for a line without a path.
    """
    first, *_ = text.splitlines() or [""]
    said = first.lower().startswith("sep=")  # how Excel names the delimiter
    delimiter = first[4:5] or "," if said else _delimiter(path, first)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        if said:
            next(reader)
        header = [cell.strip().lower() for cell in next(reader, [])]
        if not set(header) & set(PATHS):
            raise unnamed_columns(path)
        twice = next((name for name in (*PATHS, *LABELS) if header.count(name) > 1), None)
        if twice:
            raise UserError(f"{path} has more than one column {twice}.", "Keep the one that counts.")
        for row in filter(any, reader):
            cells = dict.fromkeys(header, "") | dict(zip(header, map(unguarded, row), strict=False))
            name = cell_of(cells, PATHS)
            if not name:
                raise UserError(f"Line {reader.line_num} of {path} has no path.", "Fill it in or delete the line.")
            yield Line(reader.line_num, local_path(name) if name.startswith(_ADDRESSES) else name, cells)
    except csv.Error as error:
        raise UserError(f"{path} is not a valid CSV file: {error}.", "Save it again from the table program.") from error


def cell_of(cells: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The cell of the first column of ``names`` that there is; empty if it holds nothing but spaces.

    Spaces around a word stay: a name may begin or end with one.
    """
    found = next((cells[name] for name in names if name in cells), "")
    return found if found.strip() else ""


def guarded(word: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    return f"'{word}" if word.startswith(FORMULA) else str(word)


def unguarded(word: str) -> str:
    """The text of a cell without the guard against formulas."""
    return word[1:] if word.startswith("'") and word[1:].startswith(FORMULA) else word


def local_path(image: str) -> str:
    """The path in an address of Label Studio or of a local file; another text as it is."""
    if "://" not in image and not image.startswith("/data/"):
        return image
    address = urlsplit(image)
    if address.scheme == "file":
        return url2pathname(address.path)
    return parse_qs(address.query).get("d", [unquote(address.path)])[0]


def _delimiter(path: Path, first: str) -> str:
    for delimiter in _DELIMITERS:
        names = [cell.strip().strip('"').lower() for cell in first.split(delimiter)]
        if len(names) > 1 and set(names) & set(PATHS):
            return delimiter
    raise unnamed_columns(path)


def unnamed_columns(path: Path) -> UserError:
    """The error for a list without the columns that it needs."""
    return UserError(
        f"The first line of {path} does not name the columns path and label.", "Make path,label its first line."
    )

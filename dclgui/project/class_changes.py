"""How classes change: added, renamed, merged, withdrawn and brought back, each as one step of the journal."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count
from sqlite3 import Connection

from dclgui.core.catalog import UNKNOWN
from dclgui.core.classes import Classes
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.project.classes import read_classes
from dclgui.project.database import Database, now
from dclgui.project.journal import Journal

_NO_SIGN = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories of control characters and line breaks, which would break a table that holds the name."""
_LAST = "SELECT after_name, after_reads FROM class_changes WHERE class = ? ORDER BY id DESC LIMIT 1"
_CHANGE = """
INSERT INTO class_changes (step, class, before_name, before_reads, after_name, after_reads) VALUES (?, ?, ?, ?, ?, ?)
"""


class ClassChanges:
    """What a person does with the classes of a project; an undo of the ``journal`` takes it back."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def now(self) -> Classes:
        """The classes by now."""
        return read_classes(self._database)

    def add(self, name: str, who: str, rows: Sequence[int] = ()) -> int:
        """A class ``name`` behind the others, or the one that was called so and is gone, which comes back.

        The images ``rows`` are decided to be of it in the same step. Returns its number. Raises ``UserError`` for a
        name that is taken or none.
        """
        name = _as_name(name)
        with self._database.transaction() as sql:
            classes = self.now()
            _require_free(classes, name)
            number = classes.gone(name)
            step = self._journal.begin(sql, who)
            if number is None:
                number = len(classes.names)
                free = next(one for one in _numbered(name) if one not in classes.made)
                sql.execute("INSERT INTO added_classes (name, at) VALUES (?, ?)", (free, now()))
                sql.execute(_CHANGE, (step, number, name, UNKNOWN, name, number))
            else:
                _change(sql, step, classes, number, reads=number)
            self._journal.write(sql, step, [Decision(int(row), Verdict.LABEL, number) for row in rows])
        return number

    def rename(self, number: int, name: str, who: str) -> None:
        """Call class ``number`` ``name`` from now on; raises like ``add``."""
        name = _as_name(name)
        with self._database.transaction() as sql:
            classes = self.now()
            if classes.names[number] != name:
                _require_free(classes, name, but=number)
                _change(sql, self._journal.begin(sql, who), classes, number, name=name)

    def merge(self, number: int, into: int, who: str) -> None:
        """Have all that is of class ``number`` read as class ``into``; raises ``UserError`` if it is the same."""
        with self._database.transaction() as sql:
            classes = self.now()
            if number == into:
                raise UserError("A class can't be merged into itself.", "Choose another one.")
            _change(sql, self._journal.begin(sql, who), classes, number, reads=into)

    def withdraw(self, number: int, who: str) -> None:
        """Have no image be of class ``number``: decisions on it decide nothing, what the machine calls so is not sure.

        Raises ``UserError`` if it is the last one.
        """
        with self._database.transaction() as sql:
            classes = self.now()
            if len(classes.listed) < 2:
                raise UserError(f"{classes.names[number]} is the last class.", "Add another one first.")
            _change(sql, self._journal.begin(sql, who), classes, number, reads=UNKNOWN)

    def named(self, name: str) -> int:
        """The number of the class that is called ``name`` now; raises ``UserError`` if there is none."""
        classes = self.now()
        found = classes.find(unicodedata.normalize("NFC", name.strip()))
        if found is None:
            known = ", ".join(classes.names[number] for number in classes.listed)
            raise UserError(f"There is no class {name.strip()}.", f"The classes are {known}.")
        return found

    def inherit(self, added: Sequence[str], of: Classes) -> None:
        """Have the classes ``added`` of another project, and read all as it does; no step, so nothing undoes it."""
        with self._database.transaction() as sql:
            there = {name for (name,) in self._database.rows("SELECT name FROM added_classes")}
            sql.executemany(
                "INSERT INTO added_classes (name, at) VALUES (?, ?)",
                [(one, now()) for one in added if one not in there],
            )
            if not self._database.rows("SELECT 1 FROM class_changes LIMIT 1"):
                known = of.of_source + len(added)
                for number, (made, name) in enumerate(zip(of.made[:known], of.names[:known], strict=True)):
                    reads = of.number_of(number)
                    if (made, number) != (name, reads):
                        sql.execute(_CHANGE, (None, number, made, number, name, reads))


def _change(
    sql: Connection, step: int, classes: Classes, number: int, *, name: str | None = None, reads: int | None = None
) -> None:
    kept = sql.execute(_LAST, (number,)).fetchone()
    before = kept or (classes.names[number], number)
    after = name or before[0], before[1] if reads is None else reads
    sql.execute(_CHANGE, (step, number, *before, *after))


def _as_name(name: str) -> str:
    name = unicodedata.normalize("NFC", name.strip())
    if not name:
        raise UserError("The new class has no name.", "Give it one.")
    if any(unicodedata.category(sign) in _NO_SIGN for sign in name):
        raise UserError("The name of the new class holds a sign that can't be shown.", "Type the name anew.")
    return name


def _numbered(name: str) -> Iterator[str]:
    """``name``, ``name (2)``, ``name (3)`` and so on."""
    return (name if number == 1 else f"{name} ({number})" for number in count(1))


def _require_free(classes: Classes, name: str, *, but: int = UNKNOWN) -> None:
    taken = classes.find(name)
    if taken is not None and taken != but:
        raise UserError(f"There is a class {classes.names[taken]} already.", "Choose another name, or give that one.")

"""The classes of a project as its database has them."""

import json
from typing import Any

from dclgui.core.catalog import UNKNOWN
from dclgui.core.classes import Classes
from dclgui.core.parsed import json_in
from dclgui.project.database import Database

_LATEST = "SELECT class, after_name, after_reads, max(id) FROM class_changes WHERE class < ? GROUP BY class"
"""What a new scan of the source lost is no class any more, whatever another project said of it."""


def read_classes(database: Database) -> Classes:
    """The classes of the project by now; none before the source was scanned. ``UserError`` for a damaged file."""
    own, made = _made(database)
    names, reads = dict(enumerate(made)), dict[int, int]()
    for number, name, other, _ in database.rows(_LATEST, len(made)):
        names[number] = name
        reads |= {number: other} if other != number else {}
    for number in reads:
        reads[number] = _end(database, reads, number, classes=len(made))
    return Classes(made, tuple(names[number] for number in range(len(made))), reads, own)


def names_in(database: Database, text: Any) -> tuple[str, ...]:
    """The names of the classes in ``text``, which is JSON; ``UserError`` for anything else."""
    try:
        names = json_in(text)
    except (ValueError, TypeError):
        names = None
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise database.damaged("it does not say which classes there are")
    return tuple(names)


def _made(database: Database) -> tuple[int, tuple[str, ...]]:
    """How many names are the source's own, and those with the added ones behind them."""
    # Those of both are one; the source is scanned first.
    kept = database.rows("SELECT class_names FROM domains ORDER BY domain DESC LIMIT 1")
    if not kept:
        return 0, ()
    own = names_in(database, kept[0][0])
    added = database.rows("SELECT name FROM added_classes ORDER BY number")
    # As long as nothing refers to the rows, a new scan may find a class in the source that a person had added.
    return len(own), (*own, *(name for (name,) in added if name not in own))


def _end(database: Database, reads: dict[int, int], number: int, *, classes: int) -> int:
    """Where a class that was merged, perhaps into one that was merged itself, ends."""
    for _ in range(classes + 1):
        number = reads.get(number, number)
        if number == UNKNOWN or (number not in reads and 0 <= number < classes):
            return number
    raise database.damaged(f"its changes of classes lead nowhere ({json.dumps(reads)})")

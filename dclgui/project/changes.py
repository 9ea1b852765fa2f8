"""When people last changed something in a project."""

from dclgui.project.database import Database

_TIMES = (
    "SELECT max(at) FROM steps",
    "SELECT max(at) FROM exclusion_steps",
    "SELECT max(at) FROM audit_draws",
    "SELECT max(spent_at) FROM audit_draws",
    "SELECT max(at) FROM audit_answers",
    "SELECT max(at) FROM added_classes",
    "SELECT max(at) FROM audit_terms",
)
"""Of every journal: an undo and an answer taken back are changes like any other."""


def newest_change(database: Database) -> str | None:
    """When a person last changed anything, as ISO 8601 text in UTC; ``None`` if nobody ever did."""
    # All times are written alike, so that the greatest text is the latest.
    return max((at for query in _TIMES for (at,) in database.rows(query) if at is not None), default=None)

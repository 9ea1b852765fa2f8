"""Whether what the database says of itself can be true: asked once, when a project is opened.

SQLite sees pages that were changed; a file that was cut, swapped or written by another program can still be a valid
database. The catalog's own rows are looked at where they are read (``project/catalogs.py``), since they are many.
"""

from dclgui.core.decisions import Verdict
from dclgui.project.database import Database

_VERDICTS = ", ".join(f"'{verdict}'" for verdict in Verdict)
_OUT_OF_RANGE = tuple(
    f"SELECT 1 FROM {table} WHERE typeof(row) <> 'integer' "
    "OR row > (SELECT ifnull(max(row), -1) FROM catalog WHERE domain = 'target')"
    for table in ("decisions", "audit_sample", "audit_answers", "flags")
)
"""Rows of images that there are not; asked only once there is a catalog."""
_NO_CLASS = (
    "SELECT 1 FROM decisions WHERE after_verdict = 'label' AND NOT after_label BETWEEN 0 AND :last",
    "SELECT 1 FROM audit_answers WHERE verdict = 'label' AND NOT label BETWEEN 0 AND :last",
)
_NO_VERDICT = (
    f"SELECT 1 FROM decisions WHERE after_verdict IS NOT NULL AND after_verdict NOT IN ({_VERDICTS})",
    f"SELECT 1 FROM audit_answers WHERE verdict IS NOT NULL AND verdict NOT IN ({_VERDICTS})",
    "SELECT 1 FROM decisions WHERE (after_verdict = 'label') <> (ifnull(after_label, -1) >= 0)",
)
_NO_STEP = (
    "SELECT 1 FROM decisions WHERE step NOT IN (SELECT step FROM steps)",
    "SELECT 1 FROM flags WHERE step NOT IN (SELECT step FROM steps)",
    "SELECT 1 FROM steps WHERE act <> 'decide' AND decided NOT IN (SELECT step FROM steps)",
)


def require_sound(database: Database, *, classes: int | None) -> None:
    """Raise ``UserError`` if decisions or answers name images, classes or steps that there are not.

    ``classes`` is how many there are; ``None`` before both folders were scanned.
    """
    asked = [(sql, "there is a decision that is none") for sql in _NO_VERDICT]
    asked += [(sql, "a decision is of no step") for sql in _NO_STEP]
    if classes is not None:
        asked += [(sql, "a decision is of an image that there is not") for sql in _OUT_OF_RANGE]
        asked += [(sql.replace(":last", str(classes - 1)), "a decision is of no class") for sql in _NO_CLASS]
    for sql, reason in asked:
        if database.rows(f"{sql} LIMIT 1"):
            raise database.damaged(reason)

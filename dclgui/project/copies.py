"""Target images that are copies of others, as the data check found them."""

from collections.abc import Mapping

from dclgui.core.arrays import Rows
from dclgui.core.findings import CheckReport
from dclgui.project.database import Database

_FOUND = ("duplicate", "near duplicate")
_SAVE = """
INSERT INTO copies SELECT one.path, one.size, one.mtime, twin.path, twin.size, twin.mtime
FROM catalog AS one JOIN catalog AS twin USING (domain) WHERE domain = 'target' AND one.row = ? AND twin.row = ?
"""
_ROWS = """
SELECT path, row FROM catalog WHERE domain = 'target' AND (path, size, mtime) IN
    (SELECT path, size, mtime FROM copies UNION ALL SELECT twin, twin_size, twin_mtime FROM copies)
"""


def save_copies(database: Database, report: CheckReport) -> None:
    """Replace what is known by the copies in ``report``."""
    found = [finding for finding in report.findings if finding.domain == "target" and finding.kind in _FOUND]
    with database.transaction() as sql:
        sql.execute("DELETE FROM copies")
        for finding in found:
            sql.executemany(_SAVE, zip(finding.rows.tolist(), finding.twins.tolist(), strict=True))


def left_out_copies(database: Database, excluded: Rows) -> dict[int, int]:
    """Those of the ``excluded`` rows whose picture is in use as another row: row and that one, ascending.

    A file that has changed since the check is no copy any more.
    """
    if not len(excluded):
        return {}
    rows = dict(database.rows(_ROWS))
    twins = {
        rows[path]: rows[twin]
        for path, twin in database.rows("SELECT path, twin FROM copies")
        if path in rows and twin in rows
    }
    return _in_use(twins, excluded)


def _in_use(twins: Mapping[int, int], excluded: Rows) -> dict[int, int]:
    """A copy of a left-out copy is one of what that is a copy of; a twin is always an earlier row."""
    out, found = set(excluded.tolist()), dict[int, int]()
    for row in sorted(twins.keys() & out):
        twin = found.get(twins[row], twins[row])
        if twin not in out:
            found[row] = twin
    return found

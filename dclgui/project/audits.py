"""The random samples that were drawn for an audit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dclgui.project.database import Database, now


@dataclass(frozen=True, slots=True, eq=False)
class AuditSample:
    """One draw: ``seed`` repeats it; ``rows`` [n] int64, rows of the target catalog in the order drawn."""

    seed: int
    rows: npt.NDArray[np.int64]


class Audits:
    """Every draw is kept; the last one counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, sample: AuditSample) -> None:
        """Keep ``sample`` as the one that counts."""
        with self._database.transaction() as sql:
            draw = sql.execute("INSERT INTO audit_draws (seed, at) VALUES (?, ?)", (sample.seed, now())).lastrowid
            rows = enumerate(sample.rows.tolist())
            sql.executemany("INSERT INTO audit_sample VALUES (?, ?, ?)", ((draw, *row) for row in rows))

    def last(self) -> AuditSample | None:
        """The sample that counts, ``None`` before the first draw."""
        draws = self._database.rows("SELECT draw, seed FROM audit_draws ORDER BY draw DESC LIMIT 1")
        if not draws:
            return None
        draw, seed = draws[0]
        rows = self._database.rows("SELECT row FROM audit_sample WHERE draw = ? ORDER BY position", draw)
        return AuditSample(seed, np.array([row for (row,) in rows], np.int64))

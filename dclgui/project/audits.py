"""The random samples drawn for audits, and the answers to them."""

import json
import sqlite3
import zlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from dclgui.core.arrays import Ints, Longs, Mask, Rows
from dclgui.core.classes import Classes
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.errors import UserError
from dclgui.core.parsed import json_in
from dclgui.core.terms import Terms
from dclgui.project.classes import read_classes
from dclgui.project.database import Database, now

_ANSWER = """
INSERT INTO audit_answers (draw, row, verdict, label, who, at, absent, classes)
VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM added_classes))
"""


@dataclass(frozen=True, slots=True, eq=False)
class AuditSample:
    """One random sample.

    ``seed``     of the random generator
    ``rows``     [n] int64, rows of the target catalog in the order drawn
    ``core``     [n] bool, drawn with equal probability from all images that could be drawn
    ``look``     [n] int64, 0 for the first draw, 1 for the images drawn after that was answered, and so on
    ``stratum``  [N] int32, of every target image at that time; -1 for those that could not be drawn
    ``round``    the round whose labels it was drawn from; ``None`` if unknown (old projects)
    ``version``  of the round's consensus then; -1 for the labels of S1-S6 alone
    ``best``     [N] bool, the images that a guarantee may be of; ``None`` for all that could be drawn
    ``terms``    of the guarantee, chosen before
    ``reads``    as which classes labels read then (``Classes.state``)
    """

    seed: int
    rows: Rows
    core: Mask
    look: Longs
    stratum: Ints
    round: int | None
    version: int = -1
    best: Mask | None = None
    terms: Terms = field(default_factory=Terms)
    reads: str = "[]"


class Audits:
    """Stores every draw and every answer; the newest draw is the current one, with the newest answer to each image.

    Answers are not decisions: training must not see them, or the estimate would be of labels trained on the sample.
    An answer "none of these" is valid until a class is added or comes back: the image may be of that class, and is
    asked again. So is an image that was said to be of a class that was withdrawn.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, sample: AuditSample) -> None:
        """Store ``sample`` as the current one."""
        strata = zlib.compress(sample.stratum.astype("<i4").tobytes())
        best = b"" if sample.best is None else zlib.compress(sample.best.astype(np.uint8).tobytes())
        terms = (sample.terms.error, sample.terms.confidence, sample.terms.over, sample.terms.plan)
        with self._database.transaction() as sql:
            draw = sql.execute(
                "INSERT INTO audit_draws "
                "(seed, at, strata, round, version, best, error, confidence, over, plan, reads) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (sample.seed, now(), strata, sample.round, sample.version, best, *terms, self._classes().state),
            ).lastrowid
            _put(sql, draw, sample)

    def extend(self, sample: AuditSample) -> None:
        """Replace the current sample by ``sample``, which has the same images and more; the answers stay valid."""
        draw = self._draw()
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM audit_sample WHERE draw = ?", (draw,))
            _put(sql, draw, sample)

    def last(self) -> AuditSample | None:
        """The current sample; ``None`` before the first draw and after ``spend``."""
        draws = self._database.rows(
            "SELECT draw, seed, strata, round, version, best, error, confidence, over, plan, reads, spent_at "
            "FROM audit_draws ORDER BY draw DESC LIMIT 1"
        )
        if not draws or draws[0][-1] is not None:
            return None
        draw, seed, strata, of_round, version, best, *terms, reads, _ = draws[0]
        try:
            promised, stratum = _unpacked(best, np.uint8), _unpacked(strata, "<i4")
        except (zlib.error, ValueError, TypeError) as error:
            raise self._database.damaged(f"the sample of the audit can't be read ({error})") from error
        kept = self._database.rows("SELECT row, core, look FROM audit_sample WHERE draw = ? ORDER BY position", draw)
        return AuditSample(
            seed=seed,
            round=of_round,
            version=version,
            best=promised.astype(np.bool_) if best else None,
            terms=Terms(*terms),
            reads=reads,
            rows=np.array([row for row, _, _ in kept], np.int64),
            core=np.array([core for _, core, _ in kept], np.bool_),
            look=np.array([look for _, _, look in kept], np.int64),
            stratum=stratum.astype(np.int32),
        )

    def rows(self) -> Rows:
        """[n] int64, the images of the current sample; empty without one."""
        kept = self._database.rows(
            "SELECT row FROM audit_sample JOIN audit_draws USING (draw) WHERE draw = ? AND spent_at IS NULL "
            "ORDER BY position",
            self._draw(),
        )
        return np.array([row for (row,) in kept], np.int64)

    def answer(self, decision: Decision, who: str) -> None:
        """Store an answer to one image of the current sample; it is on the disk when this returns.

        Raises ``KeyError`` if the image is not in the sample, ``UserError`` if the project can't be written.
        """
        self._write(decision.row, (str(decision.verdict), int(decision.label)), who)

    def take_back(self, row: int, who: str) -> None:
        """Delete the answer to an image; raises like ``answer``."""
        self._write(row, (None, None), who)

    def answers(self) -> dict[int, Decision]:
        """The answers to the current sample, by row in ascending order."""
        rows = self._database.rows(
            "SELECT row, verdict, label, classes, absent, max(id) FROM audit_answers WHERE draw = ? "
            "GROUP BY row ORDER BY row",
            self._draw(),
        )
        classes = self._classes()
        said = (
            Decision(row, Verdict(verdict), label)
            for row, verdict, label, added, absent, _ in rows
            if verdict is not None and (verdict != Verdict.NONE_OF_THESE or _still(classes, added, absent))
        )
        return classes.decisions(said)

    def history(self) -> list[tuple[int, Decision | None]]:
        """Every answer to the current sample in the order given, by row; ``None`` where one was taken back.

        An answer that is asked again stands as what was said then.
        """
        classes, now_said = self._classes(), self.answers()
        rows = self._database.rows(
            "SELECT row, verdict, label, classes, absent FROM audit_answers WHERE draw = ? ORDER BY id", self._draw()
        )

        def then(row: int, verdict: str | None, label: int, added: int, absent: str) -> Decision | None:
            if verdict is None:
                return None
            if verdict == Verdict.NONE_OF_THESE and not _still(classes, added, absent):
                return now_said.get(row)
            return classes.decisions([Decision(row, Verdict(verdict), label)]).get(row, now_said.get(row))

        return [(row, then(row, *said)) for row, *said in rows]

    def choose_terms(self, terms: Terms, who: str) -> None:
        """Store the terms of the next draw's guarantee.

        Raises ``UserError`` if a sample is drawn, whose terms stay, or if the project can't be written.
        """
        if self.last() is not None:
            raise UserError(
                "What the guarantee is to say was chosen before the sample was drawn.",
                "Use its answers for training, choose, and draw anew.",
            )
        with self._database.transaction() as sql:
            sql.execute(
                "INSERT INTO audit_terms (error, confidence, over, plan, who, at) VALUES (?, ?, ?, ?, ?, ?)",
                (terms.error, terms.confidence, terms.over, terms.plan, who, now()),
            )

    def terms(self) -> Terms:
        """Those of the current sample, or else the ones chosen last, or the defaults."""
        sample = self.last()
        if sample is not None:
            return sample.terms
        chosen = self._database.rows("SELECT error, confidence, over, plan FROM audit_terms ORDER BY id DESC LIMIT 1")
        return Terms(*chosen[0]) if chosen else Terms()

    def draws_read(self, *, of_round: int, version: int) -> int:
        """How many samples of these labels have answers, the current one included: each of them spent its risk."""
        read = self._database.rows(
            "SELECT count(DISTINCT draw) FROM audit_draws JOIN audit_answers USING (draw) "
            "WHERE round = ? AND version = ? AND verdict IS NOT NULL",
            of_round,
            version,
        )
        return int(read[0][0])

    def opened(self) -> list[int]:
        """Every row with an answer in any draw, ascending."""
        rows = self._database.rows("SELECT DISTINCT row FROM audit_answers WHERE verdict IS NOT NULL ORDER BY row")
        return [row for (row,) in rows]

    def times(self) -> list[str]:
        """When each answer of any draw was given, as ISO 8601 text in UTC, oldest first."""
        rows = self._database.rows("SELECT at FROM audit_answers WHERE verdict IS NOT NULL ORDER BY id")
        return [at for (at,) in rows]

    def spend(self) -> None:
        """End the audit after its answers were copied to the journal of decisions: no sample is current any more."""
        with self._database.transaction() as sql:
            sql.execute("UPDATE audit_draws SET spent_at = ? WHERE draw = ?", (now(), self._draw()))

    def _draw(self) -> int:
        newest = self._database.rows("SELECT max(draw) FROM audit_draws")
        return newest[0][0] or 0

    def _classes(self) -> Classes:
        return read_classes(self._database)

    def _write(self, row: int, answer: tuple[str | None, int | None], who: str) -> None:
        draw, absent = self._draw(), json.dumps(sorted(self._classes().reads))
        with self._database.transaction() as sql:
            if not sql.execute("SELECT 1 FROM audit_sample WHERE draw = ? AND row = ?", (draw, row)).fetchall():
                raise KeyError(row)
            sql.execute(_ANSWER, (draw, int(row), *answer, who, now(), absent))


def _still(classes: Classes, added: int, absent: str) -> bool:
    """Whether "none of these" is of all classes that there are: it was said of ``added`` ones but the ``absent``."""
    came = set(classes.listed) - (set(range(classes.of_source + added)) - set(json_in(absent)))
    return not came


def _unpacked(packed: bytes, kind: npt.DTypeLike) -> npt.NDArray[Any]:
    return np.frombuffer(zlib.decompress(packed) if packed else b"", kind)


def _put(sql: sqlite3.Connection, draw: int | None, sample: AuditSample) -> None:
    rows = enumerate(zip(sample.rows.tolist(), sample.core.tolist(), sample.look.tolist(), strict=True))
    sql.executemany(
        "INSERT INTO audit_sample (draw, position, row, core, look) VALUES (?, ?, ?, ?, ?)",
        ((draw, position, *values) for position, values in rows),
    )

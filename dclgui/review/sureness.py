"""What is called sure: one reckoning, which window, command line and report only put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from dclgui.core.consensus import LEAST
from dclgui.core.decisions import SETTLED, Decision, VerdictCode
from dclgui.review.table import ReviewTable


@dataclass(frozen=True, slots=True)
class Sureness:
    """Of the images of one table that are in use.

    ``missing``   answers until it is known which labels are sure, 0 once it is known; -1 where answers teach nothing
    ``sure``      labels that nobody decided and that answers show to be sure; high confidence (S33) alone never is
    ``doubtful``  images worth a look (``ReviewTable.doubtful``)
    ``unlike``    images unlike everything in the source (``ReviewTable.unlike_all``); -1 where that isn't known
    ``again``     answers worth a second look (``ReviewTable.look_again``)
    ``open``      images that nobody decided and that are in no audit
    ``wrong``     fraction of the ``sure`` expected to be wrong, NaN if none is sure
    """

    missing: int
    sure: int
    doubtful: int
    unlike: int
    again: int
    open: int
    wrong: float

    @classmethod
    def of(cls, table: ReviewTable) -> Self:
        """By the labels and answers that ``table`` shows."""
        expected = table.expected
        missing = 0 if expected.known else max(1, LEAST - expected.answers)
        return cls(
            missing=missing if table.consensus is not None else -1,
            sure=int(np.count_nonzero(table.sure)),
            doubtful=int(np.count_nonzero(table.doubtful)),
            unlike=int(np.count_nonzero(table.unlike_all)) if np.isfinite(table.unlike).any() else -1,
            again=int(np.count_nonzero(table.look_again & ~table.in_audit)),
            open=int(np.count_nonzero(table.waiting)),
            wrong=expected.wrong,
        )

    @property
    def known(self) -> bool:
        """Whether answers have shown which labels are sure."""
        return self.missing == 0

    @property
    def done(self) -> bool:
        """Whether a review has nothing left to do: all images were decided, or all others are shown to be sure."""
        return not self.open or (self.known and not self.doubtful)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file of all labels holds: every image is one of these.

    With the machine's name: ``sure`` by what answers have shown, ``unsure`` where a person could not tell, and
    ``others``. With a person's: ``reviewed``, and ``audited`` from an audit that is not spent. Without a name:
    ``none_of_these``, and ``unnamed`` for set aside, unreadable, or before the first round. ``machine_copies``,
    ``person_copies`` and ``nameless_copies`` were left out as copies of such pictures and have what these have.
    """

    sure: int
    others: int
    unsure: int
    reviewed: int
    audited: int
    none_of_these: int
    unnamed: int
    machine_copies: int = 0
    person_copies: int = 0
    nameless_copies: int = 0

    @property
    def machine(self) -> int:
        """How many have the machine's name."""
        return self.sure + self.others + self.unsure + self.machine_copies

    @property
    def person(self) -> int:
        """How many have a name from a person."""
        return self.reviewed + self.audited + self.person_copies

    @property
    def nameless(self) -> int:
        """How many have no name."""
        return self.none_of_these + self.unnamed + self.nameless_copies

    @classmethod
    def of(cls, table: ReviewTable, audited: Mapping[int, Decision]) -> Self:
        """``audited``: the answers to the audit by row, which the table does not show."""
        verdict, answered = table.verdict.copy(), np.zeros(len(table), np.bool_)
        for row, decision in audited.items():
            if row < len(table) and verdict[row] not in SETTLED:
                verdict[row], answered[row] = decision.verdict.code, True
        named, open_ = verdict == VerdictCode.LABEL, verdict == VerdictCode.NOTHING
        none, unsure = verdict == VerdictCode.NONE_OF_THESE, (verdict == VerdictCode.UNSURE) & table.countable
        sure, machine = table.sure & open_, table.countable & open_
        kinds = {
            "sure": sure,
            "others": machine & ~sure,
            "unsure": unsure,
            "reviewed": named & ~answered,
            "audited": named & answered,
            "none_of_these": none,
        }
        rows = np.array([row for row in table.copies if verdict[row] not in SETTLED], np.int64)
        pictures = np.array([table.copies[row] for row in rows.tolist()], np.int64)
        kinds |= {
            "machine_copies": (machine | unsure)[pictures],
            "person_copies": named[pictures],
            "nameless_copies": none[pictures],
        }
        counts = {name: int(np.count_nonzero(kind)) for name, kind in kinds.items()}
        return cls(**counts, unnamed=len(table) - sum(counts.values()))

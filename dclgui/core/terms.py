"""What a guarantee is to say, and how its sample is read."""

from dataclasses import dataclass
from typing import Literal

Over = Literal["accepted", "all"]
"""Of what at most the error is wrong: of the labels that go out unseen, or of all once the rest was looked at."""
Plan = Literal["once", "open"]
"""One look when the whole sample is answered, or a test readable after every answer, with more drawn at will."""


@dataclass(frozen=True, slots=True)
class Terms:
    """At most the share ``error``, in (0, 1), of the labels promised is wrong, with ``confidence`` in (0, 1).

    The defaults count where nobody chose. They are chosen before a draw: who chooses with the answers in sight has
    looked more often than is paid for.
    """

    error: float = 0.02
    confidence: float = 0.95
    over: Over = "accepted"
    plan: Plan = "once"

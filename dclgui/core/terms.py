"""What a guarantee is to say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """At most the share ``error``, in (0, 1), of the labels promised is wrong, with ``confidence`` in (0, 1).

    The defaults count where nobody chose.
    """

    error: float = 0.02
    confidence: float = 0.95

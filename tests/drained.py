"""What a piece of work gives that tells its progress meanwhile."""

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")


def drained(steps: Generator[object, None, Result]) -> Result:
    """What ``steps`` returns in the end."""
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            result: Result = ended.value
            return result

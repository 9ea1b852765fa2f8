"""Two parts of a run at the same time, whose events come one after the other."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event as Flag
from typing import TypeVar

from dclgui.core.protocol.events import Event

Result = TypeVar("Result")
Other = TypeVar("Other")


def together(
    events: Generator[Event, None, Result], others: Generator[Event, None, Other]
) -> Generator[Event, None, tuple[Result, Other]]:
    """The ``events``, then the ``others``, which a thread takes meanwhile; returns the results of both.

    If the ``events`` fail or this is closed, the ``others`` are closed at their next one.
    """
    said: SimpleQueue[Event | None] = SimpleQueue()
    left, results = Flag(), list[Other]()

    def take() -> None:
        try:
            while not left.is_set():
                said.put(next(others))
        except StopIteration as end:
            results.append(end.value)
        finally:
            others.close()
            said.put(None)

    with ThreadPoolExecutor(1) as pool:
        taken = pool.submit(take)
        try:
            result = yield from events
            while (event := said.get()) is not None:
                yield event
        finally:
            left.set()
        taken.result()  # raises what the others raised
    return result, results[0]

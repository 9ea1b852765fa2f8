"""A folder under watch, and what its watch says, for tests."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from dclgui.core.protocol.watch_events import ImagesLabelled, WatchEvent, Watching
from dclgui.inference.arrivals import Pace
from dclgui.inference.onnx_model import OnnxPredictor
from dclgui.inference.watch import watch
from dclgui.labels.table import LabelTable
from tests.labels_csv import read_csv
from tests.unit.inference.made import draw

FAST = Pace(every=0.02, settle=0.03, patience=0.15, again=0.3)
RED, GREEN, BLUE = (250, 10, 10), (10, 250, 10), (10, 10, 250)
MOST_EVENTS = 400
Kind = TypeVar("Kind")
Events = Generator[WatchEvent, None, None]


class Line:
    """The folder, the labels file, and a watch of it."""

    def __init__(self, place: Path, predictor: OnnxPredictor) -> None:
        self.folder, self.file, self.predictor = place / "camera", place / "labels.csv", predictor
        self.folder.mkdir()

    @contextmanager
    def watched(self) -> Iterator[Events]:
        with closing(watch(self.predictor, self.folder, self.file, pace=FAST)) as events:
            yield events

    def table(self) -> LabelTable:
        return read_csv(self.file)

    def labels(self) -> dict[str, str]:
        table = self.table()
        return dict(zip(table.paths, table.labels, strict=True))

    def draw(self, name: str, colour: tuple[int, int, int]) -> Path:
        return draw(self.folder / name, colour)


def until(
    events: Events, kind: type[Kind], when: Callable[[Kind], bool] = lambda _: True
) -> tuple[list[WatchEvent], Kind]:
    """What was said before the first event of ``kind`` that fits, and that event."""
    said: list[WatchEvent] = []
    for event in events:
        if isinstance(event, kind) and when(event):
            return said, event
        said.append(event)
        assert len(said) < MOST_EVENTS, f"no {kind.__name__} among {said[-10:]}"
    raise AssertionError


def labelled(said: list[WatchEvent]) -> list[str]:
    return [image.path for event in said if isinstance(event, ImagesLabelled) for image in event.images]


def idle(events: Events, count: int) -> list[WatchEvent]:
    """All that is said until ``count`` images are labelled and nothing waits."""
    return until(events, Watching, lambda event: event.labelled >= count and not event.waiting)[0]


def some_looks(events: Events) -> list[WatchEvent]:
    """What is said while nothing is expected, for longer than the patience of a watch."""
    said: list[WatchEvent] = []
    while sum(isinstance(event, Watching) for event in said) < 25:
        said.append(next(events))
    return said

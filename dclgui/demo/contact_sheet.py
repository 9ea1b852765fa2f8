"""One picture of a run's outcome: a few target images of every class, framed in the colour of their confidence."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from dclgui.core.atomic import file_in_place
from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.demo.sheet_drawing import BACKGROUND, HEADING, LABEL, NOTE, TILE, TITLE, Pen, State, width_of
from dclgui.images.decode import UnreadableImage, open_picture

MARGIN, PAD, GAP = 32, 16, 16
HEAD = 136
"""Height of title and legend."""
CARD_HEAD, CAPTION, TEXT_LINE = 40, 48, 16
FOOT = 56
FOOTNOTE = (
    "d  distance to the prototype of the label      H  entropy of the softmax, in nats      At most {columns} of each"
)
EMPTY = "No image bears this label."

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """One card: its heading, the rows shown, and how many images of each state it stands for."""

    name: str
    shown: tuple[int, ...]
    counts: dict[State, int]
    moved: bool

    @property
    def height(self) -> int:
        """Pixels of its card; a moved tile's caption has one more line."""
        if not self.shown:
            return PAD // 2 + CARD_HEAD + PAD // 2
        return PAD // 2 + CARD_HEAD + TILE + CAPTION + self.moved * TEXT_LINE


def write_contact_sheet(
    path: Path,
    catalog: Catalog,
    pseudo_labels: PseudoLabels,
    *,
    title: str = "Contact sheet",
    subtitle: str = "",
    columns: int = 10,
    most_classes: int = 40,
) -> None:
    """Write a PNG with a row of at most ``columns`` tiles for each class; the same tables draw the same sheet.

    ``catalog`` is the target's, row by row with ``pseudo_labels``. Of more than ``most_classes`` classes the largest
    are shown. Raises ``OSError`` if ``path`` can't be written; pictures that can't be read become a problem tile.
    """
    states = states_of(pseudo_labels)
    groups = _groups(catalog, pseudo_labels, states, columns=columns, most_classes=most_classes)
    width = 2 * MARGIN + 2 * PAD + columns * TILE + (columns - 1) * GAP
    heights = [group.height for group in groups]
    sheet = Image.new("RGB", (width, HEAD + sum(heights) + GAP * len(groups) + FOOT), BACKGROUND)
    pen = Pen(sheet)
    _draw_head(pen, states, title=title, subtitle=subtitle or f"{len(catalog):,} images")
    top = HEAD
    for group, height in zip(groups, heights, strict=True):
        pen.card((MARGIN, top, width - MARGIN, top + height))
        _draw_group(pen, group, top, catalog=catalog, pseudo_labels=pseudo_labels, states=states)
        top += height + GAP
    pen.text((MARGIN, top + 12), FOOTNOTE.format(columns=columns), NOTE)
    with file_in_place(path) as file:
        sheet.save(file, "PNG")


def states_of(pseudo_labels: PseudoLabels) -> list[State]:
    """The state of every row."""
    ranks = np.select(
        [~pseudo_labels.readable, pseudo_labels.moved, pseudo_labels.high], [3, 1, 0], default=2
    )  # order of State's members
    members = list(State)
    return [members[rank] for rank in ranks]


def sampled(rows_by_state: list[Rows], room: int) -> list[Rows]:
    """At most ``room`` rows in all, in proportion to the states' sizes, but of each state at least two or all it has.

    Within one state the rows are spread evenly over its order.
    """
    sizes = np.array([len(rows) for rows in rows_by_state])
    quota = np.minimum(sizes, 2)
    while quota.sum() > room:
        quota[quota.argmax()] -= 1
    while quota.sum() < min(room, sizes.sum()):
        lag = np.where(quota < sizes, sizes / (quota + 1), -1)
        quota[lag.argmax()] += 1
    picks = [
        np.linspace(0, max(size - 1, 0), count).round().astype(np.intp)
        for size, count in zip(sizes, quota, strict=True)
    ]
    return [rows[pick] for rows, pick in zip(rows_by_state, picks, strict=True)]


def _groups(
    catalog: Catalog, pseudo_labels: PseudoLabels, states: list[State], *, columns: int, most_classes: int
) -> list[_Group]:
    names = catalog.class_names
    sizes = np.bincount(pseudo_labels.label[pseudo_labels.readable], minlength=len(names))
    largest = np.argsort(-sizes, kind="stable")[:most_classes]
    chosen = [(names[index], int(index)) for index in sorted(largest)]
    if not pseudo_labels.readable.all():
        chosen.append(("Can't be read", UNKNOWN))
    order = np.argsort(pseudo_labels.entropy, kind="stable")
    groups = []
    for name, label in chosen:
        rows = order[pseudo_labels.label[order] == label]
        by_state = {state: np.array([row for row in rows if states[row] is state], np.intp) for state in State}
        shown = np.concatenate(sampled(list(by_state.values()), columns))
        counts = {state: len(found) for state, found in by_state.items()}
        groups.append(_Group(name, tuple(int(row) for row in shown), counts, counts[State.MOVED] > 0))
    return groups


def _draw_head(pen: Pen, states: list[State], *, title: str, subtitle: str) -> None:
    room = pen.sheet.width - 2 * MARGIN
    pen.text((MARGIN, 40), title, TITLE, room=room)
    pen.text((MARGIN, 68), subtitle, NOTE, room=room)
    left = MARGIN
    for state in State:
        left = pen.chip((left, 88), state, states.count(state)) + 8


def _draw_group(
    pen: Pen, group: _Group, top: int, *, catalog: Catalog, pseudo_labels: PseudoLabels, states: list[State]
) -> None:
    middle, left = top + PAD // 2 + CARD_HEAD // 2, MARGIN + PAD
    right = pen.sheet.width - MARGIN - PAD
    pen.text((left, middle), group.name, HEADING, room=right - left - 400)
    for state, count in reversed(group.counts.items()):
        if count:
            number = f"{count:,}"
            right -= width_of(number, NOTE)
            pen.text((right, middle), number, NOTE)
            pen.glyph((right - 14, middle), state, side=12)
            right -= 40
    if not group.shown:
        pen.text((left + width_of(group.name, HEADING) + 16, middle), EMPTY, NOTE)
    top += PAD // 2 + CARD_HEAD
    for column, row in enumerate(group.shown):
        at = left + column * (TILE + GAP), top
        pen.tile(at, states[row], _picture(catalog, row))
        _draw_caption(pen, (at[0], top + TILE + 14), row, catalog=catalog, pseudo_labels=pseudo_labels)


def _draw_caption(pen: Pen, at: tuple[int, int], row: int, *, catalog: Catalog, pseudo_labels: PseudoLabels) -> None:
    label, before = int(pseudo_labels.label[row]), int(pseudo_labels.classifier_label[row])
    if label == UNKNOWN:
        pen.text(at, Path(catalog.paths[row]).name, LABEL, room=TILE)
        return
    pen.text(at, catalog.class_names[label], LABEL, room=TILE)
    figures = f"d {pseudo_labels.distance[row]:.2f}   H {pseudo_labels.entropy[row]:.2f}"
    pen.text((at[0], at[1] + TEXT_LINE), figures, NOTE, room=TILE)
    if label != before:
        pen.text((at[0], at[1] + 2 * TEXT_LINE), f"was {catalog.class_names[before]}", NOTE, room=TILE)


def _picture(catalog: Catalog, row: int) -> Image.Image | None:
    try:
        return open_picture(catalog.file(row))
    except UnreadableImage:
        return None

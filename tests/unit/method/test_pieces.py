"""Tables by the piece: the same as in one piece, in memory or mapped."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from dclgui.core import scratch as rooms
from dclgui.method import pieces
from dclgui.method.assign import assign
from dclgui.method.neighbours import Neighbours, smoothed
from dclgui.method.pieces import by_piece, in_threads, mean_of, mean_square, sample, single, stored
from dclgui.method.prototypes import class_prototypes, spread
from dclgui.method.transduction import settled
from dclgui.method.whitening import whitened

ROWS = 90


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def shrink() -> None:
        monkeypatch.setattr(pieces, "PIECE", 16)
        monkeypatch.setattr(rooms, "LARGE", 16)

    return shrink


def drawn(rows: int = ROWS, columns: int = 6, seed: int = 0) -> torch.Tensor:
    return torch.randn(rows, columns, generator=torch.Generator().manual_seed(seed))


def test_sums_over_pieces(small: Callable[[], None]) -> None:
    values = drawn()
    whole = [mean_of(values), mean_square(values), by_piece(lambda x: x.exp(), values)]
    small()
    for found, wanted in zip(
        [mean_of(values), mean_square(values), by_piece(lambda x: x.exp(), values)], whole, strict=True
    ):
        torch.testing.assert_close(found, wanted)


def test_what_is_stored_is_mapped_in_half_precision_and_never_overflows(small: Callable[[], None]) -> None:
    small()
    found = stored(lambda piece: piece * 1e6, drawn())
    assert found.dtype is torch.float16
    assert torch.isfinite(found).all()
    exact = stored(lambda piece: piece, drawn(16))
    torch.testing.assert_close(exact, drawn(16), rtol=0, atol=0)
    torch.testing.assert_close(single(stored(lambda piece: piece, drawn())), drawn(), atol=2e-3, rtol=1e-3)


def test_a_sample_is_everything_or_a_piece_of_it_in_order(small: Callable[[], None]) -> None:
    values, generator = torch.arange(ROWS)[:, None], torch.Generator().manual_seed(0)
    assert torch.equal(sample(values, generator=generator), values)
    small()
    some = sample(values, generator=generator)[:, 0]
    assert len(some) == 16
    assert (some.diff() > 0).all()


def test_threads_keep_the_order_and_are_put_back() -> None:
    before = pieces.use_threads(3)
    try:
        assert in_threads(lambda number: number * number, range(50)) == [number * number for number in range(50)]
        assert pieces.use_threads(before) == 3
    finally:
        pieces.use_threads(before)


def test_the_method_says_the_same_of_mapped_tables(small: Callable[[], None]) -> None:
    """S31 to S43, smoothing, moving means, spreading: within what half precision rounds."""
    features, source, labels = drawn(seed=1), drawn(40, seed=2), torch.arange(40) % 3
    probs = drawn(ROWS, 3, seed=3).softmax(dim=1)
    near = Neighbours(torch.randint(ROWS, (ROWS, 4), generator=torch.Generator().manual_seed(0)), torch.ones(ROWS, 4))
    decided = torch.full((ROWS,), -1)
    decided[:3] = 3

    def everything(table: torch.Tensor) -> list[torch.Tensor]:
        smooth = smoothed(table, near, amount=0.5)
        found = assign(
            probs, smooth, decided * 0 - 1, share=0.3, distance="cosine", weighting="margin", temperature=0.1
        )
        means = class_prototypes(source, labels, classes=3)
        moved = settled(means, table, start="middle", cosine=True)
        gone = spread(table, probs.argmax(dim=1), decided, [3])
        return [single(smooth), found.distances, found.prototypes.means, moved.float(), gone.float()]

    whole = everything(features)
    small()
    mapped = everything(stored(lambda piece: piece, features))
    for found, wanted in zip(mapped[:3], whole[:3], strict=True):
        torch.testing.assert_close(found, wanted, atol=5e-3, rtol=5e-3)
    for found, wanted in zip(mapped[3:], whole[3:], strict=True):
        assert np.mean(found.numpy() == wanted.numpy()) > 0.9


def test_a_class_has_unit_scatter_in_a_mapped_whitened_space(small: Callable[[], None]) -> None:
    small()
    source, labels = drawn(400) * torch.arange(1, 7), torch.arange(400) % 2
    space = whitened(source, labels, drawn(200, seed=1), classes=2, generator=torch.Generator().manual_seed(0))
    assert space.source.dtype is space.target.dtype is torch.float16
    white = single(space.source)
    within = white - class_prototypes(white, labels, classes=2)[labels]
    assert 0.5 < float((within.T @ within / 400).diagonal().mean()) < 1.5

"""How far the target's own word is followed: shift, trust, blending and the share that follows from it."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from dclgui.method.blend import blended
from dclgui.method.confidence import trusted_fraction
from dclgui.method.shift import domain_gap, trust

unit = st.floats(0, 1)


def drawn(seed: int, rows: int, *, shift: float = 0.0) -> torch.Tensor:
    return torch.randn(rows, 8, generator=torch.Generator().manual_seed(seed)) + torch.tensor([3.0] * 7 + [3.0 + shift])


def measured(source: torch.Tensor, target: torch.Tensor) -> float:
    return domain_gap(source, target, generator=torch.Generator().manual_seed(0))


def test_two_halves_of_one_domain_hardly_differ() -> None:
    assert measured(drawn(0, 400), drawn(1, 400)) < 0.2


def test_a_clear_shift_is_seen_and_a_larger_one_more_so() -> None:
    small, large = measured(drawn(0, 300), drawn(1, 300, shift=1.5)), measured(drawn(0, 300), drawn(1, 300, shift=6))
    assert 0.2 < small < large
    assert large > 0.9


def test_domains_of_very_different_size_are_compared_fairly() -> None:
    assert measured(drawn(0, 900), drawn(1, 30)) < 0.35
    assert measured(drawn(0, 900), drawn(1, 30, shift=6)) > 0.9


@pytest.mark.parametrize("rows", [0, 1, 4])
def test_too_few_images_show_no_shift(rows: int) -> None:
    assert measured(drawn(0, 50), drawn(1, rows, shift=9)) == 0.0
    assert trust(1.0, rows, enough=0) == 0.0


def test_equal_images_show_no_shift() -> None:
    assert measured(torch.ones(20, 3), torch.ones(20, 3)) == 0.0


@given(unit, st.integers(5, 10**6), st.floats(0, 1000))
def test_trust_grows_with_the_shift_and_with_the_images(shift: float, images: int, enough: float) -> None:
    found = trust(shift, images, enough=enough)
    assert 0 <= found <= shift * (1 + 1e-12)
    assert trust(shift, images + 1, enough=enough) >= found * (1 - 1e-12)
    assert trust(1.0, 50, enough=50) == 0.5


@given(unit, unit)
def test_share_of_high_confidence_rises_to_all_as_trust_falls(share: float, trusted: float) -> None:
    found = trusted_fraction(share, trust=trusted)
    assert share - 1e-9 <= found <= 1
    assert trusted_fraction(share, trust=0.0) == 1
    assert trusted_fraction(share, trust=1.0) == pytest.approx(share)


@given(st.integers(0, 99), unit)
def test_a_blend_is_a_softmax_between_the_two(seed: int, trusted: float) -> None:
    generator = torch.Generator().manual_seed(seed)
    target, source = (torch.randn(6, 4, generator=generator).softmax(dim=1) for _ in range(2))
    found = blended(target, source, trust=trusted)
    torch.testing.assert_close(found.sum(dim=1), torch.ones(6))
    torch.testing.assert_close(blended(target, source, trust=1.0), target)
    torch.testing.assert_close(blended(target, source, trust=0.0), source)
    agreed = target.argmax(dim=1) == source.argmax(dim=1)
    assert (found.argmax(dim=1)[agreed] == target.argmax(dim=1)[agreed]).all()


def test_a_blend_survives_zeros() -> None:
    found = blended(torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]]), trust=0.5)
    torch.testing.assert_close(found, torch.tensor([[0.5, 0.5]]))

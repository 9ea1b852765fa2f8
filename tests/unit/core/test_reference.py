"""How a project's own images look to its model: kept with a round, and none rather than wrong."""

from pathlib import Path

import numpy as np

from dclgui.core.reference import ReferenceStatistics

NAN = float("nan")


def test_only_images_with_both_numbers_count() -> None:
    found = ReferenceStatistics.of(np.array([1, 3, NAN, 9], np.float32), np.array([0.5, 0.25, 0.5, np.inf], np.float32))
    assert found is not None
    assert found.images == 2
    assert (found.entropy[0], found.entropy[50], found.entropy[100]) == (1, 2, 3)
    assert (found.distance[0], found.distance[100]) == (0.25, 0.5)


def test_of_no_image_there_are_none() -> None:
    assert ReferenceStatistics.of(np.array([NAN, 1], np.float32), np.array([1, np.inf], np.float32)) is None


def test_what_a_round_keeps_comes_back_whole_or_not_at_all(tmp_path: Path) -> None:
    values = np.array([1, 2], np.float32)
    found = ReferenceStatistics.of(values, values)
    assert found is not None
    found.save(tmp_path)
    again = ReferenceStatistics.load(tmp_path)
    assert again is not None
    assert (again.as_card(), again.key) == (found.as_card(), found.key)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    no_image, no_number = whole.replace(b'"images": 2', b'"images": 0'), whole.replace(b"2.0]", b"NaN]")
    for damage in (b"[]", b"{", b"\xff", no_image, no_number):
        assert damage != whole
        file.write_bytes(damage)
        assert ReferenceStatistics.load(tmp_path) is None, damage

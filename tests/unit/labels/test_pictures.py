from pathlib import Path

import pytest
from PIL import Image

from dclgui.labels.pictures import upright_size


@pytest.mark.parametrize(
    ("orientation", "size"), [(None, (30, 20)), (1, (30, 20)), (3, (30, 20)), (6, (20, 30)), (8, (20, 30))]
)
def test_as_people_see_it(tmp_path: Path, orientation: int | None, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    Image.new("RGB", (30, 20)).save(tmp_path / "a.jpg", exif=exif)
    assert upright_size(tmp_path / "a.jpg") == size


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_a_damaged_file_has_no_size(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    assert upright_size(tmp_path / "a.jpg") == (0, 0)


def test_a_file_that_is_gone_has_no_size_either(tmp_path: Path) -> None:
    assert upright_size(tmp_path / "a.jpg") == (0, 0)

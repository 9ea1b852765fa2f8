"""The data check finds what is wrong, and nothing where all is well."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from dclgui.core.catalog import Catalog
from dclgui.core.findings import CheckReport, Finding
from dclgui.images.check import check, nothing_on
from dclgui.images.decode import Picture, load_picture
from dclgui.images.measure import Measured, measure

SIZE = (120, 90)


def pictures(count: int, *, seed: int = 0, light: float = 1.0) -> list[np.ndarray]:
    """Sharp patches of colour, each picture its own."""
    random = np.random.default_rng(seed)
    shown = []
    for _ in range(count):
        cells = Image.fromarray(random.integers(20, 230, (9, 12, 3), np.uint8)).resize(SIZE, Image.Resampling.NEAREST)
        shown.append((np.asarray(cells) * light).astype(np.uint8))
    return shown


def picture_of(pixels: np.ndarray, *, top: float = 255.0) -> Picture:
    height, width = pixels.shape[:2]
    square = np.asarray(Image.fromarray(pixels).resize((96, 96), Image.Resampling.BICUBIC))
    return Picture(square, pixels.tobytes()[:8] + pixels.tobytes()[-8:], width, height, top)


def measured(shown: list[np.ndarray], *, top: float = 255.0) -> Measured:
    return measure([picture_of(pixels, top=top) for pixels in shown])


def catalog_of(*per_class: int) -> Catalog:
    labels = np.repeat(np.arange(len(per_class), dtype=np.int32), per_class)
    total = len(labels)
    names = tuple(f"class {number}" for number in range(len(per_class)))
    zeros = np.zeros(total, np.int64)
    return Catalog(Path("/images"), tuple(f"{row}.png" for row in range(total)), names, labels, zeros, zeros)


def report_on(source: list[np.ndarray], target: list[np.ndarray]) -> CheckReport:
    return check(measured(source), measured(target), catalog=catalog_of(len(source)))


def only(report: CheckReport) -> Finding:
    assert len(report.findings) == 1, [(finding.kind, finding.domain) for finding in report.findings]
    finding = report.findings[0]
    assert finding.rows.dtype == np.int64
    assert finding.measures.dtype == np.float32
    assert len(finding.measures) in {0, len(finding.rows)}
    return finding


def test_two_good_domains_give_no_alarm() -> None:
    report = report_on(pictures(40), pictures(40, seed=1, light=0.8))
    assert report.findings == ()


def test_statistics() -> None:
    report = report_on(pictures(10), [*pictures(7), *(np.full((50, 60, 3), (255, 0, 51), np.uint8) for _ in range(3))])
    assert report.target.sizes == ((120, 90, 7), (60, 50, 3))
    assert report.target.ranges == ((255.0, 10),)
    for statistics in (report.source, report.target):
        assert statistics.brightness.sum() == pytest.approx(1)
        assert len(statistics.brightness) == 64
    plain = measured([np.full((50, 60, 3), (255, 0, 51), np.uint8)] * 3)
    alone = check(plain, plain, catalog=catalog_of(3)).source
    np.testing.assert_allclose(alone.colour, [1, 0, 0.2], atol=1e-4)
    assert alone.contrast == pytest.approx(0, abs=1e-6)


def test_a_blurred_picture_is_found() -> None:
    source = pictures(40)
    blurred = Image.fromarray(source[7]).filter(ImageFilter.GaussianBlur(6))
    source[7] = np.asarray(blurred)
    finding = only(report_on(source, pictures(40, seed=1)))
    assert (finding.kind, finding.domain, finding.rows.tolist(), finding.advice) == ("blurred", "source", [7], "look")


def test_sharpness_does_not_depend_on_size_or_contrast() -> None:
    cells = Image.fromarray(pictures(1)[0])
    sizes = [np.asarray(cells.resize((side, side), Image.Resampling.BICUBIC)) for side in (96, 192, 384)]
    by_size = measured(sizes).sharpness
    assert max(by_size) < 1.6 * min(by_size)
    faint = (pictures(1)[0] * 0.3 + 100).astype(np.uint8)
    of_faint, of_plain, of_flat = measured([faint, pictures(1)[0], np.full((90, 120, 3), 7, np.uint8)]).sharpness
    assert of_faint == pytest.approx(of_plain, rel=0.1)
    assert np.isnan(of_flat)


def test_a_dark_and_a_bright_picture_are_found_but_not_in_a_dark_domain() -> None:
    target = pictures(40, seed=1)
    target[3], target[5] = target[3] // 30, 255 - target[5] // 30
    finding = only(report_on(pictures(40), target))
    assert (finding.kind, finding.domain, finding.rows.tolist()) == ("dark", "target", [3, 5])
    assert finding.measures[0] < 0.05
    assert finding.measures[1] > 0.95
    dark = [np.pad(shown[:18, :24], ((36, 36), (48, 48), (0, 0))) for shown in pictures(40)]
    assert not [found for found in report_on(dark, dark[:20]).findings if found.kind == "dark"]

    assert not [found for found in report_on(dark, dark[:20]).findings if "blank" in found.kind]


def blanks() -> list[np.ndarray]:
    """A grey frame, a light one, and one of noise alone."""
    noise = np.random.default_rng(0).integers(100, 156, (96, 96, 3)).astype(np.uint8)
    return [np.full((90, 120, 3), 128, np.uint8), np.full((90, 120, 3), (200, 190, 180), np.uint8), noise]


def test_pictures_with_nothing_on_them_are_found() -> None:
    target = pictures(40, seed=1)
    target[7], target[3], target[20] = blanks()
    kinds = {finding.kind: finding for finding in report_on(pictures(40), target).findings}
    assert sorted(kinds["blank"].rows.tolist()) == [3, 7, 20]
    assert kinds["blank"].domain == "target"
    assert "dark" not in kinds


def test_nothing_is_on_a_plain_a_black_and_a_white_picture_but_on_noise_there_may_be() -> None:
    target = pictures(40, seed=1)
    target[7], target[3], target[20] = blanks()
    rng = np.random.default_rng(0)
    for row, light in ((11, 0), (30, 255)):
        target[row] = (light + rng.normal(0, 2, (90, 120, 3))).clip(0, 255).astype(np.uint8)
    found = measured(target)
    assert nothing_on(found).tolist() == [3, 7, 11, 30]
    found.readable[11] = False
    assert nothing_on(found).tolist() == [3, 7, 30]
    assert not nothing_on(measured([*blanks()[:2] * 3, *pictures(4)])).size, "most of the domain is so"


@pytest.mark.parametrize("light", [0, 128, 255])
def test_a_domain_that_mostly_shows_nothing_is_one_finding(light: int) -> None:
    rng = np.random.default_rng(0)
    plain = [(light + rng.normal(0, 2, (90, 120, 3))).clip(0, 255).astype(np.uint8) for _ in range(25)]
    found = report_on(pictures(40), [*pictures(15, seed=1), *plain]).findings
    kinds = {
        finding.kind: finding for finding in found if finding.kind not in {"duplicate", "near duplicate", "colour"}
    }
    assert set(kinds) <= {"mostly blank", "unused range"}
    assert sorted(kinds["mostly blank"].rows.tolist()) == list(range(15, 40))


def test_a_domain_that_hardly_uses_its_range_is_found() -> None:
    dim = [(shown // 10 + 60).astype(np.uint8) for shown in pictures(40, seed=1)]
    kinds = {finding.kind: finding for finding in report_on(pictures(40), dim).findings}
    assert len(kinds["unused range"].rows) > 20
    one = [*pictures(39, seed=1), dim[0]]
    assert "unused range" not in {finding.kind for finding in report_on(pictures(40), one).findings}


def test_files_of_several_pages_are_found() -> None:
    target = measured(pictures(40, seed=1))
    target.pages[[4, 8]] = True
    finding = only(check(measured(pictures(40)), target, catalog=catalog_of(40)))
    assert (finding.kind, sorted(finding.rows.tolist()), finding.advice) == ("pages", [4, 8], "look")


def test_tiny_classes_are_found() -> None:
    source, target = measured(pictures(104)), measured(pictures(40, seed=1))
    finding = only(check(source, target, catalog=catalog_of(60, 40, 4)))
    assert (finding.kind, finding.rows.tolist(), finding.measures.tolist()) == (
        "tiny class", [100, 101, 102, 103], [4.0] * 4,
    )  # fmt: skip
    wide = check(measured(pictures(206)), target, catalog=catalog_of(100, 100, 6))
    assert only(wide).rows.tolist() == list(range(200, 206))


def test_other_sizes_are_found_in_a_domain_of_one_size_only() -> None:
    target = pictures(40, seed=1)
    target[2] = np.ascontiguousarray(np.rot90(target[2]))
    target[9] = target[9][::3, ::3]
    finding = only(report_on(pictures(40), target))
    assert (finding.kind, finding.domain) == ("mixed sizes", "target")
    assert sorted(finding.rows.tolist()) == [2, 9]
    mixed = [shown[: 40 + row, : 60 + row] for row, shown in enumerate(pictures(40, seed=1))]
    assert report_on(pictures(40), mixed).findings == ()


@pytest.mark.parametrize(("tops", "concerned"), [((1.0, 1.0), []), ((255.0, 65535.0), list(range(20)))])
def test_another_range_of_values_is_found(tops: tuple[float, float], concerned: list[int]) -> None:
    source, target = measured(pictures(20), top=tops[0]), measured(pictures(20, seed=1), top=tops[1])
    report = check(source, target, catalog=catalog_of(20))
    assert [row for finding in report.findings for row in finding.rows.tolist()] == concerned
    assert report.target.ranges == ((tops[1], 20),)


def test_images_scaled_by_their_own_highest_are_of_one_range() -> None:
    source, target = measured(pictures(20)), measured(pictures(20, seed=1))
    source.tops[:], target.tops[:] = np.linspace(520, 1000, 20), 700.5
    assert check(source, target, catalog=catalog_of(20)).findings == ()
    assert check(source, target, catalog=catalog_of(20)).source.ranges == ((1024.0, 20),)


def test_domains_far_apart_in_colour_are_found() -> None:
    reddish = [shown // np.array([1, 4, 4], np.uint8) for shown in pictures(40, seed=1)]
    finding = only(report_on(pictures(40), reddish))
    assert (finding.kind, finding.domain, len(finding.rows)) == ("colour", "target", 40)
    assert (np.diff(finding.measures) <= 0).all()


def test_unreadable_images_come_first_and_with_their_reasons() -> None:
    target = measured(pictures(40, seed=1))
    target.problems.update({5: "the file is empty", 2: "it is not an image"})
    target.readable[[2, 5]] = False
    finding = only(check(measured(pictures(40)), target, catalog=catalog_of(40)))
    assert (finding.kind, finding.rows.tolist()) == ("unreadable", [2, 5])
    assert finding.reasons == ("it is not an image", "the file is empty")
    assert finding.advice == "exclude"


def test_copies_and_leaks_are_told_apart() -> None:
    source = pictures(40)
    target = [*pictures(40, seed=1), source[3]]
    source.append(source[1])
    report = report_on(source, target)
    kinds = {(finding.kind, finding.domain): finding for finding in report.findings}
    assert set(kinds) == {("leak", "source"), ("duplicate", "source")}
    leak, copy = kinds["leak", "source"], kinds["duplicate", "source"]
    assert (leak.rows.tolist(), leak.twins.tolist(), leak.advice) == ([3], [40], "exclude")
    assert (copy.rows.tolist(), copy.twins.tolist(), copy.advice) == ([40], [1], "exclude")


@pytest.mark.parametrize("counts", [(0, 0), (1, 0), (1, 1), (3, 2)])
def test_few_images_are_no_error(counts: tuple[int, int]) -> None:
    source, target = (measured(pictures(count, seed=count)) for count in counts)
    check(source, target, catalog=catalog_of(counts[0]))
    unread = replace(source, readable=np.zeros(counts[0], np.bool_))
    check(unread, target, catalog=catalog_of(counts[0]))


def test_size_and_range_are_the_files(tmp_path: Path) -> None:
    Image.fromarray(np.zeros((30, 50), np.uint16) + 5000).save(tmp_path / "deep.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (640, 480)).save(tmp_path / "lying.jpg", exif=exif)
    Image.fromarray(np.full((8, 9), 0.5, np.float32)).save(tmp_path / "fraction.tif")
    found = [load_picture(tmp_path / name, 32) for name in ("deep.png", "lying.jpg", "fraction.tif")]
    assert [(one.width, one.height, one.top) for one in found] == [(50, 30, 16383.0), (480, 640, 255.0), (9, 8, 1.0)]

"""What ``benchmarks.gallery`` measures at one size: ``python -m benchmarks.gallery_size ROWS FOLDER`` prints JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import psutil
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.core.reading import ALONE
from dclgui.images.thumbnails import Thumbnails, encode
from dclgui.qt.gallery.view import SMALLEST, Gallery
from dclgui.qt.parts.theme import apply_theme
from dclgui.qt.parts.thumbnails import ThumbnailPool, WholePictures
from dclgui.qt.parts.viewer import Viewer
from dclgui.review.shown import Filter, shown_rows
from dclgui.review.table import ReviewTable, State

CLASSES, KINDS = 10, 64
FRAMES = 300
SCREEN = 1 / 60
REPEATS = 5
AT_START, AT_END = 5_000, 1_000
WINDOW, LARGE = (1366, 768), (5472, 3648)
WIDTH, SOURCE = 768, 4_096
"""Features of an image by three heads, and images of the source that a round keeps the features of."""


def main() -> None:
    """Measure and print."""
    images, folder = int(sys.argv[1]), Path(sys.argv[2])
    catalog = make_catalog(images, folder)
    fill_cache(folder, catalog)
    table = ReviewTable(catalog.paths, catalog.class_names, make_pseudo_labels(images), np.empty(0, np.int64))
    app = QApplication([])
    apply_theme("light")
    pool = ThumbnailPool()
    pool.open({"target": catalog}, folder)
    metrics = measure(app, pool, table)
    metrics |= large_picture(app, folder)
    metrics["find the most alike, ms"] = found_after(images)
    pool.close()
    print(json.dumps(metrics))


def measure(app: QApplication, pool: ThumbnailPool, table: ReviewTable) -> dict[str, float]:
    """Every figure of one size."""
    metrics = {}
    rows = np.arange(len(table))

    def paint() -> None:
        app.processEvents()
        gallery.viewport().repaint()

    def open_gallery() -> None:
        gallery.set_table(table, rows)
        gallery.show()
        paint()

    gallery = Gallery(pool)
    gallery.resize(*WINDOW)
    gallery.set_tile_size(SMALLEST)
    metrics["first paint, ms"] = took(open_gallery)
    bar = gallery.verticalScrollBar()

    def jump() -> None:
        bar.setValue(bar.maximum())
        paint()

    metrics["jump to the end, ms"] = took(jump)
    bar.setValue(0)
    paint()
    frames = [frame(app, lambda: wheel(gallery)) for _ in range(FRAMES)]
    frames += [frame(app, lambda: QTest.keyClick(gallery, Qt.Key.Key_PageDown)) for _ in range(FRAMES // 3)]
    for share in (50, 95, 99):
        metrics[f"scroll frame p{share}, ms"] = float(np.percentile(frames, share))
    wanted = Filter(states=frozenset({State.LOW, State.MOVED, State.HIGH}), ranges=(("entropy", 0.01, 3.0),))
    metrics["filter and sort, ms"] = took(lambda: shown_rows(table, wanted, "doubt", descending=True), REPEATS)
    found = shown_rows(table, wanted, "doubt", descending=True)

    def new_order() -> None:
        gallery.set_rows(found)
        paint()

    def select_all() -> None:
        gallery.select_all()
        paint()

    metrics["set the new order and paint, ms"] = took(new_order)
    text = Filter(text="part 00")
    metrics["first search, ms"] = took(lambda: shown_rows(table, text, "doubt", descending=True))
    metrics["next search, ms"] = took(lambda: shown_rows(table, text, "doubt", descending=True))
    metrics["select all, ms"] = took(select_all, REPEATS)
    metrics["resident, MiB"] = psutil.Process().memory_info().rss / 2**20
    gallery.close()
    return metrics


def large_picture(app: QApplication, folder: Path) -> dict[str, float]:
    """Milliseconds of the large view with a JPEG of 20 million pixels.

    ``open`` until it is painted, the picture being the gallery's current one, so that it is decoded already; ``deaf``
    the longest time for which the window hears nothing while another one is decoded and shown.
    """
    for number in (1, 2):
        small = Image.effect_noise((LARGE[0] // 8, LARGE[1] // 8), 40 * number)
        small.resize(LARGE).convert("RGB").save(folder / f"{number}.jpg", quality=90)
    page, whole = QWidget(), WholePictures()
    page.resize(*WINDOW)
    viewer = Viewer(whole, page)
    came: list[Path] = []
    whole.came.connect(lambda path, _image: came.append(path))

    def wait_for(file: Path) -> float:
        longest = 0.0
        while file not in came:
            longest = max(longest, took(app.processEvents))
            time.sleep(0.001)
        return max(longest, took(app.processEvents))

    def show(number: int) -> None:
        viewer.show_file(folder / f"{number}.jpg", "", reading=ALONE)
        app.processEvents()
        viewer.view.viewport().repaint()

    whole.ask(folder / "1.jpg", ALONE)
    wait_for(folder / "1.jpg")
    opened = took(lambda: show(1))
    deaf = max(took(lambda: show(2)), wait_for(folder / "2.jpg"))
    viewer.close_work()
    whole.close()
    viewer.close()
    return {"open 20 megapixels, ms": opened, "deaf while 20 megapixels come, ms": deaf}


def found_after(images: int) -> float:
    """Milliseconds in which a child orders all images by likeness to one, once their features are in its memory."""
    import torch  # noqa: PLC0415 - the window that is measured before has none

    from dclgui.engine.queries.like import by_likeness  # noqa: PLC0415
    from dclgui.engine.queries.places import Places, points_of  # noqa: PLC0415

    generator = torch.Generator().manual_seed(0)
    features = torch.empty(images, WIDTH, dtype=torch.float16)
    for piece in features.split(AT_START):
        piece.copy_(torch.randn(piece.shape, generator=generator))
    target, source = (points_of(torch.arange(len(some)), some) for some in (features, features[:SOURCE]))
    places = Places(0, target, source)
    itself = np.zeros(images, np.bool_)
    itself[images // 2] = True
    return took(lambda: by_likeness(places, target.unit(images // 2), itself, count=24), REPEATS)


def took(action: Callable[[], object], times: int = 1) -> float:
    """Milliseconds, the median of ``times``."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append(1000 * (time.perf_counter() - start))
    return median(found)


def frame(app: QApplication, step: Callable[[], object]) -> float:
    """Milliseconds of the longest time that the window was deaf from one picture of the screen to the next.

    The step with its painting is one such time; each answer to pictures that came in meanwhile is another.
    """
    end = time.perf_counter() + SCREEN

    def move() -> None:
        step()
        app.processEvents()

    longest = took(move)
    while time.perf_counter() < end:
        longest = max(longest, took(app.processEvents))
        time.sleep(0.001)
    return longest


def wheel(gallery: Gallery) -> None:
    """One notch downwards."""
    middle = QPointF(gallery.viewport().rect().center())
    event = QWheelEvent(
        middle,
        gallery.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(gallery.viewport(), event)


def make_catalog(images: int, root: Path) -> Catalog:
    """A catalog of files that need not exist, since the cache has their pictures."""
    return Catalog(
        root=root,
        paths=tuple(f"camera {row % 7}/part {row:07d}.jpg" for row in range(images)),
        class_names=tuple(f"class {k}" for k in range(CLASSES)),
        labels=np.full(images, UNKNOWN, np.int32),
        sizes=np.full(images, 50_000, np.int64),
        mtimes=np.zeros(images, np.int64),
    )


def fill_cache(folder: Path, catalog: Catalog) -> None:
    """Thumbnails of the first and the last rows, of which few differ: reading them costs the same."""
    random = np.random.default_rng(0)
    jpegs = []
    for _ in range(KINDS):
        colours = Image.fromarray(random.integers(0, 256, (12, 12, 3), np.uint8))
        jpegs.append(encode(np.array(colours.resize((224, 224), Image.Resampling.BICUBIC))))
    images = len(catalog)
    rows = {*range(min(AT_START, images)), *range(max(0, images - AT_END), images)}
    with Thumbnails(folder) as cache:
        cache.save("target", catalog, {row: jpegs[row % KINDS] for row in rows})


def make_pseudo_labels(images: int) -> PseudoLabels:
    """Made-up answers of a round."""
    random = np.random.default_rng(0)
    distances = random.random((images, CLASSES), np.float32)
    label = distances.argmin(1).astype(np.int32)
    moved = random.random(images) < 0.1
    return PseudoLabels(
        label=label,
        classifier_label=np.where(moved, (label + 1) % CLASSES, label).astype(np.int32),
        high=random.random(images) < 0.6,
        entropy=random.random(images, np.float32) * 2,
        probability=random.random(images, np.float32),
        margin=random.random(images, np.float32),
        weight=random.random(images, np.float32),
        distances=distances,
    )


if __name__ == "__main__":
    main()

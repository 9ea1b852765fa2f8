"""Points of a map as pixels: fast enough for a hundred thousand in every frame.

``points`` are [N, 2] float32 everywhere, NaN where there is none.
"""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from dclgui.core.arrays import Colours, Floats, Ints, Mask

_MARGIN = 0.06
_MOST_SMOOTH = 4_000
"""Points up to which each one is drawn with soft edges."""


@dataclass(frozen=True, slots=True)
class Camera:
    """What part of the plane shows: ``centre`` in the middle, ``scale`` pixels for one of its units."""

    x: float
    y: float
    scale: float

    def to_screen(self, points: Floats, width: int, height: int) -> Floats:
        """[N, 2] float32, pixels from the upper left corner."""
        middle = np.array([width / 2, height / 2], np.float32)
        flipped = np.array([self.scale, -self.scale], np.float32)
        return (points - np.array([self.x, self.y], np.float32)) * flipped + middle

    def zoomed(self, factor: float, at: QPointF, size: tuple[int, int]) -> "Camera":
        """Larger by ``factor``, where ``at`` stays in its place."""
        scale = self.scale * factor
        across, down = at.x() - size[0] / 2, at.y() - size[1] / 2
        rest = 1 / self.scale - 1 / scale
        return Camera(self.x + across * rest, self.y - down * rest, scale)

    def moved(self, across: float, down: float) -> "Camera":
        """Shifted by so many pixels."""
        return Camera(self.x - across / self.scale, self.y + down / self.scale, self.scale)


def fitted(points: Floats, width: int, height: int) -> Camera:
    """All points in view."""
    known = points[np.isfinite(points).all(1)]
    if not len(known):
        return Camera(0.0, 0.0, 1.0)
    low, high = known.min(0), known.max(0)
    span = np.maximum(high - low, 1e-6)
    scale = (1 - 2 * _MARGIN) * min(width / float(span[0]), height / float(span[1]))
    middle = (low + high) / 2
    return Camera(float(middle[0]), float(middle[1]), scale)


def drawn(screen: Floats, colours: Colours, size: tuple[int, int], radius: float) -> QImage:
    """Round dots at ``screen`` [N, 2] in ``colours`` [N] (0xAARRGGBB), later ones above; the rest is transparent."""
    if len(screen) > _MOST_SMOOTH:
        return _stamped(screen, colours, size, radius)
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    known = np.isfinite(screen).all(1)
    for (x, y), colour in zip(screen[known].tolist(), colours[known].tolist(), strict=True):
        painter.setBrush(QColor.fromRgba(colour))
        painter.setPen(QColor(0, 0, 0, min(110, colour >> 25)))
        painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.end()
    return image


def _stamped(screen: Floats, colours: Colours, size: tuple[int, int], radius: float) -> QImage:
    """Dots without soft edges, all in a few operations on arrays."""
    width, height = size
    reach = int(radius)
    # A rim wide enough for the dots at the edges saves looking at every pixel's place.
    wide = width + 2 * reach
    canvas = np.zeros((height + 2 * reach, wide), np.uint32)
    with np.errstate(invalid="ignore"):
        inside = (screen[:, 0] >= 0) & (screen[:, 0] < width - 1) & (screen[:, 1] >= 0) & (screen[:, 1] < height - 1)
    at, shown = (screen[inside] + np.float32(0.5)).astype(np.int32), colours[inside]
    places = (at[:, 1] + reach) * wide + at[:, 0] + reach
    flat = canvas.reshape(-1)
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            if across * across + down * down <= radius * radius:
                flat[places + (down * wide + across)] = shown
    cut = np.ascontiguousarray(canvas[reach : reach + height, reach : reach + width])
    return QImage(cut.data, width, height, 4 * width, QImage.Format.Format_ARGB32).copy()


def anchors(points: Floats, labels: Ints, most: int) -> list[tuple[int, float, float]]:
    """(label, x, y) for each label of ``labels`` [N], ``most`` at most: above most of its points, in their middle."""
    found = []
    known = np.isfinite(points).all(1)
    for label in np.unique(labels[known & (labels >= 0)])[:most].tolist():
        members = points[known & (labels == label)]
        found.append((label, float(np.median(members[:, 0])), float(np.percentile(members[:, 1], 90))))
    return found


def within(screen: Floats, path: QPainterPath, size: tuple[int, int]) -> Mask:
    """[N] bool, which of ``screen`` [N, 2] lie inside ``path``."""
    width, height = size
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.fillPath(path, QColor("white"))
    painter.end()
    bits = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    found = np.zeros(len(screen), np.bool_)
    visible = np.isfinite(screen).all(1)
    visible &= (screen >= 0).all(1) & (screen[:, 0] < width - 0.5) & (screen[:, 1] < height - 0.5)
    places = np.rint(screen[visible]).astype(np.int64)
    found[visible] = bits[places[:, 1], places[:, 0]] > 127
    return found


def nearest(screen: Floats, at: QPointF, within_pixels: float) -> int:
    """The point nearest to ``at``, -1 if none is so near."""
    if not len(screen):
        return -1
    distances = np.hypot(screen[:, 0] - at.x(), screen[:, 1] - at.y())
    distances[np.isnan(distances)] = np.inf
    place = int(np.argmin(distances))
    return place if distances[place] <= within_pixels else -1


def hues(count: int) -> list[QColor]:
    """``count`` colours as far from each other as hues in the golden ratio are."""
    return [QColor.fromHsvF(place * 0.618034 % 1.0, 0.62 - 0.18 * (place % 2), 0.86) for place in range(count)]


def label_area(anchor: QPointF, width: float, height: float) -> QRectF:
    """Where a name of that size stands so that ``anchor`` is its middle."""
    return QRectF(anchor.x() - width / 2 - 6, anchor.y() - height / 2 - 2, width + 12, height + 4)

"""Shading of a metal relief under a few soft lamps."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from dclgui.demo.parts import Plane

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Lamp:
    """A soft round lamp. ``towards`` points from the table to it, z up; a larger ``sharpness`` is a smaller lamp."""

    towards: tuple[float, float, float]
    strength: float
    sharpness: float
    colour: Colour = (1.0, 1.0, 1.0)

    @property
    def direction(self) -> tuple[float, float, float]:
        """Unit vector along ``towards``."""
        length = float(np.linalg.norm(self.towards))
        return self.towards[0] / length, self.towards[1] / length, self.towards[2] / length


@dataclass(frozen=True, slots=True)
class Finish:
    """A surface finish: colour, reflectivity and depth of the machining marks, all in [0, 1]."""

    colour: Colour
    gloss: float
    marks: float


FINISHES = (
    (0.46, Finish((0.86, 0.86, 0.85), 0.85, 0.5)),
    (0.26, Finish((0.78, 0.83, 0.88), 0.70, 0.3)),
    (0.16, Finish((0.90, 0.80, 0.56), 0.75, 0.35)),
    (0.12, Finish((0.33, 0.33, 0.35), 0.60, 0.4)),
)
"""Fraction of the parts with each finish: bright steel, zinc, yellow zinc, black oxide."""


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A surface in the picture's coordinates.

    ``height``  [H, W] in pixels above the table
    ``marks``   [H, W] in [-1, 1], machining marks: a small tilt of the surface along ``across``
    ``across``  two planes [H, W], unit vector perpendicular to the marks
    ``view``    two planes [H, W], tilt of the line of sight
    """

    height: Plane
    marks: Plane
    across: tuple[Plane, Plane]
    view: tuple[Plane, Plane]


def shade(surface: Surface, finish: Finish, *, lamps: tuple[Lamp, ...], sky: Colour, table: Colour) -> list[Plane]:
    """Three planes [H, W] of linear light from the part to the camera, about [0, 2]."""
    nx, ny, nz = _normals(surface, 0.10 * finish.marks)
    vx, vy = surface.view
    rx, ry, rz = 2 * nz * nx - vx, 2 * nz * ny - vy, 2 * nz * nz - 1
    up = np.clip(0.5 + 0.75 * rz, 0, 1)
    crevice = _crevice(surface.height)
    gloss = finish.gloss
    planes = [up * sky[c] + (1 - up) * (0.35 * table[c]) for c in range(3)]
    ax, ay = surface.across
    grained = np.hypot(ax, ay) * finish.marks * nz * (1 + 0.35 * surface.marks)
    for lamp in lamps:  # mirror reflection, diffuse reflection, and the streak across brushed metal
        lx, ly, lz = lamp.direction
        mirror = np.exp(lamp.sharpness * (rx * lx + ry * ly + rz * lz - 1))
        matte = np.maximum(nx * lx + ny * ly + nz * lz, 0)
        along = (ax * (ly - vy) - ay * (lx - vx)) * (3.2 / lz)
        streak = np.exp(-(along * along)) * grained
        light = (gloss * (mirror + 0.95 * streak) + (1.1 - gloss) * 0.45 * matte) * lamp.strength
        for c in range(3):
            planes[c] += light * lamp.colour[c]
    return [(plane * crevice * finish.colour[c]).astype(np.float32) for c, plane in enumerate(planes)]


def soft(plane: Plane, radius: float) -> Plane:
    """Blur [H, W] by about ``radius`` pixels; computed at lower resolution, so that a large radius is cheap."""
    step = max(1, int(radius / 2))
    height, width = plane.shape
    small = Image.fromarray(plane).resize((max(2, width // step), max(2, height // step)), Image.Resampling.BOX)
    array = np.asarray(small)
    for axis in (0, 1):
        for _ in range(2):
            array = _thirds(array, axis)
    return np.asarray(Image.fromarray(array).resize((width, height), Image.Resampling.BICUBIC))


def _thirds(array: Plane, axis: int) -> Plane:
    padded = np.pad(array, [(1, 1) if a == axis else (0, 0) for a in range(2)], mode="edge")
    if axis:
        return 0.25 * (padded[:, :-2] + padded[:, 2:]) + 0.5 * array
    return 0.25 * (padded[:-2] + padded[2:]) + 0.5 * array


def _normals(surface: Surface, depth: float) -> tuple[Plane, Plane, Plane]:
    height = _thirds(_thirds(surface.height, 0), 1)
    sx, sy = np.zeros_like(height), np.zeros_like(height)
    sx[:, 1:-1] = (height[:, :-2] - height[:, 2:]) * 0.5
    sy[1:-1] = (height[:-2] - height[2:]) * 0.5
    sx = np.clip(sx, -2.5, 2.5) + surface.across[0] * surface.marks * depth
    sy = np.clip(sy, -2.5, 2.5) + surface.across[1] * surface.marks * depth
    nz = 1 / np.sqrt(1 + sx * sx + sy * sy)
    return sx * nz, sy * nz, nz


def _crevice(height: Plane) -> Plane:
    """Ambient occlusion in [0.25, 1]: points below their surroundings are darker."""
    near = soft(height, 6.0)
    return np.clip(1 - np.maximum(near - height, 0) / 26, 0.25, 1)

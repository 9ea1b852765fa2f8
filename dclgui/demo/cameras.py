"""Two simulated cameras, and the rendering of a part as each would see it."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from dclgui.core.arrays import Pixels
from dclgui.demo.light import FINISHES, Colour, Finish, Lamp, Surface, shade, soft
from dclgui.demo.parts import Part, Plane, Relief

SIDE = 256
"""Pixels along each side of a picture."""

FINE = 2
"""Supersampling factor: drawn this many times larger, then averaged, so that edges are smooth."""


@dataclass(frozen=True, slots=True)
class Camera:
    """The parameters of a camera and its lighting. From a range each picture draws a value.

    ``fill``        radius of the part over half the picture's side
    ``off_centre``  largest shift of the part, in half sides
    ``tilt``        how far the camera leans from the vertical
    ``table``       linear colour of the background; ``weave`` and ``grain`` its texture, relative to its brightness
    ``blur``        in pixels; ``noise`` standard deviation in grey levels of 255
    ``vignette``    fraction of light lost in the corners; ``exposure`` factor; ``quality`` of the JPEG
    """

    name: str
    lamps: tuple[Lamp, ...]
    sky: Colour
    table: Colour
    weave: float
    grain: float
    fill: tuple[float, float]
    off_centre: float
    tilt: tuple[float, float]
    blur: tuple[float, float]
    noise: float
    vignette: float
    exposure: tuple[float, float]
    balance: Colour
    shadow: float
    quality: tuple[int, int]


CAMERA_A = Camera(
    name="camera-a",
    lamps=(
        Lamp((-0.40, -0.60, 1.0), 1.35, 14.0),
        Lamp((0.85, 0.15, 0.6), 0.55, 9.0, (0.90, 0.95, 1.0)),
        Lamp((0.15, 0.9, 0.5), 0.5, 24.0),
    ),
    sky=(0.15, 0.155, 0.165),
    table=(0.80, 0.81, 0.83),
    weave=0.0,
    grain=0.03,
    fill=(0.62, 0.76),
    off_centre=0.06,
    tilt=(0.0, 0.05),
    blur=(0.0, 0.4),
    noise=1.5,
    vignette=0.10,
    exposure=(0.94, 1.06),
    balance=(1.0, 1.0, 1.0),
    shadow=0.55,
    quality=(92, 95),
)

CAMERA_B = Camera(
    name="camera-b",
    lamps=(
        Lamp((0.95, 0.5, 0.5), 1.5, 14.0, (1.0, 0.86, 0.66)),
        Lamp((-0.5, 0.8, 0.8), 0.35, 6.0, (0.8, 0.9, 1.0)),
    ),
    sky=(0.12, 0.12, 0.12),
    table=(0.10, 0.125, 0.12),
    weave=0.6,
    grain=0.35,
    fill=(0.34, 0.50),
    off_centre=0.16,
    tilt=(0.10, 0.26),
    blur=(1.0, 1.9),
    noise=12.0,
    vignette=0.5,
    exposure=(0.7, 1.3),
    balance=(1.14, 1.0, 0.74),
    shadow=0.8,
    quality=(55, 75),
)


def photograph(camera: Camera, part: Part, rng: np.random.Generator) -> Image.Image:
    """Render one picture [SIDE, SIDE] in RGB; ``rng`` draws pose, proportions, finish, exposure and noise."""
    pose = _Pose.draw(camera, rng)
    box = pose.box()
    x, y, u, v = pose.planes(box)
    relief = part(x, y, rng)
    scale = pose.scale * SIDE * FINE / 2
    cover = np.clip(0.5 - relief.outside * scale, 0, 1)
    surface = _surface(relief, relief.height * scale, pose, (x, y, u, v), rng)
    metal = shade(surface, _finish(rng), lamps=camera.lamps, sky=camera.sky, table=camera.table)
    small_cover = _placed(cover, box)
    # Table and part in linear light, then the camera: vignette, exposure, white balance, tone curve, blur, noise.
    ground = _table(camera, rng) * _shadow(camera, small_cover, tall=float(relief.height.max()) * scale / FINE)
    line = (np.arange(SIDE, dtype=np.float32) + 0.5) / (SIDE / 2) - 1
    fall = 1 - camera.vignette * (line[:, None] ** 2 + line[None] ** 2) / 2
    fall *= rng.uniform(*camera.exposure)
    planes = []
    for c in range(3):
        light = ground * camera.table[c] * (1 - small_cover) + _placed(metal[c] * cover, box)
        planes.append(_tone(light * fall * camera.balance[c]))
    return _sensor(Image.merge("RGB", [Image.fromarray(plane) for plane in planes]), camera, rng)


@dataclass(frozen=True, slots=True)
class _Pose:
    scale: float
    turn: float
    shift: tuple[float, float]
    lean: tuple[float, float]

    @classmethod
    def draw(cls, camera: Camera, rng: np.random.Generator) -> "_Pose":
        towards, tilt = rng.uniform(0, 2 * np.pi), rng.uniform(*camera.tilt)
        return cls(
            scale=rng.uniform(*camera.fill),
            turn=rng.uniform(0, 2 * np.pi),
            shift=(rng.uniform(-1, 1) * camera.off_centre, rng.uniform(-1, 1) * camera.off_centre),
            lean=(tilt * math.cos(towards), tilt * math.sin(towards)),
        )

    def box(self) -> tuple[int, int, int, int]:
        """Bounding box of the part: left, top, right, bottom in pixels of the picture."""
        reach = 1.06 * self.scale * (1 + 0.6 * math.hypot(*self.lean))
        edges = [(self.shift[k] + side * reach + 1) * SIDE / 2 for side in (-1, 1) for k in (0, 1)]
        low = [max(0, int(edge)) for edge in edges[:2]]
        high = [min(SIDE, int(edge) + 1) for edge in edges[2:]]
        return low[0], low[1], high[0], high[1]

    def planes(self, box: tuple[int, int, int, int]) -> tuple[Plane, Plane, Plane, Plane]:
        """Part coordinates x, y and picture coordinates u, v in [-1, 1]; four supersampled planes of the box."""
        line = ((np.arange(SIDE * FINE, dtype=np.float32) + 0.5) / (SIDE * FINE / 2) - 1).astype(np.float32)
        left, top, right, bottom = (edge * FINE for edge in box)
        u, v = np.meshgrid(line[left:right], line[top:bottom])
        lx, ly = self.lean
        depth = 1 / (1 - 0.5 * (lx * u + ly * v))
        squeeze = 1 + 0.5 * (lx * lx + ly * ly)
        a, b = (u * depth - self.shift[0]) * squeeze, (v * depth - self.shift[1]) * squeeze
        c, s = math.cos(self.turn) / self.scale, math.sin(self.turn) / self.scale
        return (c * a + s * b).astype(np.float32), (c * b - s * a).astype(np.float32), u, v


def _finish(rng: np.random.Generator) -> Finish:
    shares = [share for share, _ in FINISHES]
    chosen = FINISHES[int(rng.choice(len(FINISHES), p=shares))][1]
    red, green, blue = (float(part) for part in np.multiply(chosen.colour, rng.uniform(0.9, 1.05)))
    return Finish((red, green, blue), chosen.gloss * rng.uniform(0.85, 1.0), chosen.marks * rng.uniform(0.5, 1.3))


def _surface(
    relief: Relief, height: Plane, pose: _Pose, planes: tuple[Plane, ...], rng: np.random.Generator
) -> Surface:
    """The surface with machining marks: rings where the part was turned on a lathe, straight lines elsewhere."""
    x, y, u, v = planes
    radius = np.hypot(x, y) + 1e-6
    c, s = math.cos(pose.turn), math.sin(pose.turn)
    line = rng.uniform(-1, 1, 1024).astype(np.float32)
    turned = relief.turned > 0
    where = np.where(turned, radius, y) * np.float32(230)
    marks = line[where.astype(np.int32) % 1024]
    ax, ay = np.where(turned, x / radius, 0), np.where(turned, y / radius, 1)
    weight = np.where(turned, relief.turned, 0.35)
    across = ((ax * c - ay * s) * weight).astype(np.float32), ((ax * s + ay * c) * weight).astype(np.float32)
    view = (0.34 * u + pose.lean[0]).astype(np.float32), (0.34 * v + pose.lean[1]).astype(np.float32)
    return Surface(height, marks, across, view)


def _placed(fine: Plane, box: tuple[int, int, int, int]) -> Plane:
    """Average the supersampled pixels of the box and put them into an empty picture [SIDE, SIDE]."""
    left, top, right, bottom = box
    whole = np.zeros((SIDE, SIDE), np.float32)
    rows = fine[0::2] + fine[1::2]
    whole[top:bottom, left:right] = (rows[:, 0::2] + rows[:, 1::2]) * 0.25
    return whole


def _shadow(camera: Camera, cover: Plane, *, tall: float) -> Plane:
    """The fraction of light on the table next to a part ``tall`` pixels high, in (0, 1]."""
    lx, ly, lz = camera.lamps[0].direction
    far = min(tall / lz, 0.25 * SIDE)
    cast = np.zeros_like(cover)
    for step in (0.33 * far, 0.66 * far, far):
        cast = np.maximum(cast, _moved(cover, -lx * step, -ly * step))
    lost: Plane = np.maximum(soft(cast, 2 + 0.12 * tall), 0.8 * soft(cover, 4.0))
    return 1 - camera.shadow * lost


def _moved(plane: Plane, right: float, down: float) -> Plane:
    dx, dy = round(right), round(down)
    h, w = plane.shape
    out = np.zeros_like(plane)
    out[max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)] = plane[
        max(-dy, 0) : h + min(-dy, 0), max(-dx, 0) : w + min(-dx, 0)
    ]
    return out


def _table(camera: Camera, rng: np.random.Generator) -> Plane:
    """A random crop of the camera's background texture, about 1 on average."""
    whole = _cloth(camera.weave, camera.grain)
    room = len(whole) - SIDE
    top, left = int(rng.integers(room)), int(rng.integers(room))
    return whole[top : top + SIDE, left : left + SIDE]


@lru_cache(maxsize=4)
def _cloth(weave: float, grain: float) -> Plane:
    rng, side = np.random.default_rng(7), SIDE * 2  # one texture for all pictures of a camera
    clouds = np.ones((side, side), np.float32)
    for cells, part in ((8, 0.5), (64, 0.3), (512, 0.7)):  # noise at three scales
        noise = Image.fromarray(rng.uniform(-1, 1, (cells, cells)).astype(np.float32))
        clouds += grain * part * np.asarray(noise.resize((side, side), Image.Resampling.BICUBIC))
    line = np.arange(side, dtype=np.float32)
    ribs = np.sin((line[:, None] + line[None]) * 0.84) * np.sin((line[:, None] - line[None]) * 0.84)
    cloth: Plane = clouds * (1 + weave * ribs)
    return cloth


def _tone(light: Plane) -> Pixels:
    """Tone curve from linear light to grey levels, saturating smoothly."""
    return (255 * (1 - np.exp(-1.6 * np.maximum(light, 0))) ** 0.58).astype(np.uint8)


def _sensor(picture: Image.Image, camera: Camera, rng: np.random.Generator) -> Image.Image:
    blurred = picture.filter(ImageFilter.GaussianBlur(rng.uniform(*camera.blur)))
    noise = rng.standard_normal((SIDE, SIDE, 3), dtype=np.float32) * np.float32(camera.noise)
    noise += rng.standard_normal((SIDE, SIDE, 1), dtype=np.float32) * np.float32(camera.noise * 0.6)
    return Image.fromarray(np.clip(np.asarray(blurred) + noise, 0, 255).astype(np.uint8))

"""Machine parts as reliefs: the height of each point of a part above the table.

A part is a function of two coordinate planes and a random generator, which draws the proportions of one piece.
Lengths are in part radii: a round part has radius 1, a long one lies along x from -1 to 1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.floating[Any]]
"""[H, W] of lengths or light; float32, since twice the width takes twice the time."""

TAU = 2 * np.pi


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """One part from above.

    ``outside``  [H, W] signed distance to the silhouette, negative on the part
    ``height``   [H, W] above the table, zero off the part
    ``turned``   [H, W] in [0, 1], strength of the rings that a lathe left around the centre
    """

    outside: Plane
    height: Plane
    turned: Plane


Part = Callable[[Plane, Plane, np.random.Generator], Relief]


def plain_washer(x: Plane, y: Plane, rng: np.random.Generator) -> Relief:
    """A flat ring with rounded edges."""
    radius = np.hypot(x, y)
    outside = np.maximum(radius - 1, rng.uniform(0.46, 0.58) - radius)
    return _plate(outside, thickness=rng.uniform(0.10, 0.15), edge=rng.uniform(0.04, 0.10), turned=0.7)


def lock_washer(x: Plane, y: Plane, rng: np.random.Generator) -> Relief:
    """A split ring with one end above the other."""
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    hole, gap, slant = rng.uniform(0.54, 0.64), rng.uniform(0.045, 0.08), rng.uniform(0.3, 0.6)
    cut = np.where(x > 0, gap - np.abs(y - slant * (x - 0.8)), -1)
    outside = np.maximum(np.maximum(radius - 1, hole - radius), cut * 0.9)
    ring = _plate(outside, thickness=rng.uniform(0.16, 0.22), edge=rng.uniform(0.05, 0.09), turned=0.5)
    rise = 1 + rng.uniform(0.5, 0.9) * (np.mod(angle, TAU) / TAU - 0.5)
    return Relief(outside, ring.height * rise.astype(np.float32), ring.turned)


def hex_nut(x: Plane, y: Plane, rng: np.random.Generator) -> Relief:
    """Six flats under a conical chamfer, and a threaded hole."""
    radius = np.hypot(x, y)
    hole, thickness = rng.uniform(0.46, 0.54), rng.uniform(0.34, 0.44)
    outside = np.maximum(_hexagon(x, y) - 0.87, hole - radius)
    chamfer = np.maximum(radius - rng.uniform(0.80, 0.86), 0) * 0.75
    sink = np.maximum(hole + 0.10 - radius, 0)
    thread = np.where(sink > 0, 0.035 * np.cos(radius * (TAU / 0.045)), 0)
    height = thickness * _rounded(-outside, 0.03) - chamfer - 1.1 * sink + thread * _rounded(-outside, 0.03)
    return Relief(outside, _on_part(height, outside), (0.8 * (sink <= 0)).astype(np.float32))


def spur_gear(x: Plane, y: Plane, rng: np.random.Generator) -> Relief:
    """Teeth, a sunk web, a raised hub and a bore."""
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    teeth, root = int(rng.integers(15, 25)), rng.uniform(0.82, 0.87)
    wave = 0.5 + 0.5 * np.clip(1.7 * np.cos(teeth * angle), -1, 1)
    bore, rim = rng.uniform(0.20, 0.40), rng.uniform(0.66, 0.74)
    hub = bore + rng.uniform(0.12, 0.18)
    outside = np.maximum((radius - root - (1 - root) * wave) * 0.75, bore - radius)
    web = _rounded(np.minimum(radius - hub, rim - radius), 0.05) * rng.uniform(0.05, 0.11)
    height = rng.uniform(0.24, 0.32) * _rounded(-outside, 0.045) - web
    return Relief(outside, _on_part(height, outside), np.full_like(x, 0.9))


def ball_bearing(x: Plane, y: Plane, rng: np.random.Generator) -> Relief:
    """Two rings; between them either balls in a cage or, on every third piece, a pressed shield."""
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    bore, inner, outer = rng.uniform(0.40, 0.46), rng.uniform(0.57, 0.61), rng.uniform(0.80, 0.84)
    outside = np.maximum(radius - 1, bore - radius)
    rings = np.maximum(radius - 1, outer - radius), np.maximum(radius - inner, bore - radius)
    thickness = rng.uniform(0.28, 0.34)
    race = np.minimum(*rings)
    body = thickness * _rounded(-race, 0.045)
    count, shielded = int(rng.integers(8, 12)), rng.random() < 0.33
    middle, size = (inner + outer) / 2, (outer - inner) / 2
    if shielded:
        between = 0.70 * thickness + 0.03 * np.cos((radius - middle) / size * np.pi)
    else:
        sector = TAU / count
        across = (np.mod(angle + rng.uniform(0, sector), sector) - sector / 2) * middle
        ball = np.sqrt(np.maximum((1.15 * size) ** 2 - across**2 - (radius - middle) ** 2, 0))
        cage = 0.30 * thickness * (np.abs(radius - middle) < 0.35 * size)
        between = np.maximum(1.5 * ball * (ball > 0.03), cage)
    height = np.where(race < 0, np.maximum(body, (0.67 if shielded else 0.5) * thickness), between)
    return Relief(
        outside, _on_part(height, outside), (0.9 * (race < 0) + 0.4 * shielded).clip(0, 0.9).astype(np.float32)
    )


def hex_bolt(x: Plane, y: Plane, rng: np.random.Generator) -> Relief:
    """A six-sided head and a partly threaded shank, lying on the side."""
    length, half = rng.uniform(0.24, 0.30), rng.uniform(0.36, 0.42)
    turn = rng.uniform(-0.25, 0.25)
    top = np.minimum(half * 0.87, (half - np.abs(y)) * 1.73)
    ridge = np.minimum(top, half * 0.87 - turn * y)
    head_end = -1 + length
    crown = np.maximum(np.abs(y) / half - 0.62, 0) * 0.12
    head_out = np.maximum(np.maximum(-1 + crown - x, x - head_end), np.abs(y) - half)
    flange = np.maximum(np.maximum(head_end - x, x - head_end - 0.035), np.abs(y) - half * 0.92)
    head_out = np.minimum(head_out, flange)
    head = np.where(x < head_end, ridge, np.sqrt(np.maximum((0.9 * half) ** 2 - y**2, 0)))
    plain_to = rng.uniform(-0.45, 0.05)
    return _headed(x, y, rng, head=(head_out, head * _rounded(-head_out, 0.05)), threaded_from=plain_to)


def wood_screw(x: Plane, y: Plane, rng: np.random.Generator) -> Relief:
    """A countersunk head, a coarse thread, a point."""
    half, radius = rng.uniform(0.27, 0.34), rng.uniform(0.12, 0.15)
    cone, point = rng.uniform(0.20, 0.28), rng.uniform(0.25, 0.40)
    head = half - (half - radius) * np.clip((x + 0.96) / cone, 0, 1)
    core = radius * np.sqrt(np.clip((1 - x) / point, 0, 1))
    pitch, depth = rng.uniform(0.11, 0.15), rng.uniform(0.045, 0.06)
    around = np.arcsin(np.clip(y / (radius + depth), -1, 1)) / TAU
    phase = x / pitch + around
    ridge = np.clip(1 - 2.6 * np.abs(phase - np.floor(phase) - 0.5), 0, 1)
    threaded = np.clip((x - rng.uniform(-0.62, -0.25)) / 0.05, 0, 1) * np.clip((1 - x) / 0.12, 0, 1)
    width = np.where(x < cone - 0.96, head, core) + depth * ridge * threaded
    outside = np.maximum(np.abs(y) - width, np.abs(x) - 1)
    height = half + np.sqrt(np.maximum(width**2 - y**2, 0))
    return Relief(outside.astype(np.float32), _on_part(height, outside), np.zeros_like(x))


def compression_spring(x: Plane, y: Plane, rng: np.random.Generator) -> Relief:
    """A coil of round wire, lying on the side: near strands above, far strands below."""
    coil, wire, pitch = rng.uniform(0.32, 0.40), rng.uniform(0.048, 0.072), rng.uniform(0.20, 0.28)
    reach = coil + wire
    angle = np.arcsin(np.clip(y / reach, -1, 1))
    ends = np.maximum(np.abs(x) - 1, np.abs(y) - reach)
    slope = pitch / (TAU * reach * np.maximum(np.cos(angle), 0.08))
    lean = 1 / np.hypot(1, slope)
    near = _to_strand(x - pitch * angle / TAU, pitch) * lean
    far = _to_strand(x + pitch * angle / TAU + pitch / 2, pitch) * lean
    lift = np.cos(angle) * coil
    near_height = coil + lift + np.sqrt(np.maximum(wire**2 - np.minimum(near, wire) ** 2, 0))
    far_height = coil - lift + np.sqrt(np.maximum(wire**2 - np.minimum(far, wire) ** 2, 0))
    outside = np.maximum(np.minimum(near, far) - wire, ends)
    height = np.where(near < wire, near_height, far_height)
    return Relief(outside.astype(np.float32), _on_part(height, outside), np.zeros_like(x))


PARTS: dict[str, Part] = {
    "ball bearing": ball_bearing,
    "compression spring": compression_spring,
    "hex bolt": hex_bolt,
    "hex nut": hex_nut,
    "lock washer": lock_washer,
    "plain washer": plain_washer,
    "spur gear": spur_gear,
    "wood screw": wood_screw,
}
"""Class name -> part; five round ones and three long ones, so that some classes are easily confused."""


def _plate(outside: Plane, *, thickness: float, edge: float, turned: float) -> Relief:
    height = thickness * _rounded(-outside, edge)
    return Relief(outside.astype(np.float32), _on_part(height, outside), np.full(outside.shape, turned, np.float32))


def _headed(x: Plane, y: Plane, rng: np.random.Generator, *, head: tuple[Plane, Plane], threaded_from: float) -> Relief:
    """Join ``head`` (outside, height) to a shank that is threaded from ``threaded_from`` to its tip."""
    radius, pitch = rng.uniform(0.17, 0.21), rng.uniform(0.060, 0.085)
    helix = x / pitch + np.arcsin(np.clip(y / radius, -1, 1)) / TAU
    ridge = 2 * np.abs(helix - np.floor(helix) - 0.5)
    tip = 0.06 * np.clip((x - 0.93) / 0.07, 0, 1)
    width = radius - np.where(x > threaded_from, 0.032 * ridge, 0) - tip
    shank_out = np.maximum(np.abs(y) - width, np.maximum(x - 1, -0.95 - x))
    shank = np.sqrt(np.maximum(width**2 - y**2, 0))
    head_out, head_height = head
    middle = float(head_height.max())
    on_head = (head_out < 0) & (head_height > 0)
    height = np.where(on_head, middle + head_height, middle + shank)
    outside = np.minimum(head_out, shank_out)
    return Relief(outside.astype(np.float32), _on_part(height, outside), np.zeros_like(x))


def _hexagon(x: Plane, y: Plane) -> Plane:
    """Distance from the centre measured across the flats."""
    slanted = 0.8660254 * np.abs(x) + 0.5 * np.abs(y)
    return np.maximum(slanted, np.abs(y)).astype(np.float32)


def _to_strand(along: Plane, pitch: float) -> Plane:
    """Distance along the axis to the nearest strand."""
    return np.abs(np.mod(along, pitch) - pitch / 2).astype(np.float32)


def _rounded(inside: Plane, width: float) -> Plane:
    """Rise from 0 at the edge to 1 at ``width`` inside it, like a worn edge."""
    t: Plane = np.clip(inside / width, 0, 1)
    return t * (2 - t)


def _on_part(height: Plane, outside: Plane) -> Plane:
    return np.where(outside < 0, np.maximum(height, 0), 0).astype(np.float32)

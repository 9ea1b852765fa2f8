"""The strokes of a contact sheet: text, state glyphs, framed tiles, chips."""

import math
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont, ImageOps

BACKGROUND, PANEL, LINE, TRACK = "#f6f7f8", "#ffffff", "#e3e6e9", "#e8ebee"
INK, MUTED = "#17191c", "#68707a"

PICTURE = 112
"""Side of a thumbnail in pixels; the frame adds ``FRAME`` all round."""
FRAME = 4
TILE = PICTURE + 2 * FRAME

_SMOOTH = 8
_CHINESE = ("NotoSansCJK-Regular.ttc", "msyh.ttc", "PingFang.ttc", "wqy-microhei.ttc", "simsun.ttc", "uming.ttc")


class State(Enum):
    """What is known of a label: its word, its colour, and the corners of its glyph in a unit square."""

    HIGH = ("High", "#0072B2", ())
    MOVED = ("Moved", "#56B4E9", ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)))
    LOW = ("Low", "#E69F00", ((0.5, 0.06), (1.0, 0.94), (0.0, 0.94)))
    PROBLEM = ("Problem", "#CC3311", ((0.1, 0.1), (0.9, 0.9), (0.9, 0.1), (0.1, 0.9)))

    def __init__(self, word: str, colour: str, corners: tuple[tuple[float, float], ...]) -> None:
        self.word = word
        self.colour = colour
        self.corners = corners


@dataclass(frozen=True, slots=True)
class Style:
    """Size in pixels, colour, and extra thickness of the strokes: the font has one weight."""

    size: int
    colour: str = INK
    thick: float = 0.0


TITLE, HEADING, LABEL, NOTE = Style(24, thick=0.5), Style(15, thick=0.35), Style(13, thick=0.25), Style(12, MUTED)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on one picture; positions are its pixels."""

    sheet: Image.Image

    @property
    def _draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.sheet)

    def text(self, at: tuple[int, int], words: str, style: Style, *, room: float = 10_000) -> int:
        """Write ``words`` with their middle line at ``at``, cut to ``room`` pixels; the x where they end."""
        shown, font = fitted(words, style, room)
        self._draw.text(at, shown, style.colour, font, "lm", stroke_width=style.thick)
        return at[0] + round(font.getlength(shown))

    def card(self, box: tuple[int, int, int, int], *, radius: int = 12, fill: str = PANEL) -> None:
        """A rounded panel with a one-pixel line, ``box`` being left, top, right, bottom."""
        left, top, right, bottom = box
        for inset, colour in ((0, LINE), (1, fill)):
            size = right - left - 2 * inset, bottom - top - 2 * inset
            self.sheet.paste(colour, (left + inset, top + inset), _rounded(size, radius - inset))

    def glyph(self, at: tuple[int, int], state: State, *, side: int, colour: str | None = None) -> None:
        """The state's shape, its middle at ``at``."""
        mask = _glyph(state, side)
        corner = at[0] - side // 2, at[1] - side // 2
        self.sheet.paste(colour or state.colour, corner, mask)

    def tile(self, at: tuple[int, int], state: State, picture: Image.Image | None) -> None:
        """A thumbnail of ``TILE`` pixels in its state's frame with a badge; without a picture, a large glyph."""
        left, top = at
        for inset, colour in ((0, state.colour), (FRAME - 1, INK)):
            self.sheet.paste(colour, (left + inset, top + inset), _rounded((TILE - 2 * inset,) * 2, 8 - inset))
        inside = Image.new("RGB", (PICTURE, PICTURE), TRACK)
        if picture is not None:
            small = ImageOps.contain(picture, inside.size, Image.Resampling.LANCZOS)
            inside.paste(small, ((PICTURE - small.width) // 2, (PICTURE - small.height) // 2))
        self.sheet.paste(inside, (left + FRAME, top + FRAME), _rounded(inside.size, 4))
        if picture is None:
            self.glyph((left + TILE // 2, top + TILE // 2), State.PROBLEM, side=32)
        self._badge((left + FRAME + 4, top + FRAME + 4), state)

    def _badge(self, at: tuple[int, int], state: State) -> None:
        for inset, colour in ((0, INK), (1, state.colour)):
            self.sheet.paste(colour, (at[0] + inset, at[1] + inset), _rounded((20 - 2 * inset,) * 2, 5 - inset))
        self.glyph((at[0] + 10, at[1] + 10), state, side=10, colour=INK)

    def chip(self, at: tuple[int, int], state: State, count: int) -> int:
        """A pill of 32 pixels' height with glyph, word and count; the x where it ends."""
        left, top = at
        number = f"{count:,}"
        end = left + 32 + width_of(state.word, LABEL) + 8 + width_of(number, NOTE) + 16
        self.card((left, top, end, top + 32), radius=16)
        self.glyph((left + 18, top + 16), state, side=12)
        after = self.text((left + 32, top + 16), state.word, LABEL)
        self.text((after + 8, top + 16), number, NOTE)
        return end


def width_of(words: str, style: Style) -> int:
    """Pixels that ``words`` take."""
    return math.ceil(_font(style.size, _needs_chinese(words)).getlength(_in_one_line(words)))


def fitted(words: str, style: Style, room: float) -> tuple[str, ImageFont.FreeTypeFont]:
    """``words``, shortened with an ellipsis if longer than ``room`` pixels, and a font that can draw them."""
    font = _font(style.size, _needs_chinese(words))
    whole = shown = _in_one_line(words)
    while shown and font.getlength(shown) > room:
        whole = whole[:-1]
        shown = f"{whole.rstrip()}…"
    return shown, font


def _in_one_line(words: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _needs_chinese(words: str) -> bool:
    return any(ord(letter) >= 0x2E80 for letter in words)


@lru_cache(maxsize=16)
def _font(size: int, chinese: bool) -> ImageFont.FreeTypeFont:
    """Pillow's own font; for Chinese one of the machine's, if it has any, else boxes stand for the letters."""
    for name in _CHINESE if chinese else ():
        try:
            return ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            continue
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


@lru_cache(maxsize=64)
def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """Smooth mask [h, w] of a rounded rectangle."""
    mask = Image.new("L", size, 255)
    corner = Image.new("L", (radius * 2 * _SMOOTH,) * 2, 0)
    ImageDraw.Draw(corner).ellipse((0, 0, corner.width - 1, corner.height - 1), 255)
    disc = corner.reduce(_SMOOTH)
    for left in (0, 1):
        for top in (0, 1):
            piece = disc.crop((radius * left, radius * top, radius * (left + 1), radius * (top + 1)))
            mask.paste(piece, ((size[0] - radius) * left, (size[1] - radius) * top))
    return mask


@lru_cache(maxsize=64)
def _glyph(state: State, side: int) -> Image.Image:
    """Smooth mask [side, side] of the state's shape."""
    large = side * _SMOOTH
    mask = Image.new("L", (large, large), 0)
    draw = ImageDraw.Draw(mask)
    points = [(x * (large - 1), y * (large - 1)) for x, y in state.corners]
    if state is State.HIGH:
        draw.ellipse((0, 0, large - 1, large - 1), 255)
    elif state is State.PROBLEM:
        for start in (0, 2):
            draw.line(points[start : start + 2], 255, width=large // 5)
    else:
        draw.polygon(points, 255)
    return mask.reduce(_SMOOTH)

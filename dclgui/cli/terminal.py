"""What is said on a terminal: names are text there, whatever signs they hold."""

import sys
import unicodedata

from rich.console import Console, RenderableType

_NO_SIGNS = ("Cc", "Cs", "Zl", "Zp")
"""Categories of control signs, halves of signs, and line breaks."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what stands behind them."""


def shown(line: str) -> str:
    """``line`` with every sign written out that would not show, break the line or turn it round."""
    if line.isprintable():
        return line
    return "".join(_written(sign) if _hides(sign) else sign for sign in line)


def say(*lines: str, err: bool = False) -> None:
    """Print each of ``lines`` as one line, on standard error if ``err``."""
    for line in lines:
        print(shown(line), file=sys.stderr if err else sys.stdout, flush=True)


def draw(renderable: RenderableType) -> None:
    """Print a table, or a text with styles, whose words are ``shown`` already."""
    Console(highlight=False, emoji=False).print(renderable)


def _hides(sign: str) -> bool:
    return sign in _TURNING or unicodedata.category(sign) in _NO_SIGNS


def _written(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode("ascii")

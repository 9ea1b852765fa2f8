"""What an export wrote beside a model, told from what a person changed or wrote: it holds a hash of itself."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from dclgui.core.parsed import json_in

_KEY = "hash_of_this_card"
_LAST_LINE = re.compile(rb"\n<!-- as dclgui wrote it: ([0-9a-f]{64}) -->\n\Z")


def stamped_page(text: str) -> bytes:
    """The Markdown ``text``, which ends in a line feed, with a comment that tells when it is changed."""
    content = text.encode()
    return content + f"\n<!-- as dclgui wrote it: {_hash(content)} -->\n".encode()


def stamped_card(card: dict[str, Any]) -> bytes:
    """The card as JSON, with an entry that tells when it is changed."""
    return _text({**card, _KEY: _hash(_text(card))})


def is_as_written(file: Path) -> bool:
    """Whether ``file`` is a page or a card as one of these made it; raises ``OSError`` if it can't be read."""
    content = file.read_bytes()
    if page := _LAST_LINE.search(content):
        return _hash(content[: page.start()]) == page[1].decode()
    try:
        card = json_in(content.decode())
        stamp = card.pop(_KEY)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return stamp == _hash(_text(card)) and content == stamped_card(card)


def _text(card: dict[str, Any]) -> bytes:
    return json.dumps(card, indent=2, ensure_ascii=False).encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

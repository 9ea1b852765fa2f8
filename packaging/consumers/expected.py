"""What the exports hold, for the scripts that read them; with the standard library alone."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

EXPORTS = Path(sys.argv[1])
GUIDE = Path(__file__).parents[2] / "docs" / "formats.md"
NONE_OF_THESE = "(none of these)"


class Row(NamedTuple):
    """One picture: its class, empty for none, who said so, and the machine's own word."""

    label: str
    level: str
    machine_label: str

    @property
    def persons(self) -> str:
        """A person's word; empty if nobody said any."""
        return (self.label or NONE_OF_THESE) if self.level == "person" else ""


_KEPT = json.loads((EXPORTS / "expected.json").read_text("utf-8"))
ROWS = {path: Row(*row) for path, row in _KEPT["rows"].items()}
CLASSES: list[str] = _KEPT["classes"]
READABLE = {path: row for path, row in ROWS.items() if row.level != "problem"}
NAMED = {path: row.label for path, row in READABLE.items() if row.label}


def by_the_guide(section: str, code: int = 1, other: dict[str, str] | None = None, **known: Any) -> dict[str, Any]:
    """Run that piece of Python of a section of docs/formats.md beside the export; returns what is there then.

    ``other`` words take the place of some.
    """
    text = GUIDE.read_text("utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    script = text.split("```python\n")[code].split("```")[0]
    for words, instead in (other or {}).items():
        script = script.replace(words, instead)
    os.chdir(EXPORTS / section)
    exec(compile(script, f"formats.md, {section}", "exec"), known)
    return known


def same(found: Any, wanted: Any) -> None:
    """Raise ``AssertionError`` that shows where the two differ."""
    if found == wanted:
        return
    if isinstance(found, dict) and isinstance(wanted, dict):
        wrong = {key for key in {*found, *wanted} if found.get(key, ...) != wanted.get(key, ...)}
        raise AssertionError({key: (found.get(key, ...), wanted.get(key, ...)) for key in list(wrong)[:5]})
    raise AssertionError(f"{found!r} is not {wanted!r}")


def tell(version: str, read: str) -> None:
    """Say in the last line what was read."""
    print("\n" + json.dumps({"version": version, "read": read}, ensure_ascii=False))

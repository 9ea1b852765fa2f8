"""JSON and TOML that somebody else may have written: whatever is wrong with it, there is one kind of failure."""

import json
import tomllib
from typing import Any


def json_in(text: str) -> Any:
    """What stands in ``text``; raises ``ValueError`` for what is no JSON, or is nested too deep to be read."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def toml_in(text: str) -> dict[str, Any]:
    """What stands in ``text``; raises ``ValueError`` for what is no TOML, or is nested too deep to be read."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error

"""The data check's report in the cache; valid as long as the catalogs are those that were checked."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from dclgui.core.arrays import UNREADABLE
from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.core.findings import CheckReport, DomainStatistics, Finding

_NAME = "check.npz"


def write_report(cache: Path, report: CheckReport, *, catalogs: str) -> None:
    """Store ``report`` with the fingerprint of its ``catalogs``; raises ``UserError`` if it can't be written."""
    findings = [_split(finding, f"finding {number}") for number, finding in enumerate(report.findings)]
    domains = [_split(report.source, "source"), _split(report.target, "target")]
    words = {
        "catalogs": catalogs,
        "findings": [plain for plain, _ in findings],
        "domains": [plain for plain, _ in domains],
    }
    arrays = {name: values for _, part in (*findings, *domains) for name, values in part.items()}
    try:
        with file_in_place(cache / _NAME) as file:
            np.savez(file, words=np.array(json.dumps(words)), **arrays)
    except OSError as error:
        raise UserError(
            f"{cache / _NAME} can't be written: {error.strerror}.", "Free some space on the disk and check again."
        ) from error


def read_report(cache: Path, *, catalogs: str) -> CheckReport | None:
    """The report on ``catalogs``; ``None`` if there is none, it is of other catalogs, or it can't be read."""
    try:
        # Opened here, since np.load leaves a damaged file open if it opened it by itself.
        with (cache / _NAME).open("rb") as file, np.load(file) as table:
            words = json.loads(str(table["words"]))
            if words["catalogs"] != catalogs:
                return None
            source, target = (
                DomainStatistics(**_joined(plain, table, name))
                for plain, name in zip(words["domains"], ("source", "target"), strict=True)
            )
            findings = (
                Finding(**_joined(plain, table, f"finding {number}")) for number, plain in enumerate(words["findings"])
            )
            return CheckReport(tuple(findings), source, target)
    except UNREADABLE:
        return None


def _split(part: Finding | DomainStatistics, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that are plain values, and the arrays under names that begin with ``name``."""
    values = asdict(part)
    arrays = {f"{name} {field}": value for field, value in values.items() if isinstance(value, np.ndarray)}
    return {field: value for field, value in values.items() if not isinstance(value, np.ndarray)}, arrays


def _joined(plain: dict[str, Any], table: Any, name: str) -> dict[str, Any]:
    tuples = {field: _as_tuple(value) for field, value in plain.items()}
    arrays = {key.removeprefix(f"{name} "): table[key] for key in table.files if key.startswith(f"{name} ")}
    return tuples | arrays


def _as_tuple(value: Any) -> Any:
    return tuple(_as_tuple(item) for item in value) if isinstance(value, list) else value

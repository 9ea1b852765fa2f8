"""The six steps of the work, and how far one of them is."""

from dataclasses import dataclass
from typing import Literal

StepName = Literal["folders", "check", "run", "review", "audit", "export"]
STEPS: tuple[StepName, ...] = ("folders", "check", "run", "review", "audit", "export")


@dataclass(frozen=True, slots=True)
class StepState:
    """``note`` is the line below the step's name; ``share`` done in [0, 1] while it works, else ``None``."""

    note: str = ""
    done: bool = False
    share: float | None = None
    why_not: str = ""

"""What a project's newest round says of its target, in figures. Free of torch."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dclgui.cli.words import accuracy_sentence, count
from dclgui.project.folder import Project


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of round ``round``; the accuracies are NaN where the truth is unknown."""

    round: int
    rounds: int
    images: int
    high: int
    low: int
    moved: int
    problems: int
    decided: int
    audited: int
    source_only_accuracy: float
    accuracy: float

    @classmethod
    def of(cls, project: Project) -> Self:
        """The outcome so far; raises ``UserError`` if no round is finished."""
        last = project.last_round()
        found = project.rounds.pseudo_labels(last)
        return cls(
            round=last,
            rounds=project.planned_rounds,
            images=len(found),
            high=int(found.high.sum()),
            low=int((found.readable & ~found.high).sum()),
            moved=int(found.moved.sum()),
            problems=int((~found.readable).sum()),
            decided=len(project.journal.current()),
            audited=len(project.audits.answers()),
            source_only_accuracy=project.rounds.metrics(0).accuracy,
            accuracy=project.rounds.metrics(last).accuracy,
        )

    def lines(self) -> list[str]:
        """The counts, and what is known of the accuracy without an audit, in words."""
        counts = [
            f"{self.high:,} sure (high confidence)",
            f"{self.low:,} not sure (low confidence)",
            f"{self.moved:,} of these moved to the class of their nearest prototype",
        ]
        if self.problems:
            counts.append(f"{self.problems:,} that can't be read")
        if self.decided:
            counts.append(f"{self.decided:,} decided by a person")
        head = f"{count(self.images, 'image')} after round {self.round} of {self.rounds}: {', '.join(counts)}."
        if self.audited and math.isnan(self.accuracy):
            return [head]
        return [head, accuracy_sentence(self.source_only_accuracy, self.accuracy)]


def quoted(path: Path) -> str:
    """A path as it can be typed again."""
    text = str(path)
    return f'"{text}"' if any(letter.isspace() for letter in text) else text

"""Images outside a project and the labels that a finished model gave them."""

from dataclasses import dataclass

import numpy as np

from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.pseudo_labels import PseudoLabels
from dclgui.labels.table import LabelTable, label_table


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """New images and their labels by the model of round ``round``; ``problems`` {row: reason} of unreadable ones."""

    catalog: Catalog
    pseudo_labels: PseudoLabels
    problems: dict[int, str]
    round: int

    def table(self) -> LabelTable:
        """The rows of the labels file."""
        return label_table(
            self.catalog,
            self.pseudo_labels,
            source_only=np.full(len(self.catalog), UNKNOWN, np.int32),
            decisions={},
            problems=self.problems,
            round_number=self.round,
        )

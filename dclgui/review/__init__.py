"""Review of labels: which images are shown in which order, audit, accuracy estimate and guarantee. numpy only."""

"""What a person decides: which images are shown, in which order, and what follows from decisions. numpy only."""

"""Step 1: where the pictures are."""

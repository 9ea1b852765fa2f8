"""Step 2: the data check, before any training."""

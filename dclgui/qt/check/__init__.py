"""Step 2: what is wrong with the pictures, before any training."""

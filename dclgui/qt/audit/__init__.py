"""Step 5: a random sample named blind, and what follows from it."""

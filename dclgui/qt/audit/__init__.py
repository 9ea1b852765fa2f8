"""Step 5: the audit, a random sample labelled blind, and the guarantee from it."""

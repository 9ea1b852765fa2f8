"""One page that says what was done, how many labels are right and how that is known: HTML or PDF."""

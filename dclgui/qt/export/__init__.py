"""Step 6: labels, model and report leave; more pictures are labelled."""

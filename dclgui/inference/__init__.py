"""A finished model at work on images that no run has seen, a folder at once or as they arrive; without torch."""

"""A run's model as a file, compared with the run's own before it gets its name."""

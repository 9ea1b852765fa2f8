"""The command line: verbs, and the display of a run's events as text, progress bar or JSON lines."""

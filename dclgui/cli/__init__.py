"""The command line: verbs that follow a run's events and print them as text, a progress bar or JSON lines."""

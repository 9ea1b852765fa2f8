"""What a window asks of the engine beside a run."""

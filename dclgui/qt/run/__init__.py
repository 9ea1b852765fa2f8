"""Step 3: settings, progress and figures of the run."""

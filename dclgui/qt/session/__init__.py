"""The open project: what is known of it, its run, and what is asked of child processes."""

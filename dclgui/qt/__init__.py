"""The window. Nothing here imports torch: the run lives in a child process."""

"""What a run, the window and its child processes say to each other: frozen dataclasses, and the pipe's envelope."""

"""The start page: open, make or try a project."""

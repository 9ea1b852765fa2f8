"""What the Makefile needs besides the program; no part of the package."""

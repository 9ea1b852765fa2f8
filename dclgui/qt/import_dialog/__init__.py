"""Decisions made elsewhere: what a file would change, shown before it does, and taken over as one step."""

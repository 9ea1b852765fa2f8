"""The map: pictures laid out by likeness."""

"""The pieces of the page Check."""

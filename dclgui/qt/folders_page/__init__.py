"""The pieces of the page Folders."""

"""Import of decisions from a file: a preview of the changes, then one step that can be undone."""

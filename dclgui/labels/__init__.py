"""Export of labels: the label table and the file formats."""

"""Step 6: export of labels, model and report; labelling of more images."""

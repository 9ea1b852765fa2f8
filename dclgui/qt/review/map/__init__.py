"""The map: a 2-D projection of the features."""

"""Steps S1 to S6: training, prediction, pseudo-labels."""

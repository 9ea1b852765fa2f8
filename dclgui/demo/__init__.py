"""The demo: a synthetic data set of machine parts, rendered as two cameras would see them."""

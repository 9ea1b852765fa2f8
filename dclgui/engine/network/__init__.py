"""Backbones, heads and the features between them."""

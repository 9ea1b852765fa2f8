"""The virtual gallery: a grid of tiles over any number of images."""

"""What comes in: the two folders into a project, and a look at every image before any training."""

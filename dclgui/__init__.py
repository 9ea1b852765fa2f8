"""Label the images of a new camera from the labelled images of an old one."""

__version__ = "0.1.0"

"""Label the images of a new camera from the labelled images of an old one."""

import os

__version__ = "1.0.0"

# onnxruntime reports usage over the network as soon as it is imported; only this, set before, stops it. Child processes
# inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

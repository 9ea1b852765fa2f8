"""The machine: everything that runs a model. Importing it makes torchvision importable, see ``torchvision_pair``."""

from dclgui.engine.network import torchvision_pair as _torchvision_pair

_torchvision_pair.make_importable()

"""Make ``import torchvision`` work beside any build of torch.

The registry's torchvision is a CUDA build. Its compiled library cannot be loaded beside a CPU build of torch, and
then the import of the Python package stops with "operator torchvision::nms does not exist", although the models
and transforms need no compiled operator. Declaring the two operators that the import looks for is enough. Where
the library does load (CUDA torch beside it, or a CPU build of both) nothing is declared, so that the real
operators are used. See docs/decisions.
"""

from importlib.util import find_spec
from pathlib import Path

import torch

_SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)
_declared: list[torch.library.Library] = []  # torch forgets the schemas when the library object is collected


def make_importable() -> bool:
    """Declare torchvision's operators if its compiled library does not load; says whether it had to."""
    if not _declared and not _compiled_library_loads():
        library = torch.library.Library("torchvision", "DEF")
        for schema in _SCHEMAS:
            library.define(schema)
        _declared.append(library)
    return bool(_declared)


def _compiled_library_loads() -> bool:
    spec = find_spec("torchvision")
    files = sorted(Path(spec.origin).parent.glob("_C*")) if spec and spec.origin else []
    for file in files:
        try:
            torch.ops.load_library(str(file))
        except OSError:
            continue
        return True
    return False

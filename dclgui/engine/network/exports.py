"""Where exported backbones are kept: once for all projects of a user, since an export takes longer than a small run."""

import os
import sys
from pathlib import Path

import torch

from dclgui.core.rights import may_write

VARIABLE = "DCLGUI_CACHE"
"""Environment variable that names another folder."""


def exported_backbone(cache: Path, model: str, *, side: int) -> Path:
    """The file of the export of the backbone whose fingerprint is ``model``, there or to be made.

    It is shared by all projects, unless the project's own ``cache`` has one already, as earlier versions left it, or
    the shared folder can't be written to. What another version of torch exported is not used.
    """
    own = cache / f"backbone-{model[:16]}-{side}.onnx"
    shared = shared_folder() / f"backbone-{model[:32]}-{side}-{torch.__version__}.onnx"
    return own if own.exists() or not (shared.exists() or _writable(shared.parent)) else shared


def shared_folder() -> Path:
    """The folder, which may be deleted at any time; it need not be there."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "dclgui" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "dclgui"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dclgui"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return may_write(folder)

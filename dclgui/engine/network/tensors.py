"""Tensors in safetensors files: one way to write and one to read, which says in a sentence what is wrong."""

import re
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from dclgui.core.errors import UserError, first_line

_SYSTEM_ERROR = re.compile(r"os error (\d+)")


def write_tensors(tensors: dict[str, Tensor], file: Path) -> None:
    """Write ``tensors`` into ``file``; raises ``OSError`` if the disk refuses."""
    try:
        save_file({name: value.contiguous() for name, value in tensors.items()}, file)
    except SafetensorError as error:
        said = _SYSTEM_ERROR.search(str(error))
        raise OSError(int(said[1]) if said else 0, first_line(error), str(file)) from error


def read_tensors(file: Path, *names: str) -> dict[str, Tensor]:
    """All tensors in ``file``, mapped; raises ``UserError`` if it is damaged or lacks any of ``names``."""
    try:
        with file.open("rb"):  # the library calls every failure to open a missing file
            pass
        found = load_file(file)
    except (OSError, SafetensorError, ValueError, KeyError) as error:
        raise damaged(file, getattr(error, "strerror", None) or first_line(error)) from error
    lacking = [name for name in names if name not in found]
    if lacking:
        raise damaged(file, f"it lacks {lacking[0]}")
    return found


def fill(module: nn.Module, state: dict[str, Tensor], *, file: Path) -> None:
    """Load ``state``, which was read from ``file``, into ``module``; raises ``UserError`` if it is of another one."""
    try:
        module.load_state_dict(state)
    except (RuntimeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise damaged(file, "it is of another network") from error


def whole_numbers(tensor: Tensor, *, below: int, least: int = 0) -> bool:
    """Whether ``tensor`` is of whole numbers from ``least`` to ``below`` - 1; so is one without any."""
    if tensor.dtype not in {torch.int64, torch.int32}:
        return False
    return not len(tensor) or bool(tensor.numel() == 0 or (tensor.min() >= least and tensor.max() < below))


def damaged(file: Path, reason: str) -> UserError:
    """The failure of a file of a model or a round."""
    return UserError(f"{file} can't be used: {reason}.", "Put back a copy of its folder, or make it anew.")

"""The backbone as an ONNX file: about three times torch's speed on a CPU."""

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from secrets import token_hex

import numpy as np
import onnxruntime
import torch
import torch.hub

from dclgui.core.arrays import Floats, Pixels
from dclgui.core.errors import first_line
from dclgui.core.patience import move, remove
from dclgui.engine.network.backbones import Backbone

Forward = Callable[[Pixels], Floats]
"""uint8 [B, S, S, 3] to float32 [B, D]; may be called from several threads at once."""

TOLERANCE = 1e-3
"""Largest difference from torch, relative to the largest feature, that passes as agreement."""


class ExportDisagreesError(Exception):
    """The exported backbone could not be made or gives other features than torch."""


def torch_forward(backbone: Backbone, *, device: torch.device) -> Forward:
    """The backbone in torch, in evaluation mode on ``device``."""
    backbone.eval().to(device)

    def forward(pixels: Pixels) -> Floats:
        with torch.inference_mode():
            features: Floats = backbone(torch.from_numpy(pixels).to(device)).float().cpu().numpy()
            return features

    return forward


def onnx_forward(backbone: Backbone, *, side: int, file: Path) -> Forward:
    """The backbone in onnxruntime on the CPU; exports it to ``file`` unless that is there already.

    Every export is compared with torch on random and on flat images before it is moved into place; raises
    ``ExportDisagreesError`` if it fails or differs by more than ``TOLERANCE``.
    """
    if file.exists():
        with suppress(Exception):  # a damaged file raises one of a dozen kinds, and is exported anew
            kept = _session_forward(file)
            if kept(np.zeros((1, side, side, 3), np.uint8)).shape == (1, backbone.dim):
                return kept
    unfinished = file.with_name(f".{file.name}.{token_hex(4)}.tmp")
    try:
        _export(backbone, side=side, file=unfinished)
        _check_agreement(backbone, side=side, file=unfinished)
        move(unfinished, file)
    finally:
        remove(unfinished)
    return _session_forward(file)


def _session_forward(file: Path) -> Forward:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the callers' threads are the parallelism
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def forward(pixels: Pixels) -> Floats:
        return np.concatenate([session.run(None, {name: picture[None]})[0] for picture in pixels])

    return forward


def _export(backbone: Backbone, *, side: int, file: Path) -> None:
    """Write ``backbone`` for one image at a time: of shapes that are all known an export takes half the time."""
    example = torch.zeros(1, side, side, 3, dtype=torch.uint8)
    write = partial(torch.onnx.export, backbone.eval().cpu(), (example,), file, input_names=["pixels"], verbose=False)
    try:
        with quiet_exporter():
            if not _traced(write):
                write(dynamo=True, external_data=False)
    except Exception as error:  # the exporter raises a dozen kinds for a network that it can't capture
        raise ExportDisagreesError(f"it can't be exported: {first_line(error)}") from error


def _traced(write: Callable[..., object]) -> bool:
    """Export by tracing, in a sixth of the time; false if it fails or a trace may not be the whole network."""
    with suppress(Exception), warnings.catch_warnings():  # a dozen kinds, too
        warnings.simplefilter("error", torch.jit.TracerWarning)  # type: ignore[attr-defined]
        # Else a failure is told among a run's lines of JSON; a torch without it, or without this exporter, fails here.
        torch._C._jit_set_onnx_log_output_stream("stderr")  # noqa: SLF001
        write(dynamo=False)
        return True
    return False


def _check_agreement(backbone: Backbone, *, side: int, file: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (4, side, side, 3), np.uint8)
    flat = np.broadcast_to(np.array([0, 128, 255], np.uint8)[:, None, None, None], (3, side, side, 3))
    pixels = np.concatenate([noise, flat])
    wanted = torch_forward(backbone, device=torch.device("cpu"))(pixels)
    difference = float(np.abs(_session_forward(file)(pixels) - wanted).max() / np.abs(wanted).max())
    if not difference <= TOLERANCE:
        raise ExportDisagreesError(f"its features differ from torch's by {difference:.1e}")


@contextmanager
def quiet_exporter() -> Iterator[None]:
    """Silence the exporter: it logs its steps and warns about its own dependencies; neither is for an operator."""
    # Its hidden progress bar would leave a thread behind.
    torch.hub.tqdm.monitor_interval = 0  # type: ignore[attr-defined]
    loggers = [logging.getLogger(name) for name in ("torch.onnx", "onnxscript", "onnx_ir")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)

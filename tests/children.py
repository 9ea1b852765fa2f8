"""How a test's child processes start where the start is not what it shows."""

import multiprocessing
import sys

LIBRARIES = [
    "dclgui.worker",
    "dclgui.engine.network.backbones",
    "dclgui.engine.training.trainer",
    "dclgui.engine.network.finetuned",
    "dclgui.standing.labels",
    "tests.few_steps",
]
"""What takes the seconds; onnxruntime is not among them, since it starts a thread, and a fork should have none."""


def quick_start() -> str:
    """The name of a context of ``multiprocessing`` whose children need no seconds to import torch.

    They are forked off a process that has imported it and done nothing else. Where that is not safe they are spawned.
    """
    if sys.platform != "linux":
        return "spawn"
    multiprocessing.get_context("forkserver").set_forkserver_preload(LIBRARIES)
    return "forkserver"

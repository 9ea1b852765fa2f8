"""Devices, precision, seeds and ranks; no other file asks torch for any of them."""

import os
import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.images.pictures import available_cores

Value = TypeVar("Value")
_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where a run computes. ``rank`` of ``world`` processes; one process is rank 0 of 1."""

    device: torch.device
    dtype: torch.dtype
    seed: int
    rank: int = 0
    world: int = 1

    @property
    def leads(self) -> bool:
        """The one process that writes the project."""
        return self.rank == 0

    @property
    def workers(self) -> int:
        """Threads of this process for decoding and for the CPU forward pass."""
        return max(1, available_cores() // self.world)

    def generator(self, *stream: int) -> torch.Generator:
        """A CPU generator for each ``stream`` of numbers (step, round, …), from the job's seed."""
        key = np.random.SeedSequence([self.seed, *stream]).generate_state(1, np.uint64)[0]
        return torch.Generator().manual_seed(int(key) % 2**63)

    def autocast(self) -> AbstractContextManager[None]:
        """Mixed precision where the device gains from it, else nothing."""
        if self.dtype is torch.float32:
            return nullcontext()
        return torch.autocast(self.device.type, self.dtype)

    def share_of(self, count: int) -> slice:
        """This rank's slice of ``count`` rows of a joint batch."""
        return slice(self.rank * count // self.world, (self.rank + 1) * count // self.world)

    def wait(self) -> None:
        """Return when every rank has come here."""
        if self.world > 1:
            dist.barrier()

    @contextmanager
    def agree(self) -> Iterator[None]:
        """Raise a ``UserError`` of the leading rank inside the block on every rank, at the block's end."""
        # The others would wait at their next exchange for a rank that has ended. ``cli.adapt`` knows this by its name.
        error: UserError | None = None
        try:
            yield
        except UserError as refused:
            error = refused
        if (leading := self.told(error)) is not None:
            raise leading

    def told(self, value: Value) -> Value:
        """The leading rank's ``value`` on every rank."""
        values = [value]
        if self.world > 1:
            dist.broadcast_object_list(values, src=0)
        return values[0]

    def sum_gradients(self, parameters: list[torch.nn.Parameter]) -> None:
        """Add up every parameter's gradient over the ranks, in place; a rank that has none adds nothing."""
        if self.world > 1:
            for parameter in parameters:
                if parameter.grad is None:
                    parameter.grad = torch.zeros_like(parameter)
                dist.all_reduce(parameter.grad)

    def sum_rows(self, values: Tensor) -> Tensor:
        """Add up ``values`` over the ranks, in place; returns it."""
        if self.world > 1:
            dist.all_reduce(values)
        return values


@contextmanager
def started(job: Job) -> Iterator[Runtime]:
    """Set the seed, the threads and, under ``torchrun``, the process group; put back what it set at the end.

    Raises ``UserError`` if the job asks for a device that this machine does not have.
    """
    device = pick_device(job.device)
    world = int(os.environ.get("WORLD_SIZE", "1"))
    rank = int(os.environ.get("RANK", "0"))
    joined = world > 1 and not dist.is_initialized()
    if device.type == "cuda":
        if world > 1:
            device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(device)
    if joined:
        # The other ranks wait in their first exchange while the leading one scans the folders, which can take long.
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=timedelta(hours=2))
    threads, deterministic = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    random.seed(job.seed)
    np.random.seed(job.seed)
    torch.manual_seed(job.seed)
    try:
        if device.type == "cpu":
            # One thread a process, so that sums are always added in one order; on few cores it is the fastest, too.
            torch.set_num_threads(1)
            torch.use_deterministic_algorithms(True)
        yield Runtime(device, _pick_dtype(job, device), job.seed, rank, world)
    finally:
        torch.set_num_threads(threads)
        torch.use_deterministic_algorithms(deterministic)
        if joined:
            dist.destroy_process_group()


@contextmanager
def on_one_core() -> Iterator[None]:
    """Small work on a CPU: beside a run, more threads than free cores make it slower."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def pick_device(name: str) -> torch.device:
    """``auto`` is CUDA, then Apple's GPU, then the CPU. Raises ``UserError`` if the named one is not here."""
    cuda, apple = torch.cuda.is_available(), torch.backends.mps.is_available()
    if name == "auto":
        name = "cuda" if cuda else "mps" if apple else "cpu"
    device = torch.device(name)
    if device.type == "cuda" and not cuda:
        raise UserError(
            "The device cuda was asked for, but torch finds no NVIDIA GPU.",
            "Run `dclgui doctor` to see why, or choose --device cpu.",
        )
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        raise UserError(
            f"There is no GPU number {device.index}: torch finds {torch.cuda.device_count()}, counted from 0."
        )
    if device.type == "mps" and not apple:
        raise UserError("The device mps was asked for, but this is no Mac with an Apple GPU.", "Choose --device cpu.")
    return torch.device("cuda", device.index or 0) if device.type == "cuda" else device


def _pick_dtype(job: Job, device: torch.device) -> torch.dtype:
    if job.precision != "auto":
        return _DTYPES[job.precision]
    if device.type == "cuda":
        # bfloat16 has the range of float32 and so needs no loss scaling.
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return torch.float32


def describe(device: torch.device) -> str:
    """A description such as ``cpu, 2 cores`` or ``cuda:0, NVIDIA H200, 139 GiB``."""
    if device.type == "cuda":
        properties = torch.cuda.get_device_properties(device)
        return f"{device}, {properties.name}, {properties.total_memory / 2**30:.0f} GiB"
    return f"cpu, {available_cores()} cores" if device.type == "cpu" else str(device)


def leads() -> bool:
    """Whether this process is the one that prints and writes; known before a run has started."""
    return os.environ.get("RANK", "0") == "0"

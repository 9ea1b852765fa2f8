"""Devices that are not there, seeds, and shares of ranks."""

import random
from dataclasses import replace

import numpy as np
import pytest
import torch

from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.engine import runtime as runtimes
from dclgui.engine.runtime import Runtime, describe, leads, pick_device
from tests.unit.engine.made import Line, job_of


@pytest.fixture
def _no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)


@pytest.mark.usefixtures("_no_gpu")
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cuda", "torch finds no NVIDIA GPU. Run `dclgui doctor` to see why, or choose --device cpu."),
        ("cuda:1", "torch finds no NVIDIA GPU"),
        ("mps", "this is no Mac with an Apple GPU. Choose --device cpu."),
    ],
)
def test_a_device_that_is_not_there_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        pick_device(name)
    assert sentence in str(caught.value)


def test_a_gpu_number_too_high_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert pick_device("cuda:1") == torch.device("cuda", 1)
    assert pick_device("cuda") == torch.device("cuda", 0)
    with pytest.raises(UserError, match=r"no GPU number 2: torch finds 2, counted from 0"):
        pick_device("cuda:2")


@pytest.mark.parametrize(
    ("cuda", "apple", "wanted"), [(True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")]
)
def test_auto_takes_the_fastest_device(
    monkeypatch: pytest.MonkeyPatch, wanted: str, *, cuda: bool, apple: bool
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: apple)
    assert pick_device("auto").type == wanted


def test_streams_of_random_numbers_repeat_and_differ(runtime: Runtime) -> None:
    def drawn(*stream: int, seed: int = 0) -> tuple[float, ...]:
        return tuple(torch.rand(4, generator=replace(runtime, seed=seed).generator(*stream)).tolist())

    assert drawn(2, 7) == drawn(2, 7)
    others = [drawn(0), drawn(1), drawn(2), drawn(7, 2), drawn(2, 8), drawn(2, 7, 1), drawn(2, 7, seed=1)]
    assert len({drawn(2, 7), *others}) == len(others) + 1


def test_a_stream_does_not_depend_on_the_global_seed(runtime: Runtime) -> None:
    before = torch.rand(3, generator=runtime.generator(1))
    torch.manual_seed(99)
    assert torch.equal(torch.rand(3, generator=runtime.generator(1)), before)


def test_a_run_sets_the_seed_and_gives_threads_and_determinism_back(line: Line) -> None:
    torch.use_deterministic_algorithms(False)
    threads = torch.get_num_threads()
    draws = []
    for _ in range(2):
        with runtimes.started(job_of(line, seed=5)) as runtime:
            assert (runtime.rank, runtime.world, runtime.leads) == (0, 1, True)
            assert torch.are_deterministic_algorithms_enabled()
            assert torch.get_num_threads() == 1
            draws.append((random.random(), float(np.random.rand()), float(torch.rand(()))))
    assert draws[0] == draws[1]
    assert not torch.are_deterministic_algorithms_enabled()
    assert torch.get_num_threads() == threads


def test_determinism_is_given_back_after_a_failure(job: Job) -> None:
    with pytest.raises(RuntimeError, match="halt"), runtimes.started(job):
        raise RuntimeError("halt")
    assert not torch.are_deterministic_algorithms_enabled()


@pytest.mark.parametrize("count", [0, 1, 2, 7, 64])
@pytest.mark.parametrize("world", [1, 2, 3, 5])
def test_the_ranks_shares_are_all_rows_once(runtime: Runtime, count: int, world: int) -> None:
    rows = [
        row for rank in range(world) for row in range(count)[replace(runtime, rank=rank, world=world).share_of(count)]
    ]
    assert rows == list(range(count))


@pytest.mark.parametrize(
    ("precision", "dtype"),
    [("auto", torch.float32), ("float32", torch.float32), ("bfloat16", torch.bfloat16), ("float16", torch.float16)],
)
def test_the_precision_of_a_cpu_run(line: Line, precision: str, dtype: torch.dtype) -> None:
    with runtimes.started(job_of(line, precision=precision)) as runtime:
        assert runtime.dtype == dtype
        with runtime.autocast():
            product = torch.ones(2, 2) @ torch.ones(2, 2)
        assert product.dtype == dtype


def test_only_rank_0_leads(monkeypatch: pytest.MonkeyPatch, runtime: Runtime) -> None:
    monkeypatch.delenv("RANK", raising=False)
    assert leads()
    monkeypatch.setenv("RANK", "1")
    assert not leads()
    assert not replace(runtime, rank=1, world=2).leads


def test_a_cpu_is_described_by_its_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtimes, "available_cores", lambda: 6)
    assert describe(torch.device("cpu")) == "cpu, 6 cores"

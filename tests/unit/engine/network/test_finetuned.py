"""Mode ``finetune``: one gradient however the step is split, and no crash for want of memory."""

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from dclgui.core.catalog import Catalog
from dclgui.core.errors import UserError
from dclgui.core.protocol.events import Domain
from dclgui.engine.network import finetuned
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.network.cached import Batch
from dclgui.engine.network.finetuned import FinetunedBackbone
from dclgui.engine.runtime import Runtime
from dclgui.images.scan import source_catalog, source_files, target_catalog, target_files
from tests.unit.engine.made import BACKBONE, CLASSES, SIDE, Line, job_of

PLAN = [Batch(source=torch.arange(0, 9), target=torch.arange(20, 27))]
Gradients = list[Tensor]


@pytest.fixture
def tuned(line: Line, runtime: Runtime) -> FinetunedBackbone:
    """A backbone that was trained before: its statistics stand still."""
    return extractor(line, runtime, f"file:{line.weights}")


@pytest.fixture
def untrained(line: Line, runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> FinetunedBackbone:
    """Random first weights, normalised by groups of at most four images."""
    monkeypatch.setattr(finetuned, "GROUP", 4)
    return extractor(line, runtime, "scratch")


def extractor(
    line: Line, runtime: Runtime, weights: str, *, backbone: str = BACKBONE, side: int = SIDE
) -> FinetunedBackbone:
    catalogs: dict[Domain, Catalog] = {
        "source": source_catalog(line.source, list(source_files(line.source))),
        "target": target_catalog(line.target, list(target_files(line.target)), CLASSES),
    }
    job = job_of(line, weights=weights, backbone=backbone, image_size=side)
    network = load_backbone(backbone, weights=weights, side=side)
    return FinetunedBackbone(network, catalogs, job=job, runtime=runtime)


def loss_of(features: Tensor) -> Tensor:
    """Something in which every image's features meet every other's."""
    loss: Tensor = torch.softmax(features @ features.T / 100, dim=1).square().sum()
    return loss


def step(tuned: FinetunedBackbone) -> Gradients:
    (features,) = tuned.batches(PLAN, torch.Generator().manual_seed(3))
    loss_of(features).backward()
    assert features.grad is not None
    tuned.backward(features.grad)
    return [parameter.grad.clone() for parameter in tuned.network.parameters() if parameter.grad is not None]


def plain_step(tuned: FinetunedBackbone) -> Gradients:
    """The same views through plain autograd in one piece."""
    list(tuned.batches(PLAN, torch.Generator().manual_seed(3)))
    return gradients_of(tuned, [(domain, views) for domain, views in tuned._views], by_batch=False)


def gradients_of(tuned: FinetunedBackbone, pieces: Sequence[tuple[Domain, Tensor]], *, by_batch: bool) -> Gradients:
    """Plain autograd of all ``pieces`` together, each normalised by itself or by fixed statistics."""
    network = copy.deepcopy(tuned.network)
    network.zero_grad()
    with network.by_batch() if by_batch else nullcontext():
        loss_of(torch.cat([network(views, domain) for domain, views in pieces])).backward()
    return [parameter.grad for parameter in network.parameters() if parameter.grad is not None]


def assert_close(found: Gradients, wanted: Gradients) -> None:
    assert len(found) == len(wanted) > 10
    for mine, theirs in zip(found, wanted, strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-3, atol=1e-4 * float(theirs.abs().max()) + 1e-9)


def no_room_above(images: int) -> Callable[..., None]:
    def hook(_: nn.Module, arguments: tuple[Any, ...]) -> None:
        if len(arguments[0]) > images:
            raise torch.OutOfMemoryError("CUDA out of memory")

    return hook


def test_the_split_step_is_plain_autograd(tuned: FinetunedBackbone) -> None:
    assert_close(step(tuned), plain_step(tuned))


def test_a_second_step_does_not_add_to_the_first(tuned: FinetunedBackbone) -> None:
    first = step(tuned)
    assert_close(step(tuned), first)


@pytest.mark.parametrize(("room", "pieces"), [(8, [8]), (4, [8, 4]), (1, [8, 4, 2, 1])])
def test_out_of_memory_halves_warns_and_gives_the_same_gradient(
    tuned: FinetunedBackbone, room: int, pieces: list[int]
) -> None:
    wanted = plain_step(tuned)
    tuned.network.network.register_forward_pre_hook(no_room_above(room))
    assert_close(step(tuned), wanted)
    warnings = tuned.warned()
    assert [warning.code for warning in warnings] == ["out_of_memory"] * len(pieces)
    for warning, size in zip(warnings, pieces, strict=True):
        assert f"from here on {size} images" in warning.message
    assert_close(step(tuned), wanted)
    assert tuned.warned() == []


def test_memory_that_runs_out_in_the_backward_pass_is_survived(tuned: FinetunedBackbone) -> None:
    wanted = plain_step(tuned)
    fails = iter([True])

    def hook(gradient: Tensor) -> None:
        if next(fails, False):
            raise torch.OutOfMemoryError("CUDA out of memory")

    next(tuned.network.parameters()).register_hook(hook)
    assert_close(step(tuned), wanted)
    assert len(tuned.warned()) == 1


def test_no_room_for_a_single_image_is_a_sentence(tuned: FinetunedBackbone) -> None:
    tuned.network.network.register_forward_pre_hook(no_room_above(0))
    with pytest.raises(UserError, match=r"too little memory.*smaller --image-size"):
        step(tuned)


def test_a_sweep_without_room_gives_the_same_features(tuned: FinetunedBackbone) -> None:
    rows = torch.arange(15)

    def swept() -> Tensor:
        extract = tuned.extract("target", rows)
        while True:
            try:
                next(extract)
            except StopIteration as ended:
                features: Tensor = ended.value
                return features

    wanted = swept()
    assert not wanted.requires_grad
    tuned.network.network.register_forward_pre_hook(no_room_above(5))
    torch.testing.assert_close(swept(), wanted, rtol=1e-4, atol=1e-4)


def test_batches_follow_the_plan(tuned: FinetunedBackbone) -> None:
    plan = [Batch(torch.arange(3), torch.arange(0)), Batch(torch.arange(2), torch.arange(5))]
    sizes = [len(features) for features in tuned.batches(plan, torch.Generator().manual_seed(0))]
    assert sizes == [3, 7]


def state_of(tuned: FinetunedBackbone) -> dict[str, Tensor]:
    return {key: value.clone() for key, value in tuned.network.state_dict().items()}


def changed(before: dict[str, Tensor], after: dict[str, Tensor]) -> Iterator[str]:
    return (key for key, value in before.items() if not torch.equal(value, after[key]))


def test_what_a_trained_backbone_normalises_by_never_changes(tuned: FinetunedBackbone) -> None:
    first = state_of(tuned)
    step(tuned)
    list(tuned.refresh(torch.arange(20), torch.arange(15)))
    assert list(changed(first, state_of(tuned))) == []
    pixels = tuned._pixels("target", torch.arange(6).numpy())
    assert torch.equal(tuned.network(pixels, "target"), tuned.network(pixels, "source"))


def test_random_weights_are_trained_by_the_statistics_of_groups(untrained: FinetunedBackbone) -> None:
    found = step(untrained)
    (_, source), (_, target) = untrained._views
    pieces: list[tuple[Domain, Tensor]] = [("source", part) for part in source.split(3)]
    pieces += [("target", target[:3]), ("target", target[3:])]
    assert_close(found, gradients_of(untrained, pieces, by_batch=True))


def test_room_for_less_than_a_group_is_a_sentence(untrained: FinetunedBackbone) -> None:
    untrained.network.network.register_forward_pre_hook(no_room_above(2))
    with pytest.raises(UserError, match=r"too little memory.*smaller --image-size"):
        step(untrained)


def test_memory_that_runs_out_in_the_backward_pass_of_groups_is_survived(untrained: FinetunedBackbone) -> None:
    wanted = step(untrained)
    fails = iter([True])

    def hook(gradient: Tensor) -> None:
        if next(fails, False):
            raise torch.OutOfMemoryError("CUDA out of memory")

    next(untrained.network.parameters()).register_hook(hook)
    assert_close(step(untrained), wanted)
    assert len(untrained.warned()) == 1


@pytest.mark.parametrize("weights", ["file", "scratch"])
def test_ranks_share_all_images_and_cut_no_group(line: Line, runtime: Runtime, weights: str) -> None:
    tuned = extractor(line, runtime, weights if weights == "scratch" else f"file:{line.weights}")
    for count, world in product((0, 1, 5, 33, 64, 300), (1, 2, 3, 9)):
        tuned._runtime = runtime
        whole = tuned._parts(count)
        shared = []
        for rank in range(world):
            tuned._runtime = replace(runtime, rank=rank, world=world)
            shared += tuned._parts(count)
        assert [row for part in shared for row in range(count)[part]] == list(range(count))
        if weights == "scratch":
            assert shared == whole
            assert all(min(count, 16) <= part.stop - part.start <= 32 for part in whole)


def test_a_model_of_the_source_alone_normalises_the_target_as_the_source(untrained: FinetunedBackbone) -> None:
    list(untrained.refresh(torch.arange(20), torch.arange(15)))
    list(untrained.refresh(torch.arange(20, 40), None))
    pixels = untrained._pixels("target", torch.arange(6).numpy())
    torch.testing.assert_close(untrained.network(pixels, "target"), untrained.network(pixels, "source"))
    list(untrained.refresh(torch.arange(20), torch.arange(15)))
    assert not torch.allclose(untrained.network(pixels, "target"), untrained.network(pixels, "source"))


def test_refreshing_estimates_each_domain_from_its_own_images(untrained: FinetunedBackbone) -> None:
    first = state_of(untrained)
    list(untrained.refresh(torch.arange(20), torch.arange(15)))
    second = state_of(untrained)
    names = set(changed(first, second))
    assert any(name.endswith("running_mean") for name in names)
    assert any(name.startswith("target_mean") for name in names)
    assert not any(name.endswith((".weight", ".bias")) for name in names)
    list(untrained.refresh(torch.arange(20), torch.arange(16, 31)))
    assert all(name.startswith("target_") or "num_batches" in name for name in changed(second, state_of(untrained)))


@pytest.mark.parametrize(("name", "side"), [("test_convnext", 64), ("test_vit", 160)])
def test_networks_without_batch_norm_are_cut_like_trained_ones(
    line: Line, runtime: Runtime, name: str, side: int
) -> None:
    tuned = extractor(line, runtime, "scratch", backbone=name, side=side)
    wanted = plain_step(tuned)
    tuned.network.network.register_forward_pre_hook(no_room_above(1))
    assert_close(step(tuned), wanted)
    before = state_of(tuned)
    assert list(tuned.refresh(torch.arange(20), torch.arange(15))) == []
    assert list(changed(before, state_of(tuned))) == []

"""Each domain's statistics of its own, whatever is shown at the moment."""

import copy
from collections.abc import Sequence

import pytest
import torch
from torch import Tensor, nn

from dclgui.core.protocol.events import Domain
from dclgui.engine.network.domain_norm import DomainNorm

SOURCE, TARGET = (torch.randn(60, 3, 4, 4, generator=torch.Generator().manual_seed(s)) for s in (0, 1))
DOMAINS: dict[Domain, Tensor] = {"source": SOURCE, "target": 3 * TARGET + 2}


def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 5, 3), nn.BatchNorm2d(5), nn.ReLU(), nn.Flatten(), nn.BatchNorm1d(20))


def estimate(norm: DomainNorm, batches: Sequence[torch.Tensor], domain: Domain) -> None:
    with norm.estimating(domain), torch.no_grad():
        for pixels in batches:
            norm(pixels, domain)


@pytest.fixture
def norm() -> DomainNorm:
    wrapped = DomainNorm(network()).eval()
    for domain, pixels in DOMAINS.items():
        estimate(wrapped, pixels.split(20), domain)
    return wrapped


def test_before_any_estimate_both_domains_are_the_networks_own() -> None:
    plain, wrapped = network().eval(), DomainNorm(network()).eval()
    for domain, pixels in DOMAINS.items():
        torch.testing.assert_close(wrapped(pixels, domain), plain(pixels))


def test_statistics_are_the_plain_average_over_the_batches(norm: DomainNorm) -> None:
    convolved = norm.network[0](DOMAINS["target"])  # type: ignore[index]
    norm.show("target")
    batches = convolved.split(20)
    first = norm._norms[0]
    assert first.running_mean is not None
    assert first.running_var is not None
    torch.testing.assert_close(first.running_mean, torch.stack([b.mean(dim=(0, 2, 3)) for b in batches]).mean(dim=0))
    torch.testing.assert_close(first.running_var, torch.stack([b.var(dim=(0, 2, 3)) for b in batches]).mean(dim=0))


def test_estimating_one_domain_leaves_the_other(norm: DomainNorm) -> None:
    before = norm(SOURCE, "source")
    target = norm(SOURCE, "target")
    estimate(norm, [7 * TARGET], "target")
    assert torch.equal(norm(SOURCE, "source"), before)
    assert not torch.allclose(norm(SOURCE, "target"), target)


def test_an_images_features_do_not_depend_on_its_batch(norm: DomainNorm) -> None:
    for domain, pixels in DOMAINS.items():
        whole = norm(pixels, domain)
        torch.testing.assert_close(torch.cat([norm(piece, domain) for piece in pixels.split(7)]), whole)
        assert not norm._norms[0].training
        assert norm._norms[0].momentum == 0.1


def test_each_domain_is_centred_by_its_own_statistics(norm: DomainNorm) -> None:
    for domain, pixels in DOMAINS.items():
        torch.testing.assert_close(norm(pixels, domain).mean(dim=0), torch.zeros(20), atol=0.05, rtol=0)
    assert norm(DOMAINS["target"], "source").mean().abs() > 0.5


@pytest.mark.parametrize("shown", ["source", "target"])
@pytest.mark.parametrize("other", ["source", "target"])
def test_what_is_saved_does_not_depend_on_what_is_shown(norm: DomainNorm, shown: Domain, other: Domain) -> None:
    wanted = {domain: norm(pixels, domain) for domain, pixels in DOMAINS.items()}
    norm.show(shown)
    state = {key: value.clone() for key, value in norm.state_dict().items()}
    again = DomainNorm(network()).eval()
    again.show(other)
    again.load_state_dict(state)
    for domain, pixels in DOMAINS.items():
        assert torch.equal(again(pixels, domain), wanted[domain])


def test_a_state_saved_from_either_side_is_the_same(norm: DomainNorm) -> None:
    states = []
    for domain in ("source", "target", "source"):
        norm.show(domain)
        states.append({key: value.clone() for key, value in norm.state_dict().items()})
    for state in states[1:]:
        assert all(torch.equal(state[key], value) for key, value in states[0].items())


def test_gradients_reach_the_shared_weights_from_both_domains(norm: DomainNorm) -> None:
    lonely = []
    for domain, pixels in DOMAINS.items():
        alone = copy.deepcopy(norm)
        alone(pixels, domain).square().sum().backward()
        lonely.append([parameter.grad for parameter in alone.parameters()])
    sum(norm(pixels, domain).square().sum() for domain, pixels in DOMAINS.items()).backward()
    for parameter, first, second in zip(norm.parameters(), *lonely, strict=True):
        assert first is not None
        assert second is not None
        torch.testing.assert_close(parameter.grad, first + second, rtol=1e-3, atol=1e-3)

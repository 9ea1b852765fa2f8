"""Networks of timm whose own word for the width of their features is another layer's."""

import pytest
import torch

from dclgui.core.errors import UserError
from dclgui.engine.network.backbones import load_backbone


@pytest.mark.parametrize("name", ["mobilenetv3_small_050", "lcnet_035", "test_vit", "test_resnet"])
def test_the_width_is_the_outputs(name: str) -> None:
    side = 160
    backbone = load_backbone(name, weights="scratch", side=side)
    assert backbone(torch.zeros(2, side, side, 3, dtype=torch.uint8)).shape == (2, backbone.dim)


def test_a_size_that_the_network_cannot_take_is_a_sentence() -> None:
    with pytest.raises(UserError, match=r"vit_tiny_patch16_224 can't take images of 96 pixels.*--image-size"):
        load_backbone("vit_tiny_patch16_224", weights="scratch", side=96)

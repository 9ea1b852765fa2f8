"""Random views of a batch, made on the device."""

import torch
from torch import Tensor
from torch.nn import functional


def random_views(pixels: Tensor, *, generator: torch.Generator) -> Tensor:
    """A random view of each image: zoomed 0.8-1.1, shifted by up to 8 %, brightness and contrast changed by up to 20 %.

    pixels: [B, S, S, 3] uint8. Returns the same. Nothing is mirrored or turned, since a digit or a part may become
    another class by that. The numbers are drawn on the CPU, so that a seed gives the same views on every device.
    """
    count = len(pixels)
    if not count:
        return pixels
    draws = 2 * torch.rand(count, 5, generator=generator).to(pixels.device) - 1
    zoom = 0.95 + 0.15 * draws[:, 0]
    theta = torch.zeros(count, 2, 3, device=pixels.device)
    theta[:, 0, 0] = theta[:, 1, 1] = zoom
    theta[:, :, 2] = 0.16 * draws[:, 1:3]
    images = pixels.permute(0, 3, 1, 2).float()
    grid = functional.affine_grid(theta, list(images.shape), align_corners=False)
    viewed = functional.grid_sample(images, grid, padding_mode="reflection", align_corners=False)
    contrast, brightness = 1 + 0.2 * draws[:, 3:4], 0.2 * 255 * draws[:, 4:5]
    mean = viewed.mean(dim=(1, 2, 3))[:, None]
    flat = (viewed.flatten(1) - mean) * contrast + mean + brightness
    return flat.view_as(viewed).clamp(0, 255).round().to(torch.uint8).permute(0, 2, 3, 1)

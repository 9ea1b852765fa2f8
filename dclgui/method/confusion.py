"""Losses on the target's logits or features that need no labels: class confusion, feature norm."""

import torch
from torch import Tensor

TEMPERATURE = 2.5


def class_confusion(logits: Tensor) -> Tensor:
    """Share of a batch's class correlation that lies between different classes (MCC; Jin, Wang, Long and Wang 2020).

    logits: [..., B, K], a batch or several. Returns [...] in [0, 1]. At ``TEMPERATURE``, surer images count more.
    """
    probs = (logits / TEMPERATURE).softmax(dim=-1)
    weight = 1 + torch.exp(-torch.special.entr(probs).sum(dim=-1, keepdim=True).detach())
    weight = weight / weight.mean(dim=-2, keepdim=True)
    matrix = (probs * weight).mT @ probs
    matrix = matrix / matrix.sum(dim=-1, keepdim=True).clamp_min(torch.finfo(matrix.dtype).tiny)
    within = matrix.diagonal(dim1=-2, dim2=-1)
    return (matrix.sum(dim=(-2, -1)) - within.sum(dim=-1)) / matrix.shape[-1]


def norm_step(features: Tensor, *, step: float = 1.0) -> Tensor:
    """Mean squared distance of each row's norm [B, W] to itself ``step`` longer (AFN; Xu, Li, Yang and Lin 2019)."""
    norm = features.norm(dim=1)
    squares: Tensor = (norm.detach() + step - norm) ** 2
    return squares.mean()

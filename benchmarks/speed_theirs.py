"""The engineer's side of ``speed.py``: timm, torch's DataLoader and scikit-learn, as their own pages have them."""

import os
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from timm.data import create_transform, resolve_model_data_config
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder

from benchmarks.speed_parts import BACKBONE, NEAR, Figures, known, run_part, timed, unseen
from dclgui.engine.network.backbones import load_backbone

BATCH = 64


def _features(folder: Path, _: int) -> Figures:
    def work() -> None:
        network = load_backbone(BACKBONE, weights="pretrained").network.eval()
        images = ImageFolder(folder / "images", create_transform(**resolve_model_data_config(network)))
        with torch.inference_mode():
            found = [network(pixels) for pixels, _ in DataLoader(images, batch_size=BATCH, num_workers=_cores())]
        np.save(folder / "theirs.npy", torch.cat(found).numpy())

    return timed(work)


def _neighbours(_: Path, rows: int) -> Figures:
    features = unseen(rows).features

    def work() -> None:
        centred = features - features.mean(axis=0)
        NearestNeighbors(n_neighbors=NEAR + 1, metric="cosine", n_jobs=-1).fit(centred).kneighbors()

    return timed(work)


def _classifier(_: Path, rows: int) -> Figures:
    own, later = known(rows), unseen(rows)
    head = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    figures = timed(lambda: head.fit(own.features, own.labels))
    return {**figures, "right": float((head.predict(later.features) == later.labels).mean())}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    run_part({"features": _features, "neighbours": _neighbours, "classifier": _classifier})

"""The map: the target's features laid out in a plane, kept in the project's cache."""

import math
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dclgui.core.arrays import Floats
from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError, first_line
from dclgui.core.protocol.events import Progressed
from dclgui.core.protocol.requests import ProjectFeatures, Projection
from dclgui.core.protocol.results import Projected
from dclgui.engine.network.embedding import from_newest, load_embedding
from dclgui.engine.runtime import on_one_core
from dclgui.images.pictures import available_cores
from dclgui.project.folder import Project

MOST = 20_000
"""Images that UMAP or t-SNE lay out; the others are put among those most like them."""
_LEAST = 12
"""Images below which they have nothing to tell."""
_WIDTH = 50
"""Principal components from which they start."""
_AMONG = 3
"""Laid-out images between which another one is put."""
_ROWS = 1024
"""Rows computed at a time."""


def project_features(task: ProjectFeatures) -> Iterator[Progressed | Projected]:
    """Lay out the newest round; a map that is in the cache already is answered at once.

    Raises ``UserError`` if there is no round yet, if there are too few images for UMAP or t-SNE, if the library that
    computes them is not installed, or if the map can't be written.
    """
    with Project.open(task.folder) as project:
        number, changed, found = from_newest(project.rounds, lambda *kept: (kept[0], kept[2], load_embedding(kept[1])))
        cache, images, seed = project.cache, len(project.catalog("target")), project.job.seed
        cosine = project.job.method.distance == "cosine"
    file = cache / f"map-{task.by}-{number:04d}-{changed:x}.npy"
    if not file.exists():
        layout = _Layout(found.target, cosine=cosine, seed=seed)
        points = np.full((images, 2), np.nan, np.float32)
        for done, work in enumerate(steps := layout.steps(task.by)):
            yield Progressed(step="map", round=number, done=done, total=len(steps), seconds_left=math.nan)
            with on_one_core():
                work()
        points[found.target_rows.numpy()] = layout.points
        _keep(file, points, instead_of=f"map-{task.by}-*.npy")
    yield Projected(task.by, number, file)


class _Layout:
    """Features [N, W] float16 on their way to ``points``; ``cosine`` if only their direction counts."""

    def __init__(self, features: Tensor, *, cosine: bool, seed: int) -> None:
        self._features, self._cosine, self._seed = features, cosine, seed
        order = torch.randperm(len(features), generator=torch.Generator().manual_seed(seed))
        self._sample, self._rest = order[:MOST].sort().values, order[MOST:].sort().values
        self._scores: Floats = np.empty((0, 2), np.float32)
        self.points: Floats = np.full((len(features), 2), np.nan, np.float32)  # [N, 2]

    def steps(self, by: Projection) -> list[Callable[[], None]]:
        """What to do one after the other until ``points`` is full."""
        if by == "pca":
            return [self._take_plane]
        if len(self._features) < _LEAST:
            raise UserError(
                f"{len(self._features)} images are too few for this map.", f"It takes {_LEAST}; use PCA for fewer."
            )
        return [self._take_components, partial(self._lay_out, _FITS[by]), *([self._put_rest] * bool(len(self._rest)))]

    def _take_plane(self) -> None:
        self.points = self._principal(2)

    def _take_components(self) -> None:
        self._scores = self._principal(_WIDTH)

    def _lay_out(self, fit: "_Fit") -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the libraries warn of each other's versions and of one thread
            self.points[self._sample] = fit(self._scores[self._sample], self._seed)

    def _put_rest(self) -> None:
        """Put the images that were not laid out between those of the sample that are most like them."""
        sample, places = torch.from_numpy(self._scores)[self._sample], torch.from_numpy(self.points)[self._sample]
        for rows in self._rest.split(_ROWS):
            distances, nearest = torch.cdist(torch.from_numpy(self._scores)[rows], sample).topk(_AMONG, largest=False)
            weights = 1 / distances.clamp_min(1e-6)
            between = (places[nearest] * weights[:, :, None]).sum(dim=1) / weights.sum(dim=1, keepdim=True)
            self.points[rows] = between.numpy()

    def _principal(self, count: int) -> Floats:
        """[N, count] float32 (fewer of few features), principal components of the sample applied to all."""
        sample = self._prepared(self._features[self._sample])
        middle = sample.mean(dim=0)
        with torch.random.fork_rng(devices=[]):  # the library draws from torch's own numbers only
            torch.manual_seed(self._seed)
            axes = torch.pca_lowrank(sample - middle, q=min(count + 8, *sample.shape), center=False, niter=4)[2]
        axes = axes[:, :count]
        axes = axes * axes.gather(0, axes.abs().argmax(dim=0, keepdim=True)).sign()  # the sign of an axis is free
        pieces = [(self._prepared(piece) - middle) @ axes for piece in self._features.split(_ROWS)]
        scores: Floats = torch.cat(pieces).numpy()
        return scores

    def _prepared(self, features: Tensor) -> Tensor:
        single = features.float()
        return functional.normalize(single) if self._cosine else single


_Fit = Callable[[Floats, int], Floats]


def _umap(scores: Floats, seed: int) -> Floats:
    near = min(15, len(scores) - 1)
    points: Floats = _library("umap").UMAP(n_neighbors=near, random_state=seed, n_jobs=1).fit_transform(scores)
    return points


def _tsne(scores: Floats, seed: int) -> Floats:
    perplexity = min(30.0, (len(scores) - 1) / 3)
    kind = _library("sklearn.manifold").TSNE
    points: Floats = kind(perplexity=perplexity, init="pca", random_state=seed, n_jobs=available_cores()).fit_transform(
        scores
    )
    return points


_FITS: dict[Projection, _Fit] = {"umap": _umap, "tsne": _tsne}


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise UserError(
            f"This map needs a library that is not installed: {first_line(error)}.",
            # Into the packaged program nothing can be installed.
            "The packaged program has the map by PCA only; choose that."
            if getattr(sys, "frozen", False)
            else 'Install it with: pip install "dclgui[map]"',
        ) from error


def _keep(file: Path, points: Floats, *, instead_of: str) -> None:
    try:
        with file_in_place(file) as stream:
            np.save(stream, points)
    except OSError as error:
        raise UserError(f"The map can't be written to {file}: {error.strerror}.", "Free some space.") from error
    for old in set(file.parent.glob(instead_of)) - {file}:
        with suppress(OSError):  # another program has it open
            old.unlink()

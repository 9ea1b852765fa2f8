"""The ground that torture stands on: two folders of small pictures, and a finished project of them."""

import os
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp

import torch
from safetensors.torch import save_file

from benchmarks.torture_tally import asked, forked, state_of
from dclgui.cli.display import Display, follow
from dclgui.core.decisions import Decision, Verdict
from dclgui.core.job import Job
from dclgui.demo.run import draw_line
from dclgui.engine.network.backbones import load_backbone
from dclgui.engine.training.adapt import adapt
from dclgui.project.folder import Project

BACKBONE, SIDE = "test_resnet", 32
QUICK = {"rounds": 2, "heads": 1, "source_epochs": 2, "neighbours": 4}


@dataclass(frozen=True)
class Ground:
    """``job``, its finished project ``whole`` with three decisions, and an empty ``room`` to work in."""

    folder: Path
    job: Job
    whole: Path
    before: dict[str, str]

    @classmethod
    def of(cls, folder: Path, *, seed: int) -> "Ground":
        """Draw the pictures and let a run come to its end; a minute, most of it the backbone's export."""
        os.environ["DCLGUI_CACHE"] = str(folder / "exports")
        line = follow(draw_line(folder / "line", seed=seed, per_class=4), Display())
        weights = folder / "weights.safetensors"
        torch.manual_seed(seed)
        save_file(load_backbone(BACKBONE, weights="scratch").network.state_dict(), weights)
        job = Job.parse(
            {"source": line.source, "target": line.target, "backbone": BACKBONE, "weights": f"file:{weights}"}
            | {"image_size": SIDE, "mode": "frozen", "device": "cpu", "batch_size": 16, "method": QUICK}
        )
        (folder / "rooms").mkdir()
        whole = folder / "whole.dclproj"
        if forked(lambda: list(adapt(job, whole))):
            raise SystemExit("a run that nobody disturbed has failed")
        with Project.open(whole) as project:
            for row in range(3):
                project.journal.append([Decision(row, Verdict.LABEL, 0)], "ann")
        if asked("export", whole, "--labels", whole / "labels.csv").code:
            raise SystemExit("the labels of a run that nobody disturbed can't be exported")
        return cls(folder, job, whole, state_of(folder / "line"))

    @property
    def decided(self) -> dict[int, Decision]:
        """The decisions in ``whole``."""
        return {row: Decision(row, Verdict.LABEL, 0) for row in range(3)}

    def room(self) -> Path:
        """A new empty folder; children ask for rooms too."""
        return Path(mkdtemp(dir=self.folder / "rooms"))

    def copy(self, *, old: bool = False) -> Path:
        """A copy of the finished project to be spoilt; ``old`` as an earlier version left it, without digests."""
        copy = shutil.copytree(self.whole, self.room() / "my line.dclproj")
        if old:
            with Project.open(copy) as project, project._database.transaction() as sql:  # noqa: SLF001 - to spoil it
                sql.execute("UPDATE rounds SET digests = '', settings = ''")
        return copy

    @cached_property
    def safetensors(self) -> Path:
        """The model as a safetensors file."""
        return self._model("model.safetensors")

    @cached_property
    def onnx(self) -> Path:
        """The model as an ONNX file; made in a child, since the exporter stays large."""
        return self._model("model.onnx")

    def _model(self, name: str) -> Path:
        file = self.folder / name
        status = forked(lambda: os._exit(asked("export", self.whole, "--model", file).code))
        if status or not file.is_file():
            raise SystemExit(f"{name} of a run that nobody disturbed can't be exported")
        return file

"""What a run starts from that adapts an earlier run's model again, to other target images."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from safetensors import safe_open

from dclgui.core.atomic import folder_in_place
from dclgui.core.errors import UserError
from dclgui.core.job import Job
from dclgui.engine.model import FILE
from dclgui.project.folder import Project
from dclgui.results import last_round

_FOLDER, _OLD, _NEW, _FACTS = "start", "source", "target", "start.json"


@dataclass(frozen=True, slots=True)
class Start:
    """Copies in the new project: ``old`` and ``new`` are folders with the earlier source model and newest model.

    ``source_loss`` is the old model's; ``class_names`` are those that both models know.
    """

    old: Path
    new: Path
    source_loss: float
    class_names: tuple[str, ...]

    @classmethod
    def of(cls, project: Project) -> Self | None:
        """What ``keep_start`` put into ``project``; ``None`` for a run that starts with S1."""
        folder = project.folder / _FOLDER
        if not folder.is_dir():
            return None
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        return cls(folder / _OLD, folder / _NEW, facts["source_loss"], tuple(facts["class_names"]))

    def require_classes(self, names: tuple[str, ...]) -> None:
        """Raise ``UserError`` unless the labelled images have exactly the classes ``names`` that the models know."""
        if names != self.class_names:
            raise UserError(
                "The labelled folder has other classes now than when the model was made.",
                "Put its class folders back as they were, or begin a new project.",
            )


def job_again(previous: Path, target: Path, *, device: str | None = None) -> Job:
    """The settings of the project ``previous`` for the images under ``target``.

    Raises ``UserError`` if it is no project or has no finished round.
    """
    with Project.open(previous) as before:
        last_round(before)
        return before.job.model_copy(update={"target": target, **({"device": device} if device else {})})


def keep_start(previous: Path, project: Project) -> None:
    """Copy the models of ``previous`` into ``project``, which needs it no more; again changes nothing.

    Raises ``UserError`` if a person added classes to its model, which the labelled folder has no images of.
    """
    with Project.open(previous) as before:
        last, names = last_round(before), before.class_names()
        newest, of_source = before.rounds.folder(last) / FILE, int(before.catalog("source").labels.max()) + 1
        with safe_open(newest, framework="pt") as stored:
            known = stored.get_slice("heads.bias").get_shape()[2]
        if known > of_source:
            raise UserError(
                f"The model of {previous} knows {names[of_source]}, a class that the labelled folder has no images of.",
                f"Put some into a folder {names[of_source]} there, and begin a new project.",
            )
        place = project.folder / _FOLDER
        if place.exists():
            return
        facts = {
            "project": str(before.folder),
            "round": last,
            "source_loss": before.rounds.figures(0).source_loss,
            "class_names": names[:of_source],
        }
        with folder_in_place(place) as folder:
            (folder / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
            for name, number in ((_OLD, 0), (_NEW, last)):
                (folder / name).mkdir()
                shutil.copyfile(before.rounds.folder(number) / FILE, folder / name / FILE)

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
from dclgui.engine.network.model import FILE, load_prototypes
from dclgui.method.assign import present
from dclgui.project.folder import Project

_FOLDER, _OLD, _NEW, _FACTS = "start", "source", "target", "start.json"


@dataclass(frozen=True, slots=True)
class Start:
    """Copies in the new project: ``old`` and ``new`` are folders with the earlier source model and newest model.

    ``source_loss`` is the old model's; ``class_names`` are those that the newest model knows, the first ``of_source``
    of them the labelled folder's. Of the others it tells the ``inherited`` ones apart, which a person taught it.
    """

    old: Path
    new: Path
    source_loss: float
    class_names: tuple[str, ...]
    of_source: int
    inherited: frozenset[int]

    @classmethod
    def of(cls, project: Project) -> Self | None:
        """What ``keep_start`` put into ``project``; ``None`` for a run that starts with S1."""
        folder = project.folder / _FOLDER
        if not folder.is_dir():
            return None
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        names = tuple(facts["class_names"])
        inherited = frozenset(facts.get("inherited", ()))  # a project of an earlier version has none
        of_source = facts.get("of_source", len(names))
        return cls(folder / _OLD, folder / _NEW, facts["source_loss"], names, of_source, inherited)

    def require_classes(self, names: tuple[str, ...], *, of_source: int) -> None:
        """Raise ``UserError`` unless the labelled images have exactly the classes ``names`` that the models know."""
        if names != self.class_names or of_source != self.of_source:
            raise UserError(
                "The labelled folder has other classes now than when the model was made.",
                "Put its class folders back as they were, or begin a new project.",
            )


def job_again(previous: Path, target: Path, *, device: str | None = None) -> Job:
    """The settings of the project ``previous`` for the images under ``target``.

    Raises ``UserError`` if it is no project or has no finished round.
    """
    with Project.open(previous) as before:
        before.last_round()
        return before.job.model_copy(update={"target": target, **({"device": device} if device else {})})


def keep_start(previous: Path, project: Project) -> None:
    """Copy the models of ``previous`` into ``project``, which needs it no more; again changes nothing.

    Classes that a person added there and its model learnt are classes of ``project`` from its beginning.
    """
    place = project.folder / _FOLDER
    if place.exists():
        return
    with Project.open(previous) as before:
        last = before.last_round()
        newest, of_source = before.rounds.folder(last), int(before.catalog("source").labels.max()) + 1
        names = before.class_names()[: _known(newest)]
        project.inherit_classes(names[of_source:])
        facts = {
            "project": str(before.folder),
            "round": last,
            "source_loss": before.rounds.metrics(0).source_loss,
            "class_names": names,
            "of_source": of_source,
            "inherited": sorted(_told_apart(before, newest, of_source)),
        }
        with folder_in_place(place) as folder:
            (folder / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
            for name, number in ((_OLD, 0), (_NEW, last)):
                (folder / name).mkdir()
                shutil.copyfile(before.rounds.folder(number) / FILE, folder / name / FILE)


def _known(newest: Path) -> int:
    """How many classes the model in ``newest`` has room for."""
    with safe_open(newest / FILE, framework="pt") as stored:
        return int(stored.get_slice("heads.bias").get_shape()[2])


def _told_apart(before: Project, newest: Path, of_source: int) -> frozenset[int]:
    """The classes beyond the labelled folder's that the model in ``newest`` knows, were there images of them or not."""
    found = {k for k in present(load_prototypes(newest)) if k >= of_source}
    start = Start.of(before)
    return frozenset(found | start.inherited if start else found)

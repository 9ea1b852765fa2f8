"""The start of a run that adapts an earlier run's model again, to other target images."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dclgui.core.atomic import folder_in_place
from dclgui.core.errors import UserError, first_line
from dclgui.core.job import Job
from dclgui.core.parsed import json_in
from dclgui.engine.network.model import FILE, load_prototypes
from dclgui.engine.network.tensors import damaged, read_tensors
from dclgui.method.assign import present
from dclgui.project.folder import Project

_FOLDER, _OLD, _NEW, _FACTS = "start", "source", "target", "start.json"


@dataclass(frozen=True, slots=True)
class Start:
    """Copies in the new project: ``old`` and ``new`` are folders with the earlier source model and newest model.

    ``source_loss`` is the old model's. ``class_names`` are those of the newest model: first the ``of_source`` classes
    of the labelled folder, then classes that people added, of which the model has learnt the ``inherited`` ones.
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
        file = folder / _FACTS
        try:
            facts = json_in(file.read_text(encoding="utf-8"))
            names = tuple(map(str, facts["class_names"]))
            inherited = frozenset(map(int, facts.get("inherited", ())))  # a project of an earlier version has none
            of_source = int(facts.get("of_source", len(names)))
            loss = float(facts["source_loss"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise damaged(file, first_line(error)) from error
        if not (0 < of_source <= len(names) and all(of_source <= k < len(names) for k in inherited)):
            raise damaged(file, "it names classes that there are not")
        return cls(folder / _OLD, folder / _NEW, loss, names, of_source, inherited)

    def require_classes(self, names: tuple[str, ...], *, of_source: int) -> None:
        """Raise ``UserError`` unless the labelled images have exactly the classes ``names`` that the models know.

        A class that was renamed has the name here that it came with.
        """
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
        return before.job.on(device).model_copy(update={"target": target})


def keep_start(previous: Path, project: Project) -> None:
    """Copy the models of ``previous`` into ``project``, which does not need it later; a second call changes nothing.

    Classes that a person added there and its model learnt are classes of ``project`` from its beginning, and those that
    were renamed, merged or withdrawn there are so here.
    """
    place = project.folder / _FOLDER
    if place.exists():
        return
    with Project.open(previous) as before:
        last = before.last_round()
        newest, of_source = before.rounds.whole(last), int(before.catalog("source").labels.max()) + 1
        classes = before.class_changes.now()
        names = classes.made[: max(_known(newest), *(other + 1 for other in classes.reads.values()), of_source)]
        project.class_changes.inherit(names[of_source:], classes)
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
                shutil.copyfile(before.rounds.whole(number) / FILE, folder / name / FILE)


def _known(newest: Path) -> int:
    """How many classes the model in ``newest`` has room for."""
    bias = read_tensors(newest / FILE, "heads.bias")["heads.bias"]
    if bias.ndim != 3:
        raise damaged(newest / FILE, "it is of another network")
    return int(bias.shape[2])


def _told_apart(before: Project, newest: Path, of_source: int) -> frozenset[int]:
    """The classes beyond the labelled folder's that the model in ``newest`` has learnt, here or in an earlier run."""
    found = {k for k in present(load_prototypes(newest)) if k >= of_source}
    start = Start.of(before)
    return frozenset(found | start.inherited if start else found)

"""Every export format of labels; the command line's help, the window's list and the tests are made from ``FORMATS``."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dclgui.core.arrays import Mask
from dclgui.labels.batch import WriteFile, WriteFolder
from dclgui.labels.coco import write_coco
from dclgui.labels.csv import write_csv
from dclgui.labels.cvat import write_cvat
from dclgui.labels.evidence import write_probabilities
from dclgui.labels.json_lines import write_json_lines
from dclgui.labels.label_studio import write_label_studio
from dclgui.labels.labelme import write_labelme
from dclgui.labels.picture_folders import write_fiftyone, write_hugging_face, write_image_folder, write_yolo
from dclgui.labels.pictures import TORCHVISION, ULTRALYTICS, ending
from dclgui.labels.table import LabelTable, Level


class Accepts(StrEnum):
    """Which rows fit into a format."""

    ALL = "all"
    READABLE = "readable"
    NAMED = "named"

    def rows(self, table: LabelTable) -> Mask:
        """[N] bool: all rows; all but those of level ``problem``; those that have a label."""
        if self is Accepts.NAMED:
            return np.fromiter(map(bool, table.labels), np.bool_, len(table))
        if self is Accepts.READABLE:
            return np.fromiter((level is not Level.PROBLEM for level in table.levels), np.bool_, len(table))
        return np.ones(len(table), np.bool_)


@dataclass(frozen=True, slots=True)
class ToFile:
    """A format that is one file."""

    suffix: str
    fill: WriteFile


@dataclass(frozen=True, slots=True)
class ToFolder:
    """A format that is a folder; with ``places`` the pictures are copied or linked into it."""

    places: bool
    fill: WriteFolder


@dataclass(frozen=True, slots=True)
class Format:
    """One format: ``name`` for the command line, ``title`` for people, ``meaning`` in one line.

    ``opens`` are the suffixes of the pictures that its tool opens; ``None`` for all. ``evidence``: it needs what the
    labels came from, which takes a while to find.
    """

    name: str
    title: str
    meaning: str
    accepts: Accepts
    to: ToFile | ToFolder
    opens: frozenset[str] | None = None
    evidence: bool = False

    def opened(self, table: LabelTable) -> Mask:
        """[N] bool, the rows whose pictures its tool opens."""
        known = (self.opens is None or ending(path) in self.opens for path in table.paths)
        return np.fromiter(known, np.bool_, len(table))


_TABLE = (
    Format("csv", "CSV", "a table for Excel and pandas, one line a picture", Accepts.ALL, ToFile(".csv", write_csv)),
    Format(
        "jsonl",
        "JSON Lines",
        "the same table for programs, one JSON object a line",
        Accepts.ALL,
        ToFile(".jsonl", write_json_lines),
    ),
    Format(
        "folders",
        "Folder for each class",
        "the pictures sorted into one folder for each class",
        Accepts.NAMED,
        ToFolder(places=True, fill=write_image_folder),
        opens=TORCHVISION,
    ),
    Format(
        "imagefolder",
        "Hugging Face",
        "imagefolder of Hugging Face datasets: pictures and metadata.jsonl",
        Accepts.READABLE,
        ToFolder(places=True, fill=write_hugging_face),
    ),
    Format(
        "fiftyone",
        "FiftyOne",
        "FiftyOne image classifications: pictures, predictions and ground truth",
        Accepts.READABLE,
        ToFolder(places=True, fill=write_fiftyone),
    ),
    Format(
        "label-studio",
        "Label Studio",
        "tasks with predictions and annotations, and the labelling interface",
        Accepts.READABLE,
        ToFolder(places=False, fill=write_label_studio),
    ),
    Format(
        "labelme",
        "labelme",
        "labelme and X-AnyLabeling: pictures, and a JSON with flags beside each",
        Accepts.READABLE,
        ToFolder(places=True, fill=write_labelme),
    ),
    Format(
        "coco",
        "COCO",
        "COCO-style image tags: pictures and one JSON file, as datumaro reads them",
        Accepts.READABLE,
        ToFolder(places=True, fill=write_coco),
    ),
    Format(
        "cvat",
        "CVAT",
        "CVAT for images 1.1: pictures and tags in one XML file",
        Accepts.READABLE,
        ToFolder(places=True, fill=write_cvat),
    ),
    Format(
        "yolo",
        "YOLO classification",
        "the pictures split into train and val, a folder for each class in both",
        Accepts.NAMED,
        ToFolder(places=True, fill=write_yolo),
        opens=ULTRALYTICS,
    ),
    Format(
        "probabilities",
        "Probabilities",
        "arrays for cleanlab, FiftyOne and scripts: probabilities, features, distances",
        Accepts.READABLE,
        ToFile(".npz", write_probabilities),
        evidence=True,
    ),
)
FORMATS = {found.name: found for found in _TABLE}
"""All formats by name, in the order in which to offer them."""

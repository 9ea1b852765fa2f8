"""Every format that labels leave in; the command line's help, the window's list and the tests come from ``FORMATS``."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dclgui.core.arrays import Mask
from dclgui.labels.batch import FillFile, FillFolder
from dclgui.labels.coco import fill_coco
from dclgui.labels.csv import fill_csv
from dclgui.labels.cvat import fill_cvat
from dclgui.labels.endings import TORCHVISION, ULTRALYTICS, ending
from dclgui.labels.fiftyone import fill_fiftyone
from dclgui.labels.hugging_face import fill_hugging_face
from dclgui.labels.image_folder import fill_image_folder
from dclgui.labels.json_lines import fill_json_lines
from dclgui.labels.label_studio import fill_label_studio
from dclgui.labels.table import LabelTable, Level
from dclgui.labels.yolo import fill_yolo


class Takes(StrEnum):
    """Which rows fit into a format."""

    ALL = "all"
    READABLE = "readable"
    NAMED = "named"

    def rows(self, table: LabelTable) -> Mask:
        """[N] bool: all rows; all but those of level ``problem``; those that have a label."""
        if self is Takes.NAMED:
            return np.fromiter(map(bool, table.labels), np.bool_, len(table))
        if self is Takes.READABLE:
            return np.fromiter((level is not Level.PROBLEM for level in table.levels), np.bool_, len(table))
        return np.ones(len(table), np.bool_)


@dataclass(frozen=True, slots=True)
class ToFile:
    """A format that is one file."""

    suffix: str
    fill: FillFile


@dataclass(frozen=True, slots=True)
class ToFolder:
    """A format that is a folder; ``places`` says that the pictures are copied or linked into it."""

    places: bool
    fill: FillFolder


@dataclass(frozen=True, slots=True)
class Format:
    """One way out: ``name`` for the command line, ``title`` for people, ``meaning`` in one line.

    ``opens`` are the endings of the pictures that its tool opens; ``None`` for all.
    """

    name: str
    title: str
    meaning: str
    takes: Takes
    to: ToFile | ToFolder
    opens: frozenset[str] | None = None

    def opened(self, table: LabelTable) -> Mask:
        """[N] bool, the rows whose pictures its tool opens."""
        known = (self.opens is None or ending(path) in self.opens for path in table.paths)
        return np.fromiter(known, np.bool_, len(table))


_TABLE = (
    Format("csv", "CSV", "a table for Excel and pandas, one line a picture", Takes.ALL, ToFile(".csv", fill_csv)),
    Format(
        "jsonl",
        "JSON Lines",
        "the same table for programs, one JSON object a line",
        Takes.ALL,
        ToFile(".jsonl", fill_json_lines),
    ),
    Format(
        "folders",
        "Folder for each class",
        "the pictures sorted into one folder for each class",
        Takes.NAMED,
        ToFolder(places=True, fill=fill_image_folder),
        opens=TORCHVISION,
    ),
    Format(
        "imagefolder",
        "Hugging Face",
        "imagefolder of Hugging Face datasets: pictures and metadata.jsonl",
        Takes.READABLE,
        ToFolder(places=True, fill=fill_hugging_face),
    ),
    Format(
        "fiftyone",
        "FiftyOne",
        "FiftyOneImageClassificationDataset: pictures and labels.json",
        Takes.READABLE,
        ToFolder(places=True, fill=fill_fiftyone),
    ),
    Format(
        "label-studio",
        "Label Studio",
        "tasks with predictions and annotations, and the labelling interface",
        Takes.READABLE,
        ToFolder(places=False, fill=fill_label_studio),
    ),
    Format("coco", "COCO", "COCO-style image tags, one JSON file", Takes.READABLE, ToFile(".json", fill_coco)),
    Format("cvat", "CVAT", "CVAT for images 1.1, tags in one XML file", Takes.READABLE, ToFile(".xml", fill_cvat)),
    Format(
        "yolo",
        "YOLO classification",
        "the pictures split into train and val, a folder for each class in both",
        Takes.NAMED,
        ToFolder(places=True, fill=fill_yolo),
        opens=ULTRALYTICS,
    ),
)
FORMATS = {found.name: found for found in _TABLE}
"""All formats by name, in the order in which to offer them."""

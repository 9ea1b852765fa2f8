"""A folder for each class with its pictures in it, as torchvision, Keras and dclgui itself read a labelled source.

Rows without a label have no folder to go to. Class folders are named by ``names.folder_names``, files by
``names.file_names`` (so that equal base names survive), each class for itself, with a common ending.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dclgui.labels.batch import ExportBatch
from dclgui.labels.copy_or_link import place
from dclgui.labels.endings import with_common_ending
from dclgui.labels.names import file_names, folder_names


def write_image_folder(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``class/picture``."""
    return place_by_class(batch, rows_by_class(batch), folder)


def rows_by_class(batch: ExportBatch) -> dict[str, list[int]]:
    """The rows of each class that has any, in the project's order of classes."""
    found = defaultdict[str, list[int]](list)
    for row, label in enumerate(batch.table.labels):
        found[label].append(row)
    return {name: found[name] for name in batch.class_names if name in found}


def place_by_class(batch: ExportBatch, rows: dict[str, list[int]], folder: Path) -> Iterator[int]:
    """Make a folder for each class of ``rows`` and place their pictures in it; yields after each picture."""
    folders = folder_names(batch.class_names)
    for name, members in rows.items():
        inside = folder / folders[name]
        inside.mkdir(parents=True)
        paths = [batch.table.paths[row] for row in members]
        for path, file in zip(paths, file_names(paths), strict=True):
            place(batch.root / path, inside / with_common_ending(file), batch.link)
            yield 1

r"""Find the images of a domain and make a ``Catalog`` of them.

Image files are those with a suffix in ``IMAGE_SUFFIXES``, in any case. Names that begin with a dot and the folders in
``JUNK_FOLDERS`` are skipped. A link to a folder is followed once, after all real folders, unless it leads back into
the tree or above it. A broken link is listed, so that the decoder reports it.

Paths are text: undecodable bytes of a name are listed as ``\udcXX``. Such a path opens no file, and
``dclgui.images.decode`` reports it with a reason of its own.
"""

import csv
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from natsort import natsort_keygen, ns

from dclgui.core.arrays import Ints
from dclgui.core.catalog import UNKNOWN, Catalog
from dclgui.core.errors import UserError

JPEG_SUFFIXES = (".jpg", ".jpeg", ".jpe", ".jfif")
IMAGE_SUFFIXES = (*JPEG_SUFFIXES, ".png", ".bmp", ".dib", ".tif", ".tiff", ".webp", ".gif", ".pgm", ".ppm", ".pnm")
JUNK_FOLDERS = frozenset({"__macosx", "@eadir", "$recycle.bin", "system volume information", "lost+found"})
SPLIT_FOLDERS = frozenset(
    {"train", "training", "val", "valid", "validation", "dev", "eval", "evaluation", "test", "testing"}
)
"""First-level folders that are parts of a data set and not classes; compared without case."""

CLASS_FOLDERS_WANTED = "It needs one sub-folder for each class, named after the class, with that class's images in it."


class FoundFile(NamedTuple):
    """One image file.

    ``path``      relative to the root, ``/`` between its parts, encodable as UTF-8
    ``size``      bytes; 0 if the file can't be reached
    ``mtime_ns``  time of last change in nanoseconds; 0 if the file can't be reached
    ``label``     the class that a CSV file gives; ``None`` for a file found in a folder
    """

    path: str
    size: int
    mtime_ns: int
    label: str | None = None


def source_files(source: Path) -> Iterator[FoundFile]:
    r"""Yield the images of ``source``, a folder or a CSV file, unordered, as they are found.

    The CSV is UTF-8 with a header that has ``path`` and ``label`` among its columns; its paths are absolute or
    relative to its own folder, with ``/`` or ``\``. A path that repeats with the same label counts once.
    A listed file that does not exist is yielded too. Nothing is read before the first ``next``.

    Raises ``UserError`` for a folder or CSV that is missing or unreadable and for a faulty CSV line.
    """
    if source.suffix.lower() == ".csv" and source.is_file():
        return _listed_files(source)
    return _files_under(source, role="source")


def target_files(root: Path) -> Iterator[FoundFile]:
    """Yield the images below the folder ``root``, unordered, as they are found.

    Raises ``UserError`` for a folder that is missing or unreadable.
    """
    return _files_under(root, role="target")


def source_catalog(source: Path, files: list[FoundFile]) -> Catalog:
    """Sort the files of ``source_files(source)`` in natural order and give each its class.

    In a folder the class is the first folder of the path; the second, if every first folder is one of
    ``SPLIT_FOLDERS``. In a CSV it is the label. Class names are in Unicode form NFC and in natural order.
    The catalog's root is absolute: the folder, or the one with the CSV file in it.

    Raises ``UserError`` if there are no images, an image is in no class folder, or there are not two classes.
    """
    if not files:
        raise UserError(f"There are no images in the source {source}.", CLASS_FOLDERS_WANTED)
    files = _in_natural_order(files)
    listed = files[0].label is not None
    classes = [file.label for file in files] if listed else _class_folders(file.path for file in files)
    names = _named_classes(source, files, classes)
    index = {name: number for number, name in enumerate(names)}
    labels = np.array([index[name] for name in classes if name is not None], np.int32)
    return _catalog((source.parent if listed else source).absolute(), files, names, labels)


def target_catalog(root: Path, files: list[FoundFile], class_names: tuple[str, ...]) -> Catalog:
    """Sort the files of ``target_files(root)`` in natural order; every label is ``UNKNOWN``.

    ``class_names`` are the source's. Raises ``UserError`` if there are no images.
    """
    if not files:
        raise UserError(
            f"There are no images in the target folder {root}.",
            "Choose the folder with the images to label: JPEG, PNG, BMP, TIFF or WebP files, in sub-folders or not.",
        )
    labels = np.full(len(files), UNKNOWN, np.int32)
    return _catalog(root.absolute(), _in_natural_order(files), class_names, labels)


def known_truth(target: Catalog) -> Ints | None:
    """[N] int32 class index of each target image by its folder's name. For measuring only, never for training.

    The class folder is found as in ``source_catalog``. ``None`` unless every image is in one, and all of these have the
    names of source classes.
    """
    index = {name: number for number, name in enumerate(target.class_names)}
    classes = _class_folders(target.paths)
    if not all(name in index for name in classes):
        return None
    return np.array([index[name] for name in classes if name is not None], np.int32)


def _files_under(root: Path, *, role: str) -> Iterator[FoundFile]:
    _check_folder(root, role=role)
    for path, entry in image_entries(root, unreadable=_refuse):
        yield FoundFile(path, *_size_and_time(entry.stat))


def image_entries(root: Path, *, unreadable: Callable[[Path, OSError], None]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield path (relative, ``/`` between its parts) and entry of each image below the folder ``root``, unordered.

    A folder that can't be listed is passed to ``unreadable`` and skipped, unless that raises.
    """
    top = Path(os.path.realpath(root))
    seen = {str(folder) for folder in top.parents}  # a link upwards would list the tree again, or the whole disk
    folders, links = [""], list[str]()
    while folders or links:
        if not folders:  # links last, so that an image is listed by its real path if it has one
            links.sort(reverse=True)
            folders.append(links.pop())
        folder = folders.pop()
        real = os.path.realpath(root / folder)
        if real in seen:
            continue
        seen.add(real)
        try:
            for entry in _entries(root / folder):
                inner = folder + entry.name
                if _is_folder(entry):
                    (links if entry.is_symlink() else folders).append(inner + "/")
                elif entry.name.lower().endswith(IMAGE_SUFFIXES):
                    yield _as_text(inner), entry
        except OSError as error:
            unreadable(root / folder, error)


def _check_folder(root: Path, *, role: str) -> None:
    try:
        is_folder = root.is_dir()
        exists = is_folder or root.exists()
    except OSError as error:
        raise _unreadable(root, error) from error
    if not exists:
        raise UserError(
            f"There is no {role} folder {root}.",
            "Check the spelling, and that its drive is connected; or choose again.",
        )
    if not is_folder:
        also = " or a CSV file with the columns path,label" if role == "source" else ""
        raise UserError(f"The {role} {root} is a file, not a folder.", f"Choose a folder of images{also}.")


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.name.lower() not in JUNK_FOLDERS:
                yield entry


def _refuse(folder: Path, error: OSError) -> None:
    raise _unreadable(folder, error) from error


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(
        f"{path} can't be read: {error.strerror}.", "Ask for permission to read it, or move it out of the folder."
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that points at itself
        return False


def _size_and_time(stat: Callable[[], os.stat_result]) -> tuple[int, int]:
    try:
        status = stat()
    except (OSError, ValueError):
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _as_text(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _listed_files(table: Path) -> Iterator[FoundFile]:
    folder = table.parent
    labels: dict[str, str] = {}
    for line, listed, label in _csv_lines(table):
        file = Path(listed.replace("\\", "/"))
        if file.is_relative_to(folder):
            file = file.relative_to(folder)
        path = file.as_posix()
        if labels.get(path, label) != label:
            raise UserError(
                f"Line {line} of {table} calls {path} {label}, an earlier line calls it {labels[path]}.",
                "Keep the line that is right and delete the other.",
            )
        if path not in labels:
            labels[path] = label
            yield FoundFile(path, *_size_and_time((folder / file).stat), label)


def _csv_lines(table: Path) -> Iterator[tuple[int, str, str]]:
    """Yield line number, path and class."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(text)
            columns = [column.strip().lower() for column in next(rows, [])]
            if not {"path", "label"} <= set(columns):
                raise UserError(
                    f"The first line of {table} does not name the columns path and label, with a comma between them.",
                    "Make path,label its first line.",
                )
            for row in filter(any, rows):
                cells = dict(zip(columns, row, strict=False))
                path, label = cells.get("path", "").strip(), cells.get("label", "").strip()
                if not path or not label:
                    lacking = "label" if path else "path"
                    raise UserError(
                        f"Line {rows.line_num} of {table} has no {lacking}.", "Fill it in or delete the line."
                    )
                yield rows.line_num, path, unicodedata.normalize("NFC", label)
    except UnicodeDecodeError as error:
        raise UserError(f"{table} is not UTF-8 text.", "In Excel, save it as “CSV UTF-8 (comma delimited)”.") from error
    except csv.Error as error:
        raise UserError(
            f"{table} is not a valid CSV file: {error}.", "Save it again from the table program."
        ) from error
    except OSError as error:
        raise _unreadable(table, error) from error


def _in_natural_order(files: list[FoundFile]) -> list[FoundFile]:
    natural = natsort_keygen(alg=ns.IGNORECASE)

    @cache
    def folder_key(folder: str) -> tuple[object, ...]:
        return tuple(natural(part) for part in folder.split("/"))

    def key(file: FoundFile) -> tuple[object, ...]:
        folder, _, name = file.path.rpartition("/")
        # The path itself comes last because "1.png" and "01.png" have the same natural key.
        return folder_key(folder), natural(name), file.path

    return sorted(files, key=key)


def first_folders(path: str) -> tuple[str, ...]:
    """The one or two folders of ``path`` below the root that may be its class; none for a loose image."""
    return tuple(path.split("/")[:-1][:2])


def classes_of(folders: Sequence[tuple[str, ...]]) -> list[str | None]:
    """The class of each of ``first_folders``, ``None`` for none.

    It is the first folder; the second, if every first folder is one of ``SPLIT_FOLDERS``.
    """
    depth = int(all(parts[0].lower() in SPLIT_FOLDERS for parts in folders if parts))
    return [unicodedata.normalize("NFC", parts[depth]) if len(parts) > depth else None for parts in folders]


def in_natural_order(names: Iterable[str]) -> list[str]:
    """Class names as a person would order them."""
    natural = natsort_keygen(alg=ns.IGNORECASE)
    return sorted(names, key=lambda name: (natural(name), name))


def _class_folders(paths: Iterable[str]) -> list[str | None]:
    """The class folder of each path, ``None`` for a path that lies in none."""
    return classes_of([first_folders(path) for path in paths])


def _named_classes(source: Path, files: list[FoundFile], classes: list[str | None]) -> tuple[str, ...]:
    """The class names in natural order; raises ``UserError`` for loose images and for fewer than two classes."""
    names = {name for name in classes if name is not None}
    if not names:
        raise UserError(
            f"The source folder {source} has images but no class sub-folders.",
            f"{CLASS_FOLDERS_WANTED} If the labelled images are in the other folder, swap source and target.",
        )
    loose = [file.path for file, name in zip(files, classes, strict=True) if name is None]
    if loose:
        raise UserError(
            f"{len(loose)} images of the source folder {source} lie in no class folder, the first is {loose[0]}.",
            "Move them into their class folder or out of the source folder, or list the right ones in a CSV file.",
        )
    if len(names) == 1:
        raise _single_class(source, files, names.pop())
    return tuple(in_natural_order(names))


def _single_class(source: Path, files: list[FoundFile], name: str) -> UserError:
    message = f"The source {source} has only one class, {name}; it takes two or more to tell apart."
    inner = {file.path.split("/")[1] for file in files if file.path.count("/") > 1}
    if files[0].label is None and len(inner) > 1:
        return UserError(message, f"If the classes are the folders inside {name}, choose the folder {name} itself.")
    return UserError(message, CLASS_FOLDERS_WANTED)


def _catalog(root: Path, files: list[FoundFile], class_names: tuple[str, ...], labels: Ints) -> Catalog:
    return Catalog(
        root=root,
        paths=tuple(file.path for file in files),
        class_names=class_names,
        labels=labels,
        sizes=np.array([file.size for file in files], np.int64),
        mtimes=np.array([file.mtime_ns for file in files], np.int64),
    )

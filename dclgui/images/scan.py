r"""Find the images of a domain and make a ``Catalog`` of them.

Which files these are says ``walk``; which folder is a class, ``classes``. A source may also be a list (``core/lists``).

Paths are text: undecodable bytes of a name are listed as ``\udcXX``. Such a path opens no file, and
``dclgui.images.decode`` reports it with a reason of its own.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from natsort import natsort_keygen, ns

from dclgui.core.arrays import Ints
from dclgui.core.catalog import UNKNOWN, Catalog, Layout
from dclgui.core.errors import UserError
from dclgui.core.lists import SUFFIXES as LIST_SUFFIXES
from dclgui.images.classes import classes_of, in_natural_order, layouts_of, level_of, twins
from dclgui.images.listed import ListedFile, read_list
from dclgui.images.walk import Passed, endings_named, first_folders, image_entries

CLASS_FOLDERS_WANTED = "It needs one sub-folder for each class, named after the class, with that class's images in it."


class FoundFile(NamedTuple):
    """One image file.

    ``path``      relative to the root, ``/`` between its parts, encodable as UTF-8
    ``size``      bytes; 0 if the file can't be reached
    ``mtime_ns``  time of last change in nanoseconds; 0 if the file can't be reached
    ``label``     the class that a list gives; ``None`` for a file found in a folder
    """

    path: str
    size: int
    mtime_ns: int
    label: str | None = None


class TwoLayoutsError(UserError):
    """The class folders may be parts of a data set: a person must choose one of the two ``layouts``."""

    def __init__(self, message: str, hint: str, layouts: tuple[Layout, Layout]) -> None:
        super().__init__(message, hint)
        self.layouts = layouts

    def __reduce__(self) -> tuple[type["TwoLayoutsError"], tuple[str, str, tuple[Layout, Layout]]]:  # type: ignore[override]
        return type(self), (self.message, self.hint, self.layouts)


def is_list(source: Path) -> bool:
    """Whether ``source`` is a list and not a folder."""
    return source.suffix.lower() in LIST_SUFFIXES and source.is_file()


def source_files(source: Path, passed: Passed | None = None) -> Iterator[FoundFile]:
    r"""Yield the images of ``source``, a folder or a list, unordered, as they are found; ``passed`` gets the rest.

    A list is a table as ``core/lists`` reads it; its paths are absolute or relative to its own folder, with ``/`` or
    ``\``. A file that repeats with the same label counts once. A listed file that does not exist is yielded too.
    Nothing is read before the first ``next``.

    Raises ``UserError`` for a folder or list that is missing or unreadable and for a faulty line.
    """
    if is_list(source):
        return (_as_found(source.parent, file) for file in read_list(source, passed))
    return _files_under(source, role="source", passed=passed)


def target_files(root: Path, passed: Passed | None = None) -> Iterator[FoundFile]:
    """Yield the images below the folder ``root``, unordered, as they are found; ``passed`` gets the rest.

    Raises ``UserError`` for a folder that is missing or unreadable.
    """
    return _files_under(root, role="target", passed=passed)


def source_catalog(source: Path, files: list[FoundFile], *, level: int = 0, passed: Passed | None = None) -> Catalog:
    """Sort the files of ``source_files(source)`` in natural order and give each its class.

    In a folder the class is as ``classes.classes_of`` finds it at ``level``, 0 for the one that goes without saying. In
    a list it is the label. Class names are in Unicode form NFC and in natural order. Of a chosen level, the parts
    without a class folder are left out. The catalog's root is absolute: the folder, or the one with the list in it.

    Raises ``TwoLayoutsError`` if the level has to be chosen, and ``UserError`` if there are no images, an image is in
    no class folder, a class has nothing but files that ``passed``, or there are not two classes.
    """
    if not files:
        raise UserError(f"There are no images in the source {source}.{_only(passed)}", CLASS_FOLDERS_WANTED)
    listed = files[0].label is not None
    if not listed:
        _require_one_layout(source, files, level)
        files = _of_level(files, level)
        _require_pictures(source, files, level, passed)
    files = _in_natural_order(files)
    classes = [file.label for file in files] if listed else _class_folders((file.path for file in files), level)
    names = _named_classes(source, files, classes)
    if listed:
        _require_listed(source, files, names)
    index = {name: number for number, name in enumerate(names)}
    labels = np.array([index[name] for name in classes if name is not None], np.int32)
    return _catalog((source.parent if listed else source).absolute(), files, names, labels)


def left_out_of(files: list[FoundFile], level: int) -> list[FoundFile]:
    """The files that a chosen ``level`` of class folders leaves out: those of parts without a class folder."""
    kept = {id(file) for file in _of_level(files, level)}
    return [file for file in files if id(file) not in kept]


def target_catalog(
    root: Path, files: list[FoundFile], class_names: tuple[str, ...], *, passed: Passed | None = None
) -> Catalog:
    """Sort the files of ``target_files(root)`` in natural order; every label is ``UNKNOWN``.

    ``class_names`` are the source's. Raises ``UserError`` if there are no images.
    """
    if not files:
        raise UserError(
            f"There are no images in the target folder {root}.{_only(passed)}",
            "Choose the folder with the images to label: JPEG, PNG, BMP, TIFF or WebP files, in sub-folders or not.",
        )
    labels = np.full(len(files), UNKNOWN, np.int32)
    return _catalog(root.absolute(), _in_natural_order(files), class_names, labels)


def known_truth(target: Catalog) -> Ints | None:
    """[N] int32 class index of each target image by its folder's name. For measuring only, never for training.

    The class folder is found as in ``source_catalog``. ``None`` unless every image is in one, and all of these have the
    names of source classes.
    """
    index = target.numbers
    classes = _class_folders(target.paths)
    if not all(name in index for name in classes):
        return None
    return np.array([index[name] for name in classes if name is not None], np.int32)


def _files_under(root: Path, *, role: str, passed: Passed | None) -> Iterator[FoundFile]:
    _check_folder(root, role=role)
    for path, entry in image_entries(root, unreadable=_refuse, passed=passed):
        yield FoundFile(path, *_size_and_time(entry.stat))


def _as_found(folder: Path, file: ListedFile) -> FoundFile:
    return FoundFile(file.path, *_size_and_time((folder / file.path).stat), file.label)


def _only(passed: Passed | None) -> str:
    found = passed.total() if passed is not None else None
    return f" Passed over: {endings_named(found)}." if found else ""


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


def _refuse(folder: Path, error: OSError) -> None:
    raise _unreadable(folder, error) from error


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError(
        f"{path} can't be read: {error.strerror}.", "Ask for permission to read it, or move it out of the folder."
    )


def _size_and_time(stat: Callable[[], os.stat_result]) -> tuple[int, int]:
    try:
        status = stat()
    except (OSError, ValueError):
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _require_one_layout(source: Path, files: list[FoundFile], level: int) -> None:
    folders = {first_folders(file.path) for file in files}
    if not level and (two := layouts_of(folders)) is not None:
        parts, classes = (", ".join(layout.classes) for layout in two)
        raise TwoLayoutsError(
            f"The folders of {source} have two readings: {parts} may be classes, or parts of one data set with the "
            f"classes {classes}.",
            "Say which folders are the classes.",
            two,
        )
    if same := twins(folders, level_of(folders, level)):
        spelt = " and ".join(ascii(name) for name in same)
        raise UserError(
            f"Folders of {source} would be one class, written in two ways: {spelt}.",
            "Rename one of them, or put their images into one folder.",
        )


def _of_level(files: list[FoundFile], level: int) -> list[FoundFile]:
    """``files`` without those of parts that have no class folder at the chosen ``level``; all for 0 or 1."""
    if level < 2:
        return files
    parts = {file.path.split("/")[0] for file in files if file.path.count("/") >= level}
    return [file for file in files if file.path.split("/")[0] in parts or "/" not in file.path]


def _require_pictures(source: Path, files: list[FoundFile], level: int, passed: Passed | None) -> None:
    """Raise ``UserError`` for a class folder that holds files and not one picture."""
    if passed is None:
        return
    folders = [first_folders(file.path) for file in files]
    depth = level_of(folders, level)
    taken = {parts[:depth] for parts in folders}
    others = sorted(place[:depth] for place in passed.endings if len(place) >= depth)
    named = set(classes_of(folders, level))
    for place in others:
        if place not in taken and classes_of([place], depth)[0] not in named:
            raise UserError(
                f"The class folder {'/'.join(place)} of {source} holds no image that can be read: "
                f"{endings_named(passed.below(place))}.",
                "Save its images as JPEG or PNG, or take the folder out of the source folder.",
            )


def _require_listed(source: Path, files: list[FoundFile], names: tuple[str, ...]) -> None:
    """Raise ``UserError`` for a class of a list of which not one file exists."""
    there = {file.label for file in files if file.size or file.mtime_ns}
    for name in names:
        if name not in there:
            lacking = [file.path for file in files if file.label == name]
            raise UserError(
                f"Not one image of the class {name} that {source} lists is there, the first is {lacking[0]}.",
                f"Its paths begin at the folder {source.parent}, or are whole ones: mend them, or delete the lines.",
            )


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


def _class_folders(paths: Iterable[str], level: int = 0) -> list[str | None]:
    """The class folder of each path, ``None`` for a path that lies in none."""
    return classes_of([first_folders(path) for path in paths], level)


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
    if files[0].label is not None:
        return UserError(message, "List images of two or more classes.")
    inner = {file.path.split("/")[1] for file in files if file.path.count("/") > 1}
    if len(inner) > 1:
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

"""Which folder of a path is its class, and when that has two readings.

The class is the first folder; the second, if every first folder is one of ``SPLIT_FOLDERS``. Two first folders
without a picture of their own that hold sub-folders of the same names may be parts of one data set as well
(``fold1/dent``, ``fold2/dent``): only a person can tell, who then chooses the level.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from natsort import natsort_keygen, ns

from dclgui.core.catalog import Layout
from dclgui.core.names import name_of_folder
from dclgui.images.walk import DEEPEST

SPLIT_FOLDERS = frozenset(
    {"train", "training", "val", "valid", "validation", "dev", "eval", "evaluation", "test", "testing"}
)
"""First-level folders that are parts of a data set and not classes; compared without case."""
_AUTO = 0


def level_of(folders: Iterable[tuple[str, ...]], level: int = _AUTO) -> int:
    """``level`` if it is chosen; else the one that the names of the first folders say."""
    return level or 1 + all(parts[0].lower() in SPLIT_FOLDERS for parts in folders if parts)


def classes_of(folders: Sequence[tuple[str, ...]], level: int = _AUTO) -> list[str | None]:
    """The class of each of ``walk.first_folders``, ``None`` for none, in Unicode form NFC.

    A folder that dclgui wrote for a class whose name no system takes (``a%2Fb``) has the name of its class.
    """
    depth = level_of(folders, level)
    return [class_called(parts[depth - 1]) if len(parts) >= depth else None for parts in folders]


def class_called(folder: str) -> str:
    """The class that a folder of this name is of."""
    return unicodedata.normalize("NFC", name_of_folder(folder))


def layouts_of(folders: Collection[tuple[str, ...]]) -> tuple[Layout, Layout] | None:
    """The two readings of the folders that hold pictures; ``None`` where one goes without saying."""
    base = level_of(folders)
    own, inside = set[str](), dict[str, set[tuple[str, ...]]]()
    for parts in folders:
        if len(parts) == base:
            own.add(parts[-1])
        elif len(parts) > base:
            inside.setdefault(parts[base - 1], set()).add(parts[base:])
    parts_only = {name: deeper for name, deeper in inside.items() if name not in own}
    for level in range(base + 1, DEEPEST + 1):
        by_part = [_names(deeper, level - base - 1) for deeper in parts_only.values()]
        names = set[str]().union(*by_part)
        if len(names) > 1 and sum(map(len, by_part)) > len(names):  # a name stands in more than one of them
            first = Layout(base, _classes_at(folders, base))
            return first, Layout(level, _classes_at(folders, level))
    return None


def alike(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Groups of names that differ in nothing but capitals, spaces, unseen signs or the form of their letters."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        seen = (sign for sign in unicodedata.normalize("NFKC", name).casefold() if unicodedata.category(sign) != "Cf")
        groups["".join("".join(seen).split())].append(name)
    return (tuple(group) for group in groups.values() if len(group) > 1)


def twins(folders: Collection[tuple[str, ...]], level: int) -> tuple[str, ...]:
    """Two or more folders of one parent that would be one class, as they are spelt on the disk; empty for none."""
    spelt: defaultdict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for parts in folders:
        if len(parts) >= level:
            spelt[parts[: level - 1], class_called(parts[level - 1])].add(parts[level - 1])
    return next((tuple(sorted(names)) for names in spelt.values() if len(names) > 1), ())


def in_natural_order(names: Iterable[str]) -> list[str]:
    """Class names as a person would order them."""
    natural = natsort_keygen(alg=ns.IGNORECASE)
    return sorted(names, key=lambda name: (natural(name), name))


def _names(deeper: Iterable[tuple[str, ...]], place: int) -> set[str]:
    return {class_called(parts[place]).casefold() for parts in deeper if len(parts) > place}


def _classes_at(folders: Collection[tuple[str, ...]], level: int) -> tuple[str, ...]:
    return tuple(in_natural_order({class_called(parts[level - 1]) for parts in folders if len(parts) >= level}))

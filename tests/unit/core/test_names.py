from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dclgui.core.names import file_names, folder_names, path_names, safe_name

LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from('./\\%:"?* C2fA')
NAMES = st.text(LETTERS, min_size=1, max_size=12) | st.sampled_from(["con", "NUL.txt", "COM1", "..", ".", "a.", "a "])
PARTS = st.text(LETTERS.filter(lambda letter: letter not in "/\0"), min_size=1, max_size=9)
PATHS = st.builds(
    lambda folders, name, end: "/".join([*folders, name + end]),
    st.lists(PARTS, max_size=2),
    PARTS,
    st.sampled_from(["", ".png", ".jpg", ".PNG"]),
)
DEVICES = {"CON", "CONIN$", "CONOUT$", "PRN", "AUX", "NUL"}
REFUSED = set('<>:"/\\|?*') | {chr(number) for number in range(32)}


def fit_for_windows(name: str) -> bool:
    device = name.split(".", maxsplit=1)[0].rstrip(" ").upper()
    return (
        not set(name) & REFUSED
        and not name.endswith((".", " "))
        and device not in {*DEVICES, *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10))}
    )


@given(name=NAMES)
def test_a_safe_name_fits_everywhere_and_gives_the_name_back(name: str) -> None:
    safe = safe_name(name)
    assert fit_for_windows(safe)
    assert not safe.startswith(".")
    assert unquote(safe, errors="strict") == name


@given(
    name=st.from_regex(r"[a-zA-Z0-9_\-划痕][a-zA-Z0-9_ \-划痕%]{3,8}[a-z]", fullmatch=True).filter(
        lambda name: "%" not in name
    )
)
def test_a_fit_name_stays(name: str) -> None:
    assert safe_name(name) == name


@given(names=st.lists(NAMES, unique=True, max_size=6))
def test_no_two_classes_share_a_folder(names: list[str]) -> None:
    folders = folder_names(names)
    assert list(folders) == names
    assert len({folder.casefold() for folder in folders.values()}) == len(names)
    for name, folder in folders.items():
        assert fit_for_windows(folder)
        assert unquote(folder, errors="strict") == name


@given(paths=st.lists(PATHS, unique=True, max_size=8))
def test_no_two_files_share_a_name(paths: list[str]) -> None:
    names = file_names(paths)
    assert len(names) == len(paths)
    stems = [name.rpartition(".")[0] or name for name in names]
    assert len({stem.casefold() for stem in stems}) == len(paths)
    assert all("/" not in name for name in names)


LONG = st.builds(
    lambda front, letter, times, back: (front + letter * times + back)[:240],
    st.text(LETTERS.filter(lambda letter: letter not in "/\0"), max_size=3),
    st.sampled_from(["?", "a", "%41", "划", ".", " ", "é", "ß"]),
    st.integers(1, 240),
    st.sampled_from(["", "x", "X", "?", ".", " ", "-2"]),
).filter(lambda name: len(name.encode()) <= 251)
"""Names that a Linux disk takes, many of them too long once they are written for every system."""


@given(names=st.lists(LONG | NAMES, unique=True, max_size=8))
@example(names=["a" * 124 + "?" * 60, "a" * 124 + "?" * 60 + "b", "A" * 124 + "?" * 60])
def test_no_folder_is_too_long_and_no_two_are_alike(names: list[str]) -> None:
    folders = folder_names(names)
    assert list(folders) == names
    assert len({folder.casefold() for folder in folders.values()}) == len(names)
    for name, folder in folders.items():
        assert fit_for_windows(folder)
        assert not folder.startswith(".")
        assert len(folder.encode()) <= 255
        if 3 * len(name.encode()) <= 255:
            assert unquote(folder, errors="strict") == name


@given(names=st.lists(LONG, unique=True, max_size=8), folders=st.lists(LONG, max_size=3))
@example(names=["a" * 124 + "?" * 60], folders=[])
def test_no_file_name_is_too_long_and_no_two_are_alike(names: list[str], folders: list[str]) -> None:
    paths = list(dict.fromkeys(f"{folder}/{name}.png" for folder in (*folders, "one") for name in names))
    found = file_names(paths)
    assert len({name.removesuffix(".png").casefold() for name in found}) == len(paths)
    for name in found:
        assert fit_for_windows(name)
        assert not name.startswith(".")
        assert len(name.encode()) <= 255
        assert name.endswith(".png")


def test_a_name_of_its_own_is_kept() -> None:
    assert file_names(["a/1.png", "b/1.png", "b/2.png", "a/1.jpg", "3.png"]) == [
        "a_1.png", "b_1.png", "2.png", "a_1-2.jpg", "3.png",
    ]  # fmt: skip


@pytest.mark.parametrize("folder", ["x" * 300, "划" * 120])
def test_a_long_way_to_a_file_is_cut_short(folder: str) -> None:
    names = file_names([f"{folder}/a/1.png", f"{folder}/b/1.png", f"{folder}/a/1.jpg"])
    assert len(set(names)) == 3
    assert all(len(name.encode()) <= 255 for name in names)


def test_windows_own_names_and_capitals() -> None:
    assert folder_names(["CON", "dent", "Dent", "a/b", "50%", "%41", "end."]) == {
        "CON": "%43ON", "dent": "dent", "Dent": "%44ent", "a/b": "a%2Fb", "50%": "50%", "%41": "%2541",
        "end.": "end%2E",
    }  # fmt: skip


@given(
    paths=st.lists(st.lists(PARTS | LONG, min_size=1, max_size=3), max_size=8), end=st.sampled_from([".png", ".PNG"])
)
@example(paths=[["a", "x" * 251], ["A", "x" * 251]], end=".jpg")
def test_no_two_paths_are_alike_without_their_endings(paths: list[list[str]], end: str) -> None:
    ways = list(dict.fromkeys("/".join(parts) + ending for parts in paths for ending in (end, ".jpg")))
    found = path_names(ways)
    assert len({name.rpartition(".")[0].casefold() for name in found}) == len(ways)
    for name, way in zip(found, ways, strict=True):
        assert name.count("/") == way.count("/")
        assert all(fit_for_windows(part) and len(part.encode()) <= 255 for part in name.split("/"))


def test_a_way_stays_unless_another_differs_by_its_ending_alone() -> None:
    ways = ["cam1/1.png", "cam1/1.jpg", "cam2/1.png", "cam1/1-2.png"]
    assert path_names(ways) == ["cam1/1.png", "cam1/1-3.jpg", "cam2/1.png", "cam1/1-2.png"]


@pytest.mark.parametrize("name", ["CONIN$", "conout$.png", "nul .txt", "aux.tar.gz", "COM¹", "lpt9"])
def test_no_file_is_called_like_a_device_of_windows(name: str) -> None:
    safe = safe_name(name)
    assert fit_for_windows(safe)
    assert safe != name
    assert unquote(safe, errors="strict") == name

"""The licences of everything that is packaged, from the metadata of what it came from."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXTS = Path(__file__).parent / "texts"
FOLDER, LIST = "licences", "THIRD_PARTY_LICENSES.txt"
OURS = {"dclgui"}
ALWAYS = ("pyinstaller",)
"""In every package without being a file of it: the start of the executable."""
WRITTEN_OUT = {
    "Apache 2.0": (ROOT / "LICENSE",),
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": (TEXTS / "LGPL-3.0.txt", TEXTS / "GPL-3.0.txt"),
}
"""Texts for packages that name their licence without bringing it."""
WITHIN = {"PySide6_Essentials": tuple(sorted((TEXTS / "qt").glob("*.txt")))}
"""Texts of works of others in a package that does not bring them: ICU, and what is compiled into Qt's modules."""
_IS_LICENCE = re.compile(
    r"(.*\.dist-info/licen[cs]es/.*|(.*/)?(licen[cs]e|copying|notice|thirdpartynotices)[^/]*)$", re.I
)
_COMMON = re.compile(r"/usr/share/common-licenses/([\w.-]*\w)")
_HEAD = """The packaged program consists of dclgui, under the Apache License 2.0 (LICENSE), and of the works below, each
under its own licence; the texts are in the folder licences.

Qt, PySide6 and shiboken6 are used under the GNU LGPL 3. Their libraries lie beside the program as separate shared
libraries, as their makers built them, in _internal/PySide6 and _internal/shiboken6: you may replace them by your own
builds of the same version. They hold works of others, whose texts are in licences/PySide6_Essentials-*/within: portions
of this software are copyright The FreeType Project (www.freetype.org), and it is based in part on the work of the
Independent JPEG Group.
"""


@dataclass(frozen=True, slots=True)
class Work:
    """Something that others made: what it is called, what it says of its licence, and the licence's files."""

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, Path], ...]
    """Name to give to the file, and where it is."""


def write(package: Path, sources: Iterable[str]) -> None:
    """Write list and texts into the folder ``package``, for all ``sources`` whose copies are in it.

    Ends the build with a sentence if the licence of any is not to be found.
    """
    works = sorted(_works({Path(source).resolve() for source in sources if Path(source).is_absolute()}), key=_by_name)
    without = [f"{work.name} {work.version}" for work in works if not work.texts]
    if without:
        sys.exit(f"No licence was found for: {', '.join(without)}. Name its text in packaging/licences.py.")
    shutil.rmtree(package / FOLDER, ignore_errors=True)
    for work in works:
        for name, file in work.texts:
            place = package / FOLDER / f"{work.name}-{work.version}" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    shutil.copyfile(ROOT / "LICENSE", package / "LICENSE")
    lines = [f"{work.name} {work.version}: {work.licence}" for work in works]
    (package / LIST).write_text("\n".join((_HEAD, *lines, "")), encoding="utf-8")


def _works(sources: set[Path]) -> Iterator[Work]:
    owner = dict(_owned())
    names = {owner[str(source)].name for source in sources if str(source) in owner} | set(ALWAYS)
    yield from (_of_distribution(distribution(name)) for name in names - OURS)
    installed = Path(sysconfig.get_path("purelib")).resolve()
    rest = {file for file in sources if str(file) not in owner}
    rest = {file for file in rest if not file.is_relative_to(ROOT) or file.is_relative_to(installed)}
    yield _of_python()
    yield from _of_system({file for file in rest if file.is_relative_to(installed) or not _is_of_python(file)})


def _owned() -> Iterator[tuple[str, Distribution]]:
    """Every installed file and whose it is; as text, since there are fifty thousand."""
    for found in distributions():
        base = os.path.realpath(str(found.locate_file("")))
        for file in found.files or ():
            yield os.path.normpath(f"{base}{os.sep}{file}"), found


def _is_of_python(file: Path) -> bool:
    """On Linux Python may lie in /usr, among everybody's libraries; elsewhere its folder is its own."""
    if sys.platform != "linux":
        return file.is_relative_to(Path(sys.base_prefix).resolve())
    folders = sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib", vars={"platbase": sys.base_exec_prefix})
    return file.name.startswith("libpython") or any(file.is_relative_to(Path(place).resolve()) for place in folders)


def _of_distribution(found: Distribution) -> Work:
    said = [said for key in ("License-Expression", "License") for said in found.metadata.get_all(key, [])]
    named = next((text.splitlines()[0] for text in said if text not in {"", "UNKNOWN"}), "see its text")
    files = [
        (str(file), Path(str(found.locate_file(file)))) for file in found.files or () if _IS_LICENCE.match(str(file))
    ]
    # A module called licence.py is none.
    texts = [
        (name.partition("dist-info/")[2] or name, file) for name, file in files if file.suffix not in {".py", ".pyc"}
    ]
    texts = texts or [(file.name, file) for file in WRITTEN_OUT.get(named, ())]
    within = [(f"within/{file.name}", file) for file in WITHIN.get(found.name, ())]
    named += f"; within it {', '.join(file.stem for _, file in within)}" if within else ""
    return Work(found.name, found.version, named, (*texts, *within))


def _of_python() -> Work:
    stdlib = Path(sysconfig.get_path("stdlib"))
    texts = [file for file in (stdlib / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt") if file.exists()]
    return Work("Python", sys.version.split()[0], "PSF-2.0", tuple((file.name, file) for file in texts[:1]))


def _of_system(files: set[Path]) -> Iterator[Work]:
    """Libraries of the Linux distribution; on Debian its package manager knows whose they are."""
    packages: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for file in files:
        packages[_debian_package(file)].append(file)
    for (name, version), members in packages.items():
        text = Path("/usr/share/doc") / name / "copyright"
        known = bool(version) and text.exists()
        yield Work(
            name,
            version,
            f"see its text ({', '.join(sorted(file.name for file in members))})",
            tuple(_debian_texts(text)) if known else (),
        )


def _debian_texts(text: Path) -> Iterator[tuple[str, Path]]:
    """The package's own text and the common ones that it only refers to, such as the LGPL's."""
    yield "copyright", text
    for name in sorted(set(_COMMON.findall(text.read_text("utf-8", errors="replace")))):
        if (common := Path("/usr/share/common-licenses") / name).is_file():
            yield name, common


def _debian_package(file: Path) -> tuple[str, str]:
    """Name and version; the file's own name and nothing if nobody knows it."""
    query = shutil.which("dpkg-query")
    # A system whose /lib is a link to /usr/lib keeps its list by the old names.
    for place in (file, Path("/", *file.parts[2:])) if query else ():
        found = subprocess.run([str(query), "-S", str(place)], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            name = found.stdout.partition(":")[0]
            shown = subprocess.run(
                [str(query), "-W", "-f", "${Version}\n", name], capture_output=True, text=True, check=True
            )
            return name, shown.stdout.splitlines()[0].replace(":", "+")
    return str(file), ""


def _by_name(work: Work) -> str:
    return work.name.lower()

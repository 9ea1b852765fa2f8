"""Bring the translations up to date, or say what they lack.

``python -m tools.translations`` reads all texts out of the code into ``dclgui_zh_CN.ts`` and packs it as the ``.qm``
that the window loads; ``… check`` changes nothing and ends with 1 if a text is new, gone or not translated. Texts of
the window come by Qt's own ``lupdate``, sentences from below it by ``tools.sentences``.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tools.qt_libraries import tell
from tools.sentences import sentences

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "dclgui" / "qt" / "translations"
SENTENCES, SOURCE, PACKED = "sentences.txt", "dclgui_zh_CN.ts", "dclgui_zh_CN.qm"
CONTEXT = "Sentences"
MOST_TOLD = 20
QUIETLY = ["-locations", "none", "-no-obsolete", "-silent"]
LANGUAGES = ["-source-language", "en", "-target-language", "zh_CN"]


def main(words: list[str]) -> int:
    """Update, or only look."""
    if "check" in words:
        with tempfile.TemporaryDirectory() as made:
            faults = outdated(Path(made))
    else:
        update(FOLDER)
        faults = list(untranslated(FOLDER / SOURCE))
    for fault in faults[:MOST_TOLD]:
        tell(f"Translations: {fault}")
    if faults:
        tell(
            f"{len(faults)} in all. Run `make translations`, then translate in {FOLDER.relative_to(ROOT) / SOURCE} "
            "what is unfinished, then run it again."
        )
    return int(bool(faults) and "check" in words)


def outdated(made: Path) -> list[str]:
    """What `make translations` would change or leave untranslated, tried out in the empty folder ``made``."""
    copy = Path(shutil.copytree(FOLDER, made / FOLDER.name))
    update(copy)
    changed = [name for name in (SENTENCES, SOURCE, PACKED) if not _same(copy / name, FOLDER / name)]
    return [f"{name} is out of date" for name in changed] + list(untranslated(copy / SOURCE))


def update(folder: Path) -> None:
    """Write the three files of ``folder`` anew from the code; translations in the ``.ts`` are kept."""
    templates = sentences(ROOT / "dclgui")
    (folder / SENTENCES).write_text("".join(f"{template}\n" for template in templates), "utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as made:
        listed = Path(made) / "sentences.py"
        listed.write_text("".join(f"QT_TRANSLATE_NOOP({CONTEXT!r}, {template!r})\n" for template in templates), "utf-8")
        sources = sorted((ROOT / "dclgui" / "qt").rglob("*.py"))
        _run("lupdate", *QUIETLY, *LANGUAGES, *sources, listed, "-ts", folder / SOURCE)
    _run("lrelease", "-silent", "-nounfinished", folder / SOURCE, "-qm", folder / PACKED)


def untranslated(file: Path) -> Iterator[str]:
    """One line for each text of a ``.ts`` that is unfinished, or whose placeholders differ."""
    for context in ElementTree.parse(file).iter("context"):
        for message in context.iter("message"):
            english, chinese = message.findtext("source", ""), message.findtext("translation", "")
            unfinished = message.find("translation[@type='unfinished']") is not None or not chinese
            if unfinished or _places(english) != _places(chinese):
                yield f"{context.findtext('name')}: {english}"


def _places(text: str) -> set[str]:
    return {f"%{digit}" for digit in "123456789" if f"%{digit}" in text}


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def _run(tool: str, *words: object) -> None:
    """One of PySide6's own tools; raises ``CalledProcessError`` if it fails."""
    beside = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([beside, *map(str, words)], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

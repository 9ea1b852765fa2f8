"""What comes in: bad pictures, names, shapes of folders, files of labels."""

import csv
import io
import json
import os
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.torture_ground import Ground
from benchmarks.torture_tally import Tally, state_of
from dclgui.cli.terminal import shown
from dclgui.core.protocol.events import Domain
from dclgui.images.decode import load_picture
from dclgui.images.survey import survey_folder
from dclgui.importing.decisions import preview
from dclgui.labels.formats import FORMATS
from dclgui.project.folder import Project

_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF", "PPM")
_MODES = {"PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"), "TIFF": ("RGB", "L", "F", "CMYK", "RGBA")}
_HALF_A_SIGN = os.fsdecode(b"\xed\xa0\x80")
_NAMES = (
    "plain", "划痕", "a b", "-rf", "=cmd|x", "<img src=x>", "a&b", "%1 %n", "{0}", "'quoted'", '"', "back\\slash",
    "tab\there", "line\nbreak", "bell\x07", "\x1b[31mred", "gnp.\u202etxt", "zero\u200bwidth", "e\u0301", "é",
    "..dots..", "CON", "nul", "trailing ", " leading", "dot.", "🦊", "x" * 200, _HALF_A_SIGN,
)  # fmt: skip
_PICTURES = 900
_SHAPES = 150
_FILES = 700


def pictures(ground: Ground, tally: Tally, random: Random) -> None:
    """Files that were cut, altered, swapped or were never pictures: read, or named, within a moment."""
    room = ground.room()
    whole = [_picture(random) for _ in range(60)]
    for number in range(_PICTURES):
        kind, content = random.choice(whole)
        file = room / f"{number}.{random.choice((kind, 'PNG', 'JPG', 'TIF')).lower()}"
        file.write_bytes(_spoilt(content, random))
        tally.done(f"picture {number} ({kind})", lambda file=file: load_picture(file, 32))  # type: ignore[misc]
    os.mkfifo(room / "pipe.png")
    (room / "folder.png").mkdir()
    (room / "loop.png").symlink_to("loop.png")
    for name in ("pipe.png", "folder.png", "loop.png", "none.png"):
        tally.done(name, lambda name=name: load_picture(room / name, 32))  # type: ignore[misc]
    before = state_of(room)
    tally.asked("label a folder of bad pictures", "label", ground.whole, room, "-o", ground.room() / "labels.csv")
    tally.check(state_of(room) == before, "bad pictures stay as they are")


def _picture(random: Random) -> tuple[str, bytes]:
    kind = random.choice(_KINDS)
    mode = random.choice(_MODES.get(kind, ("RGB", "L")))
    side = random.choice((1, 2, 31, 32, 64))
    values = np.random.default_rng(random.randrange(2**32)).integers(0, 256, (side, side, 3), np.uint8)
    image = Image.fromarray(values)
    image = Image.fromarray(values[..., 0].astype(np.uint16) * 200) if mode == "I;16" else image.convert(mode)
    stream = io.BytesIO()
    image.save(stream, kind)
    return kind, stream.getvalue()


def _spoilt(content: bytes, random: Random) -> bytes:
    data = bytearray(content)
    match random.randrange(7):
        case 0:
            del data[random.randrange(len(data)) :]
        case 1:
            for _ in range(random.randrange(1, 9)):
                data[random.randrange(len(data))] = random.randrange(256)
        case 2:
            place = random.randrange(len(data))
            data[place : place + 8] = random.randbytes(8)
        case 3:
            data = bytearray(random.randbytes(random.randrange(2000)))
        case 4:
            data = data[: len(data) // 2] + data
        case 5:
            # Sizes stand early in every header.
            place = random.randrange(min(40, len(data) - 4))
            data[place : place + 4] = random.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0"))
        case _:
            data += random.randbytes(100)
    return bytes(data)


def names(ground: Ground, tally: Tally, random: Random) -> None:
    """Names with control signs, markup, other directions and forms: they leave as they came, and forge nothing."""
    room = ground.room()
    target = sorted(path for path in ground.job.target.rglob("*") if path.is_file())
    for folder in ("old", "new"):
        for number, name in enumerate(_NAMES):
            for end in range(2):
                place = room / folder / (name if folder == "old" else "") / f"{name[:60]}{end}.png"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(target[(number + end) % len(target)].read_bytes())
    project = room / "p <b>\x1b.dclproj"
    job = [f"--{name}={value}" for name, value in (("backbone", ground.job.backbone), ("weights", ground.job.weights))]
    words = [*job, "--image-size=32", "--device=cpu", "--set=rounds=1", "--set=heads=1", "--set=source_epochs=1"]
    before = state_of(room / "old") | state_of(room / "new")
    told = [tally.asked("adapt by names", "adapt", room / "old", room / "new", "-o", project, "--mode=frozen", *words)]
    told.append(tally.asked("info", "info", project))
    for form in FORMATS.values():
        told.append(tally.asked(form.name, "export", project, "--format", form.name, "-o", room / f"out-{form.name}"))
    told.append(tally.asked("import", "import", project, room / "out-csv"))
    for ran in told:
        for line in (ran.out + ran.err).split("\n"):
            tally.check(shown(line) == line, f"a line that does not show: {line!r}")
    tally.check(state_of(room / "old") | state_of(room / "new") == before, "files with such names stay")
    for number in range(200):
        name = "".join(
            chr(random.choice((random.randrange(32), random.randrange(0x2000, 0x2070), 65))) for _ in range(9)
        )
        seen = shown(name)
        hidden = [sign for sign in seen if unicodedata.category(sign) in {"Cc", "Zl", "Zp"}]
        tally.check(not hidden and len(seen.splitlines()) <= 1, f"name {number}: {name!r}")


def shapes(ground: Ground, tally: Tally, random: Random) -> None:
    """Trees of any shape, with links in circles, pipes, hidden and empty folders: looked over, or named."""
    content = next(path for path in ground.job.target.rglob("*") if path.is_file()).read_bytes()
    for number in range(_SHAPES):
        root = ground.room()
        for _ in range(random.randrange(12)):
            _grow(root, content, random)
        tally.done(f"shape {number} as source", partial(_surveyed, "source", root))
        tally.done(f"shape {number} as target", partial(_surveyed, "target", root))
        if number % 15 == 0:
            tally.asked(f"shape {number}", "adapt", root, ground.job.target, "-o", ground.room() / "p", codes=(0, 1))
            tally.asked(f"label shape {number}", "label", ground.whole, root, "-o", ground.room() / "l.csv")


def _surveyed(domain: Domain, root: Path) -> None:
    for _ in survey_folder(domain, root):
        pass


def _grow(root: Path, content: bytes, random: Random) -> None:
    deep = root.joinpath(
        *(random.choice(("a", "b", ".hidden", "@eaDir", "train", "x" * 100)) for _ in range(random.randrange(5)))
    )
    deep.mkdir(parents=True, exist_ok=True)
    name = deep / f"{random.randrange(6)}{random.choice(('.png', '.PNG', '.txt', '', '.jpg'))}"
    if name.exists() or name.is_symlink():
        return
    match random.randrange(6):
        case 0:
            name.symlink_to(root)
        case 1:
            name.symlink_to(name)
        case 2:
            os.mkfifo(name)
        case 3:
            name.touch()
        case _:
            name.write_bytes(content)


def imports(ground: Ground, tally: Tally, random: Random) -> None:
    """Files of labels, whole and spoilt: taken in, or named; a refused or previewed one changes no decision."""
    project, room = ground.copy(), ground.room()
    whole = (project / "labels.csv").read_bytes()
    with Project.open(project) as opened:
        paths, classes = opened.catalog("target").paths, opened.class_names()
        for number in range(_FILES):
            file = room / f"{number}.csv"
            file.write_bytes(_labels(random, whole, paths, classes))
            tally.done(f"import {number}", lambda file=file: preview(opened, file))  # type: ignore[misc]
        tally.check(opened.journal.current() == ground.decided, "a look at a file decides nothing")
    deep = room / "deep.json"
    deep.write_text("[" * 100_000)
    os.mkfifo(room / "pipe.csv")
    for name in ("deep.json", "none.csv", "."):
        tally.asked(f"import {name}", "import", project, room / name)


def _labels(random: Random, whole: bytes, paths: tuple[str, ...], classes: tuple[str, ...]) -> bytes:
    odd: list[Any] = [None, True, 2**70, -1, "", "\ud800", "9" * 5000, "http://[abc", [], {}, "nan", "=1+1", *classes]
    match random.randrange(4):
        case 0:
            return _spoilt(whole, random)
        case 1:
            tasks = [
                {"data": {random.choice(("image", "path", "x")): random.choice((*paths[:3], *odd))}}
                | {"annotations": random.choice(([], [{"result": random.choice((odd, [{}]))}], *odd))}
                for _ in range(3)
            ]
            return json.dumps(random.choice((tasks, tasks[0], {"tasks": tasks}))).encode()
        case 2:
            first = random.choice(("sep=\n", "sep=;\n", 'sep="\n', "", "\ufeff", "path,label\n"))
            text = io.StringIO()
            header = random.choice((["path", "label"], ["path", "label", "level", "round", "machine_label"], ["x"]))
            csv.writer(text).writerows(
                [header, *([str(random.choice((*paths[:3], *odd))) for _ in header] for _ in range(4))]
            )
            return (first + text.getvalue()).encode("utf-8", "surrogatepass")
        case _:
            return whole.decode("utf-8-sig").encode(random.choice(("utf-16", "gbk", "utf-8")), "replace")


INPUTS: dict[str, Callable[[Ground, Tally, Random], None]] = {
    "pictures": pictures,
    "names": names,
    "shapes": shapes,
    "imports": imports,
}

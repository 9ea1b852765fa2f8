"""What is kept: every file of a project and of a model cut, altered, swapped or gone, and looked at by every verb."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from safetensors import safe_open
from safetensors.torch import load_file, save_file

from benchmarks.torture_ground import Ground
from benchmarks.torture_tally import Tally
from dclgui.core.errors import UserError
from dclgui.engine.training.adapt import resume
from dclgui.engine.training.predict import label
from dclgui.inference.folder import label_folder
from dclgui.inference.models import open_predictor
from dclgui.project.folder import Project
from dclgui.standing.labels import labels_of

_SPOILT = 60
_WAYS = 3
"""Of the eight, for each file."""
_SLOW = ("predict", "resume")
_SQL = (
    "DELETE FROM domains", "DELETE FROM catalog", "DELETE FROM rounds", "DELETE FROM steps", "DROP TABLE decisions",
    "DROP TABLE catalog", "DROP TABLE rounds", "DROP TABLE exclusions", "DROP TABLE audit_draws", "DROP TABLE domains",
    "UPDATE domains SET class_names = '['", "UPDATE domains SET class_names = '[]'", "UPDATE domains SET root = x'00'",
    "UPDATE domains SET class_names = '[\"a\"]'", "UPDATE catalog SET path = '../../../etc/passwd' WHERE row = 1",
    "UPDATE catalog SET path = '/etc/passwd' WHERE row = 1", "UPDATE catalog SET path = x'ff' WHERE row = 1",
    "UPDATE catalog SET path = '' WHERE row = 1", "UPDATE catalog SET label = 99", "UPDATE catalog SET label = 'x'",
    "UPDATE catalog SET size = 1e300", "UPDATE catalog SET mtime = NULL", "DELETE FROM catalog WHERE row = 2",
    "UPDATE catalog SET row = row + 100", "UPDATE rounds SET figures = '{}'", "UPDATE rounds SET figures = 'x'",
    "UPDATE rounds SET figures = '[]'", "UPDATE rounds SET digests = 'x'", "UPDATE rounds SET digests = '[]'",
    "UPDATE rounds SET settings = '[]'", "UPDATE rounds SET settings = '{\"method\": 3}'",
    "UPDATE rounds SET knew = 'x'", "UPDATE rounds SET number = number + 5", "PRAGMA user_version = -3",
    "PRAGMA user_version = 0", "PRAGMA user_version = 1", "PRAGMA user_version = 99",
    "INSERT INTO decisions VALUES (99, 1, 9999, NULL, NULL, 'label', 0)",
    "INSERT INTO decisions VALUES (99, 1, 0, NULL, NULL, 'label', 99)",
    "INSERT INTO decisions VALUES (99, 1, 0, NULL, NULL, 'perhaps', 0)",
    "INSERT INTO decisions VALUES (99, 77, 0, NULL, NULL, 'label', 0)",
    "INSERT INTO steps VALUES (50, 'undo', 77, 'ann', 'never')",
    "INSERT INTO refinements VALUES (3, 4, 'never')",
    "INSERT INTO audit_draws (seed, at, strata) VALUES (1, 'never', x'00')",
    "INSERT INTO added_classes (name, at) VALUES ('', 'never')",
)  # fmt: skip
_JOBS = (
    "", "[" * 3000, "a = " + "[" * 3000, "seed = 1", "x" * 10_000, "source = 1", "\0", "seed = " + "9" * 5000,
    "[method]\nbalance = 1e308", "[method]\nrounds = 0", "[method]\ntemperature = nan", "image_size = 64",
    "[relative]\nsource = 3", "target = '/nowhere'", "method = 3", "device = 'tpu'",
)  # fmt: skip


def projects(ground: Ground, tally: Tally, random: Random) -> None:
    """Each file of a finished project, of this version and as an earlier one left it, spoilt in some of eight ways."""
    for old in (False, True):
        project = ground.copy(old=old)
        files = sorted(path for path in project.rglob("*") if path.is_file() and path.suffix != ".lock")
        for file in files:
            _spoil_each_way(project, file, ground, tally, random)
    _settings(ground, tally)
    for sql in _SQL:
        project = ground.copy()
        with closing(sqlite3.connect(project / "project.sqlite")) as database, database:
            try:
                database.execute(sql)
            except sqlite3.Error:  # a guard of the table itself
                continue
        _looked_at(project, ground, tally, sql, slow=_SLOW)


def _spoil_each_way(project: Path, file: Path, ground: Ground, tally: Tally, random: Random) -> None:
    content = file.read_bytes()
    name = file.relative_to(project).as_posix()
    beside = [path for path in file.parent.iterdir() if path.is_file() and path != file]
    ways: dict[str, Callable[[], object]] = {
        "gone": file.unlink,
        "empty": lambda: file.write_bytes(b""),
        "cut": lambda: file.write_bytes(content[: len(content) // 2]),
        "cut by one": lambda: file.write_bytes(content[:-1]),
        "altered": lambda: file.write_bytes(_altered(content, random)),
        "other content": lambda: file.write_bytes(random.randbytes(max(1, len(content)))),
        "longer": lambda: file.write_bytes(content + random.randbytes(64)),
        "swapped": lambda: shutil.copyfile(random.choice(beside), file) if beside else file.unlink(),
    }
    for way in random.sample(sorted(ways), _WAYS):
        ways[way]()
        _looked_at(project, ground, tally, f"{name} {way}", slow=random.sample(_SLOW, "/" in name))
        for more in ("", "-wal", "-shm"):
            file.with_name(file.name + more).unlink(missing_ok=True)
        file.write_bytes(content)
    with Project.open(project) as opened:
        tally.check(opened.journal.current() == ground.decided, f"decisions after {name} was spoilt and put back")


def _looked_at(project: Path, ground: Ground, tally: Tally, what: str, *, slow: Sequence[str]) -> None:
    tally.asked(f"info: {what}", "info", project)
    tally.done(f"labels: {what}", partial(_labels, project))
    if "predict" in slow:
        tally.done(f"predict: {what}", lambda: list(label(project, ground.job.target)))
    if "resume" in slow:
        tally.done(f"resume: {what}", lambda: list(resume(project)))


def _labels(project: Path) -> None:
    with Project.open(project) as opened:
        labels_of(opened)


def _settings(ground: Ground, tally: Tally) -> None:
    project = ground.copy()
    file = project / "job.toml"
    content = file.read_text("utf-8")
    for number, text in enumerate((*_JOBS, *(content.replace("seed = 0", more) for more in _JOBS))):
        file.write_text(text, "utf-8")
        tally.asked(f"job {number}", "info", project)
        tally.asked(
            f"--job {number}", "adapt", "--job", file, "-o", ground.room() / "p", "--image-size", "31", codes=(1, 2)
        )
    file.write_text(content, "utf-8")
    for setting in ("--seed=5", "--image-size=64", "--backbone=resnet18"):
        before = file.read_bytes()
        job = ground.job
        ran = tally.asked(setting, "adapt", job.source, job.target, "-o", project, setting, codes=(1,))
        tally.check(ran.code == 1 and file.read_bytes() == before, f"a refused adapt with {setting} changes nothing")


def models(ground: Ground, tally: Tally, random: Random) -> None:
    """Exported models, altered in their bytes and in their cards: they label, or are named."""
    room = ground.room()
    with safe_open(ground.safetensors, framework="pt") as stored:
        card = json.loads(stored.metadata()["dclgui"])
    tensors = load_file(ground.safetensors)
    for number, other in enumerate(_cards(card)):
        file = room / f"{number}.safetensors"
        save_file(tensors, file, metadata={"dclgui": other if isinstance(other, str) else json.dumps(other)})
        tally.done(f"card {number}", partial(_label, file, ground))
    for name in sorted(tensors):
        without = {other: value for other, value in tensors.items() if other != name}
        for other in ({**tensors, name: tensors[name].flatten()[:1].clone()}, without):
            file = room / "tensor.safetensors"
            save_file(other, file, metadata={"dclgui": json.dumps(card)})
            tally.done(f"tensor {name}", partial(_label, file, ground))
    for model in (ground.safetensors, ground.onnx):
        content = model.read_bytes()
        for number in range(_SPOILT):
            file = room / f"spoilt{model.suffix}"
            file.write_bytes(_altered(content, random) if number % 3 else content[: random.randrange(len(content))])
            tally.done(f"{model.name} altered {number}", partial(_label, file, ground))


def _cards(card: dict[str, Any]) -> list[Any]:
    """The card with each entry spoilt or gone; some as texts that are no card at all."""
    odd: tuple[Any, ...] = (None, True, -1, 2**40, 31, 10**7, 1e308, "x", "\ud800", [], {}, [[]], "9" * 5000)
    found: list[Any] = ["[" * 100_000, "", "null", "{}"]
    for name in sorted(card):
        every = 1 if name in {"classes", "round", "image_size"} else 3
        found += [{**card, name: value} for value in odd[::every]]
        found.append({other: value for other, value in card.items() if other != name})
    for classes in (card["classes"][:-1], [*card["classes"], "more"]):
        found.append({**card, "classes": classes})
    for name in ("resnet18", "nonet", "", "efficientnet_lite0"):
        found.append({**card, "backbone": {**card["backbone"], "name": name}})
    return found


def _label(file: Path, ground: Ground) -> None:
    try:
        list(label_folder(open_predictor(file), ground.job.target))
    except MemoryError as error:
        raise UserError(f"{file} takes more memory than there is.") from error


def _altered(content: bytes, random: Random) -> bytes:
    data = bytearray(content)
    for _ in range(random.randrange(1, 9) if data else 0):
        data[random.randrange(len(data))] ^= random.randrange(1, 256)
    return bytes(data)


DAMAGE = {"projects": projects, "models": models}

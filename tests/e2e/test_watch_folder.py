"""Two thousand files arrive in bursts while the watch is killed and started again: each good one is labelled once."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dclgui.inference.watch import BATCH
from dclgui.labels.table import LabelTable, Level
from tests.e2e.terminal import started
from tests.labels_csv import read_csv
from tests.unit.inference.made import CLASSES, make_model

FILES, BURSTS, FIRST_BURSTS, LOCKED = 2000, 8, 3, 5
COLOURS = {"red": (250, 20, 20), "green": (20, 250, 20), "blue": (20, 20, 250)}


@dataclass
class Camera:
    """Writes pictures, each with a content of its own, and keeps the truth."""

    folder: Path
    dice: Random = field(default_factory=lambda: Random(7))
    good: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    half: dict[str, bytes] = field(default_factory=dict)
    locked: list[str] = field(default_factory=list)
    made: int = 0

    def burst(self, count: int) -> None:
        """Whole files, a few half-written, a few broken, in sub-folders."""
        for _ in range(count):
            name = f"shift {self.made % 3}/{self.made:05d}.png"
            label = CLASSES[self.made % len(CLASSES)]
            place, content = self.folder / name, self._picture(label)
            place.parent.mkdir(parents=True, exist_ok=True)
            chance = self.dice.random()
            if chance < 0.02:
                place.write_bytes(content[: len(content) // 3] if chance < 0.01 else b"no picture")
                self.broken.add(name)
            elif chance < 0.06:
                place.write_bytes(content[: len(content) // 2])
                self.half[name], self.good[name] = content, label
            else:
                place.write_bytes(content)
                self.good[name] = label
            self.made += 1

    def complete(self) -> None:
        """Write the rest of what was half-written."""
        for name, content in self.half.items():
            with (self.folder / name).open("ab") as file:
                file.write(content[file.tell() :])
        self.half.clear()

    def rename(self, count: int) -> None:
        for name in self.dice.sample(sorted(self.good.keys() - self.half.keys()), count):
            other = f"done/{name.replace('/', ' ')}"
            (self.folder / other).parent.mkdir(exist_ok=True)
            (self.folder / name).rename(self.folder / other)
            self.good[other] = self.good.pop(name)

    def lock(self, count: int) -> None:
        """Nobody may read the newest good files for now; nothing else of them changes, then or later."""
        self.locked = sorted(self.good.keys() - self.half.keys(), key=lambda name: name[-9:])[-count:]
        for name in self.locked:
            (self.folder / name).chmod(0)

    def unlock(self) -> None:
        for name in self.locked:
            (self.folder / name).chmod(0o600)
        self.locked = []

    def _picture(self, label: str) -> bytes:
        pixels = np.full((8, 8, 3), COLOURS[label], np.uint8)
        pixels[0, :2] = np.frombuffer(self.made.to_bytes(6, "big"), np.uint8).reshape(2, 3)
        content = BytesIO()
        Image.fromarray(pixels).save(content, "PNG")
        return content.getvalue()


def bound_by_permissions() -> list[str]:
    """What starts a program that may read only what its permissions allow, even for the system's administrator."""
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"] if os.geteuid() == 0 else []


def events_of(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


def events_until_done(process: subprocess.Popen[str], camera: Camera) -> Iterator[dict[str, Any]]:
    """Completes what is half-written, and stops the watch when nothing is left to do."""
    labelled, problems = len(camera.good) - len(camera.locked), len(camera.broken) + len(camera.locked)
    for event in events_of(process):
        yield event
        if event["event"] == "ImagesLabelled":
            camera.complete()
        if (event.get("labelled"), event.get("problems"), event.get("waiting")) == (labelled, problems, 0):
            process.send_signal(signal.SIGINT)
            break
    yield from events_of(process)
    assert process.wait() == 130


@pytest.mark.skipif(sys.platform == "win32", reason="a test can't press Ctrl-C for a single process there")
def test_each_good_file_is_labelled_once(tmp_path: Path) -> None:
    model, camera, file = make_model(tmp_path / "model.onnx"), Camera(tmp_path / "camera"), tmp_path / "labels.csv"
    camera.folder.mkdir()
    words = ("watch", model, camera.folder, "-o", file, "--json")
    told: list[dict[str, Any]] = []

    camera.burst(FILES // BURSTS)
    with started(*words) as process:
        for event in events_of(process):
            told.append(event)
            if event["event"] != "ImagesLabelled":
                continue
            if camera.made < FILES * FIRST_BURSTS // BURSTS:
                camera.complete()
                camera.burst(FILES // BURSTS)
                camera.rename(10)
            elif sum(len(one["images"]) for one in told if one["event"] == "ImagesLabelled") > camera.made // 2:
                process.kill()
                break
        told += events_of(process)
    assert process.returncode == -signal.SIGKILL

    camera.rename(20)  # while nobody watches
    while camera.made < FILES:
        camera.burst(FILES // BURSTS)
    under = bound_by_permissions()
    if not under or shutil.which(under[0]):
        camera.lock(LOCKED)
    with started(*words, under=under if camera.locked else ()) as process:
        told += events_until_done(process, camera)
    camera.unlock()
    with started(*words) as process:
        told += events_until_done(process, camera)
    assert_each_once(read_csv(file), camera, told)
    assert not [event for event in told if event["event"] == "FileEdited"]


def assert_each_once(table: LabelTable, camera: Camera, told: list[dict[str, Any]]) -> None:
    assert Counter(table.paths) == Counter([*camera.good, *camera.broken])
    assert {path: label for path, label in zip(table.paths, table.labels, strict=True) if label} == camera.good
    problems = [path for path, level in zip(table.paths, table.levels, strict=True) if level is Level.PROBLEM]
    assert set(problems) == camera.broken
    renamed = {event["before"] for event in told if event["event"] == "ImageRenamed"}
    labelled = Counter(path for event in told if event["event"] == "ImagesLabelled" for path in paths_of(event))
    assert set(labelled.values()) == {1}
    assert len(camera.good) - BATCH <= len(labelled) <= len(camera.good)  # a batch may be kept and not told of
    assert labelled.keys() <= camera.good.keys() | renamed
    assert renamed


def paths_of(event: dict[str, Any]) -> list[str]:
    return [image["path"] for image in event["images"]]

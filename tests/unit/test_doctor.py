"""Each lack has a sentence and a remedy; nothing that is well has either."""

from dataclasses import replace
from pathlib import Path

import pytest

from dclgui import doctor
from dclgui.core.errors import UserError
from dclgui.doctor import GIB, Finding, decoders, disk, examine, graphics, memory, packages
from dclgui.engine.queries import speed


def test_this_computer_can_run_the_program(tmp_path: Path) -> None:
    findings = {finding.name: finding for finding in examine(folder=tmp_path, seconds=0)}
    assert not any(finding.blocks for finding in findings.values())
    assert "torch" in findings["Packages"].value
    assert "cpu" in findings["Devices"].value
    assert findings["Images"] == Finding("Images", "JPEG, PNG, TIFF, WEBP, BMP, GIF, PPM")


@pytest.mark.parametrize(
    ("finding", "blocks"),
    [
        (packages(("numpy", "not-a-package-of-ours")), True),
        (doctor.long_paths(switched_on=False), False),
        (disk(GIB), False),
        (disk(GIB // 100), True),
        (memory(GIB // 2, 4 * GIB), False),
        (decoders(("JPEG", "XYZ")), False),
        (graphics(has_card=True, cuda="", sees_gpu=False), False),
        (graphics(has_card=True, cuda="12.8", sees_gpu=False), False),
        (doctor.pace(decode=100.0, forward=3.0, device="cpu, 1 cores"), False),
    ],
    ids=lambda value: value.name if isinstance(value, Finding) else "",
)
def test_a_lack_has_a_remedy(finding: Finding, blocks: bool) -> None:
    assert finding.problem
    assert finding.remedy
    assert finding.blocks is blocks


@pytest.mark.parametrize(
    "finding",
    [
        doctor.long_paths(switched_on=True),
        disk(100 * GIB),
        memory(8 * GIB, 16 * GIB),
        decoders(("JPEG", "PNG")),
        graphics(has_card=False, cuda="", sees_gpu=False),
        graphics(has_card=True, cuda="12.8", sees_gpu=True),
        doctor.pace(decode=100.0, forward=90.0, device="cpu, 2 cores"),
    ],
    ids=lambda finding: finding.name,
)
def test_what_is_well_has_none(finding: Finding) -> None:
    assert finding == replace(finding, problem="", remedy="", blocks=False)
    assert finding.value


def test_images_that_can_not_be_read_are_named() -> None:
    assert "XYZ" in decoders(("JPEG", "XYZ")).problem


def test_a_processor_build_beside_a_card_is_told_apart_from_an_old_driver() -> None:
    build = graphics(has_card=True, cuda="", sees_gpu=False)
    driver = graphics(has_card=True, cuda="12.8", sees_gpu=False)
    assert "PyTorch" in build.problem
    assert "nvidia-smi" in driver.remedy


def test_damaged_weights_are_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(seconds: float) -> speed.Speed:
        raise UserError("The weights file w.pth is damaged.", "Reinstall the package w.")

    monkeypatch.setattr(speed, "measure", measure)
    last = list(examine(folder=tmp_path, seconds=1))[-1]
    assert last == Finding("Speed", "", "The weights file w.pth is damaged.", "Reinstall the package w.", blocks=True)


def test_the_speed_test_takes_about_the_time_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "onnx_forward", lambda *_, **__: lambda pixels: pixels)
    found = speed.measure(0.1)
    assert found.decode > 0
    assert found.forward > 0

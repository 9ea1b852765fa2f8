"""The pictures that docs/resize.hpp makes are those that a run saw, byte for byte."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.engine.export.resized import DOCS, assert_made, drawn

COMPILER = shutil.which("g++") or shutil.which("clang++")
PROGRAM = """
#include <fstream>
#include <iterator>
#include <string>
#include "resize.hpp"
int main(int, char** words) {
    const std::string name = words[1];
    std::ifstream stream(name, std::ios::binary);
    dclgui::Bytes pixels{std::istreambuf_iterator<char>(stream), {}};
    if (words[5] == std::string("4")) pixels = dclgui::over_grey(pixels);
    pixels = dclgui::resize(std::move(pixels), std::stoi(words[2]), std::stoi(words[3]), std::stoi(words[4]));
    std::ofstream(name + ".made", std::ios::binary).write(reinterpret_cast<char*>(pixels.data()), pixels.size());
}
"""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(COMPILER is None, reason="there is no compiler of C++ here"),
]


def test_resized_and_laid_over_grey_as_dclgui_does_it(tmp_path: Path) -> None:
    assert COMPILER is not None
    (tmp_path / "ask.cpp").write_text(PROGRAM, "utf-8")
    strict = ("-std=c++17", "-O1", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror")
    subprocess.run(
        [COMPILER, *strict, "-I", DOCS, "-o", tmp_path / "ask", tmp_path / "ask.cpp"],
        check=True,
        timeout=300,
        env={**os.environ, "LC_ALL": "C"},
    )
    asked = drawn(tmp_path)
    for one in asked:
        words = [str(tmp_path / one.name), *map(str, (one.width, one.height, one.side, one.channels))]
        subprocess.run([str(tmp_path / "ask"), *words], check=True, timeout=300)
    assert_made(tmp_path, asked)

import math
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dclgui.core.errors import UserError
from dclgui.qt.parts.theme import apply_theme
from dclgui.qt.run.charts import Chart, Curve, as_csv

ROUNDS = (0, 1, 2)
CURVES = (
    Curve("source", "old camera", "—", "faint", (1.5, 1.25, 1 / 3)),
    Curve("target", "new camera", "—", "accent", (math.nan, 0.5, 0.25)),
)


@pytest.fixture
def chart(qtbot: QtBot) -> Chart:
    made = Chart("losses")
    qtbot.addWidget(made)
    made.resize(400, 260)
    made.show()
    made.show_curves(ROUNDS, CURVES)
    return made


def test_the_table_has_a_row_a_round_and_nothing_where_nothing_is_known() -> None:
    assert as_csv(ROUNDS, CURVES) == "round,source,target\n0,1.5,\n1,1.25,0.5\n2,0.333333,0.25\n"


def test_the_table_is_saved(chart: Chart, tmp_path: Path) -> None:
    chart.write_csv(tmp_path / "losses.csv")
    assert (tmp_path / "losses.csv").read_text() == chart.table()


def test_the_picture_is_saved_in_either_theme(chart: Chart, tmp_path: Path) -> None:
    corners = []
    for name in ("light", "dark"):
        apply_theme("dark" if name == "dark" else "light")
        chart.write_png(tmp_path / f"{name}.png")
        picture = QImage(str(tmp_path / f"{name}.png"))
        assert picture.width() == 800
        corners.append(picture.pixelColor(12, 200).lightness())
    apply_theme("light")
    assert corners[0] > 128 > corners[1]


@pytest.mark.parametrize("ending", ["png", "csv"])
def test_a_place_that_is_not_there_gets_a_sentence(chart: Chart, tmp_path: Path, ending: str) -> None:
    place = tmp_path / "nowhere" / f"losses.{ending}"
    write = chart.write_png if ending == "png" else chart.write_csv
    with pytest.raises(UserError, match="can't be written"):
        write(place)


def test_one_round_alone_can_be_drawn(chart: Chart) -> None:
    chart.show_curves((0,), (Curve("target", "new camera", "—", "accent", (math.nan,)),))
    chart.grab()
    assert chart.table() == "round,target\n0,\n"

"""Line charts of a metric over the rounds, which can be saved as PNG or CSV."""

import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path

import pyqtgraph as pg  # type: ignore[import-untyped]  # loaded by the first chart, not by the window's start
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout

from dclgui.core.atomic import file_in_place
from dclgui.core.errors import UserError
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.theme import font, tokens
from dclgui.qt.parts.widgets import card, label

_SHARPER = 2
"""Pixels of a saved PNG for each pixel on the screen."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: ``name`` is its column in the CSV; words, glyph and colour are for the legend; ``values`` by round.

    ``colour`` is the name of a theme token or a colour.
    """

    name: str
    words: str
    glyph: str
    colour: str
    values: tuple[float, ...] = ()


def colour_of(name: str) -> str:
    """The colour of the token ``name``, or ``name`` itself if it is a colour."""
    return str(getattr(tokens(), name, name))


def as_csv(rounds: Sequence[int], curves: Sequence[Curve]) -> str:
    """One row per round, one column per curve; a NaN is an empty cell."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["round", *(curve.name for curve in curves)])
    for row, number in enumerate(rounds):
        values = (curve.values[row] for curve in curves)
        table.writerow([number, *("" if math.isnan(value) else f"{value:.6g}" for value in values)])
    return out.getvalue()


class Chart(Panel):
    """A card with title, legend, save menu and lines; ``unit`` is the top of the y axis, 0 to fit the values."""

    def __init__(self, name: str, *, unit: float = 0.0) -> None:
        super().__init__()
        self._name, self._unit = name, unit
        self._rounds: tuple[int, ...] = ()
        self._curves: tuple[Curve, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        inner.setContentsMargins(16, 10, 10, 8)
        inner.setSpacing(4)
        outer.addWidget(frame)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.title = label("muted")
        self._legend = [(label("strong"), label("muted")) for _ in range(3)]
        self._more = QToolButton()
        self._more.setText("⋯")
        self._more.setFixedSize(28, 24)
        self._more.setStyleSheet(
            "QToolButton { padding: 0; border-color: transparent } QToolButton::menu-indicator { image: none }"
        )
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        self.save_png = menu.addAction("", partial(self._ask, "png", self.write_png))
        self.save_csv = menu.addAction("", partial(self._ask, "csv", self.write_csv))
        self._more.setMenu(menu)
        head.addWidget(self.title)
        for glyph, words in self._legend:
            entry = QHBoxLayout()
            entry.setSpacing(4)
            entry.addWidget(glyph)
            entry.addWidget(words)
            head.addLayout(entry)
        head.addStretch()
        head.addWidget(self._more)
        inner.addLayout(head)
        self._plot = _made_plot()
        inner.addWidget(self._plot, 1)
        self._lines = [self._plot.plot(antialias=True) for _ in self._legend]
        self._trouble = label("small", wrap=True)
        self._trouble.hide()
        inner.addWidget(self._trouble)
        self.refresh()

    def show_curves(self, rounds: Sequence[int], curves: Sequence[Curve]) -> None:
        """Draw ``curves`` over ``rounds``; NaN values are skipped."""
        shown = tuple(rounds), tuple(curves)
        if shown != (self._rounds, self._curves):
            self._rounds, self._curves = shown
            self._draw()

    def table(self) -> str:
        """The values as CSV."""
        return as_csv(self._rounds, self._curves)

    def write_csv(self, file: Path) -> None:
        """Save the values; raises ``UserError`` if the file can't be written."""
        try:
            with file_in_place(file) as out:
                out.write(self.table().encode())
        except OSError as error:
            raise _refused(file, error.strerror) from error

    def write_png(self, file: Path) -> None:
        """Save the chart with its title and legend; raises ``UserError`` as ``write_csv`` does."""
        image = QImage(self.size() * _SHARPER, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(_SHARPER)
        image.fill(QColor(tokens().panel))
        self._more.hide()
        self.render(image)
        self._more.show()
        if not file.parent.is_dir() or not image.save(str(file)):
            raise _refused(file)

    def retranslate(self) -> None:
        """The menu."""
        self._more.setToolTip(self.tr("Save this chart"))
        self._more.setAccessibleName(self._more.toolTip())
        self.save_png.setText(self.tr("Save as PNG…"))
        self.save_csv.setText(self.tr("Save as CSV…"))

    def restyle(self) -> None:
        """Axes, grid and lines in the theme's colours."""
        colours = tokens()
        self._plot.setBackground(None)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setTextPen(colours.muted)
            axis.setPen(pg.mkPen(None) if side == "left" else colours.line)
            axis.setStyle(tickFont=font(11), tickLength=0)
        self._plot.getAxis("left").setGrid(False)
        self._draw()

    def _draw(self) -> None:
        entries = zip(self._lines, self._legend, strict=True)
        for place, (line, (glyph, words)) in enumerate(entries):
            there = place < len(self._curves)
            glyph.setVisible(there)
            words.setVisible(there)
            if not there:
                line.setData([], [])
                continue
            curve = self._curves[place]
            colour = colour_of(curve.colour)
            known = [(x, y) for x, y in zip(self._rounds, curve.values, strict=True) if not math.isnan(y)]
            line.setData(
                [x for x, _ in known],
                [y for _, y in known],
                pen=pg.mkPen(colour, width=2),
                symbol="o" if len(known) == 1 else None,
                symbolBrush=colour,
                symbolPen=None,
                symbolSize=6,
            )
            glyph.setText(curve.glyph)
            glyph.setStyleSheet(f"color: {colour}")
            words.setText(curve.words)
        self._fit()
        figures = (f"{curve.words} {curve.values[-1]:.2f}" for curve in self._curves if curve.values)
        self.setAccessibleName(f"{self.title.text()}: {', '.join(figures)}")

    def _fit(self) -> None:
        known = [value for curve in self._curves for value in curve.values if not math.isnan(value)]
        top = self._unit or _rounded_up(max(known, default=1.0))
        last = max((1, *self._rounds))
        self._plot.setXRange(0, last, padding=0.02)
        self._plot.setYRange(0, top, padding=0.04)
        self._plot.getAxis("left").setTicks([[(top * part / 2, f"{top * part / 2:.3g}") for part in range(3)]])
        every = max(1, math.ceil(last / 10))
        self._plot.getAxis("bottom").setTicks([[(number, str(number)) for number in range(0, last + 1, every)]])
        # The grid lines belong to the old range of the axis: remove them, then add new ones.
        for line in list(self._plot.items()):
            if isinstance(line, pg.InfiniteLine):
                self._plot.removeItem(line)
        for part in range(1, 3):
            self._plot.addItem(pg.InfiniteLine(top * part / 2, angle=0, pen=pg.mkPen(tokens().line, width=1)))

    def _ask(self, ending: str, write: Callable[[Path], None]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save this chart"), f"{self._name}.{ending}", f"{ending.upper()} (*.{ending})"
        )
        if not chosen:
            return
        self._trouble.hide()
        try:
            write(Path(chosen))
        except UserError as error:
            self._trouble.setText(str(error))
            self._trouble.show()


def _made_plot() -> "pg.PlotWidget":
    """An empty plot without panning, zooming or pyqtgraph's own menu."""
    plot = pg.PlotWidget(enableMenu=False)
    plot.setAntialiasing(True)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setMinimumHeight(110)
    policy = QSizePolicy.Policy
    plot.setSizePolicy(policy.Expanding, policy.Ignored)  # pyqtgraph wants 480 pixels; it takes what is left
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.getPlotItem().setContentsMargins(0, 4, 8, 0)
    plot.getAxis("left").setWidth(32)
    plot.getAxis("bottom").setHeight(20)
    return plot


def _rounded_up(value: float) -> float:
    """``value`` rounded up to 1, 2, 3, 5 or 10 times a power of ten, for the top of an axis."""
    if value <= 0:
        return 1.0
    unit = 10.0 ** math.floor(math.log10(value))
    return next(step * unit for step in (1, 2, 3, 5, 10) if step * unit >= value * 0.999)


def _refused(file: Path, reason: str | None = None) -> UserError:
    words = reason or QCoreApplication.translate("Chart", "the folder is not there or may not be written")
    return UserError(f"{file} can't be written: {words}.", "Choose another folder.")

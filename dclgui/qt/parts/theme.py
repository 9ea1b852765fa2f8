"""Colours, sizes and the style sheet of both themes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from dclgui.review.table import State

ThemeName = Literal["light", "dark", "system"]

STATE_COLOURS: dict[State, str] = {
    State.HIGH: "#0072B2",
    State.MOVED: "#56B4E9",
    State.LOW: "#E69F00",
    State.PROBLEM: "#CC3311",
    State.NONE_YET: "#8A8A8A",
}
"""The same in both themes, safe for the colour-blind (Okabe-Ito, Tol); a person's word is in ``Tokens.ink``."""

STATE_GLYPHS: dict[State, str] = {
    State.HIGH: "●",
    State.MOVED: "◆",
    State.LOW: "▲",
    State.PROBLEM: "✕",
    State.NONE_YET: "○",
    State.DECIDED: "✓",
}

GRID = 8
"""Pixels; margins and spacings are multiples of it."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme."""

    background: str
    panel: str
    line: str
    ink: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    track: str
    hover: str


_COLOURS = {  # in the light and in the dark theme
    "background": ("#f6f7f8", "#16181b"),
    "panel": ("#ffffff", "#1e2125"),
    "line": ("#e3e6e9", "#2d3137"),
    "ink": ("#17191c", "#e9ebee"),
    "muted": ("#68707a", "#9aa3ad"),
    "faint": ("#9aa2ab", "#6d7680"),
    "accent": ("#0072B2", "#3b9ad6"),
    "accent_soft": ("#e6f1f8", "#1b3446"),
    "on_accent": ("#ffffff", "#ffffff"),
    "track": ("#e8ebee", "#30353b"),
    "hover": ("#eef0f2", "#282c31"),
}
LIGHT = Tokens(**{name: light for name, (light, _) in _COLOURS.items()})
DARK = Tokens(**{name: dark for name, (_, dark) in _COLOURS.items()})


def tokens() -> Tokens:
    """The colours of the current theme."""
    # Read from the palette, since the theme "system" may change while the program runs.
    dark = QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return DARK if dark else LIGHT


def apply_theme(name: ThemeName) -> None:
    """Show the whole program in theme ``name``; every widget gets ``QEvent.PaletteChange``."""
    hints = QGuiApplication.styleHints()
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
    hints.setColorScheme(schemes[name])
    dark = name == "dark" or (name == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    theme = DARK if dark else LIGHT
    QApplication.setPalette(_palette(theme))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if app.styleSheet() != (sheet := style_sheet(theme)):  # of the same one too Qt works out every widget's style anew
        app.setStyleSheet(sheet)


@contextmanager
def styled_at_once() -> Iterator[None]:
    """For a block that makes many widgets: their style is worked out once after it, in less than half the time.

    Else Qt works it out anew for all that are inside of another at each level at which that is put into a larger one.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def base_font() -> QFont:
    """The system's font; on Linux, where that may be hard to read, a clearer one if it is installed."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if sys.platform == "linux":
        made.setFamilies(["Inter", "Noto Sans", made.family(), "Noto Sans CJK SC"])
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setPixelSize(13)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def font(points: float = 13, *, bold: bool = False) -> QFont:
    """The window's font at ``points`` pixels, with digits of equal width."""
    made = QFont(QApplication.font())
    made.setPixelSize(round(points))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def _palette(theme: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.background,
        role.WindowText: theme.ink,
        role.Base: theme.panel,
        role.AlternateBase: theme.background,
        role.Text: theme.ink,
        role.PlaceholderText: theme.faint,
        role.Button: theme.panel,
        role.ButtonText: theme.ink,
        role.BrightText: theme.on_accent,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.ink,
        role.Link: theme.accent,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Light: theme.panel,
        role.Accent: theme.accent,
    }
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.faint))
    return palette


def icon(name: str, theme: Tokens) -> str:
    """Path of the SVG file ``name`` in the theme's colour, with forward slashes as style sheets need it."""
    return (Path(__file__).parents[1] / "icons" / f"{name}-{'dark' if theme is DARK else 'light'}.svg").as_posix()


def style_sheet(theme: Tokens) -> str:
    """The style sheet of the whole program; rules for special widgets go by their ``role`` property."""
    return _words_and_buttons(theme) + _fields(theme) + _lists_and_menus(theme)


def _words_and_buttons(theme: Tokens) -> str:
    return f"""
QWidget {{ font-size: 13px; }}
QLabel[role="title"] {{ font-size: 18px; font-weight: 600; }}
QLabel[role="figure"] {{ font-size: 24px; font-weight: 600; }}
QLabel[role="subtitle"], QLabel[role="muted"] {{ color: {theme.muted}; }}
QLabel[role="small"] {{ color: {theme.muted}; font-size: 12px; }}
QLabel[role="section"] {{ font-size: 12px; font-weight: 500; color: {theme.muted}; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QWidget[role="panel"] {{ background: {theme.panel}; }}
QWidget[role="toast"] {{ background: {theme.ink}; border-radius: 8px; }}
QWidget[role="toast"] QLabel {{ color: {theme.panel}; }}
QWidget[role="toast"] QPushButton {{ color: {theme.panel}; font-weight: 600; text-decoration: underline; }}
QFrame[role="card"] {{ background: {theme.panel}; border: 1px solid {theme.line}; border-radius: 10px; }}
QFrame[role="notice"] {{ background: {theme.background}; border: 1px solid {theme.line}; border-radius: 10px; }}
QFrame[role="note"] {{ background: {theme.panel}; border: 1px solid {theme.accent}; border-radius: 10px; }}
QFrame[role="trouble"] {{ background: {theme.panel}; border: 1px solid {STATE_COLOURS[State.PROBLEM]};
    border-radius: 10px; }}
QFrame[role="rule"] {{ background: {theme.line}; border: none; max-height: 1px; min-height: 1px; }}
QPushButton, QToolButton {{ background: {theme.panel}; border: 1px solid {theme.line}; border-radius: 7px;
    padding: 6px 14px; min-height: 18px; }}
QToolButton {{ padding: 6px 8px; }}
QPushButton:hover, QToolButton:hover {{ background: {theme.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {theme.track}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {theme.accent}; }}
QPushButton:checked, QToolButton:checked {{ border-color: {theme.ink}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {theme.faint}; }}
QPushButton[role="primary"] {{ background: {theme.accent}; border-color: {theme.accent}; color: {theme.on_accent};
    font-weight: 600; }}
QPushButton[role="primary"]:hover {{ background: #2381b8; }}
QPushButton[role="primary"]:focus {{ border-color: {theme.ink}; }}
QPushButton[role="primary"]:disabled {{ background: {theme.track}; border-color: {theme.track};
    color: {theme.faint}; }}
QPushButton[role="link"] {{ border: none; background: transparent; color: {theme.accent}; padding: 2px 0;
    text-align: left; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="sign"] {{ border-radius: 10px; padding: 0; min-height: 18px; max-height: 18px; min-width: 18px;
    max-width: 18px; color: {theme.muted}; font-weight: 600; }}
QPushButton[role="chip"] {{ border-radius: 15px; padding: 5px 12px; }}
"""


def _fields(theme: Tokens) -> str:
    return f"""
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit {{ background: {theme.panel};
    border: 1px solid {theme.line}; border-radius: 7px; padding: 5px 8px; min-height: 18px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {{ border-color: {theme.accent}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url({icon("down", theme)}); width: 12px; height: 12px; }}
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {{
    subcontrol-origin: border; border: none; background: transparent; width: 22px; }}
QSpinBox::up-button, QDoubleSpinBox::up-button {{ subcontrol-position: top right; }}
QSpinBox::down-button, QDoubleSpinBox::down-button {{ subcontrol-position: bottom right; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url({icon("up", theme)}); width: 10px; height: 10px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url({icon("down", theme)}); width: 10px;
    height: 10px; }}
QRadioButton {{ spacing: 8px; }}
QRadioButton::indicator {{ width: 14px; height: 14px; border-radius: 8px; border: 1px solid {theme.faint};
    background: {theme.panel}; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {theme.accent};
    background: {theme.on_accent}; }}
QRadioButton:focus {{ text-decoration: underline; }}
QComboBox QAbstractItemView {{ background: {theme.panel}; border: 1px solid {theme.line};
    selection-background-color: {theme.accent_soft}; selection-color: {theme.ink}; outline: none; }}
"""


def _lists_and_menus(theme: Tokens) -> str:
    return f"""
QProgressBar {{ background: {theme.track}; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 2px; }}
QScrollArea, QAbstractScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {theme.faint}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
    border: none; width: 0; height: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QMenuBar {{ background: {theme.panel}; border-bottom: 1px solid {theme.line}; }}
QMenuBar::item {{ padding: 5px 10px; background: transparent; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {theme.accent_soft}; color: {theme.ink}; }}
QMenu {{ background: {theme.panel}; border: 1px solid {theme.line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:disabled {{ color: {theme.faint}; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 8px; }}
QToolTip {{ background: {theme.panel}; color: {theme.ink}; border: 1px solid {theme.line}; padding: 4px 6px; }}
QSlider::groove:horizontal {{ height: 4px; background: {theme.track}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {theme.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
    background: {theme.accent}; }}
QSlider::handle:horizontal:focus {{ background: {theme.ink}; }}
QHeaderView::section {{ background: {theme.panel}; border: none; border-bottom: 1px solid {theme.line};
    padding: 6px 11px; color: {theme.muted}; }}
QListView, QTreeView, QTableView {{ outline: none; }}
"""

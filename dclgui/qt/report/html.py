"""The report as one self-contained HTML file that prints on one A4 page."""

import math
from base64 import b64encode
from html import escape

from dclgui.qt.parts.theme import LIGHT
from dclgui.qt.report.sheet import MAKER, ClassLine, ClassTable, Figure, Group, Picture, Pictures, Sheet
from dclgui.review.intervals import Interval

_BAR, _DOT = 48.0, 3.0
"""Width of a bar and radius of its dot, in pixels."""
_TIGHT_FROM = 17
"""From this number of classes on the lines of the table are smaller."""
_SPARE = 0.02
"""Subtracted from the scale, since browsers do not set text exactly as Qt does."""
_LONG_NAME, _LONG_CAPTION, _END_OF_NAME = 24, 28, 9
"""In characters."""


def html(sheet: Sheet, *, scale: float = 1.0) -> str:
    """``sheet`` as the text of an HTML file; ``scale`` is from ``fitting``."""
    figures = "".join(map(_figure, sheet.figures))
    columns = "".join(f"<div>{''.join(map(_group, groups))}</div>" for groups in sheet.columns)
    pictures = "".join(map(_pictures, sheet.pictures))
    footer = "".join(f"<p>{escape(line)}</p>" for line in sheet.footer)
    return f"""<!DOCTYPE html>
<html lang="{escape(sheet.language)}">
<head><meta charset="utf-8"><meta name="generator" content="{MAKER}">
<title>{escape(sheet.title)}</title><style>{_STYLE}</style></head>
<body><main style="--scale: {scale - _SPARE:.2f}">
<header><h1>{_name(sheet.title)}</h1><div><p>{_text(sheet.subtitle)}</p><p>{_text(sheet.state)}</p></div></header>
<section class="figures">{figures}</section>
<section class="columns">{columns}</section>
{_classes(sheet.classes)}
{pictures}
<footer>{footer}</footer>
</main></body></html>
"""


def _text(text: str) -> str:
    return escape(text.replace(" %", "\N{NO-BREAK SPACE}%"))


def _figure(figure: Figure) -> str:
    return f"<div><h2>{_text(figure.name)}</h2><strong>{_text(figure.value)}</strong><p>{_text(figure.note)}</p></div>"


def _group(group: Group) -> str:
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in group.lines)
    return f"<div><h2>{escape(group.title)}</h2><dl>{lines}</dl></div>"


def _classes(table: ClassTable) -> str:
    name, labels, share, right = map(escape, table.columns)
    head = f"<tr><th>{name}</th><th>{labels}</th><th>{share}</th><th>{right}</th><th></th></tr>"
    half = (len(table.lines) + 1) // 2
    halves = (table.lines[:half], table.lines[half:])
    tables = "".join(f"<table>{head}{''.join(map(_line, lines))}</table>" for lines in halves if lines)
    more = f"<p>{escape(table.more)}</p>" if table.more else ""
    tight = " tight" if len(table.lines) >= _TIGHT_FROM else ""
    return f'<section class="classes{tight}"><h2>{escape(table.title)}</h2><div>{tables}</div>{more}</section>'


def _line(line: ClassLine) -> str:
    cells = "".join(f"<td>{escape(text)}</td>" for text in (line.labels, line.share, line.right))
    return f'<tr><td title="{escape(line.name)}">{_name(line.name)}</td>{cells}<td>{_bar(line.interval)}</td></tr>'


def _name(name: str) -> str:
    """Names often differ only at their ends, so a long one is cut before its end."""
    if len(name) < _LONG_NAME:
        return escape(name)
    start, end = escape(name[:-_END_OF_NAME]), escape(name[-_END_OF_NAME:])
    return f'<span class="long"><span>{start}</span><span>{end}</span></span>'


def _bar(found: Interval | None) -> str:
    if found is None or found.answered == 0:
        return ""
    low, middle, high = (f"{_DOT + (_BAR - 2 * _DOT) * end:.1f}" for end in (found.low, found.point, found.high))
    dot = f'<circle cx="{middle}" cy="4" r="{_DOT:g}" fill="{LIGHT.accent}"/>'
    return (
        f'<svg width="{_BAR:.0f}" height="8" viewBox="0 0 {_BAR:.0f} 8" aria-hidden="true">'
        f'<rect y="3" width="{_BAR:.0f}" height="2" fill="{LIGHT.track}"/>'
        f'<path d="M{low} 4H{high}" stroke="{LIGHT.accent}" stroke-width="2"/>'
        f"{'' if math.isnan(found.point) else dot}</svg>"
    )


def _pictures(row: Pictures) -> str:
    shown = "".join(_picture(picture, row.colour) for picture in row.pictures)
    shown = f"<div>{shown}</div>" if shown else f"<p>{escape(row.note)}</p>"
    return f'<section class="pictures"><h2>{escape(row.title)}</h2>{shown}</section>'


def _picture(picture: Picture, colour: str) -> str:
    name, instead = escape(picture.name), escape(picture.instead)
    note = f"<small>{escape(_short(picture.instead))}</small>" if instead else ""
    return (
        f'<figure title="{name}{"; " if instead else ""}{instead}"><img style="border-color:{colour}" alt="{name}" '
        f'src="data:image/jpeg;base64,{b64encode(picture.jpeg).decode()}">'
        f"<figcaption><span>{escape(_short(picture.name))}</span>{note}</figcaption></figure>"
    )


def _short(name: str) -> str:
    """``name`` cut to what fits in two lines below an image; its end is kept."""
    return name if len(name) < _LONG_CAPTION else f"{name[: _LONG_CAPTION - _END_OF_NAME - 1]}…{name[-_END_OF_NAME:]}"


_STYLE = f"""
@page {{ size: A4; margin: 0; }}
* {{ box-sizing: border-box; margin: 0; padding: 0; }}
html {{ background: {LIGHT.background}; -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
body {{ font: 8.5pt/1.35 Inter, "Noto Sans", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
    sans-serif; font-variant-numeric: tabular-nums; color: {LIGHT.ink}; }}
main {{ width: 210mm; min-height: 296mm; padding: 12mm 14mm 10mm; margin: 0 auto; background: {LIGHT.panel};
    font-size: calc(8.5pt * var(--scale)); display: flex; flex-direction: column; gap: calc(5mm * var(--scale)); }}
header {{ border-bottom: 1px solid {LIGHT.line}; padding-bottom: 2mm; }}
header > div {{ display: flex; justify-content: space-between; gap: 8mm; }}
header p:last-child {{ white-space: nowrap; }}
p, dt, small, th {{ color: {LIGHT.muted}; }}
h1 {{ font-size: 2.12em; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }}
h2 {{ font-size: inherit; font-weight: 600; margin-bottom: .5mm; }}
.figures {{ display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 3mm; }}
.figures > div {{ border: 1px solid {LIGHT.line}; border-radius: 2.5mm; padding: 2mm 3mm; }}
.figures h2 {{ color: {LIGHT.muted}; font-weight: 400; margin: 0; }}
.figures strong {{ display: block; font-size: 2.12em; font-weight: 600; white-space: nowrap; }}
.figures p {{ font-size: .88em; }}
.columns {{ display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8mm; }}
.columns > div {{ display: flex; flex-direction: column; gap: calc(3mm * var(--scale)); }}
dl {{ display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 3mm; }}
dd {{ text-align: right; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical;
    -webkit-line-clamp: 2; overflow: hidden; }}
.classes > div {{ display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 8mm; align-items: start; }}
.tight table {{ font-size: .88em; }}
table {{ border-collapse: collapse; width: 100%; }}
th {{ font-weight: 400; }}
th, td {{ text-align: right; padding: .2mm 0 .2mm 2mm; white-space: nowrap; border-bottom: 1px solid {LIGHT.hover}; }}
th:first-child, td:first-child {{ text-align: left; padding-left: 0; max-width: 0; width: 99%; overflow: hidden;
    text-overflow: ellipsis; }}
td:last-child {{ line-height: 0; }}
.long {{ display: flex; }}
.long > * {{ white-space: pre; flex: none; }}
.long > :first-child {{ flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; }}
.pictures + .pictures {{ margin-top: calc(-2mm * var(--scale)); }}
.pictures > div {{ display: grid; grid-template-columns: repeat(8, minmax(0, 1fr)); gap: 2mm; }}
img {{ display: block; width: calc(100% * var(--scale)); aspect-ratio: 1; border: .7mm solid; border-radius: 1.5mm; }}
figcaption {{ font-size: .88em; margin-top: .5mm; }}
figcaption > * {{ display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
    overflow-wrap: anywhere; }}
figcaption span {{ color: {LIGHT.ink}; }}
small {{ font-size: inherit; }}
footer p {{ font-size: .765em; }}
footer {{ margin-top: auto; border-top: 1px solid {LIGHT.line}; padding-top: 2mm; }}
@media print {{ html {{ background: {LIGHT.panel}; }} }}
"""

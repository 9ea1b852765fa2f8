"""``dclgui doctor``: check of this computer."""

from dataclasses import asdict
from itertools import chain
from typing import Annotated

import typer
from rich.text import Text

from dclgui.cli.display import print_json
from dclgui.cli.terminal import draw, say, shown
from dclgui.cli.window import try_window
from dclgui.doctor import Finding, examine


def doctor(
    *,
    seconds: Annotated[float, typer.Option(min=0, max=600, help="Length of the speed test; 0 leaves it out.")] = 5.0,
    window: Annotated[bool, typer.Option("--window", help="Open the window for a moment too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print each finding as one line of JSON.")] = False,
) -> None:
    """Look at devices, versions, image formats and speed, and say what to do about each problem.

    Ends with exit code 1 if something makes runs impossible.
    """
    findings = []
    for finding in chain(try_window() if window else (), examine(seconds=seconds)):
        findings.append(finding)
        if as_json:
            print_json({"event": "Finding", **asdict(finding)})
        else:
            draw(_text(finding))
    blocking = [finding for finding in findings if finding.blocks]
    if not as_json:
        say(_verdict(findings, len(blocking)))
    if blocking:
        raise typer.Exit(1)


def _text(finding: Finding) -> Text:
    mark, style = ("✕", "bold red") if finding.blocks else ("!", "bold yellow") if finding.problem else ("✓", "green")
    text = Text.assemble((mark, style), shown(f" {finding.name}: {finding.value}".rstrip(": ")))
    for line in filter(None, (finding.problem, finding.remedy and f"→ {finding.remedy}")):
        text.append(f"\n    {shown(line)}")
    return text


def _verdict(findings: list[Finding], blocking: int) -> str:
    if blocking:
        return "Runs are not possible here until what is marked ✕ is put right."
    if any(finding.problem for finding in findings):
        return "Runs are possible here; what is marked ! makes them slower or leaves something out."
    return "All is well."

"""``dclgui label``: prediction for more images by the model of a finished run."""

from pathlib import Path
from typing import Annotated

import typer

from dclgui.cli.display import display_for, follow, print_json
from dclgui.cli.options import AsJson, Device, Model, checked_device
from dclgui.cli.terminal import say
from dclgui.cli.words import UNKNOWN_ACCURACY, count, kept_aside
from dclgui.standing.labels import require_labels_place, save_labels


def label(
    model: Model,
    folder: Annotated[Path, typer.Argument(help="Folder of more images from the new camera.")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="CSV file to write.")],
    only_new: Annotated[
        bool, typer.Option("--only-new", help="Only what came to the target of the project MODEL since its run began.")
    ] = False,
    device: Device = None,
    as_json: AsJson = False,
) -> None:
    """Label more images with a finished model, without training. The model stays as it is.

    It is the model of steps S1-S6, which labels one image at a time; a project's own labels are the word of several
    labellings together. An .onnx model needs no torch.
    """
    from dclgui.inference.models import label_folder

    require_labels_place(output)
    with display_for(as_json=as_json) as display:
        found = follow(label_folder(model, folder, device=checked_device(device), only_new=only_new), display)
    table = found.table()
    backup = save_labels(output, table)
    high, problems = int(found.pseudo_labels.high.sum()), len(found.problems)
    low = len(table) - problems - high
    if as_json:
        kept = {} if backup is None else {"older": str(backup.absolute())}
        counts = {"images": len(table), "high": high, "low": low, "problems": problems, "round": found.round}
        print_json({"event": "Labelled", "file": str(output.absolute()), **counts, **kept})
        return
    unreadable = f", {problems:,} that can't be read" if problems else ""
    say(
        f"{count(len(table), 'image')} by the model of round {found.round}: {high:,} of high confidence, "
        f"{low:,} of low confidence{unreadable}.",
        UNKNOWN_ACCURACY,
        f"Labels: {output}",
        *kept_aside(backup),
    )

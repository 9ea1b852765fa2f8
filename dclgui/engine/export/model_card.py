"""The model card: a Markdown page on what an exported model is, how accurate it is and how to use it."""

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dclgui.core.catalog import UNKNOWN
from dclgui.core.classes import Classes
from dclgui.core.protocol.events import Domain
from dclgui.engine.export.agreement import Agreement, Sample
from dclgui.project.folder import Project
from dclgui.review.guarantee import Guarantee
from dclgui.review.intervals import Interval
from dclgui.review.verdict import PromiseState
from dclgui.standing.standing import Audit, standing_of

FIRST_LINE = "<!-- a model card written by dclgui -->"
"""Tells a model card from a page that somebody wrote."""
_NOT_SURE = """Accuracy **unknown until audited**: no person has labelled a random sample of the new camera's images
yet. The model's own confidence is no evidence of it. Audit the project (the window's step Audit), then export again."""
_USE = """To label images of the camera, line or sensor that the new camera's images of this run came from, one class
an image, of the classes below only, and to point out the images that a person should look at (`high` is false)."""
_LIMITS = """- Images of another camera, light or product than the run's: nothing is known of them. Watch the share of
  images of high confidence and their entropy; adapt again when they change.
- An image of none of the classes gets one of them all the same. A large distance to every prototype is a sign of it.
- How confident the model is of a label is not how right it is; wrong labels hide among those of high confidence too.
- It learned from its own labels of images that nobody had labelled: what it took wrong together stays wrong together.
- It must not be the only safeguard where a wrong label can hurt somebody."""
_ONNX = """`{name}.onnx`, with onnxruntime, numpy and Pillow alone:

```python
import json
import os

import numpy as np
os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before its import, or onnxruntime reports usage over the network
import onnxruntime
from PIL import Image, ImageOps

model = onnxruntime.InferenceSession("{name}.onnx")
classes = json.loads(model.get_modelmeta().custom_metadata_map["classes"])
picture = Image.open("picture.jpg")
picture.draft(None, ({side}, {side}))
picture = ImageOps.exif_transpose(picture)
if picture.mode.startswith("I"):  # grey of 10, 12, 14 or 16 bits
    values = np.asarray(picture)
    low, high = {whole}
    picture = Image.fromarray((((values - low) / (high - low)).clip(0, 1) * 255).round().astype(np.uint8))
elif picture.has_transparency_data:
    grey, picture = Image.new("RGBA", picture.size, (128, 128, 128, 255)), picture.convert("RGBA")
    if picture.getchannel("A").getextrema()[1] > 1:
        picture = Image.alpha_composite(grey, picture)
picture = picture.convert("RGB").resize(({side}, picture.height), Image.Resampling.BICUBIC)
picture = picture.resize(({side}, {side}), Image.Resampling.BICUBIC)
label, probabilities, entropy, distances, high = model.run(None, {{"images": np.asarray(picture)[None]}})
print(classes[label[0]], "high" if high[0] else "low", "confidence")
```

It reads pictures of 8 bits, and grey ones of whole numbers without an offset, as dclgui does;
`docs/label_with_onnx.py` of dclgui's sources reads the others too."""
_ALONE = "0, next(top for top in (255, 1023, 4095, 16383, 65535) if 0 <= values.min() <= values.max() <= top)"
_PROGRAM = """`{name}.pt2`, with torch alone; images as above, as a uint8 tensor [any number, {side}, {side}, 3]:

```python
said = torch.export.load("{name}.pt2").module()(images)  # a dict of the same five
```"""
_HALF = """`{name}.fp16.onnx` is used like `{name}.onnx` and has half its size: the weights are kept as float16, the
arithmetic stays float32. Probabilities differ by about 0.001."""
_TENSORS = """`{name}.safetensors` holds the tensors, and `{name}.json` says step by step how to label by them in any
program. `dclgui label {name}.safetensors FOLDER -o labels.csv` labels a folder, and so it does with `{name}.onnx`."""


def page_of(project: Project, card: dict[str, Any], *, name: str, found: Agreement, sample: Sample) -> str:
    """The page on the model of ``card``, whose files are called ``name``, ``found`` to agree with the run's own.

    ``sample``: what the run's own model said.
    """
    parts = [
        FIRST_LINE,
        f"# {_plain(name)}",
        f"An image classifier of {len(card['classes'])} classes, adapted from an old camera (the source) to a new one "
        "(the target), of whose images it saw no labels, in the method of distinguishing confidence levels (DCL).",
        f"## Use\n\n{_USE}",
        f"## How right it is\n\n{_accuracy(project)}\n\n{_beside_the_labels(project, card, sample)}",
        f"## Limits\n\n{_LIMITS}",
        f"## Data\n\n{_data(project)}",
        f"## Classes\n\n{_classes(project, card)}",
        f"## How it was made\n\n{_method(card)}\n\n{_rounds(project, int(card['round']))}",
        f"## How to use the files\n\n{_files(card, name)}\n\n{_compared(found)}",
        f"## Where it comes from\n\n{_provenance(card)}",
    ]
    return "\n\n".join(parts) + "\n"


def _accuracy(project: Project) -> str:
    audit = standing_of(project).audit
    if audit is None:
        return _NOT_SURE
    result = audit.result
    before = "" if result.source_only is None else f", the old model {_between(result.source_only.overall)}"
    return "\n".join(
        (
            f"A person labelled {result.answered} images of the new camera, drawn at random, without seeing the "
            f"model's word. {_by_them(audit)}",
            "",
            f"- right labels of the run: {_between(result.adapted.overall)}{before}",
            f"- of high confidence {_between(result.adapted.high)}, of low confidence {_between(result.adapted.low)}",
            f"- {_promise(audit)}",
            "",
            "This is of the run's own labels, not of the model's, which labels one image at a time.",
        )
    )


def _by_them(audit: Audit) -> str:
    if audit.result.complete and audit.changed:
        return f"{audit.changed} of the answers were changed after that word was seen. By them, with 95 % confidence:"
    if audit.result.complete:
        return "By them, with 95 % confidence:"
    return (
        f"{audit.unanswered} more of the sample have no answer yet, so that only ranges are told, with 95 % confidence:"
    )


def _beside_the_labels(project: Project, card: dict[str, Any], sample: Sample) -> str:
    """How often the model alone gives the label that the run's labels have, and why it does not always."""
    number = int(card["round"])
    consensus = project.rounds.consensus(number)
    same = sample.as_labelled(project.rounds.labels(number).label, project.class_changes.now())
    made = "The run's labels (`labels.csv`) were also smoothed over alike images, unless the setting neighbours is 0."
    if consensus is not None:
        made = (
            "This model is that of steps S1-S6 alone. The run's labels (`labels.csv`) are those of "
            f"{consensus.members} labellings together, of which S1-S6, smoothed over alike images, is one, and of what "
            f"{len(consensus.answers):,} answers taught."
        )
    return (
        f"{made} The model alone gives the same label to {same:.1%} of {len(sample.rows):,} of the run's images, "
        "spread evenly over all of them; labels that a person gave don't enter."
    )


def _promise(audit: Audit) -> str:
    promise = audit.promise
    error = f"guaranteed to be right but for {100 * promise.terms.error:.6g} %"
    if audit.state is PromiseState.PROMISED:
        return f"{error}, with {100 * promise.terms.confidence:.6g} % confidence: {_promised(promise)}"
    return {
        PromiseState.OUTDATED: f"{error}: none; the labels have changed since the audit's sample was drawn",
        PromiseState.ALL_NAMED: "all labels were named by a person",
        PromiseState.UNFINISHED: f"{error}: none yet; {audit.unanswered:,} images of the audit are not answered",
        PromiseState.TOO_FEW: f"{error}: none yet; it takes at least {promise.answers_missing:,} more answers",
        PromiseState.TOO_MANY_WRONG: f"{error}: none; too many of the audited labels are wrong",
        PromiseState.NOT_YET: f"{error}: none by the answers so far; more of them may be enough",
    }[audit.state]


def _promised(promise: Guarantee) -> str:
    unseen = f"{len(promise.accepted):,} of them looked at by nobody"
    if promise.terms.over == "accepted":
        return f"{len(promise.promised):,} labels together, {unseen}"
    left = f" once the other {len(promise.remaining):,} are looked at, not before" if len(promise.remaining) else ""
    return f"all labels together{left}, {unseen}"


def _data(project: Project) -> str:
    domains: tuple[tuple[str, Domain, Path], ...] = (
        ("Old camera (source)", "source", project.job.source),
        ("New camera (target)", "target", project.job.target),
    )
    rows = [
        (
            title,
            _plain(root.name),
            f"{len(project.catalog(domain)):,}",
            f"{len(project.problems(domain)):,}",
            f"{len(project.exclusions.current(domain)):,}",
        )
        for title, domain, root in domains
    ]
    decisions, copies = len(project.journal.current()), len(project.exclusions.copies())
    told = f" Of the excluded ones {copies:,} are copies and have the label of their picture." if copies else ""
    return (
        f"{_table(('', 'Folder', 'Images', 'Unreadable', 'Excluded'), rows)}\n\n"
        f"The old camera's images were labelled, the new camera's were not; people decided on {decisions:,} of them."
        f"{told}"
    )


def _classes(project: Project, card: dict[str, Any]) -> str:
    metrics = project.rounds.metrics(int(card["round"]))
    # A class that was added but that no round has learnt is in the metrics only.
    shares = zip(card["classes"], metrics.class_shares, metrics.source_shares, strict=False)
    rows = [(str(k), _plain(name), _share(labels), _share(source)) for k, (name, labels, source) in enumerate(shares)]
    table = _table(("Number", "Class", "Share of the target's labels", "Share of the source"), rows)
    return "\n\n".join((table, *_changed(project.class_changes.now(), len(card["classes"]))))


def _changed(classes: Classes, outputs: int) -> list[str]:
    """In words, which of the model's ``outputs`` are not the class that they were trained as."""
    told = [
        f"Number {k}, {_plain(classes.names[k])}, was withdrawn: the model names no image so."
        if other == UNKNOWN
        else f"Number {k} was {_plain(classes.names[k])}, which is a part of {_plain(classes.names[other])} now."
        for k, other in sorted(classes.reads.items())
        if k < outputs
    ]
    return ["  \n".join(told)] if told else []


def _method(card: dict[str, Any]) -> str:
    backbone = card["backbone"]
    trained = "trained too (mode finetune)" if backbone["in_file"] else "as it was (mode frozen)"
    told = [
        ("Backbone", f"`{backbone['name']}`, first weights `{backbone['weights']}`, {trained}"),
        ("Pictures", f"{card['image_size']} × {card['image_size']} pixels"),
        ("Recipe", f"`{card['recipe']}`, seed {card['seed']}"),
        ("Trust in the target model", f"{card['trust']:.3g}"),
        *((f"`{name}`", f"{value}") for name, value in card["method"].items()),
    ]
    return _table(("Setting", "Value"), told)


def _rounds(project: Project, last: int) -> str:
    found = [project.rounds.metrics(number) for number in project.rounds.numbers() if number <= last]
    losses = [(_number(one.source_loss), _number(one.target_loss)) for one in found]
    shares = [map(_share, (one.share_high, one.moved, one.changed)) for one in found]
    rows = [(str(one.round), *loss, *share) for one, loss, share in zip(found, losses, shares, strict=True)]
    head = ("Round", "Source loss", "Target loss", "High confidence", "Not the classifier's", "Changed since before")
    return f"Round 0 is the old model.\n\n{_table(head, rows)}"


def _files(card: dict[str, Any], name: str) -> str:
    said = (
        f"Every file takes pictures in this form: {card['resizing']} Five things come out: `label`, the number of the "
        "class; `probabilities`; their `entropy` in nats; `distances` to the classes' prototypes; and `high`, whether "
        "the model has high confidence. Files that were not exported can be, at any time, from the project."
    )
    span = (card["values"] or {}).get("whole")
    own = {"name": name, "side": card["image_size"], "whole": f"{span[0]:g}, {span[1]:g}" if span else _ALONE}
    formats = [part.format(**own) for part in (_ONNX, _HALF, _PROGRAM, _TENSORS)]
    return "\n\n".join((said.replace("image_size", str(card["image_size"])), *formats))


def _compared(found: Agreement) -> str:
    return (
        f"The file that this page was written with was asked about {found.images} images of the new camera: the same "
        f"most probable class as the run's own model for {found.same:.1%}, probabilities that differ by at most "
        f"{found.difference:.1e}."
    )


def _provenance(card: dict[str, Any]) -> str:
    origin = card["provenance"]
    told = [
        ("Settings (SHA-256)", f"`{origin['job']}`"),
        ("Model of the round (SHA-256)", f"`{origin['model']}`"),
        ("Round", f"{origin['round']} of {card['rounds']}"),
        *((name, version) for name, version in origin["versions"].items()),
    ]
    return _table(("", ""), told)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = tuple(head)
    lines = (titles, ("---",) * len(titles), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """``text`` with Markdown's special characters escaped."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", " ".join(text.split()))


def _between(found: Interval) -> str:
    if math.isnan(found.point):
        return f"{found.low:.1%} to {found.high:.1%}" if found.answered else "unknown"
    return f"{found.point:.1%} ({found.low:.1%} to {found.high:.1%})"


def _share(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1%}"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"

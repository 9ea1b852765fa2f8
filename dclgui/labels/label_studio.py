"""Tasks for Label Studio: ``tasks.json`` to import, ``labeling.xml`` to paste into the project's labelling interface.

A task's ``data`` has ``image``, a URL of Label Studio's local files, whose document root is the parent of the image
folder, ``path``, by which dclgui identifies the image on import, and for a copy ``copy_of``, the path of its picture.
The model's label is a prediction, a person's an annotation; "none of these" is a choice of its own.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from dclgui.core.lists import LOCAL_FILES
from dclgui.labels.batch import ExportBatch
from dclgui.labels.json_lines import numbers
from dclgui.labels.table import NONE_OF_THESE, LabelTable, Level

CHOICE, IMAGE = "label", "image"
"""The names of the two tags in the labelling interface."""
_CONFIG = """<View>
  <Image name="{image}" value="$image" zoom="true"/>
  <Choices name="{choice}" toName="{image}" choice="single-radio" required="true" showInLine="true">
{choices}
  </Choices>
</View>
"""


def write_label_studio(batch: ExportBatch, folder: Path) -> Iterator[int]:
    """``tasks.json`` and ``labeling.xml``; no picture is placed."""
    names = (*batch.class_names, NONE_OF_THESE)
    choices = "\n".join(f"    <Choice value={quoteattr(name)}/>" for name in names)
    (folder / "labeling.xml").write_text(_CONFIG.format(image=IMAGE, choice=CHOICE, choices=choices), "utf-8")
    with (folder / "tasks.json").open("x", encoding="utf-8", newline="\n") as file:
        before = "[\n"
        for task in _tasks(batch.table, batch.root.name):
            file.write(before + json.dumps(task, ensure_ascii=False))
            before = ",\n"
            yield 1
        file.write("\n]\n" if before != "[\n" else "[]\n")


def _tasks(table: LabelTable, root: str) -> Iterator[dict[str, object]]:
    columns = zip(
        table.paths,
        table.labels,
        table.levels,
        table.machine_labels,
        numbers(table.probability),
        table.rounds.tolist(),
        table.copy_of,
        strict=True,
    )
    for path, label, level, machine, score, number, picture in columns:
        data = {IMAGE: LOCAL_FILES + quote(f"{root}/{path}"), "path": path, **({"copy_of": picture} if picture else {})}
        task: dict[str, object] = {"data": data}
        if machine:
            prediction: dict[str, object] = {"model_version": f"dclgui round {number}", "result": _result(machine)}
            task["predictions"] = [prediction if score is None else {**prediction, "score": score}]
        if level is Level.PERSON:
            task["annotations"] = [{"result": _result(label or NONE_OF_THESE)}]
        yield task


def _result(label: str) -> list[dict[str, object]]:
    return [{"from_name": CHOICE, "to_name": IMAGE, "type": "choices", "value": {"choices": [label]}}]

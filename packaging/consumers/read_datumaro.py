"""The folders of COCO and CVAT."""

import json
from pathlib import Path

import datumaro
from expected import CLASSES, EXPORTS, READABLE, by_the_guide, same, tell

# Both know a picture by its name without the ending; the export's own names are in the COCO file.
for section, code in (("coco", 2), ("cvat", 1)):
    dataset = by_the_guide(section, code, datumaro=datumaro)["dataset"]
    names = [label.name for label in dataset.categories()[datumaro.AnnotationType.label]]
    same(names, CLASSES)
    labels = sorted(names[one.label] for item in dataset for one in item.annotations)
    same(labels, sorted(row.label for row in READABLE.values() if row.label))
    assert len(dataset) == len(READABLE), len(dataset)
    assert all(Path(item.media.path).is_file() and item.media.data is not None for item in dataset)
    if section == "coco":
        told = json.loads((EXPORTS / "coco/out/annotations/labels_default.json").read_text("utf-8"))
        paths = {image["id"]: image["path"] for image in told["images"]}
        found = {paths[item.attributes["id"]]: [names[one.label] for one in item.annotations] for item in dataset}
        same(found, {path: [row.label] if row.label else [] for path, row in READABLE.items()})
tell(datumaro.__version__, f"{len(READABLE)} pictures and their tags from both")

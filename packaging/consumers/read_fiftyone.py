"""Predictions and ground truth, the arrays, and that COCO's tags are not read, by the recipes of docs/formats.md."""

import os

os.environ.setdefault("FIFTYONE_DO_NOT_TRACK", "true")
import fiftyone
from expected import CLASSES, EXPORTS, NONE_OF_THESE, READABLE, by_the_guide, same, tell

dataset = by_the_guide("fiftyone", fiftyone=fiftyone)["dataset"]
same(len(dataset), len(READABLE))
found = {}
for sample in dataset:
    prediction, truth = sample["predictions"], sample["ground_truth"]
    found[prediction["path"]] = (prediction.label, truth.label if truth else "")
same(found, {path: (row.machine_label, row.persons) for path, row in READABLE.items()})
assert any(truth == NONE_OF_THESE for _, truth in found.values())
tagged = fiftyone.Dataset.from_dir(
    dataset_type=fiftyone.types.COCODetectionDataset,
    data_path=str(EXPORTS / "coco/out/images/default"),
    labels_path=str(EXPORTS / "coco/out/annotations/labels_default.json"),
)
fields = [name for name in ("ground_truth", "detections") if tagged.has_sample_field(name)]
assert not any(sample[name] and sample[name].detections for sample in tagged for name in fields), (
    "COCO's tags are read now"
)
machine = by_the_guide(
    "probabilities",
    3,
    {"the folder of the new camera": str(EXPORTS / "new 相机"), "fiftyone.launch_app(dataset)": ""},
)["dataset"]
assert len(machine) == len(READABLE)
assert all(len(sample["machine"].logits) == len(CLASSES) for sample in machine)
tell(
    fiftyone.__version__,
    f"{len(found)} predictions, {sum(bool(truth) for _, truth in found.values())} of ground truth, the arrays; "
    "of COCO no tag, as docs/formats.md says",
)

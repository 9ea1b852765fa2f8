"""The folder of Hugging Face, by both recipes of docs/formats.md."""

import datasets
from expected import READABLE, by_the_guide, same, tell

for code in (1, 2):
    dataset = by_the_guide("imagefolder", code, datasets=datasets)["dataset"]
    same({row["path"]: row["label"] or "" for row in dataset}, {path: row.label for path, row in READABLE.items()})
    assert all(row["image"].size[0] > 0 for row in dataset)
tell(datasets.__version__, f"{len(READABLE)} pictures and their classes, by `load_dataset` and by `features.json`")

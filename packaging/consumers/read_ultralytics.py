"""The folders of YOLO: checked picture by picture, and trained on for one epoch."""

import os
from pathlib import Path
from urllib.parse import unquote

os.environ["YOLO_CONFIG_DIR"] = os.environ["HOME"]
os.environ["YOLO_OFFLINE"] = "true"
import ultralytics
from expected import CLASSES, EXPORTS, NAMED, same, tell
from torchvision.datasets import ImageFolder

out = EXPORTS / "yolo" / "out"
os.chdir(EXPORTS / "yolo")
model = ultralytics.YOLO("yolo11n-cls.yaml")
model.train(
    data=str(out),
    epochs=1,
    imgsz=32,
    batch=16,
    device="cpu",
    workers=0,
    plots=False,
    verbose=False,
    project=str(EXPORTS / "yolo"),
)
same({unquote(name) for name in model.names.values()}, set(NAMED.values()))
read = model.trainer.train_loader.dataset.samples + model.trainer.test_loader.dataset.samples
same(sorted(unquote(Path(sample[0]).parent.name) for sample in read), sorted(NAMED.values()))
folders = ImageFolder(str(EXPORTS / "folders" / "out"))
same(sorted(unquote(folders.classes[label]) for _, label in folders.samples), sorted(NAMED.values()))
assert all(picture.size == (48, 48) for picture, _ in folders)
names = (EXPORTS / "folders" / "out" / "classes.txt").read_text("utf-8").splitlines()
same(names, CLASSES)
tell(
    ultralytics.__version__,
    f"{len(read)} pictures of {len(model.names)} classes trained on; `folders` by its torchvision",
)

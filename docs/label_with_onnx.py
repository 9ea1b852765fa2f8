"""Label a folder by a model that dclgui exported: python label_with_onnx.py model.onnx FOLDER > labels.csv."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

model, folder = onnxruntime.InferenceSession(sys.argv[1]), Path(sys.argv[2])
card = json.loads(model.get_modelmeta().custom_metadata_map["dclgui"])
square = (card["image_size"], card["image_size"])
rows = csv.writer(sys.stdout)
rows.writerow(["path", "label", "sure", "probability"])
for file in sorted(path for path in folder.rglob("*.*") if path.is_file()):
    try:
        picture = Image.open(file)
        picture.draft(None, square)
        picture = ImageOps.exif_transpose(picture)
        if picture.has_transparency_data:
            grey = Image.new("RGBA", picture.size, (128, 128, 128, 255))
            picture = Image.alpha_composite(grey, picture.convert("RGBA"))
        pixels = np.asarray(picture.convert("RGB").resize(square, Image.Resampling.BICUBIC))
    except (OSError, SyntaxError):
        continue  # not a picture
    label, probabilities, _, _, high = model.run(None, {"images": pixels[None]})
    rows.writerow([file.relative_to(folder), card["classes"][label[0]], high[0], probabilities[0, label[0]]])

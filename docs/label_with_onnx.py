"""Label a folder by a model that dclgui exported: python label_with_onnx.py model.onnx FOLDER > labels.csv."""

import csv
import json
import os
import sys
from pathlib import Path

import numpy as np

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before its import, or onnxruntime reports usage over the network
import onnxruntime
from PIL import Image, ImageOps

model, folder = onnxruntime.InferenceSession(sys.argv[1]), Path(sys.argv[2])
card = json.loads(model.get_modelmeta().custom_metadata_map["dclgui"])
square, tops = (card["image_size"],) * 2, np.array([255, 1023, 4095, 16383, 65535])
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
rows = csv.writer(sys.stdout)
rows.writerow(["path", "label", "sure", "probability"])
for file in sorted(path for path in folder.rglob("*.*") if path.is_file()):
    try:
        picture = Image.open(file)
        picture.draft(None, square)
        picture = ImageOps.exif_transpose(picture)
        if picture.mode.startswith(("I", "F")):  # grey with more than 8 bits a pixel
            values = np.asarray(picture)
            if picture.mode == "F" or not 0 <= values.min() <= values.max() <= tops[-1]:
                raise ValueError("its grey values are not whole numbers from 0 to 65535")
            picture = Image.fromarray((values / tops[tops >= values.max()][0] * 255).round().astype(np.uint8))
        elif picture.has_transparency_data:
            grey = Image.new("RGBA", picture.size, (128, 128, 128, 255))
            picture = Image.alpha_composite(grey, picture.convert("RGBA"))
        pixels = np.asarray(picture.convert("RGB").resize(square, Image.Resampling.BICUBIC))
    except Exception as error:  # Pillow has many ways to say that a file is no picture, or a damaged one
        sys.stderr.write(f"{file} is left out: {error}\n")
        continue
    label, probabilities, _, _, high = model.run(None, {"images": pixels[None]})
    rows.writerow([file.relative_to(folder).as_posix(), card["classes"][label[0]], high[0], probabilities[0, label[0]]])

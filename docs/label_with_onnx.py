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

Image.MAX_IMAGE_PIXELS = 2**28  # Pillow refuses what has twice as many
DEPTHS, GREY = (255, 1023, 4095, 16383, 65535), (128, 128, 128, 255)
ORDERS = {";16B": ";16L", ";16L": ";16B", ";16N": ";16B" if sys.byteorder == "little" else ";16L"}
NATIVE = {"I;16BS": "I;16NS", "I;32BS": "I;32NS", "F;32BF": "F;32NF"}
model, folder = onnxruntime.InferenceSession(sys.argv[1]), Path(sys.argv[2])
card = json.loads(model.get_modelmeta().custom_metadata_map["dclgui"])
square, ranges = (card["image_size"],) * 2, card["values"]  # a model that lacks it is to be exported again


def scaled(values, kept, missing=False):
    """Values of more than 8 bits to 0-255, by the range that the model keeps, or else by their own."""
    measured = values[~(missing | np.isnan(values))]
    low, high = float(measured.min()), float(measured.max())
    if values.dtype.kind == "f":
        on_bytes = low >= (low - high) / 20 and high - low >= 64 and high <= 1.05 * 255
        tops = [1] if low >= -0.05 and high <= 1.05 else [255] * on_bytes
    else:
        tops = [top for top in DEPTHS if 0 <= low <= high <= top]
        if tops and low > (high - low) / 2 and 0 < high - low < tops[0] / 16:
            tops = []
    low, high = kept or ((0, tops[0]) if tops else (low, max(high, np.nextafter(low, np.inf))))
    shares = np.nan_to_num((values.astype(np.float64) - low) / (high - low), nan=0).clip(0, 1)
    return np.where(missing, 0, (shares * 255).round()).astype(np.uint8)


def deep_grey(picture):
    """Grey of more than 8 bits; numbers that stand for no measurement become black."""
    tags, values = getattr(picture, "tag_v2", {}), np.asarray(ImageOps.exif_transpose(picture))
    if picture.mode == "I" and picture.format == "TIFF" and tags.get(339, (1,)) == (1,):
        values = values.view(np.uint32)
    marks = [float(tags[42113].strip("\0 "))] if 42113 in tags else []
    missing = np.isin(values, marks + [-9999, -32768] * (values.dtype.kind in "if"))
    kind = "fractions" if values.dtype.kind == "f" else "whole"
    missing |= (np.abs(values) >= 3.4e38) & (values != np.inf) if kind == "fractions" else False
    grey = scaled(values, ranges[kind], missing)
    return Image.fromarray(255 - grey if tags.get(262) == 0 else grey)


def decoded(file, layout):
    """The picture upright, its channels taken from the file as if they lay there in ``layout``."""
    picture = Image.open(file)
    picture.tile = [
        part._replace(args=(layout, *part.args[1:]) if isinstance(part.args, tuple) else layout)
        for part in picture.tile
    ]
    return np.asarray(ImageOps.exif_transpose(picture)).astype(np.uint16)


def deep_colour(file, layout):
    """Colour of 16 bits a channel: Pillow gives the upper bytes, and the lower ones if told of the other order."""
    if layout not in {mode + order for mode in ("RGB", "RGBA") for order in ORDERS}:
        raise ValueError("its colours have 16 bits and lie in a form that this example can't read")
    values = decoded(file, layout) << 8 | decoded(file, layout[:-4] + ORDERS[layout[-4:]])
    colours, alpha = values[..., :3], values[..., 3:]
    kept = ranges["whole"] or ([0, 65535] if colours.max() >= 2**14 else None)
    pixels = values[..., :3] >> 8 if kept == [0, 65535] else scaled(colours, kept)
    if alpha.size and alpha.max() > 1:
        pixels = np.dstack([pixels, scaled(alpha, None)])
    return over_grey(Image.fromarray(pixels.astype(np.uint8)))


def over_grey(picture):
    """Alpha laid over mid-grey, unless it is 0, or 1 of 255, everywhere."""
    if not picture.has_transparency_data or picture.convert("RGBA").getchannel("A").getextrema()[1] <= 1:
        return picture.convert("RGBA").convert("RGB") if picture.has_transparency_data else picture.convert("RGB")
    return Image.alpha_composite(Image.new("RGBA", picture.size, GREY), picture.convert("RGBA")).convert("RGB")


def read(file):
    """The picture as the model sees it, [side, side, 3] uint8, as dclgui reads it."""
    picture = Image.open(file)
    for place, part in enumerate(picture.tile):  # libtiff gives numbers in this computer's order of bytes
        if part.codec_name == "libtiff":
            picture.tile[place] = part._replace(args=(NATIVE.get(part.args[0], part.args[0]), *part.args[1:]))
    picture.draft(None, square)
    args = picture.tile[0].args if picture.tile else ""
    layout, tags = args if isinstance(args, str) else str(args[0]), getattr(picture, "tag_v2", {})
    apart = (tags.get(284) == 2 and max(tags[258]) > 8) or (picture.format == "PPM" and args[-1] == 65535)
    if picture.mode in {"I", "F"} or picture.mode.startswith("I;16"):
        picture = deep_grey(picture)
    elif ";16" in layout or apart:
        picture = deep_colour(file, layout)
    else:
        picture = over_grey(ImageOps.exif_transpose(picture))
    rows_first = picture.convert("RGB").resize((square[0], picture.height), Image.Resampling.BICUBIC)
    return np.asarray(rows_first.resize(square, Image.Resampling.BICUBIC))


sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
rows = csv.writer(sys.stdout)
rows.writerow(["path", "label", "sure", "probability"])
for file in sorted(path for path in folder.rglob("*.*") if path.is_file()):
    try:
        pixels = read(file)
    except Exception as error:  # Pillow has many ways to say that a file is no picture, or a damaged one
        sys.stderr.write(f"{file} is left out: {error}\n")
        continue
    label, probabilities, _, _, high = model.run(None, {"images": pixels[None]})
    rows.writerow([file.relative_to(folder).as_posix(), card["classes"][label[0]], high[0], probabilities[0, label[0]]])

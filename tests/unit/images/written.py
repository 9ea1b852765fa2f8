"""Pictures of more than 8 bits a channel, which Pillow does not write in colour."""

import struct
import zlib
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def png16(path: Path, samples: Array) -> None:
    """[H, W] or [H, W, 2, 3 or 4] of 0 to 65535: grey, grey and alpha, RGB or RGBA."""
    bands = samples.shape[2] if samples.ndim == 3 else 1
    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[bands], 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(_filtered(samples.astype(">u2").reshape(height, -1).view(np.uint8), 2 * bands)))
        + chunk(b"IEND", b"")
    )


def _filtered(rows: Array, pixel: int) -> bytes:
    """Each row as its differences from the row above, or of each byte from the pixel before, in turn."""
    lines, above = [], np.zeros(rows.shape[1], np.uint8)
    for number, row in enumerate(rows):
        before = np.concatenate([np.zeros(pixel, np.uint8), row[:-pixel]])
        lines.append(bytes([1 + number % 2]) + (row - (above if number % 2 else before)).astype(np.uint8).tobytes())
        above = row
    return b"".join(lines)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def tiff(
    path: Path,
    samples: Array,
    *,
    photometric: int,
    extra: int | None = None,
    nodata: str = "",
    order: Literal["<", ">"] = "<",
    packed: bool | Literal["planes"] = False,
    palette: list[int] | None = None,
) -> None:
    """[H, W] or [H, W, bands] of any number type; ``packed``: compressed, with a plane for each band if so."""
    height, width = samples.shape[:2]
    bands = samples.shape[2] if samples.ndim == 3 else 1
    kind = {"u": 1, "i": 2, "f": 3}[samples.dtype.kind]
    ordered = samples.astype(samples.dtype.newbyteorder(order))
    strips = [part.tobytes() for part in (np.moveaxis(ordered, -1, 0) if packed == "planes" else [ordered])]
    strips = [zlib.compress(strip) for strip in strips] if packed else strips
    data = b"".join(strips)
    tags: list[tuple[int, str, list[int] | bytes]] = [
        (256, "I", [width]),
        (257, "I", [height]),
        (258, "H", [8 * samples.dtype.itemsize] * bands),
        (259, "H", [8 if packed else 1]),
        (262, "H", [photometric]),
        (273, "I", [8 + sum(map(len, strips[:place])) for place in range(len(strips))]),
        (277, "H", [bands]),
        (278, "I", [height]),
        (279, "I", [len(strip) for strip in strips]),
        (284, "H", [2 if packed == "planes" else 1]),
        *([(320, "H", palette)] if palette is not None else []),
        *([(338, "H", [extra] * (bands - (3 if photometric == 2 else 1)))] if extra is not None else []),
        (339, "H", [kind] * bands),
        *([(42113, "s", nodata.encode() + b"\0")] if nodata else []),
    ]
    at = 8 + len(data)
    beyond = at + 2 + 12 * len(tags) + 4
    entries, tail = b"", b""
    for tag, code, values in tags:
        body = values if isinstance(values, bytes) else struct.pack(f"{order}{len(values)}{code}", *values)
        field = {"I": 4, "H": 3, "s": 2}[code]
        place = body.ljust(4, b"\0") if len(body) <= 4 else struct.pack(f"{order}I", beyond + len(tail))
        tail += body if len(body) > 4 else b""
        entries += struct.pack(f"{order}HHI", tag, field, len(values)) + place
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", at)
    path.write_bytes(head + data + struct.pack(f"{order}H", len(tags)) + entries + bytes(4) + tail)

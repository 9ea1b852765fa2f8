"""The program's icon in every size and format, from its two drawings in ``resources/``.

``python -m tools.icons`` writes the window's own into ``dclgui/qt/icons/`` and those of the packaged program into
``resources/icons/``.
"""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).parents[1]
DRAWINGS = ROOT / "resources"
WINDOW, PACKAGE = ROOT / "dclgui" / "qt" / "icons", DRAWINGS / "icons"
LARGEST_SMALL = 16
"""Up to so many pixels the drawing with its edges on whole pixels is the clearer one."""
OF_THE_WINDOW = (16, 24, 32, 48, 64, 128, 256)
OF_WINDOWS = (16, 20, 24, 32, 40, 48, 64, 128, 256)
OF_MACOS = (16, 32, 64, 128, 256, 512, 1024)
MARGIN_ON_MACOS = 0.1
"""Share of the side that stays empty on each edge, as Apple's own icons have it."""


def drawn(side: int, *, margin: float = 0.0) -> Image.Image:
    """The icon in ``side`` pixels, RGBA."""
    name = "dclgui-small.svg" if side <= LARGEST_SMALL else "dclgui.svg"
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    edge = round(side * margin)
    QSvgRenderer(str(DRAWINGS / name)).render(painter, QRectF(edge, edge, side - 2 * edge, side - 2 * edge))
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(BytesIO(kept.data()))


def main() -> None:
    """Write every file anew."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    PACKAGE.mkdir(exist_ok=True)
    for side in OF_THE_WINDOW:
        drawn(side).save(WINDOW / f"dclgui-{side}.png", optimize=True)
    drawn(512).save(PACKAGE / "dclgui-512.png", optimize=True)
    own_sizes = [drawn(side) for side in OF_WINDOWS]
    own_sizes[-1].save(PACKAGE / "dclgui.ico", sizes=[image.size for image in own_sizes], append_images=own_sizes[:-1])
    own_sizes = [drawn(side, margin=MARGIN_ON_MACOS) for side in OF_MACOS]
    own_sizes[-1].save(PACKAGE / "dclgui.icns", append_images=own_sizes[:-1])
    app.quit()


if __name__ == "__main__":
    main()

"""Walk over everything that a window shows: its words, and whether they have room."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from dclgui.qt.shell.main_window import MainWindow

TERMS = (
    r"dclgui|CSV|GPU|CPU|PNG|PDF|JPEG|TOML|PCA|UMAP|t-SNE|ONNX|onnxruntime|safetensors|softmax|Shannon|timm|torch|"
    r"PySide6|Python|Qt|GNU|LGPL|Apache|English|efficientnet_lite\d|test_resnet|auto|cpu|cuda|mps|MB|GB|KB|AdaBN|"
    r"[Ss]\d(?:[-–]S?\d)?\d?|d[12]|TIFF|BMP|WebP|Excel|UTF-8|path,label|JSON Lines|Hugging Face|FiftyOne|"
    r"Label Studio|labelme|COCO|CVAT|YOLO|PyTorch|pandas|HTML"
)
KEYS = r"Ctrl|Shift|Alt|Esc|Enter|Return|Space|Home|End|PgUp|PgDown|F\d|[A-Z](?![a-z])"
LEFT = re.compile(r"[A-Za-z]{2,}")


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every widget that can be seen."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.width() > 0:
            yield widget


def words_of(widget: QWidget) -> Iterator[str]:
    """All that ``widget`` says, to the eye, to the pointer and to a screen reader."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))


def words_of_actions(window: MainWindow) -> Iterator[str]:
    for action in window.actions_table.actions.values():
        yield from (action.text(), action.toolTip())
    for action in window.menuBar().actions():
        yield action.text()


def untranslated(texts: Iterator[str], names: tuple[str, ...]) -> set[str]:
    """Those with Latin words beside class names, paths, keys and terms that stay as they are in Chinese."""
    literal = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    allowed = re.compile(rf"(?<![A-Za-z])(?:{literal}|{TERMS}|{KEYS})(?![A-Za-z])|\S*/\S+|\S+\.\w{{2,10}}\b|`[^`]*`")
    return {text for text in texts if not text.startswith("/") and LEFT.search(allowed.sub("", text))}


def clipped(window: QWidget) -> set[str]:
    """Labels and buttons whose words have too little room."""
    found = set()
    for widget in shown(window):
        if isinstance(widget, QLabel) and widget.text() and widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + 1:
                found.add(f"{widget.height()} px high, {widget.heightForWidth(widget.width())} needed: {widget.text()}")
        elif (
            isinstance(widget, QLabel | QAbstractButton)
            and len(widget.text()) > 1
            and type(widget).__name__ != "StepButton"
        ):
            needed = widget.sizeHint().width()
            if needed > widget.width() + 1 and not (isinstance(widget, QLabel) and widget.toolTip()):
                found.add(f"{widget.width()} px wide, {needed} needed: {widget.text()}")
    return found


def cut_off(window: QWidget) -> set[str]:
    """Widgets of which a part lies outside of what holds them, where nothing scrolls to it."""
    found = set()
    for widget in shown(window):
        holder = widget.parentWidget()
        if holder is None or widget.isWindow() or isinstance(holder.parentWidget(), QAbstractScrollArea):
            continue
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            what = widget.accessibleName() or widget.objectName()
            found.add(f"{type(widget).__name__} {what} {widget.geometry().getRect()} in {holder.rect().getRect()}")
    return found

"""The operator's guide inside the program: the same files as in the documents, without a network."""

from pathlib import Path

from PySide6.QtCore import QLocale, QSignalBlocker, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from dclgui.qt.parts.panel import Dialog
from dclgui.qt.parts.theme import GRID

PACKED = Path(__file__).parents[1] / "guide"
"""Where wheel and packaged program have it (``pyproject.toml``, ``packaging/dclgui.spec``)."""
DOCUMENTS = Path(__file__).parents[3] / "docs"
"""Where it is written."""
_USUAL, _CONTENTS, _COLUMN = QSize(1060, 760), 168, 820
_MARGIN, _FRAME = 2 * GRID, QSize(8, 40)
_LINE = 125
"""Per cent of the font's height."""
_PICTURE = "\ufffc"
"""Stands in the text where a picture is."""


def guide_file() -> Path:
    """The guide in the window's language."""
    chinese = QLocale().language() == QLocale.Language.Chinese
    name = "operators-guide.zh-CN.md" if chinese else "operators-guide.md"
    return (PACKED if PACKED.is_dir() else DOCUMENTS) / name


class Guide(Dialog):
    """The sections at the left, the text with its pictures at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        size = _USUAL.boundedTo(self.screen().availableGeometry().size() - _FRAME)
        self.sections, self.text = QListWidget(), GuideText(min(_COLUMN, size.width() - _CONTENTS - 6 * GRID))
        self.sections.setFixedWidth(_CONTENTS)
        self.sections.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.sections)
        row.addWidget(self.text, 1)
        self.resize(size)
        self.sections.currentRowChanged.connect(self.show_section)
        self.text.anchorClicked.connect(self._follow)
        self.text.verticalScrollBar().valueChanged.connect(self._mark_section)
        self.refresh()
        self.text.setFocus()

    def show_section(self, number: int) -> None:
        """Show section ``number`` at the top; 0 is the beginning."""
        places = self.text.places
        self.text.verticalScrollBar().setValue(places[number] if 0 < number < len(places) else 0)
        self._mark(number)

    def retranslate(self) -> None:
        """The text in the window's language, from its beginning."""
        self.setWindowTitle(self.tr("Guide"))
        self.sections.setAccessibleName(self.tr("Sections of the guide"))
        self.text.setAccessibleName(self.tr("Guide"))
        self.text.show_file(guide_file())
        with QSignalBlocker(self.sections):
            self.sections.clear()
            self.sections.addItems([block.text() for block in self.text.headings])
        self._mark(0)

    def _mark(self, number: int) -> None:
        with QSignalBlocker(self.sections):
            self.sections.setCurrentRow(number)

    def _mark_section(self, top: int) -> None:
        """Mark the section that stands at the top, or the last one at the end, which may never get there."""
        places, end = self.text.places[1:], self.text.verticalScrollBar().maximum()
        self._mark(len(places) if 0 < end <= top else sum(place <= top for place in places))

    def _follow(self, link: QUrl) -> None:
        """A heading of the guide, which its number begins, or a page of the web in the browser."""
        if link.scheme():
            QDesktopServices.openUrl(link)
        else:
            number = link.fragment().partition("-")[0]
            self.show_section(int(number) if number.isdigit() else 0)


class GuideText(QTextBrowser):
    """Shows a file of Markdown in a column that is ``column`` pixels wide."""

    def __init__(self, column: int) -> None:
        super().__init__()
        self._column, self._folder = column, Path()
        self.setOpenLinks(False)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(column)
        self.setMinimumWidth(column)

    @property
    def headings(self) -> list[QTextBlock]:
        """Title and headings of the sections; those of parts inside a section are none."""
        document = self.document()
        blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
        return [block for block in blocks if 0 < block.blockFormat().headingLevel() <= 2]

    @property
    def places(self) -> list[int]:
        """How far down each of them stands, in pixels."""
        layout = self.document().documentLayout()
        return [round(layout.blockBoundingRect(block).top()) - GRID for block in self.headings]

    def show_file(self, file: Path) -> None:
        """Show ``file``; its pictures lie where it says, seen from its folder."""
        self._folder = file.parent
        self.setMarkdown(file.read_text(encoding="utf-8"))
        self.document().setDocumentMargin(_MARGIN)
        self._space_out()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """A picture, not wider than the column; Qt would shrink it when it paints, and break its letters."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(str(self._folder / QUrl(name).path()))
        wide = min(picture.width(), self._column - 2 * _MARGIN)
        dots = round(wide * self.devicePixelRatioF())
        if dots < picture.width():
            picture = picture.scaledToWidth(dots, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(picture.width() / max(wide, 1))
        return picture

    def _space_out(self) -> None:
        """Leave room between lines and paragraphs, which Markdown knows nothing of."""
        document = self.document()
        for number in range(document.blockCount()):
            block = document.findBlockByNumber(number)
            cursor, form = QTextCursor(block), QTextBlockFormat()
            if cursor.currentTable() is None:
                form.setTopMargin(2 * GRID if block.blockFormat().headingLevel() else 0)
                form.setBottomMargin(GRID)
            if _PICTURE not in block.text():
                form.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(form)

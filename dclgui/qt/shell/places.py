"""Where pages and side panels show."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget

from dclgui.qt.parts.page import Page

ASIDE_WIDTH = 296


class Pages(QStackedWidget):
    """No page makes the window larger than it is; what has no room scrolls or folds."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any size."""
        return QSize(0, 0)

    @property
    def page(self) -> Page:
        """The one that shows."""
        page = self.currentWidget()
        assert isinstance(page, Page)
        return page


class Asides(QStackedWidget):
    """The side panels; in a narrow window one shows only if its page can't spare it or a person asks for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(ASIDE_WIDTH)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._asked: bool | None = None

    def follow(self, page: Page, *, narrow: bool) -> None:
        """Show the side panel of ``page``, or none."""
        wanted = not narrow if self._asked is None else self._asked
        if page.side_panel is not None:
            self.setCurrentWidget(page.side_panel)
        self.setVisible(page.side_panel is not None and (wanted or not page.side_panel_folds))

    def turn(self) -> None:
        """Show it from now on if it is hidden, and hide it if it shows."""
        self._asked = self.isHidden()

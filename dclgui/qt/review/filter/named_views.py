"""The menu of filters and orders that a person keeps under a name."""

from functools import partial

from PySide6.QtWidgets import QMenu

from dclgui.core.errors import UserError
from dclgui.qt.parts.line_popup import LinePopup
from dclgui.qt.parts.page import Page
from dclgui.qt.parts.panel import Panel
from dclgui.qt.parts.widgets import button, literal
from dclgui.qt.parts.words import tooltip
from dclgui.qt.review.filter.bar import FilterBar
from dclgui.qt.session.session import Session
from dclgui.review.named_view import NamedView

_LONGEST = 60


class _AskName(LinePopup):
    """Asks under which name to keep the view."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page, longest=_LONGEST)
        self._session = session
        self.line.textChanged.connect(self.retranslate)
        self.refresh()

    def retranslate(self) -> None:
        """Set all texts; a name that is there already is one to be replaced."""
        name = self.line.text().strip()
        self.heading.setText(self.tr("Keep what shows now, and its order, under which name?"))
        self.line.setAccessibleName(self.tr("Name of the view"))
        self.line.setPlaceholderText(self.tr("Such as: dents to look at"))
        there = name in self._session.project.habits.views()
        self.hint.setText(
            self.tr("There is a view of this name; it will be replaced.")
            if there
            else self.tr("It is kept in the project; a picture that is decided meanwhile may no longer show.")
        )
        self.keep.setText(self.tr("Replace it") if there else self.tr("Save"))
        self.keep.setEnabled(bool(name))


class NamedViews(Panel):
    """The button in ``bar`` with the menu; its failures show on ``page``."""

    def __init__(self, session: Session, bar: FilterBar, page: Page) -> None:
        super().__init__(page)
        self.hide()
        self._session, self._bar, self._page = session, bar, page
        self.button, self.menu, self.asking = button(), QMenu(page), _AskName(session, page)
        self.button.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill)
        self.asking.kept.connect(self._save)
        bar.add(self.button)
        self.refresh()

    def retranslate(self) -> None:
        """Set all texts."""
        self.button.setText(self.tr("Views"))
        self.button.setAccessibleName(self.tr("Views"))
        self.button.setToolTip(tooltip(self.tr("Filters and orders that you keep under a name")))

    def _fill(self) -> None:
        """Name every view, then what can be done."""
        self.menu.clear()
        names = list(self._session.project.habits.views())
        for name in names:
            self.menu.addAction(literal(name), partial(self._page.attempt, partial(self._show, name)))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Save this view…"), partial(self._page.attempt, self._ask))
        remove = self.menu.addMenu(self.tr("Remove a view"))
        remove.setEnabled(bool(names))
        for name in names:
            remove.addAction(literal(name), partial(self._page.attempt, partial(self._remove, name)))

    def _show(self, name: str) -> None:
        text = self._session.project.habits.views()[name]
        try:
            view = NamedView.of_text(text).read(self._session.classes)
        except ValueError as error:
            raise UserError(
                f'The view "{name}" can\'t be read.', "Remove it, then save it anew, or update dclgui."
            ) from error
        if not view.fits(self._session.table):
            raise UserError(f'The view "{name}" is of classes or pictures that are not there.', "Remove it.")
        self._bar.show_view(view)
        self._page.entered()

    def _ask(self) -> None:
        if self._bar.shown.like is not None:  # the order of a round, which the next one has no more
            raise UserError("Pictures like one can't be kept as a view.", "Go back by the chip or Esc, then save it.")
        self.asking.open_over(self._page, "")

    def _save(self, name: str) -> None:
        bar = self._bar
        text = NamedView(bar.shown, bar.sort, bar.descending).to_text()
        self._page.attempt(partial(self._session.project.habits.save_view, name, text))
        self._page.entered()

    def _remove(self, name: str) -> None:
        self._session.project.habits.remove_view(name)

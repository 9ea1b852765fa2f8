"""What helps a newcomer: guide, tour, keys, and what this program is."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dclgui.qt.parts.banner import Banner
from dclgui.qt.parts.preferences import Preferences
from dclgui.qt.shell.about import About
from dclgui.qt.shell.guide import Guide
from dclgui.qt.shell.key_list import KeyList
from dclgui.qt.shell.tour import Tour


class Help(QObject):
    """Keeps what was offered, and knows whether the tour goes on.

    ``show_demo`` opens the demo after a while, ``go`` shows a step of it, ``section`` is that of the guide which tells
    of the page that shows.
    """

    def __init__(
        self, window: QWidget, *, show_demo: Callable[[], object], go: Callable[[str], object],
        section: Callable[[], int],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._show_demo, self._go, self._section = window, show_demo, go, section
        self._wanted = False
        self._tour: Tour | None = None

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The commands, by their names in the command table."""
        return {
            "guide": self._show_guide,
            "tour": partial(self._try_demo, tour=True),
            "demo": partial(self._try_demo, tour=False),
            "keys": lambda: KeyList(self._window).show(),
            "about": lambda: About(self._window).show(),
        }

    def offer_tour(self, notice: Banner, preferences: Preferences) -> None:
        """Offer the tour in ``notice``, once in the life of these ``preferences``, to who has no recent project."""
        if not preferences.tour_offered and not preferences.recent:
            preferences.tour_offered = True
            notice.show_note(
                self.tr("New here?"),
                self.tr("A tour of two minutes on made-up pictures shows all steps. It is in the menu Help, too."),
                next_step=(self.tr("Start the tour"), partial(self._try_demo, tour=True)),
            )

    def begin_tour(self) -> None:
        """Begin the tour, if it is what the demo was opened for."""
        if self._wanted:
            self._wanted = False
            self._tour = Tour(self._window, self._go)
            self._tour.ended.connect(self._forget)

    def end_tour(self) -> None:
        """End the tour if it goes on, since its project closes."""
        if self._tour is not None:
            self._tour.end()

    def _forget(self) -> None:
        self._tour = None

    def _try_demo(self, *, tour: bool) -> None:
        self._wanted = tour
        self._show_demo()

    def _show_guide(self) -> None:
        shown = [guide for guide in self._window.findChildren(Guide) if guide.isVisible()]
        guide = shown[0] if shown else Guide(self._window)
        guide.show()
        guide.raise_()
        guide.activateWindow()
        guide.show_section(self._section())

"""What the window remembers from one start to the next."""

from hashlib import md5
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QLocale, QSettings

from dclgui.qt.parts.theme import ThemeName

Language = Literal["en", "zh_CN"]
_MOST_RECENT = 8


class Preferences:
    """Kept where the system keeps the settings of programs."""

    def __init__(self) -> None:
        self._kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "dclgui", "dclgui")

    @property
    def theme(self) -> ThemeName:
        """The theme chosen last; the system's at first."""
        name = self._kept.value("theme", "system")
        return name if name in ("light", "dark", "system") else "system"

    @theme.setter
    def theme(self, name: ThemeName) -> None:
        self._kept.setValue("theme", name)

    @property
    def language(self) -> Language:
        """The language chosen last; at first Chinese where the system is Chinese."""
        chinese = QLocale.system().language() == QLocale.Language.Chinese
        name = self._kept.value("language", "zh_CN" if chinese else "en")
        return "zh_CN" if name == "zh_CN" else "en"

    @language.setter
    def language(self, name: Language) -> None:
        self._kept.setValue("language", name)

    @property
    def tile(self) -> int:
        """Side of a tile in pixels."""
        kept = str(self._kept.value("tile", 128))
        return int(kept) if kept.isdigit() else 128

    @tile.setter
    def tile(self, side: int) -> None:
        self._kept.setValue("tile", side)

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window, empty at first."""
        kept = self._kept.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, place: QByteArray) -> None:
        self._kept.setValue("geometry", place)

    def step_of(self, project: Path) -> str:
        """The step that showed when ``project`` was open last; empty if it never was."""
        return str(self._kept.value(_step_key(project), ""))

    def showed(self, project: Path, step: str) -> None:
        """Remember that ``step`` of ``project`` shows."""
        self._kept.setValue(_step_key(project), step)

    def watched(self, project: Path) -> tuple[Path, Path] | None:
        """The folder that ``project`` watched when it was closed, and the file of its labels."""
        kept = self._kept.value(_watch_key(project))
        return (Path(kept[0]), Path(kept[1])) if isinstance(kept, list) and len(kept) == 2 else None

    def watches(self, project: Path, folder: Path, file: Path) -> None:
        """Remember that ``project`` watches ``folder`` for the labels in ``file``."""
        self._kept.setValue(_watch_key(project), [str(folder), str(file)])

    def watches_no_more(self, project: Path) -> None:
        """Forget what ``project`` watched: a person stopped it."""
        self._kept.remove(_watch_key(project))

    @property
    def recent(self) -> list[Path]:
        """The projects opened last, newest first, that are still there."""
        kept = self._kept.value("recent", [])
        names = [kept] if isinstance(kept, str) else list(kept) if isinstance(kept, list) else []
        return [path for path in map(Path, names) if path.is_dir()]

    def opened(self, project: Path) -> None:
        """Put ``project`` first among the recent ones."""
        others = [path for path in self.recent if path != project]
        self._kept.setValue("recent", [str(path) for path in (project, *others)][:_MOST_RECENT])

    def forget(self, project: Path) -> None:
        """Take ``project`` from the recent ones; its files stay."""
        self._kept.remove(_step_key(project))
        self.watches_no_more(project)
        self._kept.setValue("recent", [str(path) for path in self.recent if path != project])


def _step_key(project: Path) -> str:
    return f"steps/{_digest(project)}"


def _watch_key(project: Path) -> str:
    return f"watches/{_digest(project)}"


def _digest(project: Path) -> str:
    return md5(str(project).encode(), usedforsecurity=False).hexdigest()

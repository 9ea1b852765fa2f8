"""What the window remembers from one start to the next."""

from hashlib import md5
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QLocale, QSettings

from dclgui.qt.parts.theme import ThemeName

Language = Literal["en", "zh_CN"]
_MOST_RECENT = 8


class Preferences:
    """Settings of this user, in the INI file that Qt keeps for the program."""

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
    def experts(self) -> bool:
        """Whether figures, losses and the steps of the method show; at first they don't."""
        return str(self._kept.value("experts", "false")) == "true"

    @experts.setter
    def experts(self, wanted: bool) -> None:
        self._kept.setValue("experts", "true" if wanted else "false")

    @property
    def tour_offered(self) -> bool:
        """Whether the tour was offered, at the first start."""
        return str(self._kept.value("tour_offered", "false")) == "true"

    @tour_offered.setter
    def tour_offered(self, offered: bool) -> None:
        self._kept.setValue("tour_offered", "true" if offered else "false")

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

    @property
    def saved_in(self) -> Path | None:
        """The folder where something was saved last, if it is still there."""
        kept = str(self._kept.value("saved_in", ""))
        return Path(kept) if kept and Path(kept).is_dir() else None

    @saved_in.setter
    def saved_in(self, folder: Path) -> None:
        self._kept.setValue("saved_in", str(folder))

    def step_of(self, project: Path) -> str:
        """The step of ``project`` that was shown last; empty if none was."""
        return str(self._kept.value(_key("steps", project), ""))

    def showed(self, project: Path, step: str) -> None:
        """Remember ``step`` as the one shown in ``project``."""
        self._kept.setValue(_key("steps", project), step)

    def left_at(self, project: Path) -> tuple[int, int] | None:
        """The round of ``project`` and its images worth a look when it was closed; ``None`` before the first round."""
        kept = str(self._kept.value(_key("states", project), "")).split()
        return (int(kept[0]), int(kept[1])) if len(kept) == 2 and all(one.isdigit() for one in kept) else None

    def leaves(self, project: Path, round_number: int, doubtful: int) -> None:
        """Remember where ``project`` stands as it is closed."""
        self._kept.setValue(_key("states", project), f"{round_number} {doubtful}")

    def watched(self, project: Path) -> tuple[Path, Path] | None:
        """The folder that ``project`` watched when it was closed, and the file of its labels."""
        return self._pair(_key("watches", project))

    def watches(self, project: Path, folder: Path, file: Path) -> None:
        """Remember that ``project`` watches ``folder`` for the labels in ``file``."""
        self._kept.setValue(_key("watches", project), [str(folder), str(file)])

    def watches_no_more(self, project: Path) -> None:
        """Forget what ``project`` watched, since it was stopped by hand."""
        self._kept.remove(_key("watches", project))

    def labelled(self, project: Path) -> tuple[Path, Path] | None:
        """The folder whose pictures the model of ``project`` labelled last, and the file of their labels."""
        return self._pair(_key("labelled", project))

    def labels(self, project: Path, folder: Path, file: Path) -> None:
        """Remember that the model of ``project`` labelled pictures in ``folder`` into ``file``."""
        self._kept.setValue(_key("labelled", project), [str(folder), str(file)])

    @property
    def recent(self) -> list[Path]:
        """The projects opened last, newest first, without those that no longer exist."""
        kept = self._kept.value("recent", [])
        # QSettings gives a list of one text back as a text, and an empty list as None.
        names = [kept] if isinstance(kept, str) else list(kept) if isinstance(kept, list) else []
        return [path for path in map(Path, names) if path.is_dir()]

    def opened(self, project: Path) -> None:
        """Put ``project`` first among the recent ones."""
        others = [path for path in self.recent if path != project]
        self._kept.setValue("recent", [str(path) for path in (project, *others)][:_MOST_RECENT])

    def forget(self, project: Path) -> None:
        """Remove ``project`` from the recent ones; its files stay."""
        self._kept.remove(_key("steps", project))
        self._kept.remove(_key("states", project))
        self._kept.remove(_key("labelled", project))
        self.watches_no_more(project)
        self._kept.setValue("recent", [str(path) for path in self.recent if path != project])

    def _pair(self, key: str) -> tuple[Path, Path] | None:
        kept = self._kept.value(key)
        return (Path(kept[0]), Path(kept[1])) if isinstance(kept, list) and len(kept) == 2 else None


def _key(kind: Literal["steps", "states", "watches", "labelled"], project: Path) -> str:
    # A digest, since slashes and backslashes of a path would make groups in the file.
    return f"{kind}/{md5(str(project).encode(), usedforsecurity=False).hexdigest()}"

"""How a person likes to work in a project: letters of classes, views under a name."""

from dclgui.project.database import Database


class Habits:
    """Changed at once and without a journal: nothing here says what a picture shows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def letters(self) -> dict[int, str]:
        """The letter of each class that has one, by the class's index."""
        return dict(self._database.rows("SELECT label, letter FROM class_keys ORDER BY label"))

    def give_letter(self, label: int, letter: str) -> None:
        """Let ``letter``, one of A to Z, stand for the class ``label`` and for no other.

        Raises ``ValueError`` for another text, ``UserError`` if the project can't be written.
        """
        if len(letter) != 1 or not "A" <= letter <= "Z":
            raise ValueError(f"not a letter: {letter!r}")
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM class_keys WHERE label = ? OR letter = ?", (label, letter))
            sql.execute("INSERT INTO class_keys VALUES (?, ?)", (label, letter))

    def take_letter(self, label: int) -> None:
        """Leave the class ``label`` without a letter; raises ``UserError`` if the project can't be written."""
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM class_keys WHERE label = ?", (label,))

    def views(self) -> dict[str, str]:
        """What was saved under each name, by name in order."""
        return dict(self._database.rows("SELECT name, content FROM saved_views ORDER BY name"))

    def save_view(self, name: str, content: str) -> None:
        """Keep ``content`` under ``name``, in place of what was there.

        Raises ``ValueError`` for an empty name, ``UserError`` if the project can't be written.
        """
        if not name:
            raise ValueError("a view needs a name")
        with self._database.transaction() as sql:
            sql.execute("INSERT OR REPLACE INTO saved_views VALUES (?, ?)", (name, content))

    def remove_view(self, name: str) -> None:
        """Forget what is kept under ``name``; raises ``UserError`` if the project can't be written."""
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM saved_views WHERE name = ?", (name,))

"""Marks texts of tables for Qt Linguist, whose own marker has no type."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - the name that Qt's tools look for
    """Return ``text``; ``QCoreApplication.translate(context, text)`` translates it when it is shown."""
    return text

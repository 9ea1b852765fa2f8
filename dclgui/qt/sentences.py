"""The sentences that come from below the window, in the language that shows."""


def spoken(sentence: str) -> str:
    """``sentence`` of an error, a warning or a reason, translated if its pattern is known."""
    return sentence

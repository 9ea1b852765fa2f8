"""The one failure that an operator is meant to read."""


class UserError(Exception):
    """Something the user can put right.

    ``message`` names the file or setting and the reason in one sentence; ``hint`` says what to do.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()

    def __reduce__(self) -> tuple[type["UserError"], tuple[str, str]]:
        return type(self), (self.message, self.hint)


def first_line(error: BaseException) -> str:
    """What a library's exception says, in one line; its kind if it says nothing."""
    return next(iter(str(error).splitlines()), type(error).__name__)

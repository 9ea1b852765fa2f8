"""Which answers to an audit are still those that were given blind."""

from collections import Counter
from collections.abc import Iterable

from dclgui.core.decisions import Decision
from dclgui.review.audit import Design


def changed_when_seen(design: Design, said: Iterable[tuple[int, Decision | None]]) -> list[int]:
    """Rows, ascending, whose answer is another than the one that was given blind.

    said: every answer to ``design`` in the order given, ``None`` where one was taken back. Answers are blind until all
    images of the looks begun so far are answered: then the machine's labels show, and whoever answers anew may have
    seen them.
    """
    looks = dict(zip(design.rows.tolist(), design.look.tolist(), strict=True))
    left, begun = Counter(looks.values()), 0
    now: dict[int, Decision] = {}
    blind: dict[int, Decision] = {}
    for row, answer in said:
        look = looks[row]
        begun = max(begun, look)
        left[look] += now.pop(row, None) is not None
        if answer is not None:
            now[row] = answer
            left[look] -= 1
        if not any(left[each] for each in range(begun + 1)):
            blind = {**now, **blind}
    return sorted(row for row, answer in now.items() if blind.get(row, answer) != answer)

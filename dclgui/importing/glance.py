"""What a glance at every image says before anything is learnt: one line for each kind of finding, once."""

from collections.abc import Iterator
from typing import NamedTuple

from dclgui.core.catalog import Catalog
from dclgui.core.findings import Finding
from dclgui.core.protocol.events import Warned
from dclgui.core.wording import listed
from dclgui.images.check import check
from dclgui.images.glance import NOT_AT_A_GLANCE
from dclgui.images.measure import Measured
from dclgui.project.folder import Project


class CheckLine(NamedTuple):
    """How a ``kind`` of finding is said: what its images are, and why that matters."""

    kind: str
    says: str
    hint: str


_UNSEEN = "What can't be seen can't be named; the machine has to guess."
_LINES = (
    CheckLine(
        "leak",
        says="are among the images to label as well",
        hint="They are learnt by heart, so that the result looks better than it is.",
    ),
    CheckLine("duplicate", says="are there twice", hint="A copy counts twice without showing anything new."),
    CheckLine("dark", says="are too dark or too bright to see anything", hint=_UNSEEN),
    CheckLine("blank", says="have nothing to see", hint=_UNSEEN),
    CheckLine("mostly blank", says="have nothing to see, and they are most of them", hint=_UNSEEN),
    CheckLine(
        "mixed sizes",
        says="have another size or shape than the rest",
        hint="Another size often means another camera: see whether they belong here.",
    ),
    CheckLine(
        "value range",
        says="are stored with another range of values",
        hint="White is another number there: see whether they look right.",
    ),
    CheckLine(
        "unused range",
        says="take hardly any of the levels from black to white",
        hint="They may be of a camera with more bits than the file says.",
    ),
    CheckLine("pages", says="are in files with more pages", hint="Only the first page of each is read."),
    CheckLine(
        "colour",
        says="have other colours than those of the source",
        hint="A strong change of light or colour makes the first names worse.",
    ),
)
_KNOWN = {line.kind: line for line in _LINES}


def glance_notes(
    project: Project, source: Measured | None, target: Measured | None, *, catalogs: tuple[Catalog, Catalog]
) -> Iterator[Warned]:
    """The findings on the two catalogs (source, target) of a run that is about to begin.

    Nothing is said twice: neither after a check, nor of a run that goes on, nor what is said image by image.
    """
    if source is None or target is None or project.rounds.last() is not None or project.check() is not None:
        return
    old, new = catalogs
    for finding in check(source, target, catalog=old).findings:
        if finding.kind == "tiny class":
            yield _few(finding, old)
        elif finding.kind in _KNOWN and finding.kind not in NOT_AT_A_GLANCE:
            yield _note(finding, old if finding.domain == "source" else new)


def _note(finding: Finding, catalog: Catalog) -> Warned:
    domain, line = finding.domain, _KNOWN[finding.kind]
    first = catalog.paths[int(finding.rows[0])]
    return Warned(
        "check", f"Images of the {domain} that {line.says}: {len(finding.rows):,}, the first is {first}.", line.hint
    )


def _few(finding: Finding, catalog: Catalog) -> Warned:
    sizes = dict(zip(catalog.labels[finding.rows].tolist(), finding.measures.tolist(), strict=True))
    named = [f"{catalog.class_names[label]} ({size:.0f})" for label, size in sizes.items()]
    return Warned(
        "check",
        f"Classes of the source with very few images: {listed(named)}.",
        "Few examples are hard to learn from: add some if you can.",
    )

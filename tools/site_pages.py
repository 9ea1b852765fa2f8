"""Hooks of the site's generator (``tools/site.yml``): the documents at the root become pages as well.

Links between documents stay links; one to a file that is no page, such as a module, becomes its name alone.
"""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
PAGES = {
    "README.md": "index.md",
    "README.zh-CN.md": "index.zh-CN.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "SECURITY.md": "SECURITY.md",
    ".out-of-scope.md": "out-of-scope.md",
}
_LINK = re.compile(r"(!?)\[([^\]\[]*)\]\(([^)#\s]+)(#[^)\s]*)?\)")


def on_files(files: Files, *, config: Any) -> Files:
    """Add the documents at the root."""
    for name, page in PAGES.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Page, files: Files, **_: Any) -> str:
    """The same text with links that hold in the site."""
    at_root = {page: name for name, page in PAGES.items()}
    here = PurePosixPath(at_root.get(page.file.src_uri, f"docs/{page.file.src_uri}"))

    def led(link: re.Match[str]) -> str:
        picture, words, place, anchor = link.groups(default="")
        if re.match(r"\w+:", place):
            return link.group()
        wanted = normpath(str(here.parent / place))
        found = PAGES.get(wanted, wanted.removeprefix("docs/"))
        if files.get_file_from_path(found) is None or (found == wanted and wanted not in PAGES):
            return words
        up = "../" * (len(PurePosixPath(page.file.src_uri).parts) - 1)
        return f"{picture}[{words}]({up}{found}{anchor})"

    return _LINK.sub(led, markdown)

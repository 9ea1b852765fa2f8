"""Write ``dist/SHA256SUMS-SYSTEM`` of what in ``dist`` a person downloads; ``sha256sum --check`` reads it."""

import hashlib
import platform
from pathlib import Path

DIST = Path(__file__).parents[1] / "dist"
LEAVES = (".deb", ".exe", ".json", ".tar.gz", ".whl", ".zip")


def main() -> None:
    """Write and print."""
    files = sorted(file for file in DIST.iterdir() if file.is_file() and file.name.endswith(LEAVES))
    lines = [f"{digest_of(file)}  {file.name}" for file in files]
    (DIST / f"SHA256SUMS-{platform.system()}").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print("\n".join(lines))


def digest_of(file: Path) -> str:
    """SHA-256 in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    main()

"""A place beside the site where what is new stands until all of it is there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Staging:
    """Files to put into `site`; `whole` when they are all of the new site.

    Otherwise only what differs from the site is written.
    """

    site: Path
    folder: Path
    whole: bool
    _folders: set[Path] = field(default_factory=set)

    def write(self, address: str, content: bytes) -> None:
        if self.whole or not self._is_there(address, content):
            self._place(address).write_bytes(content)

    def copy(self, address: str, source: Path) -> None:
        """A file named by its content: there it is the same."""
        if self.whole or not (self.site / address).is_file():
            target = self._place(address)
            if not target.exists():
                shutil.copyfile(source, target)

    def put_in_place(self) -> None:
        """Moves the files into the site, clips and pictures first, one whole file at a time.

        Raises OSError, with the old site as it was.
        """
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        files.sort(key=lambda path: path.suffix in (".html", ".js", ".css"))
        old = self.folder.with_name(f"{self.folder.name}.old")
        moved: list[tuple[Path, Path]] = []
        try:
            for path in files:
                name = path.relative_to(self.folder)
                target, backup = self.site / name, old / name
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.exists():
                    backup.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(target, backup)
                moved.append((target, backup))
                path.replace(target)
        except OSError:
            for target, backup in reversed(moved):
                if backup.exists():
                    backup.replace(target)
                else:
                    target.unlink(missing_ok=True)
            raise
        finally:
            shutil.rmtree(old, ignore_errors=True)

    def _is_there(self, address: str, content: bytes) -> bool:
        try:
            return (self.site / address).read_bytes() == content
        except OSError:
            return False

    def _place(self, address: str) -> Path:
        target = self.folder / address
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target

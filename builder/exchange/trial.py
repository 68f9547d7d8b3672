"""The course as it would be, read in a folder of its own before anything changes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from builder.activities import find_kinds
from builder.errors import BuilderError, ProblemsFound
from builder.lesson.loading import load_course
from builder.lesson.signatures import read_signatures
from builder.narration.consent import read_consents
from builder.project import Project


def try_out(project: Project, contents: Mapping[str, bytes]) -> None:
    """Raises BuilderError, with the first mistake, when it would have any."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(project.lessons, root / "lessons")
        (root / "audio").mkdir()
        for place, content in contents.items():
            file = root / PurePosixPath(place)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        try:
            load_course(root / "lessons", find_kinds())
            read_signatures(root / "lessons")
            read_consents(root / "audio")
        except ProblemsFound as found:
            first = next(one for one in found.problems if one.severity == "error")
            at = first.position
            where = f"{at.file.name}, ligne {at.line} : " if at else ""
            raise BuilderError(
                f"Rien n'a changé : le cours aurait une faute. {where}{first.message} {first.hint}"
            ) from found

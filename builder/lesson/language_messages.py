"""What an author is told of languages: one that is missing, unknown, or listed elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

from builder.lesson.findings import Finding

Words = tuple[str, str, str]
"""Slug, message and hint of a problem."""

# As authors may type it: capitals are told too.
_LIKE_A_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Keys of course.yaml that stood beside its languages, and what to type instead.
MOVED_KEYS: Mapping[str, str] = {
    "voices": "Écris les voix de chaque langue sous « languages: » : « voices: [recording, …] ».",
    "speakers": "Écris-le sous « languages: », dans chaque langue : « speaker: woman ».",
}


def is_tag(key: str) -> bool:
    """Whether a key looks like that of a language."""
    return _LIKE_A_TAG.fullmatch(key) is not None


def unknown_language(tag: str, finding: Finding) -> Words:
    return (
        "language-unknown",
        f"« {tag} » n'est pas une langue du cours.",
        f"Langues du cours : {', '.join(finding.tags())}.",
    )


def missing_language(finding: Finding) -> Words | None:
    """None where what is missing has nothing to do with languages."""
    tag = str(finding.key)
    if finding.tagged_field() and tag in finding.tags():
        beside = [other for other in finding.tags() if other in finding.holder]
        where = "de l'autre langue" if len(beside) == 1 else "des autres langues"
        return (
            "language-missing",
            f"Il manque le texte en {finding.language_name(tag)}.",
            f'Ajoute « {tag}: "…" » à côté {where}.',
        )
    if tag == "languages":
        return "key-missing", "Le cours ne dit pas ses langues.", _languages_to_type(finding)
    return None


def _languages_to_type(finding: Finding) -> str:
    """The beginning of the list, with the tags in which the title was written."""
    title = finding.holder.get("title")
    tags = [key for key in title if _LIKE_A_TAG.fullmatch(key)] if isinstance(title, dict) else []
    listed = ", ".join(f'{{tag: {tag}, name: "…", french: "…"}}' for tag in tags[:3] or ["…"])
    return f"Ajoute « languages: [{listed}] »."
